// Who answers the elements: one engine for all of them, with the prices of the day or
// those that came with the script, or the API where no engine can run.

import "engine_exec.js";
import { load } from "../../wasm/widget/loader.mjs";
import { apiAt } from "../scripts/shared/api.mjs";
import { formerAt } from "../scripts/shared/former.mjs";

let answering; // a promise of ask(operation, request), once somebody wants it

/**
 * Its `kept` says whether the prices are those that came with the script, and its
 * `former` who answers by a table that was published before.
 *
 * @param {ReturnType<typeof import("./engine.mjs").parts>} parts
 * @param {{site: string | null}} settings as they are in settings.mjs
 * Rejects where there is neither engine nor API.
 */
export function asker(parts, settings) {
  answering ??= engine(parts).catch((error) => standIn(settings, error));
  return answering;
}

/** After a failure: who asks next tries again. */
export const startOver = () => (answering = undefined);

async function engine(parts) {
  const { first, table, site, program, own } = await parts;
  let kept = !site;
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
    if (kept || error.code !== "invalid_table") throw error;
    ask = await load(program(), fallback(error)); // the first was read by the engine that refused
  }
  return asked(ask, {
    kept,
    former: site ? formerAt(site, async (old) => asked(await load(program(), fetch(old)))) : none,
  });
}

const asked = (ask, more) => Object.assign((operation, request) => ask(operation, bare(request)), more);

const none = async () => null;

const patience = 3000; // milliseconds that a table may take longer than the engine's first bytes

/** The site's table or, where that fails or takes too long, another; in the end whichever there is. */
function inTime(table, program, other) {
  const whole = arrived(table);
  const late = program.then(
    () => new Promise((_, reject) => setTimeout(reject, patience, new Error(`no answer in ${patience} ms`))),
    never,
  );
  return Promise.race([whole, late]).catch((error) => other(error).catch(() => whole));
}

const never = () => new Promise(() => {});

/** A response with all that is in it. */
async function arrived(fetching) {
  const response = await fetching;
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return new Response(await response.arrayBuffer());
}

/** Without what the page may have put on all objects, such as a toJSON of its own. */
const bare = (request) => Object.assign(Object.create(null), request);

async function standIn(settings, error) {
  if (!settings.site) throw error;
  console.warn("Reelrate: the engine could not start here, so each price is asked of the API.", error);
  return Object.assign(apiAt(settings.site), { kept: false, former: none });
}

let waiting = 0;
let began = 0;
let last = Promise.resolve();

/** Lets an element draw when it is its turn: many at once leave the page's thread free in between. */
export function inTurn() {
  if (waiting++ === 0) began = performance.now();
  last = last.then(async () => {
    if (performance.now() - began > 10) {
      // milliseconds
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    waiting--;
  });
  return last;
}

const catalog = new Map(); // the last sellers asked about; elements of a page mostly share one

/** What a seller sells on a day, and what its credits are bought with. */
export async function sold(ask, { seller, asOf }) {
  if (!seller) return nothing;
  const request = asOf ? { seller, asOf } : { seller };
  const key = `${seller} ${asOf ?? ""}`;
  if (!catalog.has(key)) {
    if (catalog.size > 20) catalog.clear();
    const [models, offers] = await Promise.all([ask("models", request), ask("offers", request)]);
    catalog.set(key, models.error ? nothing : { models: models.models, offers: offers.offers ?? [] });
  }
  return catalog.get(key);
}

const nothing = { models: [], offers: [] };
