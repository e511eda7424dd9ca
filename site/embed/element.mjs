// What both elements share. The attributes are the only state: whoever changes
// one, the page, a framework or the reader, changes the price. Nothing is ever
// written to the element's children; they stand until there is a price, and
// again when there can be none.

import { query } from "../scripts/shared/api.mjs";
import { parts, startOver } from "./engine.mjs";
import { answering } from "./fetched.mjs";
import { attributeOf, camel, manners, memberOf, members, requestOf } from "./members.mjs";
import { forget, whenSeen } from "./seen.mjs";
import { settings } from "./settings.mjs";

const Base = typeof HTMLElement === "undefined" ? class {} : HTMLElement; // a server that renders has none

/** What every element begins with. */
const bare = ":host([hidden]), [hidden] { display: none !important; } slot { display: contents; }";

const sheets = new Map(); // one of each for all elements, and made by a script: no policy of a host forbids it

function sheet(style) {
  if (!sheets.has(style)) {
    sheets.set(style, new CSSStyleSheet());
    sheets.get(style).replaceSync(style);
  }
  return sheets.get(style);
}

export class ReelrateElement extends Base {
  static formAssociated = true;
  static observedAttributes = [...members, ...manners];

  #internals = this.attachInternals();
  #kind;
  #view; // once there is something to show: {node, style, gather, show, disable}
  #fallback = document.createElement("slot");
  #disabled = false;
  #awake = false; // somebody has seen or touched it
  #scheduled = false;
  #turn = 0; // of the update under way; an older one shows nothing
  #first; // attributes as the page had them
  #answer = null;

  /** @param {"Card" | "Line"} kind what will show the answer @param {string} style its place in the page */
  constructor(kind, style) {
    super();
    this.#kind = kind;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(bare + style)];
    root.append(this.#fallback);
  }

  #open(View) {
    const view = new View();
    const root = this.shadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet(view.style)];
    view.node.hidden = true;
    view.disable(this.#disabled);
    root.prepend(view.node);
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
    return this.#update();
  }

  focus(options) {
    this.shadowRoot.querySelector("select, a")?.focus(options);
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
  get theme() {
    return oneOf(["auto", "light", "dark"], this.getAttribute("theme"));
  }
  set theme(value) {
    put(this, "theme", value);
  }
  get loading() {
    return oneOf(["lazy", "eager"], this.getAttribute("loading"));
  }
  set loading(value) {
    put(this, "loading", value);
  }

  // --- its life -------------------------------------------------------------

  connectedCallback() {
    // What was set before the class was there hides its property.
    for (const name of [...members.map(camel), "table", "theme", "compact", "loading", "name"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#first ??= members.map((name) => [name, this.getAttribute(name)]);
    if (!this.#awake) whenSeen(this, () => this.#wake());
    this.#schedule();
  }

  disconnectedCallback() {
    forget(this);
  }

  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#schedule();
  }

  formResetCallback() {
    for (const [name, value] of this.#first) put(this, name, value);
  }
  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#view?.disable(disabled);
  }
  formStateRestoreCallback(state) {
    const given = new URLSearchParams(state);
    for (const name of members) put(this, name, given.get(memberOf(name)));
  }

  #wake() {
    forget(this);
    this.#awake = true;
    this.#schedule();
  }

  /** However many attributes change at once, the price is asked for once. */
  #schedule() {
    if (this.#scheduled || !this.isConnected) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#internals.setFormValue(this.value);
      if (this.loading === "eager") this.#awake = true;
      if (this.#awake && this.isConnected) this.#update().catch(() => {}); // told of by an event
    });
  }

  // --- the price ------------------------------------------------------------

  async #update() {
    const turn = ++this.#turn;
    const request = requestOf(this);
    let other;
    try {
      const engine = parts();
      other = await answering();
      const view = (this.#view ??= this.#open(other[this.#kind]));
      const ask = await other.asker(engine, settings);
      const [answer, more] = await Promise.all([ask("quote", request), view.gather?.(ask, request)]);
      const note = answer.error
        ? null
        : await other.since(ask, "quote", request, answer, this.getAttribute("table"), ask.former);
      await other.inTurn();
      if (turn === this.#turn)
        this.#show({ request, answer, more, note, kept: ask.kept, spoken: other.words(this.closest("[lang]")?.lang) });
      return answer;
    } catch (error) {
      startOver();
      other?.startOver();
      if (turn === this.#turn) this.#fail(error, request);
      throw error;
    }
  }

  #show({ request, answer, more, note, kept, spoken }) {
    this.#answer = answer;
    const { node } = this.#view;
    node.lang = spoken.lang;
    node.dataset.theme = this.theme;
    node.classList.toggle("compact", this.compact);
    const anchor = this.#view.show({
      request,
      answer,
      more,
      note,
      spoken,
      kept,
      full: settings.site && `${settings.site}/?${query(request)}`,
      compact: this.compact,
      take: (members, whole) => this.#take(members, whole),
    });
    node.hidden = false;
    this.#fallback.hidden = true;
    const { error } = answer;
    if (anchor) this.#internals.setValidity({ customError: Boolean(error) }, error?.message ?? "", anchor);
    if (error) this.#tell("reelrate-error", { ...error, request, table: answer.table });
    else this.#tell("reelrate-quote", { request, answer, note });
  }

  /** Nobody can answer: the figures of an earlier question go, and the children stand in. */
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

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Takes members of a request into the attributes, or a whole shot in place of what is there. */
  #take(taken, whole) {
    const kept = ["count", "takes", "as-of", ...(taken.seller === this.getAttribute("seller") ? ["plan"] : [])];
    if (whole) for (const name of members) if (!kept.includes(name)) this.removeAttribute(name);
    for (const [member, value] of Object.entries(taken)) if (attributeOf(member)) put(this, attributeOf(member), value);
  }
}

/** An attribute's value among those that mean something, else the first. */
const oneOf = (values, value) => (values.includes(value) ? value : values[0]);

function put(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

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
