// The rows that somebody has to look at, a page of them at a time.

import { byId, one } from "../shared/dom.mjs";
import { filters, row } from "./reconcile-result.mjs";
import { grouped, rowsOf } from "./reconcile-words.mjs";

/** @import { Reconciliation } from "../shared/answers.d.ts" */
/** @import { Page, View } from "./messages.d.ts" */

export const perPage = 25;

export class Listing {
  /** @type {View} */
  #view = { filter: "", order: "size", from: 0 };
  #place;
  #ask;
  #filter;
  /** @type {NodeListOf<HTMLElement>} */
  #steps; // the buttons to the pages before and after

  /**
   * @param {HTMLElement} place
   * @param {(view: View) => void} ask for a page, which is shown once it is there
   */
  constructor(place, ask) {
    this.#place = place;
    this.#ask = ask;
    this.#filter = one(place, "[data-filter]", HTMLSelectElement);
    this.#filter.addEventListener("change", () => this.#list({ filter: this.#filter.value, from: 0 }));
    const order = one(place, "[data-order]", HTMLSelectElement);
    order.addEventListener("change", () => this.#list({ order: order.value, from: 0 }));
    this.#steps = place.querySelectorAll("[data-step]");
    for (const button of this.#steps) button.addEventListener("click", () => this.#step(button));
  }

  /** Lists all rows of a file. @param {Reconciliation} answer */
  start(answer) {
    this.#filter.replaceChildren(...filters(answer));
    this.#place.classList.toggle("clean", answer.status === "matches");
    this.#list({ filter: "", from: 0 });
  }

  /** Lists the rows of one cause. @param {string} cause */
  narrow(cause) {
    this.#filter.value = `cause:${cause}`;
    this.#list({ filter: `cause:${cause}`, from: 0 });
    byId("listing-title").focus();
  }

  /** @param {Partial<View>} change */
  #list(change) {
    this.#ask(Object.assign(this.#view, change));
  }

  /** @param {HTMLElement} button */
  #step(button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    this.#list({ from: this.#view.from + Number(button.dataset.step) * perPage });
  }

  /** @param {Page} page */
  show({ from, count, rows }) {
    one(this.#place, ".rows tbody", Element).replaceChildren(...rows.map(row));
    const end = from + rows.length;
    const range = `Rows ${grouped(from + 1)} to ${grouped(end)} of ${grouped(count)}`;
    one(this.#place, "[data-range]", Element).textContent = count > perPage ? range : rowsOf(count);
    for (const button of this.#steps) {
      button.hidden = count <= perPage;
      // Not disabled, which would drop the focus of whoever has just pressed it.
      const none = Number(button.dataset.step) < 0 ? from === 0 : end >= count;
      button.setAttribute("aria-disabled", String(none));
    }
  }
}
