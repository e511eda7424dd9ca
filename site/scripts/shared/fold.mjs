/**
 * A name reduced to what tells it from others, by the engine's rule: without its
 * spaces and - _ . / ( ), and with its letters A to Z in lower case. Every other
 * character makes another name.
 * @param {string} name
 */
export const fold = (name) => name.replaceAll(/[ \-_./()]/g, "").replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
