// <price-calculator>: brings the form inside it to life. The form, its start
// price and all tables are in the page already and work without this.
//
// The same element is on the embedded page, in a frame whose sandbox gives it no
// origin: no storage, no forms, and addresses that differ in the query alone.

import { query } from "../shared/api.mjs";
import { answering, former } from "../shared/ask.mjs";
import { catalogueOf, nothing } from "../shared/catalogue.mjs";
import { delayed } from "../shared/delayed.mjs";
import { one } from "../shared/dom.mjs";
import { atFirstSign, atFirstTouch, whenIdle } from "../shared/signs.mjs";
import { since } from "../shared/since.mjs";
import { updates } from "../shared/updates.mjs";
import { noun, shotWords } from "../shared/words.mjs";
import { inAPI, read, valid, written } from "./address.mjs";
import { alternativeWords, taken } from "./alternatives.mjs";
import { clear, showPrice, showRefusal } from "./answer.mjs";
import { Form } from "./form.mjs";
import { forgetAll, like, showRecent } from "./lately.mjs";
import { asCurl, copy, followed, showLinks, within } from "./links.mjs";
import { checkTable, engineless, givenTwice, settled, toldSince, unreachable } from "./notices.mjs";
import { isKeepRate, questions } from "./questions.mjs";
import { extrasOf, shaped } from "./shape.mjs";
import { begun } from "./state.mjs";

/** @import { Answer, Fault, Members, Requests } from "../shared/answers.d.ts" */
/** @import { Take } from "../shared/pieces.mjs" */
/** @import { Todo } from "./state.mjs" */

export class PriceCalculator extends HTMLElement {
  #form = new Form(one(this, "form", HTMLFormElement));
  #begin = this.#form.members(); // the request of the page as it was built
  #state = begun();
  #awake = answering(engineless);
  #catalogue = catalogueOf(() => this.#awake());
  #updates = updates(() => this.#updated());
  #later = delayed();

