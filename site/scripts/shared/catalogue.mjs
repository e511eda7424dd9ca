// What is sold, asked once for every seller and day.

/** @import { Ask, Model, Offers } from "./answers.d.ts" */
/** @typedef {{ models: readonly Model[], offers: Offers["offers"] }} Sold */

const most = 20; // kept at once

/** @type {Sold} */
export const nothing = { models: [], offers: [] };

/** @param {(() => Promise<Ask> | Ask)} answering who is asked, once something is wanted */
export function catalogueOf(answering) {
  /** @type {Map<string, Promise<Sold>>} */
  const found = new Map();

  /** @param {{ seller?: string, asOf?: string }} of @returns {Promise<Sold>} */
  async function ask(of) {
    const who = await answering();
    const [models, offers] = await Promise.all([who("models", of), of.seller ? who("offers", of) : nothing]);
    if (models.error) return nothing;
    return { models: models.models, offers: "error" in offers && offers.error ? [] : offers.offers };
  }

  return {
    /**
     * A seller's models and offers on a day, and nothing where it is unknown; without
     * a seller the models of all. Rejects, and asks again the next time, where nobody
     * answers.
     * @param {string} seller
     * @param {string} [asOf]
     */
    sold(seller, asOf) {
      const key = `${seller} ${asOf ?? ""}`;
      const kept = found.get(key);
      if (kept) return kept;
      if (found.size >= most) found.clear();
      const asked = ask({ ...(seller ? { seller } : {}), ...(asOf ? { asOf } : {}) });
      found.set(key, asked);
      asked.catch(() => found.delete(key));
      return asked;
    },
  };
}
