// <usage-check>: takes a usage file, has a worker check it with the engine, and
// shows what came of it. The file is read in the worker and sent nowhere.

import { download, el } from "../shared/dom.mjs";
import { capital, printable } from "../shared/text.mjs";
import * as draw from "./reconcile-result.mjs";

const perPage = 25;

class UsageCheck extends HTMLElement {
  #form;
  #worker; // ended to stop a check, and made anew for the next
  #ready = false;
  #source; // what was checked last: a file, or pasted text
  #name;
  #offers; // all options of the form's offers
  #currencies;
  #view = { filter: "", order: "size", from: 0 };

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#currencies = JSON.parse(this.dataset.currencies);
    this.#offers = [...this.#form.elements.offer.options];
    this.#form.hidden = false;
    this.#showOffers();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.#form.addEventListener("input", ({ target }) => this.#changed(target));
    this.#on("[data-paste]", "click", () => this.#take(this.#form.elements.text.value, "what was pasted"));
    this.#on("[data-try]", "click", () => this.#take(document.getElementById("example").textContent, "the example"));
    this.#on("[data-stop]", "click", () => this.#stop());
    this.#on("[data-save]", "click", () => this.#worker.postMessage({ csv: true }));
    this.#on("[data-filter]", "change", ({ target }) => this.#list({ filter: target.value, from: 0 }));
    this.#on("[data-order]", "change", ({ target }) => this.#list({ order: target.value, from: 0 }));
    for (const button of this.querySelectorAll("[data-step]"))
      button.addEventListener("click", () => this.#step(button));
    this.#droppable();
    const idle = globalThis.requestIdleCallback ?? ((later) => setTimeout(later, 300));
    if (document.readyState === "complete") idle(() => this.#start());
    else addEventListener("load", () => idle(() => this.#start()), { once: true });
  }

  #on = (selector, event, act) => this.querySelector(selector).addEventListener(event, act);
  #say(text) {
    document.getElementById("usage-status").textContent = printable(text);
  }

  // --- the worker ------------------------------------------------------------

  #start() {
    if (this.#worker) return;
    try {
      this.#worker = new Worker(this.dataset.worker, { type: "module" });
    } catch (error) {
      return this.#unable(error);
    }
    this.#worker.addEventListener("message", ({ data }) => this.#heard(data));
    this.#worker.postMessage({ table: document.querySelector("[data-table]").dataset.table });
    this.#worker.addEventListener("error", (event) => this.#unable(event.message ?? "the worker did not start"));
  }

  #heard(data) {
    if (data.ready) this.#awake();
    else if ("unable" in data) this.#unable(data.unable);
    else if ("rows" in data) this.#progress(data);
    else if (data.problem) this.#problem(data.problem);
    else if (data.checked) this.#show(data.checked);
    else if (data.page) this.#page(data.page);
    else if (data.csv) this.#save(data.csv);
  }

  #awake() {
    this.#ready = true;
    if (!this.classList.contains("busy") && !document.getElementById("usage-status").textContent)
      this.#say("Ready: from here on nothing is loaded, so it also works offline.");
  }

