// Styles of the elements: one of each for all, and made by a script, which no policy
// of a host forbids.

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {string} style */
export function sheet(style) {
  const made = sheets.get(style) ?? new CSSStyleSheet();
  if (!sheets.has(style)) made.replaceSync(style);
  sheets.set(style, made);
  return made;
}
