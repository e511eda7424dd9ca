// The state in the address and in this browser, so that an estimate can be
// bookmarked and sent, and the last one is there again.

import { keep, kept } from "../shared/kept.mjs";
import { fromQuery, longestLink, query } from "./link.mjs";
import { empty } from "./project.mjs";

/** @import { Read, State } from "./project.mjs" */

/**
 * The estimate that the page opens with.
 * @typedef {object} Found
 * @property {"link" | "kept" | "nothing"} by where it is from
 * @property {Read} read
 * @property {State} [mine] what this browser keeps, where a link has brought something else
 */

/**
 * The link's estimate, else what this browser keeps, else nothing.
 * @param {string} search
 * @param {string} stored what this browser keeps, as a query
 * @returns {Found}
 */
export function found(search, stored) {
  const link = fromQuery(search);
  const own = stored ? fromQuery(stored) : null;
  const mine = own && own.state.lines.length > 0 ? own : null;
  if (link) {
    const differs = mine && query(mine.state) !== query(link.state);
    return { by: "link", read: link, ...(differs ? { mine: mine.state } : {}) };
  }
  if (mine) return { by: "kept", read: mine };
  return { by: "nothing", read: { state: empty(), problems: [] } };
}

const key = "reelrate-estimate";

export class Keeping {
  /** What came by a link is not kept while something else is, unless its reader wants it. */
  guest = false;
  #kept = kept(key); // the project that this browser keeps, as a query; "" where there is none
  #address = ""; // the query that the page has read or written

  /** What the address says. */
  read() {
    this.#address = location.search;
    const out = found(location.search, this.#kept);
    this.guest = out.mine !== undefined;
    return out;
  }

  /** Whether the address says something else than the page; a jump inside the page changes nothing. */
  get moved() {
    return location.search !== this.#address;
  }

  /**
   * Keeps address and storage in step with the state.
   * @param {string} link the state as a query
   * @param {boolean} any whether there are lines
   * @returns {boolean} whether the link is short enough to be sent
   */
  write(link, any) {
    const fits = link.length <= longestLink;
    const target = any && fits ? `${location.pathname}?${link}` : location.pathname;
    if (target !== location.pathname + location.search) history.replaceState(null, "", target + location.hash);
    this.#address = location.search;
    if (!this.guest) {
      this.#kept = any ? link : "";
      keep(key, this.#kept);
    }
    return fits;
  }
}