  /** The engine cannot run here. The file is not sent to the API instead: that is for its owner to do. */
  #unable(error) {
    console.error(error);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#busy(false);
    this.#form.hidden = true;
    this.#say("");
    document
      .getElementById("problem")
      .replaceChildren(
        el(
          "p",
          { className: "message" },
          "This browser did not start the engine, so nothing can be checked in the page.",
        ),
        el(
          "p",
          {},
          "WebAssembly may be switched off, or a file of this site was blocked. Your file was not sent anywhere. ",
          el("a", { href: "#elsewhere" }, "The command or the API"),
          " can check it.",
        ),
      );
  }

  // --- what is checked -------------------------------------------------------

  #droppable() {
    const zone = this.querySelector(".drop");
    const files = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
    // Anywhere on the page: a file that misses would otherwise replace the page.
    addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) zone.classList.remove("over");
    });
    addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      zone.classList.remove("over");
      const [file, another] = event.dataTransfer.files;
      if (another)
        return this.#problem(
          { message: "several files were dropped", accepted: ["one file at a time"] },
          "Nothing was checked",
        );
      if (file && !this.#form.hidden && !this.classList.contains("busy")) this.#take(file);
    });
  }

  #take(source, name = `“${source.name}”`) {
    this.#source = source;
    this.#name = name;
    this.#check();
  }

  #changed({ name, files }) {
    if (name === "file") {
      const [file] = files;
      this.#form.elements.file.value = ""; // so that the same file can be chosen again
      if (file) this.#take(file);
      return;
    }
    if (name === "seller" || name === "offer") this.#showOffers();
    // The text is checked by its own button; an option changes what was checked.
    if (name !== "text") this.#form.querySelector("[type=submit]").hidden = this.#source === undefined;
  }

  /** The offers of the chosen seller, and a plan of one's own. */
  #showOffers() {
    const { seller, offer } = this.#form.elements;
    const kept = offer.value;
    offer.replaceChildren(...this.#offers.filter((o) => !o.dataset.seller || o.dataset.seller === seller.value));
    offer.value = [...offer.options].some((o) => o.value === kept) ? kept : "";
    this.querySelector(".own-plan").hidden = offer.value !== "own";
  }

  #options() {
    const { seller, offer, price, credits, asOf } = this.#form.elements;
    const out = {};
    if (seller.value) out.seller = seller.value;
    // What is left empty is not sent, so that the engine says what is missing.
    if (offer.value === "own")
      out.plan = Object.fromEntries([price, credits].map((c) => [c.name, c.value.trim()]).filter(([, value]) => value));
    else if (offer.value) out.offer = offer.value;
    if (asOf.value) out.asOf = asOf.value;
    return out;
  }

  // --- checking --------------------------------------------------------------

  #check() {
    document.getElementById("problem").replaceChildren();
    document.getElementById("checked").hidden = true;
    this.#form.querySelector("[type=submit]").hidden = true;
    this.#start();
    if (!this.#worker) return;
    this.#busy(true);
    this.#progress({});
    this.#say(`Checking ${this.#name}.`);
    this.#worker.postMessage({
      check: { source: this.#source, options: this.#options(), most: Number(this.dataset.bytes) },
    });
  }

  #busy(busy) {
    this.classList.toggle("busy", busy);
    document.getElementById("working").hidden = !busy;
    this.#form.hidden = busy;
    // The control that had the focus is gone; this one takes its place.
    if (busy) this.querySelector("[data-stop]").focus();
  }

  #progress({ rows, about }) {
    this.querySelector("[data-doing]").textContent =
      rows === undefined ? (this.#ready ? `Reading ${this.#name}` : "Loading the engine") : `Checking ${this.#name}`;
    this.querySelector("[data-rows]").textContent = rows === undefined ? "" : `${rows.toLocaleString("en")} rows done`;
    const bar = this.querySelector("progress");
    // How many rows there are is known at the end; until then, how many lines.
    if (rows > 0 && rows <= about) Object.assign(bar, { max: about, value: rows });
    else bar.removeAttribute("value");
  }

  #stop() {
    this.#worker.terminate();
    this.#worker = undefined;
    this.#busy(false);
    this.#say(`Stopped. Nothing of ${this.#name} was kept.`);
    this.#again();
    this.#start();
  }

  #again() {
    const button = this.#form.querySelector("[type=submit]");
    button.hidden = false;
    button.focus();
  }

  #problem({ message, field, accepted, hint }, title = `${capital(this.#name)} was not checked`) {
    const stopped = this.classList.contains("busy");
    this.#busy(false);
    this.#say("");
    const named = { "plan.price": "price", "plan.credits": "credits", seller: "seller", offer: "offer", asOf: "asOf" }[
      field
    ];
    document
      .getElementById("problem")
      .replaceChildren(
        el("p", { className: "message" }, `${title}: `, ...(field ? [el("code", {}, field), ": "] : []), `${message}.`),
        ...(hint ? [el("p", {}, hint)] : []),
        ...(accepted?.length ? [el("p", {}, `Accepted: ${accepted.join(", ")}.`)] : []),
      );
    if (!stopped) return;
    this.#again();
    if (named && document.querySelector(`usage-check [name="${named}"]:not([hidden] *)`))
      this.#form.elements[named].focus();
  }

  // --- the result ------------------------------------------------------------

  #show(answer) {
    this.#busy(false);
    const { title, text } = draw.summary(answer, this.#currencies);
    const fill = (selector, children) => this.querySelector(selector).replaceChildren(...children);
    document.getElementById("checked-title").textContent = title;
    fill("[data-summary]", [printable(`${capital(this.#name)}: ${text}`)]);
    fill("[data-counts]", draw.counts(answer));
    fill(".totals tbody", draw.totals(answer, this.#currencies));
    this.querySelector(".totals").hidden = answer.totals.length === 0;
    fill(
      ".why-table tbody",
      draw.causes(answer, this.#currencies, (cause) => this.#only(cause)),
    );
    this.querySelector(".why-table").hidden = answer.causes.length === 0;
    fill(
      "[data-notes]",
      answer.notes.map((note) => el("li", {}, `${capital(note)}.`)),
    );
    fill("[data-filter]", draw.filters(answer));
    this.querySelector("[data-save]").dataset.version = answer.table.version;
    this.querySelector(".listing").classList.toggle("clean", answer.status === "matches");
    document.getElementById("checked").hidden = false;
    this.#say(`Checked. ${title}.`);
    this.#list({ filter: "", from: 0 });
    document.getElementById("checked-title").focus({ preventScroll: true });
    document.getElementById("checked").scrollIntoView({ block: "start" });
  }

  #only(cause) {
    this.querySelector("[data-filter]").value = `cause:${cause}`;
    this.#list({ filter: `cause:${cause}`, from: 0 });
    document.getElementById("listing-title").focus();
  }

  #list(change) {
    Object.assign(this.#view, change);
    this.#worker.postMessage({ page: { ...this.#view, most: perPage } });
  }

  #step(button) {
    if (button.getAttribute("aria-disabled") !== "true")
      this.#list({ from: this.#view.from + Number(button.dataset.step) * perPage });
  }

  #page({ from, count, rows }) {
    this.querySelector(".rows tbody").replaceChildren(...rows.map(draw.row));
    const n = (number) => number.toLocaleString("en");
    this.querySelector("[data-range]").textContent =
      count > perPage
        ? `Rows ${n(from + 1)} to ${n(from + rows.length)} of ${n(count)}`
        : `${n(count)} ${count === 1 ? "row" : "rows"}`;
    for (const button of this.querySelectorAll("[data-step]")) {
      button.hidden = count <= perPage;
      // Not disabled, which would drop the focus of whoever has just pressed it.
      button.setAttribute("aria-disabled", String(button.dataset.step < 0 ? from === 0 : from + rows.length >= count));
    }
  }

  #save(blob) {
    const name = this.#source instanceof File ? this.#source.name.replace(/\.\w+$/, "") : "usage";
    download(`${name}-checked-${this.querySelector("[data-save]").dataset.version}.csv`, blob);
    this.#say("The CSV has every row, with the version and the digest of the rate table.");
  }
}

customElements.define("usage-check", UsageCheck);
