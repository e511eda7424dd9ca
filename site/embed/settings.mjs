// Where the elements find what is not in their own file.

// A published copy of this file lies on the site itself, which has the prices of the
// day, can answer where the engine cannot run, and has the page that tells
// everything. A copy in somebody's bundle or folder knows of no site until it is
// told of one.
const [, here = null] = /^(https?:\/\/.+?)\/embed\/v[^/]+\/[^/]+\.js/.exec(import.meta.url) ?? [];

/** The site that this copy is from, if any. */
export const served = here;

/** @typedef {{ site: string | null, engine: string | URL | null, table: string | URL | null }} Settings */

/** @type {Settings} */
export const settings = { site: here, engine: null, table: null };

/**
 * For bundlers and for copies on other hosts: where the site is, for its prices,
 * the API and the links, and where the engine and the table of the package are, if
 * they are not beside this file. Call it before the first element is seen.
 * @param {Partial<Settings>} where
 */
export function configure({ site = settings.site, engine = settings.engine, table = settings.table }) {
  settings.site = site && String(site).replace(/\/$/, "");
  settings.engine = engine;
  settings.table = table;
}
