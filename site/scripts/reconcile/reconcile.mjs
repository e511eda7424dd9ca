// <usage-check>: takes a usage file, has a worker check it with the engine, and
// shows what came of it. The file is read in the worker and sent nowhere.

import { byId, download, el, field, one } from "../shared/dom.mjs";
import { whenIdle } from "../shared/signs.mjs";
import { capital, printable } from "../shared/text.mjs";
import { Checker } from "./checker.mjs";
import { droppable } from "./dropping.mjs";
import { Listing, perPage } from "./listing.mjs";
import * as draw from "./reconcile-result.mjs";
import { grouped, summary } from "./reconcile-words.mjs";
import { controls, UsageOptions } from "./usage-options.mjs";

/** @import { Reconciliation } from "../shared/answers.d.ts" */
/** @import { Problem, ToPage } from "./messages.d.ts" */
/** @import { Currencies } from "./reconcile-words.mjs" */

/**
 * What the page is about.
 * @typedef {object} State
 * @property {File | string} [source] what was checked last, a file or pasted text; undefined before
 * @property {string} name how it is called
 * @property {boolean} ready whether the engine has been there
 * @property {boolean} busy whether it checks
 * @property {string} version of the rate table of the result, "" before there is one
 */

class UsageCheck extends HTMLElement {
  /** @type {State} */
  #state = { name: "", ready: false, busy: false, version: "" };
  #form = one(this, "form", HTMLFormElement);
  #options = new UsageOptions(this.#form);
  #again = one(this.#form, "[type=submit]", HTMLButtonElement);
  #checker = new Checker(this.dataset.worker ?? "", (message) => this.#heard(message));
  #listing = new Listing(one(this, ".listing", HTMLElement), (view) => {
    this.#checker.say({ kind: "page", view, most: perPage });
  });
  /** @type {Currencies} */
  #currencies = JSON.parse(this.dataset.currencies ?? "{}");

  connectedCallback() {
    this.#form.hidden = false;
    this.#options.showOffers();
    this.#wire();
    droppable(one(this, ".drop", Element), (files) => this.#dropped(files));
    const start = () => whenIdle(() => this.#start());
    if (document.readyState === "complete") start();
    else addEventListener("load", start, { once: true });
  }

  #wire() {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.#form.addEventListener("input", ({ target }) => this.#changed(target));
    const text = field(this.#form, "text", HTMLTextAreaElement);
    this.#pressed("[data-paste]", () => this.#take(text.value, "what was pasted"));
    this.#pressed("[data-try]", () => this.#take(byId("example").textContent ?? "", "the example"));
    this.#pressed("[data-stop]", () => this.#stop());
    this.#pressed("[data-save]", () => this.#checker.say({ kind: "csv" }));
  }

  /** @param {string} selector @param {() => void} act */
  #pressed = (selector, act) => one(this, selector, HTMLElement).addEventListener("click", act);

  /** @param {string} text */
  #say(text) {
    byId("usage-status").textContent = printable(text);
  }

  // --- the worker ------------------------------------------------------------

  #start() {
    return this.#checker.start(one(document, "[data-table]", HTMLElement).dataset.table ?? "");
  }

  /** @param {ToPage} message */
  #heard(message) {
    if (message.kind === "ready") this.#awake();
    else if (message.kind === "unable") this.#unable(message.why);
    else if (message.kind === "progress") this.#progress(message);
    else if (message.kind === "problem") this.#problem(message.problem);
    else if (message.kind === "checked") this.#show(message.answer);
    else if (message.kind === "page") this.#listing.show(message.page);
    else this.#save(message.csv);
  }

  #awake() {
    this.#state.ready = true;
    if (!this.#state.busy && !byId("usage-status").textContent) {
      this.#say("Ready: from here on nothing is loaded, so it also works offline.");
    }
  }

  /**
   * The engine cannot run here. The file is not sent to the API instead: that is for
   * its owner to do.
   * @param {string} why
   */
  #unable(why) {
    console.error(why);
    this.#checker.end();
    this.#busy(false);
    this.#form.hidden = true;
    this.#say("");
    const elsewhere = el("a", { href: "#elsewhere" }, "The command or the API");
    const blocked = "WebAssembly may be switched off, or a file of this site was blocked.";
    byId("problem").replaceChildren(
      el("p.message", "This browser did not start the engine, so nothing can be checked in the page."),
      el("p", `${blocked} Your file was not sent anywhere. `, elsewhere, " can check it."),
    );
  }

  // --- what is checked -------------------------------------------------------

  /** @param {File[]} files */
  #dropped([file, another]) {
    if (another) {
      const several = { code: "several", message: "several files were dropped", accepted: ["one file at a time"] };
      this.#problem(several, "Nothing was checked");
    } else if (file && !this.#form.hidden && !this.#state.busy) this.#take(file, `“${file.name}”`);
  }

  /** @param {File | string} source @param {string} name */
  #take(source, name) {
    Object.assign(this.#state, { source, name });
    this.#check();
  }

  /** @param {EventTarget | null} control */
  #changed(control) {
    const name = control instanceof Element ? control.getAttribute("name") : "";
    if (name === "file" && control instanceof HTMLInputElement) {
      const [file] = control.files ?? [];
      control.value = ""; // so that the same file can be chosen again
      if (file) this.#take(file, `“${file.name}”`);
      return;
    }
    if (name === "seller" || name === "offer") this.#options.showOffers();
    // The text is checked by its own button; an option changes what was checked.
    if (name !== "text") this.#again.hidden = this.#state.source === undefined;
  }

  // --- checking --------------------------------------------------------------

  #check() {
    const { source, name } = this.#state;
    byId("problem").replaceChildren();
    byId("checked").hidden = true;
    this.#again.hidden = true;
    if (!this.#start() || source === undefined) return;
    this.#busy(true);
    this.#progress();
    this.#say(`Checking ${name}.`);
    this.#checker.say({ kind: "check", source, options: this.#options.read(), most: Number(this.dataset.bytes) });
  }

  /** @param {boolean} busy */
  #busy(busy) {
    this.#state.busy = busy;
    this.classList.toggle("busy", busy);
    byId("working").hidden = !busy;
    this.#form.hidden = busy;
    // The control that had the focus is gone; this one takes its place.
    if (busy) one(this, "[data-stop]", HTMLElement).focus();
  }

  /** How far it is; nothing yet without numbers. @param {{ rows: number, about: number }} [done] */
  #progress(done) {
    const { ready, name } = this.#state;
    const reading = ready ? `Reading ${name}` : "Loading the engine";
    one(this, "[data-doing]", HTMLElement).textContent = printable(done ? `Checking ${name}` : reading);
    one(this, "[data-rows]", HTMLElement).textContent = done ? `${grouped(done.rows)} rows done` : "";
    const bar = one(this, "progress", HTMLProgressElement);
    // How many rows there are is known at the end; until then, how many lines.
    if (done && done.rows > 0 && done.rows <= done.about) Object.assign(bar, { max: done.about, value: done.rows });
    else bar.removeAttribute("value");
  }

  #stop() {
    this.#checker.end();
    this.#busy(false);
    this.#say(`Stopped. Nothing of ${this.#state.name} was kept.`);
    this.#offerAgain();
    this.#start();
  }

  #offerAgain() {
    this.#again.hidden = false;
    this.#again.focus();
  }

  /** @param {Problem} problem @param {string} [title] */
  #problem({ message, field: at, accepted, hint }, title = `${capital(this.#state.name)} was not checked`) {
    const { busy } = this.#state;
    this.#busy(false);
    this.#say("");
    const parts = [el("p.message", `${title}: `, ...(at ? [el("code", at), ": "] : []), `${message}.`)];
    if (hint) parts.push(el("p", hint));
    if (accepted.length > 0) parts.push(el("p", `Accepted: ${accepted.join(", ")}.`));
    byId("problem").replaceChildren(...parts);
    if (!busy) return;
    this.#offerAgain();
    const name = controls.get(at ?? "");
    const control = name && this.querySelector(`[name="${name}"]:not([hidden] *)`);
    if (control instanceof HTMLElement) control.focus();
  }

  // --- the result ------------------------------------------------------------

  /** @param {Reconciliation} answer */
  #show(answer) {
    this.#busy(false);
    this.#state.version = answer.table.version;
    const { title, text } = summary(answer, this.#currencies);
    byId("checked-title").textContent = title;
    this.#fill("[data-summary]", [printable(`${capital(this.#state.name)}: ${text}`)]);
    this.#fill("[data-counts]", draw.counts(answer));
    this.#fill(".totals tbody", draw.totals(answer, this.#currencies));
    this.#fill(
      ".why-table tbody",
      draw.causes(answer, this.#currencies, (cause) => this.#listing.narrow(cause)),
    );
    this.#fill(
      "[data-notes]",
      answer.notes.map((note) => el("li", `${capital(note)}.`)),
    );
    one(this, ".totals", HTMLElement).hidden = answer.totals.length === 0;
    one(this, ".why-table", HTMLElement).hidden = answer.causes.length === 0;
    byId("checked").hidden = false;
    this.#say(`Checked. ${title}.`);
    this.#listing.start(answer);
    byId("checked-title").focus({ preventScroll: true });
    byId("checked").scrollIntoView({ block: "start" });
  }

  /** @param {string} selector @param {(Node | string)[]} children */
  #fill = (selector, children) => one(this, selector, Element).replaceChildren(...children);

  /** @param {Blob} blob */
  #save(blob) {
    const { source, version } = this.#state;
    const name = source instanceof File ? source.name.replace(/\.\w+$/, "") : "usage";
    download(`${name}-checked-${version}.csv`, blob);
    this.#say("The CSV has every row, with the version and the digest of the rate table.");
  }
}

customElements.define("usage-check", UsageCheck);
