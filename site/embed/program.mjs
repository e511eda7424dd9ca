// Who answers the elements: one engine for all of them, or the API where it cannot
// run.

import "engine_exec.js";
import { load } from "loader.mjs";
import { apiAt } from "api.mjs";

let answering; // a promise of ask(operation, request), once somebody wants it

/**
 * @param {Promise<Response>} program the engine's
 * @param {{site: string | null}} settings as they are in settings.mjs
 * Rejects where neither can be had.
 */
export function asker(program, settings) {
  answering ??= engine(program).catch((error) => standIn(settings, error));
  return answering;
}

/** After a failure: who asks next tries again. */
export const startOver = () => (answering = undefined);

async function engine(program) {
  const ask = await load(program);
  return (operation, request) => ask(operation, bare(request));
}

/** Without what the page may have put on all objects, such as a toJSON of its own. */
const bare = (request) => Object.assign(Object.create(null), request);

async function standIn(settings, error) {
  if (!settings.site) throw error;
  console.warn("Reelrate: the engine could not start here, so each price is asked of the API.", error);
  return apiAt(settings.site);
}

let waiting = 0;
let began = 0;
let last = Promise.resolve();

/** Lets an element draw when it is its turn: many at once leave the page's thread free in between. */
export function inTurn() {
  if (waiting++ === 0) began = performance.now();
  last = last.then(async () => {
    if (performance.now() - began > 10) { // milliseconds
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
