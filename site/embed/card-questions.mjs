// The questions of a calculator, shaped to the model that is asked about.

import { el } from "../scripts/shared/dom.mjs";
import { choose, control, fillModels, fillOffers } from "../scripts/shared/fields.mjs";
import { controls, settle } from "../scripts/shared/form.mjs";
import { capital } from "../scripts/shared/text.mjs";
import { noun } from "../scripts/shared/words.mjs";

/** @import { Members, Model } from "../scripts/shared/answers.d.ts" */
/** @import { Sold } from "../scripts/shared/catalogue.mjs" */
/** @import { Control } from "../scripts/shared/form.mjs" */
/** @import { Take } from "../scripts/shared/pieces.mjs" */
/** @import { Words } from "./words.mjs" */

export class Questions {
  /** The control at which a refusal is to be read. */
  anchor = el("select", { name: "model" });
  /** @type {Model | undefined} that is asked about, where it is sold */
  model;
  #node;
  #spoken;
  #take;
  #options = el("div.options");
  #count;
  #plan;
  /** @type {Sold | undefined} what can be chosen from */
  #sold;

  /**
   * @param {HTMLFieldSetElement} node
   * @param {Words} spoken
   * @param {Take} take
   */
  constructor(node, spoken, take) {
    this.#node = node;
    this.#spoken = spoken;
    this.#take = take;
    this.#count = control({ name: "count", kind: "number" });
    this.#plan = wide(spoken.plan, el("select", { name: "offer" }));
    const takes = control({ name: "takes", kind: "number", label: spoken.takes, hint: spoken.takesHint });
    node.append(wide(spoken.model, this.anchor), this.#options, this.#count, takes, this.#plan);
    for (const input of node.querySelectorAll("input")) input.placeholder = "1";
    node.setAttribute("aria-label", spoken.calculator);
    node.addEventListener("input", ({ target }) => this.#answered(/** @type {HTMLInputElement} */ (target)));
  }

  /**
   * Shapes the questions to the model, and gives each the request's answer.
   * @param {Sold} sold
   * @param {Members} request
   */
  fit(sold, request) {
    const model = sold.models.find(({ id }) => id === request.model);
    const other = sold !== this.#sold;
    if (other) {
      fillModels(this.anchor, sold.models, request.model ?? "");
      fillOffers(this.#plan, sold.offers, request.offer ?? "");
    }
    this.#plan.hidden = sold.offers.length === 0 && !request.offer;
    if (other || model !== this.model) this.#shape(model);
    [this.#sold, this.model] = [sold, model];
    for (const input of named(this.#node)) fill(input, request[input.name] ?? "");
  }

  /** @param {Model | undefined} model */
  #shape(model) {
    const list = model ? controls(model) : [];
    this.#options.replaceChildren(...list.map((c) => (c.kind === "length" ? length(c, this.#spoken) : control(c))));
    for (const field of this.#node.querySelectorAll(".field")) field.part = "field";
    for (const input of named(this.#node)) input.part = "control";
    this.#count.firstElementChild?.replaceChildren(capital(`${noun(model)}s`));
  }

  /** @param {HTMLInputElement} control that the reader has changed */
  #answered({ name, value }) {
    /** @type {Record<string, string | undefined>} */
    const taken = { [name]: value.trim() || undefined };
    const model = name === "model" && this.#sold?.models.find(({ id }) => id === value);
    if (model) {
      // What another model asks gets a value that has a price; what it does not ask goes.
      /** @type {typeof taken} */
      const asked = {};
      for (const option of named(this.#options)) {
        asked[option.name] = option.value.trim() || undefined;
        taken[option.name] = undefined;
      }
      Object.assign(taken, settle(model, controls(model), asked));
    }
    this.#take(taken);
  }
}

/** @param {Element} node @returns {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
const named = (node) => node.querySelectorAll("[name]");

/** @param {HTMLInputElement | HTMLSelectElement} input @param {string} value */
function fill(input, value) {
  if (input.type === "range") input.value = /^\d+$/.test(value) ? value : input.value;
  else if (input.value.trim() === value) return;
  else if (input instanceof HTMLSelectElement) choose(input, value, input.name === "model" ? undefined : "not given");
  else input.value = value;
}

/** @param {string} title @param {HTMLSelectElement} select */
const wide = (title, select) => el("label.field.wide", { part: "field" }, el("span", title), select);

/**
 * A slider with its number.
 * @param {Control} control
 * @param {Words} spoken
 */
function length({ max = "" }, spoken) {
  const [title, hint] = spoken.length;
  const label = { "aria-label": `${title}, ${hint}` };
  const slider = el("input", { type: "range", name: "seconds", min: "1", max, ...label });
  const number = el("input", { name: "seconds", inputMode: "numeric", maxLength: 12, ...label });
  const words = el("span", title, " ", el("small", hint));
  return el("div.field.wide", { role: "group", "aria-label": title }, words, el("div.pair", slider, number));
}
