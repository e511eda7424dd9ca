// One line of the shot list: its controls, its price or the reason why it has
// none. The line is the texts in the controls; the model says which they are.

import { drawing, el } from "../shared/dom.mjs";
import { control } from "../shared/fields.mjs";
import { explained } from "../shared/pieces.mjs";
import { capital } from "../shared/text.mjs";
import { noun, say } from "../shared/words.mjs";
import { put, questions } from "./linemodel.mjs";
import { fillModels } from "./modelchoice.mjs";
import { invalid } from "./notes.mjs";
import { priceOf, showHow } from "./rowprice.mjs";

/** @import { Line as Answered, Fault, PricedShot } from "../shared/answers.d.ts" */
/** @import { Child } from "../shared/dom.mjs" */
/** @import { Control } from "../shared/form.mjs" */
/** @import { Catalogue } from "./models.mjs" */
/** @import { Line } from "./project.mjs" */

/** @typedef {"up" | "down" | "copy" | "remove" | "next" | "previous"} Act */

/**
 * What the list does for a row.
 * @typedef {object} On
 * @property {() => void} changed
 * @property {(what: Act, row: Row, from?: Element) => void} act from the control that has the focus
 * @property {() => Catalogue | undefined} catalogue undefined until it is known
 */

/** @typedef {(shot: PricedShot, why: string) => string} NameOf an alternative in words */

const acts = /** @type {const} */ ({ up: "Move up", down: "Move down", copy: "Duplicate", remove: "Remove" });

/** @typedef {keyof typeof acts} Pressed */

const pressed = /** @type {Pressed[]} */ (Object.keys(acts));

let ids = 0;

export class Row {
  line;
  element;
  #on;
  #number = el("span.number", { "aria-hidden": "true" });
  #model = el("select", { name: "sold", onchange: () => this.#moved() });
  #length = el("div.at-length");
  #more = el("div.more");
  #count = el("span");
  #price = el("div.line-price");
  #refusal = el("div.line-refusal", { id: `line-${++ids}-no` });
  #how = { summary: el("summary"), content: el("div") };
  #details = el("details.line-how", this.#how.summary, this.#how.content);
  #buttons = new Map(pressed.map((what) => [what, this.#button(what)]));
  #group;
  #built = ""; // the model that the controls were made for

