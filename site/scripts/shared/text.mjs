// Text, before it is shown. Nothing here knows a price.

/**
 * A text as a reader may have it: what cannot be printed, such as a control
 * character, a line break or what turns the direction, shows as U+FFFD. The rule
 * is that of the engine's messages.
 *
 * @param {string} text
 * @param {string | ((found: string) => string)} instead
 */
export const printable = (text, instead = "\uFFFD") =>
  text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200C\u200D]/gu, /** @type {string} */ (instead));

/**
 * With its first letter as a sentence has it.
 * @param {string} text
 */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A message of the engine as a sentence of the page.
 * @param {string} text
 */
export const sentence = (text) => text && capital(text) + (/[.!?]$/.test(text) ? "" : ".");

/**
 * "A, B and C".
 * @param {string[]} words
 */
export const joined = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/**
 * "1 clip", "40 clips".
 * @param {string} number
 * @param {string} noun
 */
export const counted = (number, noun) => `${number} ${noun}${number === "1" ? "" : "s"}`;

/**
 * A text in runs: each is a text, or the groups of three digits of a long number.
 * @param {string} text
 * @returns {(string | string[])[]}
 */
export function runs(text) {
  /** @type {(string | string[])[]} */
  const out = [];
  let end = 0;
  for (const match of text.matchAll(/(?<![\d.A-Za-z])\d{4,}/g)) {
    const [number] = match;
    const head = number.length % 3 || 3;
    const groups = [number.slice(0, head)];
    for (let i = head; i < number.length; i += 3) groups.push(number.slice(i, i + 3));
    out.push(text.slice(end, match.index), groups);
    end = match.index + number.length;
  }
  out.push(text.slice(end));
  return out;
}

/**
 * "480 credits" as its number and its unit; the unit is "" where there is none.
 * @param {string} text
 * @returns {[string, string]}
 */
export function apart(text) {
  const at = text.indexOf(" credit");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
