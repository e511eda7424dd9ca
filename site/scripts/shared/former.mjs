// The engine with a table that was published before: it says what a page or a link
// said that was made with it.

/** @import { Ask } from "./answers.d.ts" */
/** @typedef {(pinned: string) => Promise<Ask | null>} Former */

/**
 * @param {string} site its origin, "" for the page's own
 * @param {(table: string) => Promise<Ask>} start an engine with the table at an address
 * @returns {Former} by version or digest: who answers by that table, null where it
 *   cannot be had
 */
export function formerAt(site, start) {
  /** @type {Map<string, Promise<Ask | null>>} */
  const started = new Map();
  /** @param {string} pinned */
  const begin = async (pinned) => {
    const digest = isDigest.test(pinned) ? pinned : await published(site, pinned);
    if (!digest) return null;
    const { reelrate } = globalThis; // stays the engine of today's table
    const ask = await start(`${site}/v1/rates/${digest}`);
    globalThis.reelrate = reelrate;
    return ask;
  };
  return (pinned) => {
    const asked = started.get(pinned) ?? begin(pinned).catch(() => null);
    started.set(pinned, asked);
    return asked;
  };
}

const isDigest = /^sha256:[0-9a-f]{64}$/;

/** @param {string} site @param {string} version @returns {Promise<string | undefined>} */
async function published(site, version) {
  const response = await fetch(`${site}/embed/tables.json`);
  const tables = response.ok ? await response.json() : {};
  return Object.hasOwn(tables, version) ? tables[version] : undefined;
}