  connectedCallback() {
    this.#form.enable();
    for (const part of this.querySelectorAll(".copies, .at-hand.across, .other-way")) part.removeAttribute("hidden");
    showRecent();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#changed();
    });
    this.addEventListener("input", ({ target }) => this.#changed(this.#form.used(target)));
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("click", (event) => this.#followed(event));
    addEventListener("popstate", () => this.#restore(this.#begin));

    // A shared link has no price in the page yet. The start price has, so the
    // engine, a megabyte, waits for an idle moment after the first sign that
    // somebody is there, or for the first sign of interest in the price.
    if (location.search) return this.#restore();
    atFirstTouch(this, () => this.#awake());
    atFirstSign(() =>
      whenIdle(() => {
        this.#awake("low");
        this.#state.todo.fit = true;
        this.#updates.ask();
      }),
    );
  }

  // --- what is asked ---------------------------------------------------------

  /** The request that the form and the address together make. */
  #request() {
    return { ...this.#form.members(), ...this.#state.extras };
  }

  /** @param {{ name: string, value: string }} [control] that the reader has used */
  #changed({ name, value } = { name: "", value: "" }) {
    const { typed, todo } = this.#state;
    if (name) typed[name] = value;
    if (name === "seller") todo.moved = true;
    if (["seller", "model", "asOf"].includes(name)) todo.fit = true;
    this.#ask();
  }

  /** What is asked now is the reader's own question, not that of a link. */
  #ask() {
    this.#state.pinned = undefined;
    this.#state.todo.remember = true;
    this.#updates.ask();
  }

  /**
   * Shows the request of the address; without one, that of before or what is in the form.
   * @param {Members} [before]
   */
  #restore(before) {
    const { members, twice, table } = read(location.search);
    const todo = before ? { show: before } : { fit: true };
    Object.assign(this.#state, { typed: {}, pinned: table, todo: members ? { show: members, twice } : todo });
    if (members) clear("One moment…");
    this.#updates.ask();
  }

  /**
   * Takes an alternative or an accepted value into the form.
   * @type {Take}
   */
  #take = (members, whole) => {
    const helpful = whole || "model" in members || "seller" in members;
    this.#state.typed = {};
    this.#state.todo = { show: taken(this.#request(), members, whole), helpful };
    this.#ask();
    this.#form.select("model").focus({ preventScroll: true });
  };

  // --- updating --------------------------------------------------------------

  async #updated() {
    const { todo } = this.#state;
    this.#state.todo = {};
    try {
      if (todo.show || todo.fit) await this.#fit(todo);
      this.#form.syncSlider();
      if (todo.twice) this.#refuse(givenTwice(todo.twice));
      else await this.#price(todo);
      if (!todo.remember) return;
      if (!this.#updates.stale) this.#remember();
      else this.#state.todo.remember = true; // not all of it was done
    } catch (error) {
      console.error(error);
      if (!this.#updates.stale) this.#refuse(unreachable);
    }
  }

  /**
   * Shapes the form to the chosen model.
   * @param {Todo} todo
   */
  async #fit({ show, helpful = !show, moved }) {
    const { seller, asOf } = show ?? this.#request();
    const sold = seller ? await this.#catalogue.sold(seller, valid(asOf)) : nothing;
    // The reader may have gone on meanwhile, and nothing that was entered is lost.
    const request = show ? { ...show, ...this.#state.typed } : this.#request();
    const shape = shaped(request, sold.models, { helpful, moved, before: this.#state.model });
    const { chosen, values } = shape;
    const shown = this.#form.fit(shape, sold, helpful);
    if (show) this.#form.repeat(Object.keys(values).some(isKeepRate), values);
    this.#state.model = chosen;
    this.#setExtras(extrasOf(values, shown, Boolean(show)));
  }

  /** @param {Members} extras */
  #setExtras(extras) {
    this.#state.extras = extras;
    this.#form.showExtras(extras, (name) => {
      const { [name]: _removed, ...others } = extras;
      this.#setExtras(others);
      this.#changed();
    });
  }

  // --- the answer ------------------------------------------------------------

  /** @param {Todo} todo */
  async #price({ remember }) {
    const request = this.#request();
    const { quote, budget } = questions(request);
    showLinks(`/?${this.#written(request)}`, inAPI(request, budget?.keep && budget));
    const ask = await this.#awake();
    // Credits of one's own belong to no seller, so no offers go with them.
    const answer = await ask("quote", request.credits === undefined ? { ...quote, everyOffer: "true" } : quote);
    const kept = budget && !answer.error ? await ask("budget", budget) : undefined;
    if (this.#updates.stale) return; // the question has changed meanwhile
    this.#since(quote, answer);
    if (answer.error) return this.#refuse(answer.error);
    if (kept?.error) return this.#refuse(kept.error);
    settled();
    const sellerName = answer.seller && this.#form.sellerName;
    showPrice(answer, { noun: noun(this.#state.model), sellerName, asked: request.asOf, kept });
    this.#state.table = answer.table.version;
    checkTable(answer.table);
    if (remember) like({ query: query(request), words: shotWords(answer, sellerName) });
  }

  /**
   * Tells of a link that was made with another table.
   * @param {Requests["quote"]} request
   * @param {Answer<"quote">} answer
   */
  async #since(request, answer) {
    const { pinned } = this.#state;
    const note = await since(await this.#awake(), "quote", request, answer, pinned, former);
    if (pinned === this.#state.pinned && !this.#updates.stale) toldSince(note);
  }

  /** @param {Fault} fault */
  #refuse(fault) {
    settled();
    showRefusal(fault, this.#take, (shot, why) =>
      alternativeWords(shot, why, this.#request(), this.#form.nameOf(shot.seller)),
    );
  }

  // --- addresses -------------------------------------------------------------

  /** A request as an address has it, with the table that its reader saw. */
  #written(request = this.#request()) {
    return written(request, this.#state.pinned ?? this.#state.table);
  }

  /** Keeps the address in step. Browsers limit how often it may change. */
  #remember() {
    this.#later(() => history.replaceState(null, "", `?${this.#written()}${location.hash}`), 250);
  }

  // --- clicks ----------------------------------------------------------------

  /** @param {MouseEvent} event */
  #clicked(event) {
    const offer = within(event, "[data-offer]")?.dataset.offer;
    if (offer !== undefined) {
      const select = this.#form.select("offer");
      select.value = offer;
      this.#changed(select);
    }
    const repeats = within(event, "[data-repeats]")?.dataset.repeats;
    if (repeats) this.#repeatBy(repeats);
    if (within(event, "#forget")) {
      forgetAll();
      this.#form.select("model").focus();
    }
    const copied = within(event, "[data-copy]")?.dataset.copy;
    if (copied) copy(copied === "curl" ? asCurl() : `${location.origin}${location.pathname}?${this.#written()}`);
  }

  /**
   * The other way to say how often a shot is repeated: one kept of so many takes.
   * @param {string} way
   */
  #repeatBy(way) {
    const rate = way === "rate";
    const takes = this.#form.input("takes");
    this.#form.repeat(rate, rate ? { "keep.kept": "1", "keep.of": takes.value || "1" } : { takes: "1" });
    const first = rate ? this.#form.input("keep.of") : takes;
    first.focus();
    this.#changed(first);
  }

  /**
   * A price in a table, followed: into the form, without loading the page again.
   * @param {MouseEvent} event
   */
  #followed(event) {
    const href = followed(event);
    if (!href) return;
    event.preventDefault();
    history.pushState(null, "", href);
    this.#take(Object.fromEntries(new URLSearchParams(location.search)), true);
    this.scrollIntoView();
  }
}
