// <price-comparison>: orders the tables, and prices another shot in them with
// the engine, which is fetched when somebody first reaches for the form. The
// tables of the standard shot are in the page already and stand without this.
//
// The state is the address: the members of a compare request and the order.

import { answering } from "../shared/ask.mjs";
import { digits, el } from "../shared/dom.mjs";
import { known } from "../shared/pieces.mjs";
import { printable } from "../shared/text.mjs";
import { fine, say } from "../shared/words.mjs";

const $ = (id) => document.getElementById(id);
const members = ["seconds", "resolution", "audio", "needs"];
const texts = new Set(["name", "known"]); // ordered as words; the rest as numbers

class PriceComparison extends HTMLElement {
  #form;
  #names; // of the sellers that the site shows, by id
  #cells; // conditions of every row of the table, by its id
  #order = { by: "second", down: false };
  #asked = 0; // counts requests, so that a late answer to an early one is dropped
  #repriced = false;
  #timer;

  connectedCallback() {
    this.#form = $("shot");
    this.#names = JSON.parse(this.dataset.sellers);
    this.#form.hidden = false;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", (event) => {
      if (event.target.name === "market") this.#changed();
      else {
        clearTimeout(this.#timer); // a number is typed digit by digit
        this.#timer = setTimeout(() => this.#changed(true), event.target.name === "seconds" ? 250 : 0);
      }
    });
    const soon = () => void this.#awake();
    for (const sign of ["pointerenter", "focusin", "touchstart"])
      this.#form.addEventListener(sign, soon, { once: true, passive: true });
    for (const table of this.#tables()) this.#sortable(table);
    addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  #tables = () => this.querySelectorAll("table.compared");

  #awake = answering();

  // --- state -----------------------------------------------------------------

  #state() {
    const state = {};
    for (const [name, value] of new FormData(this.#form)) if (value.trim() !== "") state[name] = value.trim();
    return state;
  }

  #restore() {
    const given = new URLSearchParams(location.search);
    for (const name of [...members, "market"]) {
      const value = given.get(name) ?? (name === "seconds" ? this.dataset.seconds : "");
      const control = this.#form.elements[name];
      if (control.options && ![...control.options].some((o) => o.value === value))
        control.add(new Option(value, value)); // the engine shall judge it
      control.value = value;
    }
    const by = given.get("order");
    this.#order = this.querySelector(`[data-sort="${CSS.escape(by ?? "")}"]`)
      ? { by, down: given.get("down") === "true" }
      : { by: "second", down: false };
    const standard = members.every(
      (name) => this.#form.elements[name].value === (name === "seconds" ? this.dataset.seconds : ""),
    );
    this.#showMarkets();
    if (!standard || this.#repriced) this.#price();
    else this.#sort();
  }

  #remember() {
    const state = this.#state();
    if (state.seconds === this.dataset.seconds) delete state.seconds;
    const query = new URLSearchParams(state);
    if (this.#order.by !== "second" || this.#order.down) {
      query.set("order", this.#order.by);
      if (this.#order.down) query.set("down", "true");
    }
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  }

  #changed(shot) {
    this.#remember();
    this.#showMarkets();
    if (shot) this.#price();
    else $("compare-status").textContent = this.#summary();
  }

  #showMarkets() {
    const { market } = this.#state();
    for (const section of this.querySelectorAll("[data-market]"))
      section.hidden = Boolean(market) && section.dataset.market !== market;
  }

  // --- order -----------------------------------------------------------------

  #sortable(table) {
    table.classList.add("sortable");
    for (const header of table.querySelectorAll("[data-sort]")) {
      const button = el(
        "button",
        { type: "button", onclick: () => this.#orderBy(header.dataset.sort) },
        ...header.childNodes,
      );
      header.replaceChildren(button);
    }
  }

  #orderBy(by) {
    this.#order = { by, down: this.#order.by === by && !this.#order.down };
    this.#sort();
    this.#remember();
    const header = this.querySelector(`[data-sort="${by}"]`).textContent.toLowerCase();
    const from = texts.has(by) ? ["from A", "from Z"] : ["the least first", "the most first"];
    if (by === "known") from.splice(0, 2, "the oldest first", "the newest first");
    $("compare-status").textContent = `Ordered by ${header}, ${from[Number(this.#order.down)]}.`;
  }

