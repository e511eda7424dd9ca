// Adding shots: in words, from a table, from those that are common, and from files.

import { at, byId, el } from "../shared/dom.mjs";
import { counted } from "../shared/text.mjs";
import { fromJSON } from "./file.mjs";
import { invalid } from "./notes.mjs";
import { empty, mostLines } from "./project.mjs";
import { read } from "./shotlist.mjs";
import { guess, lineOf } from "./usual.mjs";

/** @import { Catalogue } from "./models.mjs" */
/** @import { Line, State } from "./project.mjs" */
/** @import { Usual } from "./usual.mjs" */

/**
 * What the page does for whoever adds to it.
 * @typedef {object} On
 * @property {() => number} room for so many lines
 * @property {() => Promise<Catalogue>} models
 * @property {(lines: Line[], at?: number) => void} insert lines for which there is room
 * @property {(line: Line, control?: string) => void} focus
 * @property {(element: Element) => number | undefined} indexOf a place in the list
 * @property {(state: State, table: string | undefined, name: string) => void} open a file in place of the list
 */

const largest = 4_000_000; // bytes of a file

export class Adding {
  #on;
  #usual;
  #form = at("add", HTMLFormElement);
  #box = at("add-text", HTMLTextAreaElement);
  #presets = document.querySelectorAll("#presets button");

  /** @param {Usual} usual @param {On} on */
  constructor(usual, on) {
    this.#usual = usual;
    this.#on = on;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#addText();
    });
    this.#box.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) this.#form.requestSubmit();
    });
    for (const [i, button] of this.#presets.entries()) button.addEventListener("click", () => this.#addPreset(i));
    const file = at("open", HTMLInputElement);
    file.addEventListener("change", () => void this.#open(file));
  }

  /** Nothing can be added where there is no room. */
  limit() {
    const none = this.#on.room() === 0;
    const buttons = [...this.#presets, ...this.#form.querySelectorAll("button")];
    for (const button of buttons) if (button instanceof HTMLButtonElement) button.disabled = none;
  }

  /**
   * Adds lines at a place, all or none.
   * @param {Line[]} lines
   * @param {number} [place]
   */
  #insert(lines, place) {
    const room = this.#on.room();
    if (lines.length <= room) {
      this.#on.insert(lines, place);
      return true;
    }
    const most = `${mostLines} are the most that are added up at once`;
    this.problems([
      `${counted(String(lines.length), "line")} to add, and there is room for ${room}: ${most}. Nothing was added.`,
    ]);
    return false;
  }

  /** @param {number} i */
  #addPreset(i) {
    const line = lineOf(this.#usual.presets[i]);
    if (this.#insert([line])) this.#on.focus(line, "count");
  }

  async #addText() {
    const { lines, problems } = await this.#read(this.#box.value);
    if (problems.length > 0) return this.problems(problems);
    if (!this.#insert(lines)) return;
    this.#box.value = "";
    this.problems([]);
  }

  /** @param {string} text */
  async #read(text) {
    const { start } = this.#usual;
    const known = await this.#on.models();
    return read(text, {
      named: (name) => known.named(name, start.seller),
      guess: (label) => guess(this.#usual, label),
    });
  }

  /** Says what is wrong with what was to be added. @param {string[]} list */
  problems(list) {
    const more = list.length > 20 ? [`${list.length - 20} more.`] : [];
    byId("add-problems").replaceChildren(...[...list.slice(0, 20), ...more].map((text) => el("li", text)));
    invalid(this.#box, list.length > 0);
    if (list.length > 0) this.#box.focus();
  }

  /**
   * A table pasted anywhere in the list becomes lines.
   * @param {ClipboardEvent} event
   */
  async paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const place = event.target instanceof Element ? this.#on.indexOf(event.target) : undefined;
    if (place === undefined || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { lines, problems } = await this.#read(text);
    if (problems.length === 0 && this.#insert(lines, place + 1)) return this.#on.focus(lines[0]);
    this.#box.value = text; // nothing that was pasted is lost
    if (problems.length > 0) this.problems(problems);
    else this.#box.focus();
  }

  /** @param {HTMLInputElement} input */
  async #open(input) {
    const [file] = input.files ?? [];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    const { name, size } = file;
    if (size > largest) return this.problems([`${name} has ${size} bytes; at most ${largest} are read.`]);
    const { state, table, problems } = await this.#estimateIn((await file.text()).replace(/^\uFEFF/, ""));
    if (!state) return this.problems(problems.map((problem) => `${name}: ${problem}`));
    this.problems([]);
    this.#on.open(state, table, name);
  }

  /**
   * The estimate of a file's text.
   * @param {string} text
   * @returns {Promise<{ state?: State, table?: string, problems: string[] }>} no state where there are problems
   */
  async #estimateIn(text) {
    if (text.trimStart().startsWith("{")) return fromJSON(text);
    const { lines, table, problems } = await this.#read(text);
    if (lines.length > mostLines) {
      problems.push(`${lines.length} lines; ${mostLines} are the most that are added up at once.`);
    }
    return problems.length > 0 ? { problems } : { state: { ...empty(), lines }, table, problems };
  }
}
