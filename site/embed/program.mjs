// Who answers the elements: one engine for all of them, with the prices of the day or
// those that came with the script, or the API where no engine can run.

import "engine_exec.js";
import { load } from "../../wasm/widget/loader.mjs";
import { apiAt } from "../scripts/shared/api.mjs";
import { asking } from "../scripts/shared/asking.mjs";
import { catalogueOf } from "../scripts/shared/catalogue.mjs";
import { formerAt } from "../scripts/shared/former.mjs";
import { arrived, inTime } from "./prices.mjs";

/** @import { Ask } from "../scripts/shared/answers.d.ts" */
/** @import { Former } from "../scripts/shared/former.mjs" */
/** @import { parts } from "./engine.mjs" */
/** @import { Settings } from "./settings.mjs" */

/**
 * Who answers, and what belongs to those answers.
 * @typedef {Ask & Belongings} Asker
 * @typedef {object} Belongings
 * @property {boolean} kept whether the prices are those that came with the script
 * @property {Former} former who answers by a table that was published before
 * @property {ReturnType<typeof catalogueOf>["sold"]} sold
 */

/**
 * Started once, for all elements: it is asked with what they have fetched and where
 * the site is. Rejects where there is neither engine nor API; after startOver it is
 * tried again.
 */
export const { wake: asker, startOver } = asking(engine, standIn);

/**
 * @param {ReturnType<typeof parts>} parts
 * @param {Pick<Settings, "site">} _settings
 * @returns {Promise<Asker>}
 */
async function engine(parts, _settings) {
  const { first, table, site, program, own } = await parts;
  let kept = !site;
  /** @param {unknown} error */
  const fallback = async (error) => {
    const response = await arrived(own());
    console.warn(
      `Reelrate: the prices of the day could not be had from ${site}, so earlier ones are shown, with their day.`,
      error,
    );
    kept = true;
    return response;
  };
  let ask;
  try {
    ask = await load(first, kept ? table : inTime(table, first, fallback));
  } catch (error) {
    if (kept || /** @type {{ code?: string }} */ (error).code !== "invalid_table") throw error;
    ask = await load(program(), fallback(error)); // the first was read by the engine that refused
  }
  const former = site ? formerAt(site, async (old) => careful(await load(program(), fetch(old)))) : none;
  return withMore(careful(ask), kept, former);
}

/**
 * @param {unknown} error
 * @param {unknown} _parts
 * @param {Pick<Settings, "site">} settings
 * @returns {Asker}
 */
function standIn(error, _parts, { site }) {
  if (!site) throw error;
  console.warn("Reelrate: the engine could not start here, so each price is asked of the API.", error);
  return withMore(apiAt(site), false, none);
}

/** @param {Ask} ask @param {boolean} kept @param {Former} former */
const withMore = (ask, kept, former) => Object.assign(ask, { kept, former, sold: catalogueOf(() => ask).sold });

/** @type {Former} */
const none = async () => null;

/**
 * An engine that does not get what the page may have put on all objects, such as a
 * toJSON of its own.
 * @type {(ask: Ask) => Ask}
 */
const careful = (ask) => (operation, request) => ask(operation, Object.assign(Object.create(null), request));

let waiting = 0;
let began = 0;
let last = Promise.resolve();
const most = 10; // milliseconds

/** Lets an element draw when it is its turn: many at once leave the page's thread free in between. */
export function inTurn() {
  if (waiting++ === 0) began = performance.now();
  last = last.then(async () => {
    if (performance.now() - began > most) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    waiting--;
  });
  return last;
}
