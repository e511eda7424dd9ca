// <price-comparison>: orders the tables, and prices another shot in them with
// the engine, which is fetched when somebody first reaches for the form. The
// tables of the standard shot are in the page already and stand without this.

import { answering } from "../shared/ask.mjs";
import { catalogueOf } from "../shared/catalogue.mjs";
import { delayed } from "../shared/delayed.mjs";
import { at, byId, el, field, filled, one } from "../shared/dom.mjs";
import { atFirstTouch } from "../shared/signs.mjs";
import { sentence } from "../shared/text.mjs";
import { updates } from "../shared/updates.mjs";
import { isStandard, read, written } from "./address.mjs";
import { built, orderWords, pressed } from "./order.mjs";
import { priced } from "./rows.mjs";
import { columnOf, count, fill, headers, list, sort, sortable } from "./tables.mjs";
import { caption, summary } from "./words.mjs";

/** @import { Comparison, Fault, Members, Requests, Seller } from "../shared/answers.d.ts" */
/** @import { Order } from "./order.mjs" */
/** @import { Priced } from "./rows.mjs" */
/** @import { Sold } from "../shared/catalogue.mjs" */

/**
 * What neither the form nor the tables say.
 * @typedef {object} State
 * @property {Order} order of the rows
 * @property {boolean} repriced whether the tables may show another shot than they were built with
 */

const unreachable = "neither the engine in this page nor the API can be reached; the tables show the shot before";

class PriceComparison extends HTMLElement {
  #form = at("shot", HTMLFormElement);
  /** @type {Members} the shot that the page was built for */
  #standard = JSON.parse(this.dataset.standard ?? "{}");
  /** @type {Record<string, { name: string, market: string }>} the sellers that the site shows, by id */
  #sellers = JSON.parse(this.dataset.sellers ?? "{}");
  #names = Object.fromEntries(Object.entries(this.#sellers).map(([id, { name }]) => [id, name]));
  /** @type {State} */
  #state = { order: built, repriced: false };
  #awake = answering();
  #catalogue = catalogueOf(() => this.#awake());
  #updates = updates(() => this.#price());
  #typed = delayed();

