// Building the page. Text goes in as text: nothing here parses markup, and what
// no text has, whoever wrote it, does not go in at all.

/**
 * A text as a reader may have it: what cannot be printed, such as a control
 * character, a line break or what turns the direction, shows as U+FFFD. The rule
 * is that of the engine's messages.
 */
export const printable = (text, instead = "\uFFFD") =>
  text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200C\u200D]/gu, instead);

/** With its first letter as a sentence has it. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Gives the reader a file. */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {string} tag @param {object} properties "data-x" and "aria-x" become attributes */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.map((child) => (typeof child === "string" ? printable(child) : child)));
  return node;
}

/**
 * Text with its long numbers set in groups of three. The gaps are margins, not
 * characters: the text stays the engine's own, byte for byte.
 */
export function digits(words) {
  const text = printable(words);
  const out = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(/(?<![\d.A-Za-z])\d{4,}/g)) {
    const number = match[0];
    const head = number.length % 3 || 3;
    out.append(text.slice(end, match.index), number.slice(0, head));
    for (let i = head; i < number.length; i += 3) out.append(el("span", { className: "d3" }, number.slice(i, i + 3)));
    end = match.index + number.length;
  }
  out.append(text.slice(end));
  return out;
}

/** A bar of the given share of its place. */
export function bar(percent) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  svg.setAttribute("aria-hidden", "true");
  rect.setAttribute("width", `${percent}%`);
  rect.setAttribute("height", "100%");
  svg.append(rect);
  return svg;
}
