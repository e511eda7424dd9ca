// The list of shots: a row for each line, their order, and the way back.

import { byId } from "../shared/dom.mjs";
import { counted } from "../shared/text.mjs";
import { say } from "./notes.mjs";
import { mostLines } from "./project.mjs";
import { Row } from "./row.mjs";

/** @import { Catalogue } from "./models.mjs" */
/** @import { Line } from "./project.mjs" */
/** @import { Act, NameOf } from "./row.mjs" */
/** @import { Shown } from "./shown.mjs" */

/**
 * What the page does for the list.
 * @typedef {object} On
 * @property {() => Line[]} lines of the state
 * @property {() => Catalogue | undefined} catalogue
 * @property {() => void} arranged the rows are in the order of the lines
 * @property {() => void} changed
 * @property {(text: string) => void} undoable says what is going, and gives it back for the asking
 */

const full = `${mostLines} lines are the most that are added up at once.`;

export class ShotList {
  /** @type {Map<Line, Row>} */
  #rows = new Map();
  #on;
  #list = byId("lines");

  /** @param {On} on */
  constructor(on) {
    this.#on = on;
  }

  /** How many more lines are added up. */
  get room() {
    return mostLines - this.#on.lines().length;
  }

  /** @param {Line} line */
  #row(line) {
    const known = this.#rows.get(line);
    if (known) return known;
    const { changed, catalogue } = this.#on;
    const row = new Row(line, { changed, catalogue, act: (what, from, control) => this.#act(what, from, control) });
    this.#rows.set(line, row);
    return row;
  }

  /** Puts the rows in the order of the lines, without touching those that stay. */
  arrange() {
    const lines = this.#on.lines();
    const list = this.#list;
    for (const [i, line] of lines.entries()) {
      const row = this.#row(line);
      if (list.children[i] !== row.element) list.insertBefore(row.element, list.children[i] ?? null);
      row.place(i, lines.length);
    }
    while (list.children.length > lines.length) list.lastElementChild?.remove();
    for (const line of this.#rows.keys()) if (!lines.includes(line)) this.#rows.delete(line);
    const { room } = this;
    const left = room === 0 ? ", the most that are added up at once" : room < 20 ? `, room for ${room} more` : "";
    byId("list-count").textContent = counted(String(lines.length), "line") + left;
    this.#on.arranged();
  }

  /** Makes the controls that the models need, once these are known. */
  refit() {
    for (const row of this.#rows.values()) row.refit();
  }

  /** @param {Shown} shown @param {NameOf} nameOf */
  show({ state, lines, unlucky }, nameOf) {
    for (const [i, line] of state.lines.entries()) {
      const row = this.#row(line);
      row.place(i, state.lines.length); // a line may have got another name
      row.show(lines[i], unlucky?.attempts[i], nameOf);
    }
  }

  /** @param {Line} line @param {string} [control] */
  focus(line, control) {
    this.#row(line).focus(control);
  }

  /**
   * Where a place in the page is in the list, undefined where it is not.
   * @param {Element} place
   */
  indexOf(place) {
    const row = place.closest(".line");
    return row ? [...this.#list.children].indexOf(row) : undefined;
  }

  /** @param {Act} what @param {Row} row @param {Element} [from] */
  #act(what, row, from) {
    const lines = this.#on.lines();
    const at = lines.indexOf(row.line);
    const name = row.line.label || `line ${at + 1}`;
    if (what === "next") this.#goTo(lines[at + 1], from);
    else if (what === "previous") this.#goTo(lines[at - 1], from);
    else if (what === "copy") this.#copy(row.line, at, name);
    else if (what === "remove") this.#remove(at, name);
    else this.#move(row.line, at, what === "up" ? at - 1 : at + 1, name, from);
  }

  /** The same control of another line. @param {Line | undefined} line @param {Element} [from] */
  #goTo(line, from) {
    if (line) this.focus(line, from?.getAttribute("name") ?? undefined);
  }

  /** @param {Line} line @param {number} at @param {number} to @param {string} name @param {Element} [from] */
  #move(line, at, to, name, from = document.activeElement ?? undefined) {
    const lines = this.#on.lines();
    if (to < 0 || to >= lines.length) return;
    lines.splice(at, 1);
    lines.splice(to, 0, line);
    this.arrange();
    if (from instanceof HTMLElement) from.focus();
    say(`${name} is line ${to + 1} of ${lines.length} now.`);
    this.#on.changed();
  }

  /** @param {Line} line @param {number} at @param {string} name */
  #copy(line, at, name) {
    if (this.room === 0) return say(full);
    const copy = { ...line };
    this.#on.lines().splice(at + 1, 0, copy);
    this.arrange();
    this.focus(copy);
    say(`${name} is there twice.`);
    this.#on.changed();
  }

  /** @param {number} at @param {string} name */
  #remove(at, name) {
    const lines = this.#on.lines();
    this.#on.undoable(`${name} is removed.`);
    lines.splice(at, 1);
    this.arrange();
    const next = lines[Math.min(at, lines.length - 1)];
    if (next) this.focus(next, "remove");
    else byId("add-text").focus();
    this.#on.changed();
  }
}
