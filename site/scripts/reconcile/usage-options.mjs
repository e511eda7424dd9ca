// What somebody says of rows that do not say it themselves.

import { field, one } from "../shared/dom.mjs";

/** @import { Options } from "./messages.d.ts" */

/** The controls that a refusal may be about, by its field. */
export const controls = new Map([
  ["plan.price", "price"],
  ["plan.credits", "credits"],
  ["seller", "seller"],
  ["offer", "offer"],
  ["asOf", "asOf"],
]);

export class UsageOptions {
  #form;
  #seller;
  #offer;
  #offers; // all of them, whatever seller is chosen

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#seller = field(form, "seller", HTMLSelectElement);
    this.#offer = field(form, "offer", HTMLSelectElement);
    this.#offers = [...this.#offer.options];
  }

  /** The offers of the chosen seller, and a plan of one's own. */
  showOffers() {
    const kept = this.#offer.value;
    const seller = this.#seller.value;
    this.#offer.replaceChildren(...this.#offers.filter((o) => !o.dataset.seller || o.dataset.seller === seller));
    this.#offer.value = [...this.#offer.options].some((o) => o.value === kept) ? kept : "";
    one(this.#form, ".own-plan", HTMLElement).hidden = this.#offer.value !== "own";
  }

  /**
   * What is left empty is not sent, so that the engine says what is missing.
   * @returns {Options}
   */
  read() {
    const value = (/** @type {string} */ name) => field(this.#form, name, HTMLInputElement).value.trim();
    const said = (/** @type {Record<string, string>} */ members) =>
      Object.fromEntries(Object.entries(members).filter(([, text]) => text));
    const own = this.#offer.value === "own";
    const plan = said({ price: value("price"), credits: value("credits") });
    const asked = said({ seller: this.#seller.value, offer: own ? "" : this.#offer.value, asOf: value("asOf") });
    return /** @type {Options} */ (own ? { ...asked, plan } : asked);
  }
}