  #sort() {
    const { by, down } = this.#order;
    for (const table of this.#tables()) {
      for (const header of table.querySelectorAll("[data-sort]")) {
        if (header.dataset.sort === by) header.setAttribute("aria-sort", down ? "descending" : "ascending");
        else header.removeAttribute("aria-sort");
      }
      const compare = texts.has(by)
        ? (a, b) => a.dataset[by].localeCompare(b.dataset[by], "en")
        : (a, b) => a.dataset[by] - b.dataset[by];
      const rows = [...table.tBodies[0].rows].sort(compare);
      table.tBodies[0].append(...(down ? rows.reverse() : rows));
    }
  }

  // --- prices ----------------------------------------------------------------

  async #price() {
    const turn = ++this.#asked;
    const { market, ...request } = this.#state();
    this.querySelectorAll(".market").forEach((section) => section.classList.add("stale-shot"));
    try {
      const ask = await this.#awake();
      const answer = await ask("compare", { ...request, market: "all" });
      this.#cells ??= await this.#conditions(ask);
      if (turn !== this.#asked) return;
      this.#show(answer);
    } catch (error) {
      console.error(error);
      this.#refuse("neither the engine in this page nor the API can be reached; the tables show the shot before");
    }
  }

  /** What each row of the table is for, by its id. */
  async #conditions(ask) {
    const { models } = await ask("models", {});
    return new Map(models.flatMap((m) => m.cells.map((cell) => [cell.rate, cell.when])));
  }

  #refuse(message, accepted = []) {
    const text = message.charAt(0).toUpperCase() + message.slice(1);
    $("compare-error").textContent = accepted.length ? `${text}. Accepted: ${accepted.join(", ")}.` : `${text}.`;
    $("compare-status").textContent = "";
    this.querySelectorAll(".market").forEach((section) => section.classList.remove("stale-shot"));
  }

  #show(answer) {
    const field = this.#form.elements.seconds;
    if (answer.error) {
      field.setAttribute("aria-invalid", String(answer.error.field === "seconds"));
      return this.#refuse(answer.error.message, answer.error.accepted);
    }
    field.removeAttribute("aria-invalid");
    $("compare-error").textContent = "";
    this.#repriced = true;
    const shown = ({ seller }) => seller.id in this.#names;
    const of = (list, market) => list.filter((row) => shown(row) && marketOf(row.seller) === market);
    for (const section of this.querySelectorAll("[data-market]")) {
      const { market } = section.dataset;
      this.#fill(section, of(answer.comparable, market), answer.shot);
      this.#list(section, "unconfirmed", of(answer.unconfirmed, market));
      this.#list(section, "others", of(answer.notComparable, market));
      section.classList.remove("stale-shot");
    }
    const free = answer.free.filter(shown);
    const place = this.querySelector("[data-free]");
    place.hidden = free.length === 0;
    place
      .querySelector("ul")
      .replaceChildren(
        ...free.map((row) =>
          el("li", {}, `${row.model.name} at ${this.#names[row.seller.id]}: ${row.dollars.display}, ${row.basis}.`),
        ),
      );
    this.#sort();
    $("compare-status").textContent = this.#summary();
  }

  #summary() {
    const counts = [...this.querySelectorAll("[data-market]:not([hidden])")].map((s) => {
      const n = s.querySelector("table.compared").tBodies[0].rows.length;
      return `${n} ${n === 1 ? "price" : "prices"} ${s.querySelector("h2").textContent.toLowerCase().replace("api", "API")}`;
    });
    return `${counts.join(", ")}.`;
  }

  #fill(section, rows, shot) {
    const table = section.querySelector("table.compared");
    // Lengths of bars and the order of rows, never amounts: the only floats here.
    const top = Math.max(0, ...rows.map(({ perSecond }) => Number(perSecond.max ?? perSecond.min)));
    table.tBodies[0].replaceChildren(...rows.map((row) => this.#row(row, top, rows[0])));
    const best = rows.find(({ perSecond }) => Number(perSecond.max ?? perSecond.min) === top);
    section.querySelector("[data-caption]").textContent =
      `${rows.length} ${rows.length === 1 ? "price" : "prices"} for ${shotWords(shot)}.`;
    section.querySelector(".key").hidden = rows.length === 0;
    if (best) section.querySelector("[data-top]").textContent = fine(best.perSecond).split("–").pop();
    section.querySelector("[data-none]").hidden = rows.length > 0;
  }

  /** The models of one list without a comparable price, each with its reason. */
  #list(section, name, models) {
    const place = section.querySelector(`[data-list="${name}"]`);
    place.hidden = models.length === 0;
    place.querySelector("[data-count]").textContent = `${models.length} ${models.length === 1 ? "model" : "models"}`;
    place
      .querySelector("table")
      .tBodies[0].replaceChildren(
        ...models.map(({ seller, model, reason }) =>
          tr(
            this.#model(seller, model),
            td({ className: "bar" }, drawn([["nothing", 0, 100]])),
            td({}, sentence(reason)),
          ),
        ),
      );
  }

  #model(seller, model) {
    return el(
      "th",
      { scope: "row" },
      el("a", { href: `/models/${seller.id}/${model.id}/` }, model.name),
      " ",
      el("small", {}, this.#names[seller.id]),
    );
  }

  #row(row, top, least) {
    const {
      seller,
      model,
      shot,
      perSecond,
      dollars,
      credits,
      basis,
      precision,
      standing,
      rate,
      pricedAs,
      warnings,
      sources,
    } = row;
    const about = precision === "approx" || precision === "estimated" ? "≈ " : "";
    const { seconds, seller: s, model: m, ...stated } = shot;
    const when = this.#cells.get(rate) ?? {};
    const silent = Object.keys(when)
      .filter((d) => when[d] === "unknown" && d !== "seconds" && d !== "tier")
      .map((d) => (d === "hdr" ? "HDR" : d));
    const words = Object.entries(stated)
      .map(([name, value]) => say(name, value))
      .join(", ");
    const low = (100 * Number(perSecond.min)) / top;
    const high = perSecond.max ? (100 * Number(perSecond.max)) / top : 100;
    const line = tr(
      this.#model(seller, model),
      td(
        { "data-label": "For" },
        ...(words ? [el("span", {}, words)] : []),
        ...(silent.length ? [" ", el("small", {}, `not stated: ${silent.join(", ")}`)] : []),
        ...(words || silent.length ? [] : ["any shot"]),
      ),
      td({ className: "bar" }, drawn([["sure", 0, low], ...(high > low ? [["maybe", low, high - low]] : [])])),
      td({ className: "num", "data-label": "A second" }, el("b", {}, about, digits(fine(perSecond)))),
      td({ className: "num", "data-label": "The clip" }, about, digits(dollars.display)),
      td(
        { "data-label": "Paid with" },
        ...(basis
          ? [el("span", {}, basis.replace(/^credits bought with /, "")), " ", el("small", {}, digits(credits.display))]
          : [el("span", { className: "why" }, "dollars")]),
      ),
      td(
        { "data-label": "Known" },
        el(
          "details",
          { className: "asof", name: "proof" },
          el("summary", {}, ...known(row.standing)),
          el(
            "div",
            { className: "proof" },
            ...warnings.map((w) => el("p", {}, sentence(w.message))),
            ...(pricedAs ? [el("p", {}, `Priced as ${pricedAs}, whose price profile it shares.`)] : []),
            el(
              "ul",
              { className: "cites" },
              ...sources.map(({ title, line: n, url }) =>
                el(
                  "li",
                  {},
                  el("cite", {}, title),
                  `, line ${n}`,
                  ...(/^https?:/.test(url ?? "")
                    ? [", citing ", el("a", { href: url, rel: "noopener external" }, new URL(url).host)]
                    : []),
                ),
              ),
            ),
          ),
        ),
      ),
    );
    if (perSecond.min === least.perSecond.min) line.className = "least";
    Object.assign(line.dataset, {
      name: `${model.name} ${this.#names[seller.id]}`,
      second: perSecond.min,
      clip: dollars.min,
      known: standing.known ?? "",
    });
    return line;
  }
}

const marketOf = ({ kind }) => (kind === "app" || kind === "house" ? "app" : "api");
const tr = (...cells) => el("tr", {}, ...cells);
const td = (properties, ...children) => el("td", properties, ...children);
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");
const shotWords = ({ seconds, ...rest }) =>
  printable([`${seconds} s`, ...Object.entries(rest).map(([name, value]) => say(name, value))].join(", "));

/** A bar of pieces, each a class, a start and a length in percent. */
function drawn(pieces) {
  const node = (name, attributes) => {
    const out = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
    return out;
  };
  const svg = node("svg", { class: "span", "aria-hidden": "true" });
  svg.append(
    ...pieces.map(([kind, x, width]) =>
      node("rect", { class: kind, x: `${x.toFixed(1)}%`, width: `${width.toFixed(1)}%`, height: "100%" }),
    ),
  );
  return svg;
}

customElements.define("price-comparison", PriceComparison);
