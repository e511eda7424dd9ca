// What both elements share. The attributes are the only state: whoever changes
// one, the page, a framework or the reader, changes the price. Nothing is ever
// written to the element's children; they stand until there is a price, and
// again when there can be none.

import { query } from "../scripts/shared/api.mjs";
import { updates } from "../scripts/shared/updates.mjs";
import { parts, startOver } from "./engine.mjs";
import { answering } from "./fetched.mjs";
import { camel, manners, memberOf, members, put, requestOf, take } from "./members.mjs";
import { forget, whenSeen } from "./seen.mjs";
import { settings } from "./settings.mjs";
import { sheet } from "./sheets.mjs";

/** @import { Answer, Members, Requests } from "../scripts/shared/answers.d.ts" */
/** @import { Shown, View } from "./answering.mjs" */
/** @import { ReelrateErrorEvent, ReelrateQuoteEvent } from "./elements.d.ts" */
/** @import { Given } from "./members.mjs" */

/**
 * @typedef {object} Told what the events say
 * @property {ReelrateQuoteEvent["detail"]} reelrate-quote
 * @property {ReelrateErrorEvent["detail"]} reelrate-error
 */

const Base = /** @type {typeof HTMLElement} */ (
  typeof HTMLElement === "undefined" ? class {} : HTMLElement // a server that renders has none
);

const properties = [...members.map(camel), "table", "theme", "compact", "loading", "name"];

/** What every element begins with. */
const bare = ":host([hidden]), [hidden] { display: none !important; } slot { display: contents; }";

