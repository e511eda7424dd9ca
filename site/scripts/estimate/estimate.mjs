// <project-estimate>: a list of shots, what it comes to, what to buy, and how it
// stands to a ceiling. The engine works everything out; nothing here adds money.
//
// The state is the address, so an estimate can be bookmarked and sent. The last
// one is also kept in this browser, and nowhere else.

import { catalogue } from "./models.mjs";
import { answering, former } from "../shared/ask.mjs";
import { download, el } from "../shared/dom.mjs";
import { since } from "../shared/since.mjs";
import { counted, printable } from "../shared/text.mjs";
import { showBills, showGroups } from "./bills.mjs";
import { showBudget } from "./budget.mjs";
import { verdict } from "./chart.mjs";
import { store, stored } from "./keeping.mjs";
import { bill, expected, paidFor, priced, underCeiling, unlucky } from "./priced.mjs";
import { empty, fromJSON, fromQuery, longestLink, mostLines, query, request, toJSON } from "./project.mjs";
import { fillSheet } from "./quotesheet.mjs";
import { Row, lineWords } from "./row.mjs";
import { read, table } from "./shotlist.mjs";
import { showSum } from "./sum.mjs";

const $ = (id) => document.getElementById(id);
const fields = {
  name: "project-name",
  client: "project-client",
  ceiling: "ceiling",
  asOf: "estimate-day",
  failureRate: "failures",
  timeoutRate: "timeouts",
  duplicateRate: "duplicates",
};

class ProjectEstimate extends HTMLElement {
  #names; // of the sellers that the site shows, by id and in its order
  #presets;
  #example;
  #start; // the model of a shot that names none
  #state = empty();
  #pinned; // the version of the table that the state was made with
  #rows = new Map(); // by line
  #catalogues = new Map(); // by day
  #catalogue;
  #shown; // what the page shows, for files
  #kept = ""; // the project that this browser keeps, as a query; "" where there is none
  #guest = false; // what is shown came by a link and is not kept
  #again = false;
  #updating = false;
  #timers = {};
  #address = ""; // the query that the page has read or written

