// The calculator's form: what stands in it, and how it is shaped to a model. It works
// out nothing; shape.mjs does.

import { at, byId, el, field, filled, one } from "../shared/dom.mjs";
import { choose, control, fillModels, fillOffers, ownCredits } from "../shared/fields.mjs";
import { capital } from "../shared/text.mjs";
import { noun } from "../shared/words.mjs";
import { valid } from "./address.mjs";
import { keepRate } from "./questions.mjs";

/** @import { Members, Model, Offers } from "../shared/answers.d.ts" */
/** @import { Shape } from "./shape.mjs" */

export class Form {
  #form;
  #length; // the slider with its number, in the page only while a model needs it
  #slider = at("slider", HTMLInputElement);
  #seconds = at("seconds", HTMLInputElement);

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#length = one(form, ".length", HTMLElement);
  }

  /** Controls that only work with a script. */
  enable() {
    for (const option of this.select("seller").options) option.disabled = false;
    this.#slider.disabled = this.input("asOf").disabled = false;
    this.#part("asOf").hidden = false;
    this.#form.querySelector(".submit")?.toggleAttribute("hidden", true);
  }

  /** @param {string} name */
  select(name) {
    return field(this.#form, name, HTMLSelectElement);
  }

  /** @param {string} name */
  input(name) {
    return field(this.#form, name, HTMLInputElement);
  }

  /**
   * A control with its label.
   * @param {string} name
   */
  #part(name) {
    return one(this.#form, `[data-control="${name}"]`, HTMLElement);
  }

  /** The members that its controls give a value. */
  members() {
    return filled(this.#form);
  }

  /**
   * The control that the reader has used; a slider moves its number.
   * @param {EventTarget | null} target
   */
  used(target) {
    if (target === this.#slider) {
      this.#seconds.value = this.#slider.value;
      return this.#seconds;
    }
    return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : undefined;
  }

  /** The slider follows its number. */
  syncSlider() {
    if (this.#length.isConnected && /^\d+$/.test(this.#seconds.value)) this.#slider.value = this.#seconds.value;
  }

  /** The name of the chosen seller, as the page has it. */
  get sellerName() {
    return this.select("seller").selectedOptions[0]?.text;
  }

  /**
   * The name of any seller.
   * @param {string} id
   */
  nameOf(id) {
    return [...this.select("seller").options].find(({ value }) => value === id)?.text ?? id;
  }

  /**
   * @param {Shape} shape
   * @param {{ models: readonly Model[], offers: Offers["offers"] }} sold
   * @param {boolean} helpful
   * @returns {Set<string>} the members that it shows
   */
  fit({ seller, model, offer, own, chosen, asks, values }, { models, offers }, helpful) {
    choose(this.select("seller"), seller, own ? ownCredits : undefined);
    fillModels(this.select("model"), models, model, own);
    this.#ask(asks, values);
    fillOffers(this.#part("offer"), offers, offer, helpful);
    for (const name of ["count", "takes"]) this.input(name).value = values[name] ?? (helpful ? "1" : "");
    byId("count-label").textContent = capital(`${noun(chosen)}s`);
    const shown = new Set(["count", "takes", ...keepRate, ...asks.map(({ name }) => name)]);
    if (this.#date(values.asOf)) shown.add("asOf");
    return shown;
  }

  /** @param {Shape["asks"]} asks @param {Shape["values"]} values */
  #ask(asks, values) {
    const length = asks.find(({ kind }) => kind === "length");
    const options = byId("options");
    if (length) {
      if (!this.#length.isConnected) options.before(this.#length); // moved, it would lose the focus
      this.#length.hidden = this.#seconds.disabled = false; // as they are where the start shot has no length
      this.#slider.max = length.max ?? "";
      this.#seconds.value = values.seconds ?? "";
    } else this.#length.remove();
    options.replaceChildren(...asks.filter((c) => c !== length).map((c) => control(c, values[c.name])));
  }

  /**
   * Says whether the control can hold the date.
   * @param {string | undefined} asOf
   */
  #date(asOf = "") {
    const input = this.input("asOf");
    input.value = valid(asOf)?.length === 10 ? asOf : "";
    return input.value === asOf;
  }

  /**
   * Asks for the repeats as a keep rate, or as takes.
   * @param {boolean} byRate
   * @param {Shape["values"]} values
   */
  repeat(byRate, values) {
    for (const name of keepRate) {
      const input = this.input(name);
      input.value = values[name] ?? "";
      input.disabled = !byRate;
    }
    const takes = this.input("takes");
    takes.disabled = byRate && !values.takes; // both given: the engine shall say so
    this.#part("takes").hidden = takes.disabled;
    this.#part("keep").hidden = !byRate;
  }

  /**
   * The members that no control shows, each to be removed.
   * @param {Members} extras
   * @param {(name: string) => void} remove
   */
  showExtras(extras, remove) {
    const list = Object.entries(extras);
    byId("extras").hidden = list.length === 0;
    byId("extras").replaceChildren(
      ...list.map(([name, value]) => {
        const cross = el("span", { "aria-hidden": "true" }, "×");
        const does = { "aria-label": `Remove ${name} ${value}`, onclick: () => remove(name) };
        return el("li", el("button", { type: "button", ...does }, `${name} = ${value} `, cross));
      }),
    );
  }
}