  /** @param {Line} line @param {On} on */
  constructor(line, on) {
    this.line = line;
    this.#on = on;
    this.#group = el("div.cells-of-line", { role: "group" }, ...this.#cells());
    this.element = el("li.line", this.#group);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.refit();
  }

  #cells() {
    const number = { inputMode: "numeric", maxLength: 12 };
    const name = { maxLength: 200 };
    return [
      this.#number,
      field("at-label", "Shot", this.#text("label", name)),
      field("at-model", "Model", this.#model),
      this.#length,
      field("at-count", this.#count, this.#text("count", number)),
      field("at-takes", "Takes", this.#text("takes", number)),
      this.#price,
      el("div.acts", ...this.#buttons.values()),
      el(
        "div.tags",
        field("at-project", "Project", this.#text("project", name)),
        field("at-client", "Client", this.#text("client", name)),
      ),
      this.#more,
      this.#refusal,
      this.#details,
    ];
  }

  /** @param {string} name @param {Partial<Pick<HTMLInputElement, "inputMode" | "maxLength">>} properties */
  #text(name, properties) {
    const input = el("input", { name, type: "text", value: this.line[name] ?? "", autocomplete: "off", ...properties });
    return this.#followed(input, name);
  }

  /**
   * A control whose text is a member of the line.
   * @template {HTMLInputElement | HTMLSelectElement} E
   * @param {E} input
   * @param {string} name
   */
  #followed(input, name) {
    input.addEventListener("input", () => {
      this.line[name] = input.value;
      this.#on.changed();
    });
    return input;
  }

  /** @param {Pressed} what */
  #button(what) {
    const button = el("button.icon", { type: "button", "data-act": what }, icon(what));
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") this.#on.act(what, this);
    });
    return button;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const moves = event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown");
    if (!moves && !(event.key === "Enter" && target.matches("input"))) return;
    event.preventDefault();
    if (moves) this.#on.act(event.key === "ArrowUp" ? "up" : "down", this, target);
    else this.#on.act(event.shiftKey ? "previous" : "next", this, target);
  }

  /** Another model was chosen: what belongs to it is helped along. */
  #moved() {
    const [, seller, model] = /^([^/]*)\/(.*)$/s.exec(this.#model.value) ?? [];
    if (seller === undefined) return;
    this.#put({ seller, model }, true);
    this.#on.changed();
  }

  /** @param {Line} members @param {boolean} whole */
  #put(members, whole) {
    put(this.line, members, whole, this.#on.catalogue());
    this.#built = "";
    this.refit();
  }

  /** Makes the controls that the model needs, if they are not there yet. */
  refit() {
    const catalogue = this.#on.catalogue();
    const { line } = this;
    const built = `${line.seller}/${line.model} on ${catalogue?.day}`;
    if (built === this.#built) return;
    this.#built = built;
    const focused = this.element.querySelector(":focus");
    const model = catalogue?.find(line);
    fillModels(this.#model, catalogue, line);
    const { main, others, extras } = questions(line, model);
    this.#length.replaceChildren(...(main ? [this.#control(main)] : []));
    this.#more.replaceChildren(...others.map((c) => this.#control(c)), ...extras.map((name) => this.#extra(name)));
    this.#count.textContent = capital(`${noun(model)}s`);
    if (focused && !focused.isConnected) this.#named(focused.getAttribute("name") ?? "")?.focus();
  }

  /** @param {Control} question */
  #control(question) {
    const out = control(question, this.line[question.name] ?? "");
    const input = out.querySelector("input, select");
    if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) this.#followed(input, question.name);
    return out;
  }

  /** A member that the model does not ask for: it can be left out. @param {string} name */
  #extra(name) {
    const onclick = () => {
      this.#put({ [name]: undefined }, false);
      this.#on.changed();
    };
    const words = say(name, this.line[name] ?? "");
    const cross = el("span", { "aria-hidden": "true" }, "×");
    return el("button.extra", { type: "button", onclick }, el("span.sr", "Leave out "), words, " ", cross);
  }

  /** Says where in the list the line is. @param {number} i @param {number} all */
  place(i, all) {
    const what = `line ${i + 1}${this.line.label ? `, ${this.line.label}` : ""}`;
    this.#number.textContent = String(i + 1);
    this.#group.setAttribute("aria-label", capital(what));
    for (const [act, button] of this.#buttons) {
      button.setAttribute("aria-label", `${acts[act]}: ${what}`);
      button.title = acts[act];
    }
    this.#buttons.get("up")?.setAttribute("aria-disabled", String(i === 0));
    this.#buttons.get("down")?.setAttribute("aria-disabled", String(i === all - 1));
  }

  /**
   * Shows what the engine answered.
   * @param {Answered} priced
   * @param {string | null | undefined} enough attempts in nine cases of ten
   * @param {NameOf} nameOf
   */
  show(priced, enough, nameOf) {
    const error = priced.status === "refused" ? priced.error : undefined;
    this.#fault(error);
    this.element.classList.toggle("refused", Boolean(error));
    this.#price.replaceChildren(...priceOf(priced));
    const take = (/** @type {Line} */ members, /** @type {boolean | undefined} */ whole) => this.#take(members, whole);
    this.#refusal.replaceChildren(...(error ? explained(error, take, nameOf) : []));
    this.#details.hidden = priced.status === "refused";
    if (priced.status !== "refused") showHow(this.#how, priced, enough);
  }

  /** Marks the control that is wrong. @param {Fault | undefined} error */
  #fault(error) {
    const at = error?.field === "model" || error?.field === "seller" ? "sold" : error?.field;
    for (const input of this.#group.querySelectorAll("input, select")) {
      const wrong = error !== undefined && input.getAttribute("name") === at;
      invalid(input, wrong);
      if (wrong) input.setAttribute("aria-describedby", this.#refusal.id);
      else input.removeAttribute("aria-describedby");
    }
  }

  /** Takes what a refusal has offered. @param {Line} members @param {boolean} [whole] */
  #take(members, whole) {
    const { seller, model, ...rest } = members;
    if (whole || "model" in members || "seller" in members) {
      this.#put({ ...(seller ? { seller } : {}), ...(model ? { model } : {}), ...rest }, true);
    } else this.#put(rest, false);
    this.#on.changed();
    this.#model.focus({ preventScroll: true });
  }

  focus(name = "label") {
    const target = this.#named(name) ?? this.element.querySelector("input");
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #named = (name) => this.element.querySelector(`[name="${name}"], [data-act="${name}"]`);
}

/** @param {string} name @param {Child} title @param {HTMLElement} input */
const field = (name, title, input) => el(`label.field.${name}`, el("span", title), input);

/** @type {Record<Pressed, string>} */
const paths = {
  up: "M8 13V3M3.5 7.5 8 3l4.5 4.5",
  down: "M8 3v10M3.5 8.5 8 13l4.5-4.5",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  remove: "M3.5 3.5l9 9M12.5 3.5l-9 9",
};

/** @param {Pressed} what */
const icon = (what) =>
  drawing("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, drawing("path", { d: paths[what] }));
