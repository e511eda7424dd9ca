// Who answers the elements: the engine, fetched once for all of them, or the API
// where the engine cannot run.

import { apiAt } from "api.mjs";
import { settings } from "settings.mjs";

let answering; // a promise of ask(operation, request), once somebody wants it

/** Rejects where neither can be had; who asks again later tries again. */
export function asker() {
  answering ??= engine().catch((error) => standIn(error));
  answering.catch(() => (answering = undefined));
  return answering;
}

async function engine() {
  new WebAssembly.Module(smallest); // where the page's policy forbids it, before the engine is fetched for nothing
  const { load } = await import("start.mjs");
  return load(fetch(settings.engine ?? new URL("./engine.wasm", import.meta.url), { integrity: ENGINE_INTEGRITY }));
}

const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

async function standIn(error) {
  if (!settings.site) throw error;
  console.warn("Reelrate: the engine could not start here, so each price is asked of the API.", error);
  return apiAt(settings.site);
}

const catalog = new Map(); // the last sellers asked about; elements of a page mostly share one

/** What a seller sells on a day, and what its credits are bought with. */
export async function sold(ask, { seller, asOf }) {
  if (!seller) return nothing;
  const request = asOf ? { seller, asOf } : { seller };
  const key = JSON.stringify(request);
  if (!catalog.has(key)) {
    if (catalog.size > 20) catalog.clear();
    const [models, offers] = await Promise.all([ask("models", request), ask("offers", request)]);
    catalog.set(key, models.error ? nothing : { models: models.models, offers: offers.offers ?? [] });
  }
  return catalog.get(key);
}

const nothing = { models: [], offers: [] };
