// The loop that prices the list whenever it changes, and shows what came of it.

import { answering, former } from "../shared/ask.mjs";
import { catalogueOf } from "../shared/catalogue.mjs";
import { delayed } from "../shared/delayed.mjs";
import { byId } from "../shared/dom.mjs";
import { since } from "../shared/since.mjs";
import { updates } from "../shared/updates.mjs";
import { catalogue } from "./models.mjs";
import { note } from "./notes.mjs";
import { fault, nothing } from "./outcome.mjs";
import { priced } from "./priced.mjs";
import { worked } from "./shown.mjs";

/** @import { Catalogue, Names } from "./models.mjs" */
/** @import { State } from "./project.mjs" */
/** @import { Shown } from "./shown.mjs" */

const standsIn =
  "The engine could not start in this browser, so each price is asked of the API instead:" +
  " your list goes there and nowhere else.";
const nobody =
  "Neither the engine in this page nor the API can be reached, so nothing can be worked out now. Your list is kept.";

/**
 * What the page does for it.
 * @typedef {object} On
 * @property {() => State} state
 * @property {() => string | undefined} pinned the rate table that the state was made with
 * @property {() => void} refit the models are known
 * @property {(shown: Shown) => void} show
 */

export class Pricing {
  /** @type {Shown | undefined} */
  shown; // undefined while nothing is priced
  /** @type {Catalogue | undefined} */
  catalogue; // of the last day that was asked for, undefined until it is known
  #names;
  #on;
  #quiet = delayed();

  /** @param {Names} names @param {On} on */
  constructor(names, on) {
    this.#names = names;
    this.#on = on;
  }

  /** Starts who answers, once. */
  awake = answering(() => note("engine", standsIn));
  #sold = catalogueOf(() => this.awake());

  /** The models on the day of the estimate. */
  async models() {
    const { asOf } = this.#on.state();
    if (this.catalogue?.day === asOf) return this.catalogue;
    let { models } = await this.#sold.sold("", asOf);
    if (models.length === 0) ({ models } = await this.#sold.sold("")); // the estimate says what is wrong with the day
    this.catalogue = catalogue(models, this.#names, asOf);
    return this.catalogue;
  }

  /** One update at a time: what changes meanwhile is seen by the next. */
  update() {
    byId("outcome").setAttribute("aria-busy", "true");
    void this.#updates.ask();
  }

  #updates = updates(async () => {
    try {
      await this.#price();
    } catch (error) {
      console.error(error);
      this.#nothing(nobody);
    }
    if (!this.#updates.stale) this.#settled();
  });

  async #price() {
    const state = this.#on.state();
    if (state.lines.length === 0) return this.#nothing();
    if (!this.shown) this.#nothing("One moment…");
    const ask = await this.awake();
    await this.models();
    this.#on.refit();
    const result = await priced(ask, state);
    if (this.#updates.stale) return;
    fault(result.error);
    if (result.error) {
      const { field, message, accepted } = result.error;
      const would = accepted.length > 0 ? `Accepted: ${accepted.join(", ")}.` : "";
      return this.#nothing(`${field ? `${field}: ` : ""}${message}. ${would}`);
    }
    const shown = await worked(ask, state, result);
    if (this.#updates.stale) return;
    this.shown = shown;
    this.#on.show(shown);
    if (!shown.answer) return;
    const told = await since(ask, "estimate", shown.asked, shown.answer, this.#on.pinned(), former);
    if (!this.#updates.stale) note("table", told ?? "");
  }

  /** There is nothing to show; why, if not for want of lines. @param {string} [why] */
  #nothing(why) {
    this.shown = undefined;
    nothing(why);
    byId("own-files").hidden = this.#on.state().lines.length === 0;
    note("table", "");
  }

  /** Screen readers hear the sum when the typing pauses, not at every key. */
  #settled() {
    this.#quiet(() => byId("outcome").removeAttribute("aria-busy"), 400);
  }
}
