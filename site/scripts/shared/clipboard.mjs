/**
 * Copies a text, unless the browser forbids it.
 * @param {string} text
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