  connectedCallback() {
    this.#form.hidden = false;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", ({ target }) => {
      const name = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.name : "";
      if (name === "market") this.#turnTo();
      else this.#typed(() => this.#changed(), name === "seconds" ? 250 : 0); // a number is typed digit by digit
    });
    atFirstTouch(this.#form, () => this.#awake());
    for (const table of this.#tables()) sortable(table, (header) => this.#orderBy(header));
    addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  // --- the page ----------------------------------------------------------------

  /** @returns {NodeListOf<HTMLElement>} */
  #sections() {
    return this.querySelectorAll("[data-market]");
  }

  /** @returns {NodeListOf<HTMLTableElement>} */
  #tables() {
    return this.querySelectorAll("table.compared");
  }

  #asked() {
    return filled(this.#form);
  }

  #restore() {
    const columns = [...this.#tables()].flatMap(headers).map(columnOf);
    const { asked, order } = read(location.search, this.#standard, columns);
    for (const [name, value] of Object.entries(asked)) this.#set(name, value);
    this.#state.order = order;
    this.#showMarkets();
    if (this.#state.repriced || !isStandard(this.#asked(), this.#standard)) this.#updates.ask();
    else this.#sort();
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    const control = this.#form.elements.namedItem(name);
    if (control instanceof HTMLSelectElement) {
      const listed = [...control.options].some((o) => o.value === value);
      if (!listed) control.add(new Option(value, value)); // the engine shall judge it
      control.value = value;
    } else field(this.#form, name, HTMLInputElement).value = value;
  }

  #remember() {
    const query = written(this.#asked(), this.#state.order, this.#standard);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  /** Another shot is asked for. */
  #changed() {
    this.#remember();
    this.#showMarkets();
    this.#updates.ask();
  }

  /** Another market is looked at. */
  #turnTo() {
    this.#remember();
    this.#showMarkets();
    this.#tell(this.#summary());
  }

  #showMarkets() {
    const { market } = this.#asked();
    for (const section of this.#sections()) section.hidden = Boolean(market) && section.dataset.market !== market;
  }

  /** @param {string} status */
  #tell(status) {
    byId("compare-status").textContent = status;
  }

  #summary() {
    const shown = [...this.#sections()].filter(({ hidden }) => !hidden);
    return summary(
      shown.map((section) => ({ title: one(section, "h2", HTMLElement).textContent ?? "", count: count(section) })),
    );
  }

  // --- the order -----------------------------------------------------------------

  /** @param {HTMLElement} header */
  #orderBy(header) {
    this.#state.order = pressed(this.#state.order, columnOf(header));
    this.#sort();
    this.#remember();
    this.#tell(orderWords(this.#state.order, header.textContent ?? ""));
  }

  #sort() {
    for (const table of this.#tables()) sort(table, this.#state.order);
  }

  // --- prices --------------------------------------------------------------------

  async #price() {
    const request = /** @type {Requests["compare"]} */ ({ ...this.#asked(), market: "all" });
    for (const section of this.#sections()) section.classList.add("stale-shot");
    try {
      const ask = await this.#awake();
      const answer = await ask("compare", request);
      const sold = await this.#catalogue.sold("");
      if (this.#updates.stale) return;
      if (answer.error) return this.#refuse(answer.error);
      this.#show(answer, sold);
    } catch (error) {
      console.error(error);
      if (!this.#updates.stale) this.#fail(sentence(unreachable));
    }
  }

  /** @param {Fault} fault */
  #refuse({ field: name, message, accepted }) {
    field(this.#form, "seconds", HTMLInputElement).setAttribute("aria-invalid", String(name === "seconds"));
    this.#fail(sentence(message) + (accepted.length > 0 ? ` Accepted: ${accepted.join(", ")}.` : ""));
  }

  /** @param {string} words */
  #fail(words) {
    byId("compare-error").textContent = words;
    this.#tell("");
    for (const section of this.#sections()) section.classList.remove("stale-shot");
  }

  /** @param {Comparison} answer @param {Sold} sold on the same day */
  #show(answer, sold) {
    const cells = new Map(sold.models.flatMap((model) => model.cells.map(({ rate, when }) => [rate, when])));
    /** @param {Sold["offers"][number]} offer */
    const published = (offer) => ("sources" in offer ? offer.sources : []);
    const offers = new Map(sold.offers.map((offer) => [`${offer.seller}/${offer.id}`, published(offer)]));
    field(this.#form, "seconds", HTMLInputElement).removeAttribute("aria-invalid");
    byId("compare-error").textContent = "";
    this.#state.repriced = true;
    const comparable = /** @type {readonly Priced[]} */ (answer.comparable);
    for (const section of this.#sections()) {
      const { market } = section.dataset;
      /** @type {<T extends { seller: Seller }>(list: readonly T[]) => T[]} */
      const here = (list) => this.#ours(list).filter(({ seller }) => this.#sellers[seller.id].market === market);
      const rows = here(comparable);
      fill(section, rows, (row, top) => {
        const { id } = row.seller;
        return priced(row, this.#names[id], cells.get(row.rate) ?? {}, offers.get(`${id}/${row.offer}`) ?? [], top);
      });
      one(section, "[data-caption]", HTMLElement).textContent = caption(rows.length, answer.shot);
      list(section, "unconfirmed", here(answer.unconfirmed), this.#names);
      list(section, "others", here(answer.notComparable), this.#names);
      section.classList.remove("stale-shot");
    }
    this.#showFree(this.#ours(answer.free));
    this.#sort();
    this.#tell(this.#summary());
  }

  /**
   * Those of the sellers that the site shows.
   * @template {{ seller: Seller }} T
   * @param {readonly T[]} list
   */
  #ours(list) {
    return list.filter(({ seller }) => Object.hasOwn(this.#names, seller.id));
  }

  /** @param {Comparison["free"]} free */
  #showFree(free) {
    const place = one(this, "[data-free]", HTMLElement);
    place.hidden = free.length === 0;
    const words = free.map(
      ({ seller, model, dollars, basis }) =>
        `${model.name} at ${this.#names[seller.id]}: ${dollars.display}, ${basis}.`,
    );
    one(place, "ul", HTMLElement).replaceChildren(...words.map((text) => el("li", text)));
  }
}

customElements.define("price-comparison", PriceComparison);