  connectedCallback() {
    const { sellers, presets, example, start } = this.dataset;
    this.#names = Object.fromEntries(JSON.parse(sellers));
    [this.#presets, this.#example, this.#start] = [presets, example, start].map((text) => JSON.parse(text));
    document.documentElement.classList.add("estimating");
    this.#wire();
    this.#kept = stored();
    this.#restore();
    const soon = () => void this.#awake("auto");
    for (const sign of ["pointerenter", "focusin", "touchstart"])
      this.addEventListener(sign, soon, { once: true, passive: true });
  }

  #wire() {
    $("add").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#addText();
    });
    document
      .querySelectorAll("#presets button")
      .forEach((button, i) => button.addEventListener("click", () => this.#addPreset(this.#presets[i])));
    for (const id of ["example", "example-below"])
      $(id).addEventListener("click", (event) => {
        event.preventDefault();
        this.#startExample();
      });
    $("open").addEventListener("change", (event) => this.#open(event.target));
    $("tags").addEventListener("click", () => this.#tag(!this.classList.contains("tagged")));
    $("clear").addEventListener("click", () => this.#clear());
    $("print").addEventListener("click", () => print());
    for (const [name, id] of Object.entries(fields)) {
      $(id).addEventListener("input", () => {
        this.#state[name] = $(id).value;
        this.#changed();
      });
    }
    this.addEventListener("click", (event) => {
      const what = event.target.closest("[data-keep]")?.dataset.keep;
      if (what) this.#keep(what);
    });
    this.addEventListener("paste", (event) => this.#paste(event));
    addEventListener("popstate", () => {
      if (location.search !== this.#address) this.#restore();
    }); // a jump inside the page changes nothing
    addEventListener("pagehide", () => this.#flush());
    $("add-text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("add").requestSubmit();
    });
  }

  // --- who answers -----------------------------------------------------------

  #awake = answering(() =>
    this.#note(
      "engine",
      "The engine could not start in this browser, so each price is asked of the API instead: your list goes there and nowhere else.",
    ),
  );

  /** The models on the day of the estimate. */
  async #models() {
    const { asOf } = this.#state;
    if (!this.#catalogues.has(asOf)) {
      const ask = await this.#awake("auto");
      let answer = await ask("models", asOf ? { asOf } : {});
      if (answer.error) answer = await ask("models", {}); // the estimate itself says what is wrong with the day
      this.#catalogues.set(asOf, catalogue(answer.models, this.#names, asOf));
    }
    return (this.#catalogue = this.#catalogues.get(asOf));
  }

  // --- state -----------------------------------------------------------------

  /** Reads the state from the address, else from what this browser keeps. */
  #restore() {
    this.#address = location.search;
    const linked = fromQuery(location.search);
    const kept = this.#kept ? fromQuery(this.#kept) : null;
    this.#note("link", "");
    this.#note("kept", "");
    if (linked) {
      this.#put(linked.state, linked.table);
      if (linked.problems.length) this.#note("link", linked.problems.join(" "));
      this.#guest = kept !== null && kept.state.lines.length > 0 && query(kept.state) !== query(linked.state);
      if (this.#guest) {
        this.#note(
          "kept",
          `This estimate came by a link. Your own, ${summary(kept.state)}, is still kept in this browser.`,
          [
            "Go back to mine",
            () => {
              history.pushState(null, "", location.pathname);
              this.#guest = false;
              this.#restore();
            },
          ],
          [
            "Keep this one instead",
            () => {
              this.#guest = false;
              this.#note("kept", "");
              this.#remember();
              this.#say("This one is kept now.");
            },
          ],
        );
      }
    } else if (kept && kept.state.lines.length > 0) {
      this.#guest = false;
      this.#put(kept.state, kept.table);
      this.#note("kept", `Here is your last estimate again, ${summary(kept.state)}, as this browser has kept it.`, [
        "Start anew",
        () => this.#clear(),
      ]);
    } else this.#put(empty());
  }

  /** Shows a state. */
  #put(state, pinned) {
    this.#state = state;
    this.#pinned = pinned;
    this.#rows = new Map();
    for (const [name, id] of Object.entries(fields)) $(id).value = state[name];
    $("failing").open = Boolean(state.failureRate || state.timeoutRate || state.duplicateRate);
    this.#tag(state.lines.some(({ project, client }) => project || client));
    this.#arrange();
    this.#update();
  }

  /** Somebody changed something: what is shown is theirs and of today's table. */
  #changed() {
    this.#pinned = undefined;
    this.#note("table", "");
    clearTimeout(this.#timers.remember);
    this.#timers.remember = setTimeout(() => this.#remember(), 250); // browsers limit how often an address may change
    this.#update();
  }

  /** Keeps address and storage in step with the state. */
  #remember() {
    clearTimeout(this.#timers.remember);
    delete this.#timers.remember;
    const text = this.#link();
    const fits = text.length <= longestLink;
    const target = this.#state.lines.length && fits ? `${location.pathname}?${text}` : location.pathname;
    if (target !== location.pathname + location.search) history.replaceState(null, "", target + location.hash);
    this.#address = location.search;
    $("too-long").hidden = fits;
    if (!fits)
      $("too-long").textContent =
        `This list is too long for a link: ${text.length} characters, and ${longestLink} arrive everywhere. Save it as JSON and send the file.`;
    for (const button of this.querySelectorAll('[data-keep="link"]')) button.disabled = !fits;
    if (this.#guest) return;
    this.#kept = this.#state.lines.length ? text : "";
    store(this.#kept);
  }

  /** Does at once what is to be remembered soon. */
  #flush() {
    if (this.#timers.remember) this.#remember();
  }

  #link = () =>
    query(
      this.#state,
      this.#pinned ?? this.#shown?.answer?.table.version ?? document.querySelector("[data-version]").dataset.version,
    );

  // --- the list --------------------------------------------------------------

  #rowOf(line) {
    if (!this.#rows.has(line)) {
      this.#rows.set(
        line,
        new Row(line, {
          changed: () => this.#changed(),
          act: (what, row, from) => this.#act(what, row, from),
          catalogue: () => this.#catalogue,
        }),
      );
    }
    return this.#rows.get(line);
  }

  /** Puts the rows in the order of the lines, without touching those that stay. */
  #arrange() {
    const { lines } = this.#state;
    const list = $("lines");
    const rows = lines.map((line) => this.#rowOf(line));
    rows.forEach((row, i) => {
      if (list.children[i] !== row.element) list.insertBefore(row.element, list.children[i] ?? null);
      row.place(i, lines.length);
    });
    while (list.children.length > lines.length) list.lastElementChild.remove();
    for (const line of this.#rows.keys()) if (!lines.includes(line)) this.#rows.delete(line);
    this.classList.toggle("filled", lines.length > 0);
    const room = mostLines - lines.length;
    $("list-count").textContent =
      `${counted(String(lines.length), "line")}${room < 20 ? `, ${room === 0 ? `the most that are added up at once` : `room for ${room} more`}` : ""}`;
    for (const button of this.querySelectorAll("#presets button, #add button")) button.disabled = room === 0;
  }

  #act(what, row, from) {
    const { lines } = this.#state;
    const at = lines.indexOf(row.line);
    const name = row.line.label || `line ${at + 1}`;
    if (what === "next" || what === "previous") {
      const line = lines[at + (what === "next" ? 1 : -1)];
      if (line) this.#rowOf(line).focus(from.name);
      return;
    }
    if (what === "up" || what === "down") {
      const to = at + (what === "up" ? -1 : 1);
      if (to < 0 || to >= lines.length) return;
      lines.splice(at, 1);
      lines.splice(to, 0, row.line);
      const focused = from ?? document.activeElement;
      this.#arrange();
      focused.focus();
      this.#say(`${name} is line ${to + 1} of ${lines.length} now.`);
    } else if (what === "copy") {
      if (lines.length >= mostLines) return this.#say(`${mostLines} lines are the most that are added up at once.`);
      const copy = { ...row.line };
      lines.splice(at + 1, 0, copy);
      this.#arrange();
      this.#rowOf(copy).focus();
      this.#say(`${name} is there twice.`);
    } else if (what === "remove") {
      this.#offerUndo(`${name} is removed.`);
      lines.splice(at, 1);
      this.#arrange();
      if (lines.length) this.#rowOf(lines[Math.min(at, lines.length - 1)]).focus("remove");
      else $("add-text").focus();
    }
    this.#changed();
  }

  /** Says what has gone, and gives it back for the asking. */
  #offerUndo(text) {
    const before = { ...this.#state, lines: this.#state.lines.map((line) => ({ ...line })) };
    this.#say(text, [
      "Undo",
      () => {
        this.#put(before);
        this.#changed();
        this.#say("It is back.");
      },
    ]);
  }

  #clear() {
    if (this.#state.lines.length) this.#offerUndo("The list is empty.");
    if (!this.#guest) this.#note("kept", ""); // of somebody else's list there is still to be said whose is kept
    this.#put(empty());
    this.#changed();
    $("add-text").focus();
  }

  #tag(on) {
    this.classList.toggle("tagged", on);
    $("tags").setAttribute("aria-pressed", String(on));
  }

  // --- adding ----------------------------------------------------------------

  /** Adds lines at a place, all or none. */
  #insert(lines, at = this.#state.lines.length) {
    const room = mostLines - this.#state.lines.length;
    if (lines.length > room) {
      this.#problems([
        `${counted(String(lines.length), "line")} to add, and there is room for ${room}: ${mostLines} are the most that are added up at once. Nothing was added.`,
      ]);
      return false;
    }
    this.#state.lines.splice(at, 0, ...lines);
    if (lines.some(({ project, client }) => project || client)) this.#tag(true);
    this.#arrange();
    this.#changed();
    this.#say(`${counted(String(lines.length), "line")} added.`);
    return true;
  }

  #addPreset({ name, seller, model, seconds, takes, count }) {
    const line = { label: name, seller, model, seconds, count, takes };
    if (this.#insert([line])) this.#rowOf(line).focus("count");
  }

  #startExample() {
    const replaced = this.#state.lines.length > 0;
    if (replaced) this.#offerUndo("The example is in place of your list.");
    this.#put({
      ...empty(),
      lines: this.#example.map(({ name, seller, model, seconds, takes, count }) => ({
        label: name,
        seller,
        model,
        seconds,
        count,
        takes,
      })),
    });
    this.#changed();
    if (!replaced) this.#say("The example is in the list.");
    $("list").scrollIntoView({ block: "start" });
    this.#rowOf(this.#state.lines[0]).focus("count");
  }

  async #addText() {
    const box = $("add-text");
    const { lines, problems } = await this.#read(box.value);
    if (problems.length) return this.#problems(problems);
    if (this.#insert(lines)) {
      box.value = "";
      this.#problems([]);
    }
  }

  async #read(text) {
    const known = await this.#models().catch(() => catalogue([], this.#names, "")); // whatever a name means, it is not lost
    return read(
      text,
      (name) => known.named(name, this.#start.seller),
      (label) => this.#guess(label),
    );
  }

  /** The model that the presets have for such a shot, else that of the first price of the site. */
  #guess(label) {
    const bare = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
    const found = this.#presets.find(
      ({ name }) =>
        bare(label) &&
        (bare(label).includes(bare(name)) ||
          (bare(name.split(" ")[0]).length > 3 && bare(label).includes(bare(name.split(" ")[0])))),
    );
    const { seller, model } = found ?? this.#start;
    return { seller, model };
  }

  #problems(list) {
    $("add-problems").replaceChildren(
      ...list.slice(0, 20).map((text) => el("li", {}, text)),
      ...(list.length > 20 ? [el("li", {}, `${list.length - 20} more.`)] : []),
    );
    if (list.length === 0) return $("add-text").removeAttribute("aria-invalid");
    $("add-text").setAttribute("aria-invalid", "true");
    $("add-text").focus();
  }

  /** A table pasted anywhere in the list becomes lines. */
  async #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const line = event.target.closest?.(".line");
    if (!line || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const at = [...$("lines").children].indexOf(line) + 1;
    const { lines, problems } = await this.#read(text);
    if (!problems.length && this.#insert(lines, at)) return this.#rowOf(lines[0]).focus();
    $("add-text").value = text; // nothing that was pasted is lost
    if (problems.length) this.#problems(problems);
    else $("add-text").focus();
  }

  async #open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > 4_000_000)
      return this.#problems([`${file.name} has ${file.size} bytes; at most 4000000 are read.`]);
    const text = (await file.text()).replace(/^\uFEFF/, "");
    if (text.trimStart().startsWith("{")) {
      const { state, table: version, problems } = fromJSON(text);
      if (problems.length) return this.#problems(problems.map((p) => `${file.name}: ${p}`));
      return this.#opened(state, version, file.name);
    }
    const { lines, table: version, problems } = await this.#read(text);
    if (lines.length > mostLines)
      problems.push(`${lines.length} lines; ${mostLines} are the most that are added up at once.`);
    if (problems.length) return this.#problems(problems.map((p) => `${file.name}: ${p}`));
    this.#opened({ ...empty(), lines }, version, file.name);
  }

  #opened(state, version, name) {
    const replaced = this.#state.lines.length > 0;
    if (replaced) this.#offerUndo(`${name} is in place of your list.`);
    this.#problems([]);
    this.#put(state);
    this.#changed();
    this.#pinned = version;
    if (!replaced) this.#say(`${name} is opened: ${counted(String(state.lines.length), "line")}.`);
  }

  // --- asking and showing ----------------------------------------------------

  /** One update at a time: what changes meanwhile is seen by the next. */
  async #update() {
    this.#again = true;
    $("outcome").setAttribute("aria-busy", "true");
    if (this.#updating) return;
    this.#updating = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#price();
      }
    } catch (error) {
      console.error(error);
      this.#shown = undefined;
      this.#nothing(
        "Neither the engine in this page nor the API can be reached, so nothing can be worked out now. Your list is kept.",
      );
    } finally {
      this.#updating = false;
      this.#settled();
    }
  }

  async #price() {
    const state = this.#state;
    if (state.lines.length === 0) {
      this.#shown = undefined;
      return this.#nothing();
    }
    if (!this.#shown) this.#nothing("One moment…");
    const ask = await this.#awake("auto");
    await this.#models();
    for (const line of state.lines) this.#rows.get(line)?.refit();
    const result = await priced(ask, state);
    if (this.#again) return;
    this.#fault(result.error);
    if (result.error) {
      this.#shown = undefined;
      return this.#nothing(
        `${result.error.field ? `${result.error.field}: ` : ""}${result.error.message}. ${result.error.accepted.length ? `Accepted: ${result.error.accepted.join(", ")}.` : ""}`,
      );
    }
    const { answer, lines, refused } = result;
    const shown = { state, lines, answer, refused, asked: result.asked, bills: [], verdict: "" };
    if (answer) {
      shown.bills = await Promise.all(
        answer.totals.map((total) => bill(ask, total, lines, state.pay[total.currency], state.asOf)),
      );
      shown.unlucky = await unlucky(ask, lines, shown.bills, state.asOf);
      shown.expected = await expected(ask, answer, shown.bills, state.asOf);
      await this.#forecasts(ask, shown);
    }
    if (this.#again) return;
    this.#shown = shown;
    this.#show(shown);
    if (answer) {
      const note = await since(ask, "estimate", shown.asked, answer, this.#pinned, former);
      if (!this.#again) this.#note("table", note ?? "");
    }
  }

  /** What may be spent, each set beside the ceiling. */
  async #forecasts(ask, shown) {
    const { bills, state } = shown;
    shown.forecasts = [{ title: "As planned", dollars: bills.map(({ way }) => way?.dollars ?? null) }];
    if (shown.expected)
      shown.forecasts.push({ title: "Expected, with jobs that fail", dollars: shown.expected.dollars });
    if (shown.unlucky?.dollars)
      shown.forecasts.push({ title: "If every line comes to its P90", dollars: shown.unlucky.dollars });
    const ceiling = state.ceiling.trim().replace(/^\$\s*/, "");
    if (!ceiling) return;
    for (const forecast of shown.forecasts) {
      const { steps, error } = await underCeiling(ask, forecast.dollars, ceiling);
      if (error) {
        shown.ceilingError = error;
        return;
      }
      forecast.steps = steps;
    }
    const { ceiling: figure, error } = await ask("budget", { dollarsPerClip: "0", clips: "1", ceiling });
    if (error) shown.ceilingError = error;
    else shown.ceiling = figure.ceiling;
    if (shown.ceiling) shown.paidFor = await paidFor(ask, shown.lines, bills, ceiling, state.asOf);
    shown.verdict = verdict(shown.forecasts[0].dollars, shown.forecasts[0].steps, bills, shown.ceiling, this.#names);
  }

  /** A refusal of what belongs to no line: shown at its field. */
  #fault(error) {
    const places = {
      asOf: "estimate-day",
      "reality.failureRate": "failures",
      "reality.timeoutRate": "timeouts",
      "reality.duplicateRate": "duplicates",
    };
    for (const [field, id] of Object.entries(places)) {
      if (error?.field === field) $(id).setAttribute("aria-invalid", "true");
      else $(id).removeAttribute("aria-invalid");
    }
  }

  #nothing(text) {
    $("sum").replaceChildren(
      el(
        "p",
        { className: "shot" },
        text ?? "Nothing to price yet. Say what you need, or take one of the common shots.",
      ),
    );
    for (const id of ["buy", "budget", "groups-part", "sheet"]) $(id).hidden = true;
    document.documentElement.classList.remove("priced");
    $("own-files").hidden = this.#state.lines.length === 0;
    this.#note("table", "");
  }

  #show(shown) {
    const { lines, bills, answer, state } = shown;
    state.lines.forEach((line, i) => {
      const row = this.#rows.get(line);
      row?.place(i, state.lines.length); // a line may have got another name
      row?.show(lines[i], shown.unlucky?.attempts?.[i], (shot, why) => this.#nameOf(shot, why));
    });
    showSum($("sum"), shown, this.#names);
    this.#scrollable();
    $("own-files").hidden = false;
    for (const id of ["buy", "budget", "sheet"]) $(id).hidden = !answer;
    document.documentElement.classList.toggle("priced", Boolean(answer)); // then the sheet is printed, and not the page
    $("groups-part").hidden = !answer || answer.projects.length + answer.clients.length === 0;
    this.#showRequest();
    if (!answer) return;
    showBills($("bills"), bills, this.#names, (currency, way) => {
      state.pay[currency] = way;
      this.#changed();
      $("bills").querySelector(`[name="pay-${currency}"]:checked`)?.focus();
    });
    showGroups(
      $("groups"),
      [
        { title: "project", list: answer.projects },
        { title: "client", list: answer.clients },
      ],
      this.#names,
    );
    showBudget(shown, this.#names);
    fillSheet($("sheet"), shown, this.#names, (shot) => this.#catalogue?.find(shot)?.name ?? shot.model);
  }

  /** Where the sum is higher than its place, the keyboard can reach it to scroll. */
  #scrollable() {
    const slate = $("outcome").parentNode;
    if (slate.scrollHeight > slate.clientHeight + 1) slate.tabIndex = 0;
    else slate.removeAttribute("tabindex");
  }

  /** An alternative in words. */
  #nameOf({ seller, model, ...rest }, why) {
    const name = this.#catalogue?.find({ seller, model })?.name ?? model;
    return [`${name} at ${this.#names[seller] ?? seller}`, lineWords(rest), why].filter(Boolean).join(" · ");
  }

  /** Screen readers hear the sum when the typing pauses, not at every key. */
  #settled() {
    clearTimeout(this.#timers.quiet);
    this.#timers.quiet = setTimeout(() => $("outcome").removeAttribute("aria-busy"), 400);
  }

  #showRequest() {
    // What a terminal would obey is in a JSON text as its escape, which says the same.
    const hex = (c) =>
      c === "\n" ? c : c.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const body = printable(JSON.stringify(request(this.#state), null, 2), hex);
    $("api-body").textContent =
      `curl ${location.origin}/v1/estimate -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
  }

  // --- keeping and sending ---------------------------------------------------

  async #keep(what) {
    this.#flush();
    if (what === "link")
      return this.#copy(`${location.origin}${location.pathname}?${this.#link()}`, "The link is copied.");
    if (what === "curl") return this.#copy($("api-body").textContent, "The command is copied.");
    const name =
      (this.#state.name.trim() || "estimate")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
        .replaceAll(/^-|-$/g, "") || "estimate";
    const answer = this.#shown?.answer;
    if (!answer) return this.#told("There is no priced line yet to save.");
    if (what === "csv")
      download(
        `${name}.csv`,
        new Blob([`\uFEFF${table(this.#state.lines, this.#shown.lines, answer)}`], { type: "text/csv" }),
      );
    else download(`${name}.json`, new Blob([toJSON(this.#state, answer)], { type: "application/json" }));
    this.#told(`${name}.${what} is saved.`);
  }

  async #copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      this.#told(said);
    } catch {
      this.#told(text); // to be copied by hand
    }
  }

  #told(text) {
    $("told").textContent = text;
  }

  // --- words -----------------------------------------------------------------

  /** Says what has happened, with a way back. */
  #say(text, undo) {
    $("said").replaceChildren(
      printable(text),
      ...(undo ? [" ", el("button", { type: "button", onclick: () => undo[1]() }, undo[0])] : []),
    );
  }

  /** A note that stays, one for each subject. */
  #note(subject, text, ...buttons) {
    const place = this.querySelector(`[data-note="${subject}"]`);
    place.hidden = !text;
    place.replaceChildren(
      printable(text),
      ...buttons.flatMap(([label, onclick]) => [" ", el("button", { type: "button", onclick }, label)]),
    );
  }
}

const summary = ({ name, lines }) =>
  [name.trim() && `“${name.trim()}”`, counted(String(lines.length), "line")].filter(Boolean).join(", ");

customElements.define("project-estimate", ProjectEstimate);
