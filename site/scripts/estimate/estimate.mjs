// <project-estimate>: a list of shots, what it comes to, what to buy, and how it
// stands to a ceiling. The engine works everything out; nothing here adds money.
//
// The state is the address, so an estimate can be bookmarked and sent. The last
// one is also kept in this browser, and nowhere else.

import { byId, one } from "../shared/dom.mjs";
import { atFirstTouch } from "../shared/signs.mjs";
import { counted } from "../shared/text.mjs";
import { Adding } from "./adding.mjs";
import { Keeping } from "./keeping.mjs";
import { longestLink, query } from "./link.mjs";
import { ShotList } from "./list.mjs";
import { catalogue } from "./models.mjs";
import { note, say } from "./notes.mjs";
import { show } from "./outcome.mjs";
import { Pricing } from "./pricing.mjs";
import { empty } from "./project.mjs";
import { command, copy, save } from "./sending.mjs";
import { fillTexts, followTexts } from "./typed.mjs";
import { lineOf } from "./usual.mjs";

/** @import { Names } from "./models.mjs" */
/** @import { Line, State } from "./project.mjs" */
/** @import { Shown } from "./shown.mjs" */
/** @import { Usual } from "./usual.mjs" */

class ProjectEstimate extends HTMLElement {
  /** @type {State} */
  #state = empty();
  /** @type {string | undefined} */
  #pinned; // the rate table that the state was made with, undefined once somebody has changed it
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #remembering; // undefined where address and storage are in step
  /** @type {Names} */
  #names = Object.fromEntries(JSON.parse(this.dataset.sellers ?? "[]"));
  #usual = this.#readUsual();
  #keeping = new Keeping();
  #pricing = new Pricing(this.#names, {
    state: () => this.#state,
    pinned: () => this.#pinned,
    refit: () => this.#list.refit(),
    show: (shown) => this.#show(shown),
  });
  #list = new ShotList({
    lines: () => this.#state.lines,
    catalogue: () => this.#pricing.catalogue,
    arranged: () => this.#arranged(),
    changed: () => this.#changed(),
    undoable: (text) => this.#undoable(text),
  });
  #adding = new Adding(this.#usual, {
    room: () => this.#list.room,
    // Where nobody can say what a name means, it is not lost.
    models: () => this.#pricing.models().catch(() => catalogue([], this.#names, "")),
    insert: (lines, place) => this.#insert(lines, place),
    focus: (line, control) => this.#list.focus(line, control),
    indexOf: (element) => this.#list.indexOf(element),
    open: (state, table, name) => this.#opened(state, table, name),
  });

  connectedCallback() {
    document.documentElement.classList.add("estimating");
    this.#wire();
    this.#restore();
    atFirstTouch(this, () => void this.#pricing.awake());
  }

  /** @returns {Usual} */
  #readUsual() {
    const { presets = "[]", example = "[]", start = "{}" } = this.dataset;
    return { presets: JSON.parse(presets), example: JSON.parse(example), start: JSON.parse(start) };
  }

  #wire() {
    for (const id of ["example", "example-below"]) {
      // which a site without an example lacks
      document.getElementById(id)?.addEventListener("click", (event) => {
        event.preventDefault();
        this.#startExample();
      });
    }
    byId("tags").addEventListener("click", () => this.#tag(!this.classList.contains("tagged")));
    byId("clear").addEventListener("click", () => this.#clear());
    byId("print").addEventListener("click", () => print());
    followTexts((name, value) => {
      this.#state[name] = value;
      this.#changed();
    });
    for (const button of this.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => this.#send(button.getAttribute("data-keep")));
    }
    this.addEventListener("paste", (event) => void this.#adding.paste(event));
    addEventListener("popstate", () => {
      if (this.#keeping.moved) this.#restore();
    });
    addEventListener("pagehide", () => this.#flush());
  }

  // --- state -----------------------------------------------------------------

  /** Reads the state from the address, else from what this browser keeps. */
  #restore() {
    const { by, read, mine } = this.#keeping.read();
    note("link", by === "link" ? read.problems.join(" ") : "");
    note("kept", "");
    this.#put(read.state, read.table);
    if (mine) this.#offerMine(mine);
    else if (by === "kept") {
      const again = `Here is your last estimate again, ${summary(read.state)}, as this browser has kept it.`;
      note("kept", again, ["Start anew", () => this.#clear()]);
    }
  }

  /** A link has brought something else than this browser keeps. @param {State} mine */
  #offerMine(mine) {
    const said = `This estimate came by a link. Your own, ${summary(mine)}, is still kept in this browser.`;
    const goBack = () => {
      history.pushState(null, "", location.pathname);
      this.#restore();
    };
    const keep = () => {
      this.#keeping.guest = false;
      note("kept", "");
      this.#remember();
      say("This one is kept now.");
    };
    note("kept", said, ["Go back to mine", goBack], ["Keep this one instead", keep]);
  }

  /** Shows a state. @param {State} state @param {string} [pinned] */
  #put(state, pinned) {
    this.#state = state;
    this.#pinned = pinned;
    fillTexts(state);
    this.#tag(isTagged(state.lines));
    this.#list.arrange();
    this.#pricing.update();
  }

  #arranged() {
    this.#adding.limit();
    this.classList.toggle("filled", this.#state.lines.length > 0);
  }

  /** Somebody changed something: what is shown is theirs and of today's table. */
  #changed() {
    this.#pinned = undefined;
    note("table", "");
    clearTimeout(this.#remembering);
    this.#remembering = setTimeout(() => this.#remember(), 250); // browsers limit how often an address may change
    this.#pricing.update();
  }

  /** Keeps address and storage in step with the state. */
  #remember() {
    clearTimeout(this.#remembering);
    this.#remembering = undefined;
    const link = this.#link();
    const fits = this.#keeping.write(link, this.#state.lines.length > 0);
    const said = `This list is too long for a link: ${link.length} characters, and ${longestLink} arrive everywhere.`;
    byId("too-long").hidden = fits;
    if (!fits) byId("too-long").textContent = `${said} Save it as JSON and send the file.`;
    one(this, '[data-keep="link"]', HTMLButtonElement).disabled = !fits;
  }

  /** Does at once what is to be remembered soon. */
  #flush() {
    if (this.#remembering !== undefined) this.#remember();
  }

  #link() {
    const today = one(document, "[data-version]", HTMLElement).dataset.version;
    return query(this.#state, this.#pinned ?? this.#pricing.shown?.answer?.table.version ?? today);
  }

  // --- the list --------------------------------------------------------------

  /** Says what is going, and gives it back for the asking. @param {string} text */
  #undoable(text) {
    const before = { ...this.#state, lines: this.#state.lines.map((line) => ({ ...line })) };
    const undo = () => {
      this.#put(before);
      this.#changed();
      say("It is back.");
    };
    say(text, ["Undo", undo]);
  }

  #clear() {
    if (this.#state.lines.length > 0) this.#undoable("The list is empty.");
    if (!this.#keeping.guest) note("kept", ""); // of somebody else's list there is still to be said whose is kept
    this.#put(empty());
    this.#changed();
    byId("add-text").focus();
  }

  /** Whether lines have a project and a client. @param {boolean} on */
  #tag(on) {
    this.classList.toggle("tagged", on);
    byId("tags").setAttribute("aria-pressed", String(on));
  }

  /** @param {Line[]} lines @param {number} [place] */
  #insert(lines, place = this.#state.lines.length) {
    this.#state.lines.splice(place, 0, ...lines);
    if (isTagged(lines)) this.#tag(true);
    this.#list.arrange();
    this.#changed();
    say(`${counted(String(lines.length), "line")} added.`);
  }

  /**
   * Puts another state in place of the list.
   * @param {State} state
   * @param {string} name
   * @param {string} said where there was none
   */
  #replace(state, name, said) {
    const replaced = this.#state.lines.length > 0;
    if (replaced) this.#undoable(`${name} is in place of your list.`);
    this.#put(state);
    this.#changed();
    if (!replaced) say(said);
  }

  #startExample() {
    const lines = this.#usual.example.map(lineOf);
    this.#replace({ ...empty(), lines }, "The example", "The example is in the list.");
    byId("list").scrollIntoView({ block: "start" });
    this.#list.focus(lines[0], "count");
  }

  /** @param {State} state @param {string | undefined} table @param {string} name */
  #opened(state, table, name) {
    this.#replace(state, name, `${name} is opened: ${counted(String(state.lines.length), "line")}.`);
    this.#pinned = table;
  }

  // --- showing and sending ---------------------------------------------------

  /** @param {Shown} shown */
  #show(shown) {
    byId("api-body").textContent = command(this.#state, location.origin);
    show(shown, this.#list, this.#names, this.#pricing.catalogue, (currency, way) => {
      shown.state.pay[currency] = way;
      this.#changed();
      const taken = byId("bills").querySelector(`[name="pay-${currency}"]:checked`);
      if (taken instanceof HTMLElement) taken.focus();
    });
  }

  /** @param {string | null} what */
  #send(what) {
    this.#flush();
    if (what === "link") return copy(`${location.origin}${location.pathname}?${this.#link()}`, "The link is copied.");
    if (what === "curl") return copy(byId("api-body").textContent ?? "", "The command is copied.");
    if (what === "csv" || what === "json") save(what, this.#state, this.#pricing.shown);
  }
}

/** @param {Line[]} lines */
const isTagged = (lines) => lines.some(({ project, client }) => project || client);

/** @param {State} state */
const summary = ({ name, lines }) =>
  [name.trim() && `“${name.trim()}”`, counted(String(lines.length), "line")].filter(Boolean).join(", ");

customElements.define("project-estimate", ProjectEstimate);