export class ReelrateElement extends Base {
  static formAssociated = true;
  static observedAttributes = [...members, ...manners];

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });
  #fallback = document.createElement("slot");
  #kind;
  #disabled = false;
  #awake = false; // somebody has seen or touched it
  #updates = updates(() => this.#update());
  /** @type {View | undefined} once there is something to show */
  #view;
  /** @type {Map<string, string | null> | undefined} the attributes as the page had them */
  #first;
  /** @type {Answer<"quote"> | null} */
  #answer = null;

  /** @param {"Card" | "Line"} kind what will show the answer @param {string} style its place in the page */
  constructor(kind, style) {
    super();
    this.#kind = kind;
    this.#wear(bare + style);
    this.#root.append(this.#fallback);
  }

  /** @param {string} style */
  #wear(style) {
    this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, sheet(style)];
  }

  /** @param {View} view */
  #open(view) {
    this.#wear(view.style);
    view.node.hidden = true;
    view.disable(this.#disabled);
    this.#root.prepend(view.node);
    return view;
  }

  // --- what the page can ask ------------------------------------------------

  /** The engine's last answer, a price or a refusal; null before there is one. */
  get answer() {
    return this.#answer;
  }

  /** The request as the API takes it: `/v1/quote?` + value. It is what a form sends. */
  get value() {
    return query(requestOf(this));
  }

  /**
   * Prices the present attributes, seen or not. A refusal is an answer with an
   * error in it; only when nobody can answer is the promise rejected.
   */
  quote() {
    this.#wake();
    return this.#updates.ask();
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    /** @type {HTMLElement | null} */
    const first = this.#root.querySelector("select, a");
    first?.focus(options);
  }

  get form() {
    return this.#internals.form;
  }
  get labels() {
    return this.#internals.labels;
  }
  get validity() {
    return this.#internals.validity;
  }
  get validationMessage() {
    return this.#internals.validationMessage;
  }
  get willValidate() {
    return this.#internals.willValidate;
  }
  checkValidity() {
    return this.#internals.checkValidity();
  }
  reportValidity() {
    return this.#internals.reportValidity();
  }

  get compact() {
    return this.hasAttribute("compact");
  }
  set compact(value) {
    this.toggleAttribute("compact", Boolean(value));
  }
  /** @returns {"auto" | "light" | "dark"} */
  get theme() {
    return oneOf(["auto", "light", "dark"], this.getAttribute("theme"));
  }
  /** @param {Given} value */
  set theme(value) {
    put(this, "theme", value);
  }
  /** @returns {"lazy" | "eager"} */
  get loading() {
    return oneOf(["lazy", "eager"], this.getAttribute("loading"));
  }
  /** @param {Given} value */
  set loading(value) {
    put(this, "loading", value);
  }

  // --- its life -------------------------------------------------------------

  connectedCallback() {
    // What was set before the class was there hides its property.
    for (const [name, value] of Object.entries(this)) {
      if (!properties.includes(name)) continue;
      Reflect.deleteProperty(this, name);
      Object.assign(this, { [name]: value });
    }
    this.#first ??= new Map(members.map((name) => [name, this.getAttribute(name)]));
    if (!this.#awake) whenSeen(this, () => this.#wake());
    this.#follow();
  }

  disconnectedCallback() {
    forget(this);
  }

  /** @param {string} _name @param {Given} before @param {Given} after */
  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#follow();
  }

  formResetCallback() {
    this.#first?.forEach((value, name) => put(this, name, value));
  }
  /** @param {boolean} disabled */
  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#view?.disable(disabled);
  }
  /** @param {string} state */
  formStateRestoreCallback(state) {
    const given = new URLSearchParams(state);
    for (const name of members) put(this, name, given.get(memberOf(name)));
  }

  #wake() {
    forget(this);
    this.#awake = true;
    this.#follow();
  }

  /** What the attributes say now. However many change at once, the price is asked for once. */
  #follow() {
    if (!this.#first || !this.isConnected) return;
    this.#internals.setFormValue(this.value);
    if (this.loading === "eager") this.#awake = true;
    if (this.#awake) this.#updates.ask().catch(() => {}); // told of by an event
  }

  // --- the price ------------------------------------------------------------

  async #update() {
    const request = requestOf(this);
    let other;
    try {
      const engine = parts();
      other = await answering();
      const view = (this.#view ??= this.#open(new other[this.#kind]()));
      const ask = await other.asker(engine, settings);
      const quote = /** @type {Requests["quote"]} */ (/** @type {unknown} */ (request)); // the engine judges it
      const [answer, sold] = await Promise.all([ask("quote", quote), view.gather?.(ask, request)]);
      const pinned = this.getAttribute("table");
      const note = answer.error ? null : await other.since(ask, "quote", quote, answer, pinned, ask.former);
      await other.inTurn();
      if (!this.#updates.stale) {
        /** @type {HTMLElement | null} */
        const speaking = this.closest("[lang]");
        this.#show(view, { request, answer, sold, note, kept: ask.kept, spoken: other.words(speaking?.lang) });
      }
      return answer;
    } catch (error) {
      startOver();
      other?.startOver();
      if (!this.#updates.stale) this.#fail(error, request);
      throw error;
    }
  }

  /** @param {View} view @param {Omit<Shown, "full" | "compact" | "take">} shown */
  #show(view, shown) {
    const { request, answer, note, spoken } = shown;
    const { error } = answer;
    const { node } = view;
    this.#answer = answer;
    node.lang = spoken.lang;
    node.dataset.theme = this.theme;
    node.classList.toggle("compact", this.compact);
    const anchor = view.show({
      ...shown,
      full: settings.site && `${settings.site}/?${query(request)}`,
      compact: this.compact,
      take: (taken, whole) => take(this, taken, whole),
    });
    node.hidden = false;
    this.#fallback.hidden = true;
    if (anchor) this.#internals.setValidity({ customError: Boolean(error) }, error?.message ?? "", anchor);
    if (error) this.#tell("reelrate-error", { ...error, request, table: answer.table });
    else this.#tell("reelrate-quote", { request, answer, note });
  }

  /**
   * Nobody can answer: the figures of an earlier question go, and the children stand in.
   * @param {unknown} error
   * @param {Members} request
   */
  #fail(error, request) {
    console.error(error);
    this.#answer = null;
    if (this.#view) this.#view.node.hidden = true;
    this.#fallback.hidden = false;
    this.#internals.setValidity({});
    this.#tell("reelrate-error", {
      code: "unreachable",
      field: null,
      message: "neither the engine nor the API can be reached from this page, so nothing can be worked out now",
      accepted: [],
      alternatives: [],
      request,
      table: null,
    });
  }

  /**
   * @template {keyof Told} N
   * @param {N} name
   * @param {Told[N]} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

/**
 * An attribute's value among those that mean something, else the first.
 * @template {string} V
 * @param {V[]} values
 * @param {string | null} value
 */
const oneOf = (values, value) => values.find((one) => one === value) ?? values[0];

for (const attribute of [...members, "table", "name"]) {
  Object.defineProperty(ReelrateElement.prototype, camel(attribute), {
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      put(this, attribute, value);
    },
    enumerable: true,
    configurable: true,
  });
}
