// Prices that changed since somebody wrote a page.

/**
 * What to say beside a price to a reader whose page was made with another rate
 * table. Null where nothing is to be said.
 * @param {string | null} pinned the version or the digest of that table
 */
export async function since(ask, operation, request, answer, pinned) {
  const { version, digest } = answer.table;
  if (!pinned || pinned === version || pinned === digest) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(pinned)) return `Made with another rate table (${pinned}).`;
  const then = await ask(operation, { ...request, asOf: pinned });
  const figure = ({ total }) => [total.credits?.display, total.dollars?.display].filter(Boolean).join(", ");
  if (then.error) return `Made with rate table ${pinned}, by which there was no price.`;
  if (figure(then) === figure(answer)) return null;
  return `Made with rate table ${pinned}; by the prices of that day it was ${figure(then)}.`;
}
