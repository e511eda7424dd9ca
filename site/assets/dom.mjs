// Building the page. Text goes in as text: nothing here parses markup.

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
  node.append(...children);
  return node;
}

/**
 * Text with its long numbers set in groups of three. The gaps are margins, not
 * characters: the text stays the engine's own, byte for byte.
 */
export function digits(text) {
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
