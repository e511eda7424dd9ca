// <price-calculator>: brings the form inside it to life. The form, its start
// price and all tables are in the page already and work without this.
//
// The state is the page's address: every member of the request is a parameter
// of the same name, so a price can be bookmarked, sent and asked of the API.
//
// The same element is on the embedded page, in a frame whose sandbox gives it no
// origin: no storage, no forms, and addresses that differ in the query alone.

import { clear, showPrice, showRefusal } from "./answer.mjs";
import { query } from "../shared/api.mjs";
import { answering, former } from "../shared/ask.mjs";
import { el } from "../shared/dom.mjs";
import { choose, control, fillModels, fillOffers, ownCredits } from "../shared/fields.mjs";
import { controls, settle } from "../shared/form.mjs";
import { atFirstSign } from "../shared/signs.mjs";
import { since } from "../shared/since.mjs";
import { capital } from "../shared/text.mjs";
import { noun, shotDetails, shotWords, unsure } from "../shared/words.mjs";
import { questions } from "./questions.mjs";
import { forget, recent, remember } from "./recent.mjs";

const $ = (id) => document.getElementById(id);

export class PriceCalculator extends HTMLElement {
  #form;
  #length; // the slider with its number, in the page only while a model needs it
  #catalog = new Map(); // models and offers by seller and date
  #model; // the engine's description of the chosen model, if it exists
  #extras = {}; // members of the address that no control shows
  #typed = {}; // what the user has entered since a state was last asked for
  #todo = {}; // what the next update has to do before it asks for the price
  #updating = false;
  #begin; // the request of the page as it was built
  #table; // version of the table that the last answer came from
  #pinned; // version of the table that the address was made with
  #quiet; // timer: the typing has paused
  #later; // timer: the address is brought up to date
  #liked; // timer: a price has been looked at

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#length = this.#form.querySelector(".length");
    this.#begin = this.#request();
    this.#table = document.querySelector("[data-version]").dataset.version;
    this.#wake();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#changed();
    });
    this.#form.addEventListener("input", (event) => this.#changed(event.target));
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("click", (event) => this.#followed(event));
    addEventListener("popstate", () => this.#restore(this.#begin));

    // A shared link has no price in the page yet. The start price has, so the
    // engine, a megabyte, waits for an idle moment after the first sign that
    // somebody is there, or for the first sign of interest in the price.
    if (location.search) return this.#restore();
    const soon = () => void this.#awake("auto");
    for (const sign of ["pointerenter", "focusin", "touchstart"])
      this.addEventListener(sign, soon, { once: true, passive: true });
    const idle = globalThis.requestIdleCallback ?? ((later) => setTimeout(later, 300));
    atFirstSign(() =>
      idle(() => {
        this.#awake("low");
        this.#todo.fit = true;
        this.#update();
      }),
    );
  }

  /** Controls that only work with a script. */
  #wake() {
    for (const option of this.#form.elements.seller.options) option.disabled = false;
    $("slider").disabled = false;
    const asOf = this.#form.querySelector('[data-control="asOf"]');
    asOf.hidden = $("as-of").disabled = false;
    this.#form.querySelector(".submit")?.toggleAttribute("hidden", true);
    for (const part of this.querySelectorAll(".copies, .at-hand.across, .other-way")) part.hidden = false;
    this.#showRecent();
  }

  // --- asking --------------------------------------------------------------

  #awake = answering(() =>
    this.#notice(
      "The calculator’s engine could not start in this browser, so each price is asked of the API instead. " +
        "The tables on the first page need neither.",
    ),
  );

  async #answer(operation, request) {
    const ask = await this.#awake("auto");
    return ask(operation, request);
  }

  #notice(text) {
    const place = $("notice");
    place.textContent = text;
    place.hidden = !text;
  }

  /** The seller's models and offers, or nothing where the seller is unknown. */
  async #seller(seller, asOf) {
    const key = `${seller} ${asOf ?? ""}`;
    if (!this.#catalog.has(key)) {
      const request = asOf ? { seller, asOf } : { seller };
      const [models, offers] = await Promise.all([this.#answer("models", request), this.#answer("offers", request)]);
      this.#catalog.set(key, { models: models.models ?? [], offers: offers.offers ?? [] });
    }
    return this.#catalog.get(key);
  }

  // --- updating ------------------------------------------------------------

  #changed(control) {
    if (control?.id === "slider") $("seconds").value = control.value;
    const { name, value } = control?.id === "slider" ? $("seconds") : (control ?? {});
    if (name) this.#typed[name] = value;
    if (control?.name === "seller") this.#todo.moved = true;
    if (["seller", "model", "asOf"].includes(control?.name)) this.#todo.fit = true;
    this.#own();
    this.#update();
  }

  /** What is asked now is the reader's own question, not that of a link. */
  #own() {
    this.#pinned = undefined;
    this.#todo.remember = true;
  }

  /** Reads the state from the address; without one, from begin or the form. */
  #restore(begin) {
    this.#typed = {};
    const given = new URLSearchParams(location.search);
    const twice = [...given.keys()].find((name, i, all) => all.indexOf(name) !== i);
    this.#pinned = given.get("table") ?? undefined;
    given.delete("table");
    if (given.size > 0) {
      this.#todo = { state: Object.fromEntries([...given].filter(([, value]) => value !== "")), twice };
      clear("One moment…");
    } else this.#todo = begin ? { state: begin } : { fit: true };
    this.#update();
  }

  /** One update at a time: what changes meanwhile is seen by the next. */
  async #update() {
    this.#todo.again = true;
    if (this.#updating) return;
    this.#updating = true;
    try {
      while (this.#todo.again) {
        const todo = this.#todo;
        this.#todo = {};
        if (todo.state || todo.fit) await this.#fit(todo);
        this.#syncSlider();
        if (todo.twice)
          this.#refuse({
            code: "invalid_query",
            field: todo.twice,
            message: "this parameter is given more than once",
            accepted: [],
            alternatives: [],
          });
        else await this.#price(todo);
        if (todo.remember && this.#todo.again)
          this.#todo.remember = true; // not all of it was done
        else if (todo.remember) this.#remember();
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#updating = false;
    }
  }

  // --- the form ------------------------------------------------------------

  /** The request that the form and the address together make. */
  #request() {
    const request = {};
    for (const [name, value] of new FormData(this.#form)) if (value.trim() !== "") request[name] = value.trim();
    return { ...request, ...this.#extras };
  }

  /**
   * Shapes the form to the chosen model.
   *
   * A state that comes from an address is shown as it is, right or wrong. A
   * change in the form is helped along: what is missing gets a value that has a
   * price, and what does not belong to the model goes.
   */
  async #fit({ state, helpful = !state, moved }) {
    const asked = state ?? this.#request();
    const { models, offers } = asked.seller
      ? await this.#seller(asked.seller, valid(asked.asOf))
      : { models: [], offers: [] };
    // The user may have gone on meanwhile, and nothing that was entered is lost.
    const { seller, model, offer, credits, ...rest } = state ? { ...state, ...this.#typed } : this.#request();
    const own = credits !== undefined && !seller && !model;
    let chosen = models.find((m) => m.id === model);
    if (moved) chosen = this.#nearest(models, chosen);
    this.#model = chosen;

    choose(this.#form.elements.seller, seller ?? "", own ? ownCredits : undefined);
    fillModels(this.#form.elements.model, models, chosen?.id ?? model ?? "", own);
    const list = chosen ? controls(chosen) : [];
    const values = helpful && chosen ? { ...rest, ...settle(chosen, list, rest) } : rest;
    this.#build(list, values);
    fillOffers(this.#form.querySelector('[data-control="offer"]'), offers, offer ?? "", helpful);
    for (const name of ["count", "takes"]) this.#form.elements[name].value = values[name] ?? (helpful ? "1" : "");
    if (state)
      this.#repeat(
        keepRate.some((name) => name in values),
        values,
      );
    this.#form.elements.asOf.value = valid(values.asOf)?.length === 10 ? values.asOf : "";
    $("count-label").textContent = capital(`${noun(chosen)}s`);

    const shown = new Set(["count", "takes", ...keepRate, ...list.map((c) => c.name)]);
    if (this.#form.elements.asOf.value === (values.asOf ?? "")) shown.add("asOf"); // else no date the control can hold
    const extras = Object.entries(credits === undefined ? values : { ...values, credits }).filter(
      ([name]) => !shown.has(name),
    );
    // Answers to the questions of another model are void; what is no question of a model stays.
    this.#extras = Object.fromEntries(state ? extras : extras.filter(([name]) => /^(plan\.|history$)/.test(name)));
    this.#showExtras();
  }

  /** The same model at another seller, or the first that has a price. */
  #nearest(models, same) {
    const { family, medium = "video" } = this.#model ?? {};
    const available = models.filter((m) => m.state === "available");
    const sold = [...available.filter((m) => !unsure(m)), ...available.filter(unsure)];
    return (
      sold.find((m) => m === same) ??
      sold.find((m) => family && m.family === family) ??
      sold.find((m) => m.medium === medium) ??
      sold[0] ??
      models[0]
    );
  }

  #build(list, values) {
    const length = list.find((c) => c.kind === "length");
    if (length) {
      if (!this.#length.isConnected) $("options").before(this.#length); // moved, it would lose the focus
      $("slider").max = length.max;
      $("seconds").value = values.seconds ?? "";
    } else this.#length.remove();
    $("options").replaceChildren(...list.filter((c) => c !== length).map((c) => control(c, values[c.name])));
  }

  /** Asks for the repeats as a keep rate, or as takes. */
  #repeat(byRate, values) {
    const { elements } = this.#form;
    for (const name of keepRate) {
      elements[name].value = values[name] ?? "";
      elements[name].disabled = !byRate;
    }
    elements.takes.disabled = byRate && !values.takes; // both given: the engine shall say so
    this.querySelector('[data-control="takes"]').hidden = elements.takes.disabled;
    this.querySelector('[data-control="keep"]').hidden = !byRate;
  }

  #syncSlider() {
    const typed = this.#form.elements.seconds;
    if (this.#length.isConnected && /^\d+$/.test(typed.value)) $("slider").value = typed.value;
  }

  #showExtras() {
    const list = Object.entries(this.#extras);
    $("extras").hidden = list.length === 0;
    $("extras").replaceChildren(
      ...list.map(([name, value]) =>
        el(
          "li",
          {},
          el(
            "button",
            {
              type: "button",
              "aria-label": `Remove ${name} ${value}`,
              onclick: () => {
                delete this.#extras[name];
                this.#showExtras();
                this.#changed();
              },
            },
            `${name} = ${value} `,
            el("span", { "aria-hidden": "true" }, "×"),
          ),
        ),
      ),
    );
  }

  // --- the answer ----------------------------------------------------------

  async #price(todo) {
    const request = this.#request();
    const { quote, budget } = questions(request);
    this.#showRequest(request, budget?.keep && budget);
    // Credits of one's own belong to no seller, so no offers go with them.
    const asked = request.credits === undefined ? { ...quote, everyOffer: "true" } : quote;
    const answer = await this.#answer("quote", asked);
    const kept = budget && !answer.error ? await this.#answer("budget", budget) : undefined;
    if (this.#todo.again) return; // the question has changed meanwhile
    const { error } = answer.error ? answer : (kept ?? {});
    this.#since(quote, answer);
    if (error) return this.#refuse(error);
    this.#settled();
    const { options, selectedIndex } = this.#form.elements.seller;
    const seller = answer.seller && options[selectedIndex]?.text;
    showPrice(answer, seller, noun(this.#model), kept, request.asOf);
    this.#table = answer.table.version;
    this.#checkTable(answer.table);
    if (todo.remember) this.#like(request, shotWords(answer, seller));
  }

  /** Tells of a link that was made with another table. */
  async #since(request, answer) {
    const pinned = this.#pinned;
    const note = await since(await this.#awake("auto"), "quote", request, answer, pinned, former);
    if (pinned !== this.#pinned || this.#todo.again) return;
    $("since").textContent = note ?? "";
    $("since").hidden = !note;
  }

  #refuse(error) {
    this.#settled();
    showRefusal(
      error,
      (members, whole) => this.#take(members, whole),
      (shot, why) => this.#name(shot, why),
    );
  }

  /** An alternative in words; what it shares with the form goes without saying. */
  #name(shot, why) {
    const { seller, model } = this.#request();
    const details = shotDetails(shot);
    if (shot.seller === seller && shot.model === model) return details;
    const at = [...this.#form.elements.seller.options].find((o) => o.value === shot.seller)?.text ?? shot.seller;
    return [`${shot.model} at ${at}`, details, why.startsWith("the same model") ? "" : why].filter(Boolean).join(" · ");
  }

  /** Takes an alternative or an accepted value into the form. */
  #take(members, whole) {
    const now = this.#request();
    const repeats = "takes" in members ? [] : ["takes", ...keepRate];
    const kept = whole ? pick(now, ["count", ...repeats, "asOf", now.seller === members.seller ? "offer" : ""]) : now;
    const state = Object.fromEntries(
      Object.entries({ ...kept, ...members }).filter(([, value]) => value !== undefined),
    );
    this.#typed = {};
    this.#todo = { state, helpful: whole || "model" in members || "seller" in members };
    this.#own();
    this.#update();
    this.#form.elements.model.focus({ preventScroll: true });
  }

  /** Screen readers hear the price when the typing pauses, not at every key. */
  #settled() {
    $("result").setAttribute("aria-busy", "true");
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => $("result").removeAttribute("aria-busy"), 400);
  }

  #failed(error) {
    console.error(error);
    this.#refuse({
      code: "unreachable",
      field: null,
      accepted: [],
      alternatives: [],
      message:
        "neither the engine in this page nor the API can be reached, so nothing can be worked out now; the tables on the first page hold every price",
    });
  }

  #checkTable(table) {
    const page = document.querySelector("[data-digest]");
    if (table.digest !== page.dataset.digest) {
      this.#notice(
        `This price comes from rate table ${table.version}, newer or older than the one that this page was made from. Reload to see the same everywhere.`,
      );
    }
  }

  // --- shots of before -----------------------------------------------------

  /** A price that stays for a while was wanted: its shot is kept for the next visit. */
  #like(request, words) {
    clearTimeout(this.#liked);
    if (!$("recent")) return; // an embedded page keeps nothing
    this.#liked = setTimeout(() => {
      remember(query(request), words);
      this.#showRecent();
    }, 2000);
  }

  #showRecent() {
    if (!$("recent")) return;
    const list = recent();
    $("recent").hidden = list.length === 0;
    $("recent-shots").replaceChildren(
      ...list.map(({ query, words }) => el("li", {}, el("a", { href: `?${query}` }, words))),
    );
  }

  // --- addresses -----------------------------------------------------------

  #showRequest(request, budget) {
    const [full, link] = [$("full-page"), $("api-link")];
    if (full) full.href = `/?${this.#linked(request)}`;
    if (!link) return;
    const path = budget ? `/v1/budget?${query(budget)}` : `/v1/quote?${query(request)}`;
    link.href = path;
    link.firstElementChild.textContent = `GET ${path}`;
  }

  /** A request as an address holds it, with the table that its reader saw. */
  #linked(request) {
    return query({ ...request, table: this.#pinned ?? this.#table });
  }

  /** Keeps the address in step. Browsers limit how often it may change. */
  #remember() {
    clearTimeout(this.#later);
    this.#later = setTimeout(
      () => history.replaceState(null, "", `?${this.#linked(this.#request())}${location.hash}`),
      250,
    );
  }

  #clicked(event) {
    const row = event.target.closest("[data-offer]");
    if (row) {
      this.#form.elements.offer.value = row.dataset.offer;
      this.#changed(this.#form.elements.offer);
    }
    const repeats = event.target.closest("[data-repeats]")?.dataset.repeats;
    if (repeats) this.#repeatBy(repeats);
    if (event.target.id === "forget") {
      forget();
      this.#showRecent();
      $("model").focus();
    }
    const what = event.target.closest("[data-copy]")?.dataset.copy;
    if (what) this.#copy(what);
  }

  /** The other way to say how often a shot is repeated: one kept of so many takes. */
  #repeatBy(way) {
    const { elements } = this.#form;
    const rate = way === "rate";
    this.#repeat(rate, rate ? { "keep.kept": "1", "keep.of": elements.takes.value || "1" } : { takes: "1" });
    const first = elements[rate ? "keep.of" : "takes"];
    first.focus();
    this.#changed(first);
  }

  async #copy(what) {
    const copied =
      what === "curl"
        ? `curl '${$("api-link").href.replaceAll("'", "%27")}'`
        : `${location.origin}${location.pathname}?${this.#linked(this.#request())}`;
    try {
      await navigator.clipboard.writeText(copied);
      $("copied").textContent = "Copied.";
    } catch {
      $("copied").textContent = copied; // to be copied by hand
    }
  }

  /** A price in a table, followed: into the form, without loading the page again. */
  #followed(event) {
    const link = event.target.closest('a[href^="?"]');
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    this.#take(Object.fromEntries(new URLSearchParams(location.search)), true);
    this.scrollIntoView();
  }
}

/** A date that the engine will take, else nothing: the quote itself says what is wrong. */
const valid = (asOf) => (/^\d{4}-\d\d-\d\d(T|$)/.test(asOf ?? "") ? asOf : undefined);

const pick = (object, names) => Object.fromEntries(names.filter((n) => n in object).map((n) => [n, object[n]]));

/** The members that say how often an attempt is kept. */
const keepRate = ["keep.kept", "keep.of"];
