// One line of the shot list: its controls, its price or the reason why it has
// none. The line is the texts in the controls; the model says which they are.

import { digits, el } from "../shared/dom.mjs";
import { control } from "../shared/fields.mjs";
import { controls, settle } from "../shared/form.mjs";
import { explained, stands } from "../shared/pieces.mjs";
import { capital, sentence } from "../shared/text.mjs";
import { noun, say, shotDetails } from "../shared/words.mjs";
import { mark } from "./bills.mjs";
import { isAbout } from "./priced.mjs";
import { shotMembers } from "./project.mjs";

/** What stands in the column of lengths: the first of these that the model asks for. */
const lengths = ["seconds", "tier", "images", "gpuHours"];

let ids = 0;

export class Row {
  line;
  element;
  #on; // what the list does: changed(row), act(what, row), catalogue
  #parts = {};
  #built = ""; // the model that the controls were made for

  /** @param {{changed: Function, act: Function, catalogue: () => object | undefined}} on */
  constructor(line, on) {
    this.line = line;
    this.#on = on;
    this.#build();
    this.refit();
  }

  #build() {
    const p = this.#parts;
    p.id = `line-${++ids}`;
    p.number = el("span", { className: "number", "aria-hidden": "true" });
    p.model = el("select", { name: "sold", onchange: () => this.#moved() });
    p.length = el("div", { className: "at-length" });
    p.more = el("div", { className: "more" });
    p.count = el("span");
    p.price = el("div", { className: "line-price" });
    p.refusal = el("div", { className: "line-refusal", id: `${p.id}-no` });
    p.how = el("details", { className: "line-how" }, el("summary"), el("div"));
    const group = el(
      "div",
      { role: "group", className: "cells-of-line" },
      p.number,
      field("at-label", "Shot", this.#text("label", { maxLength: 200 })),
      field("at-model", "Model", p.model),
      p.length,
      field("at-count", p.count, this.#text("count", { inputMode: "numeric", maxLength: 12 })),
      field("at-takes", "Takes", this.#text("takes", { inputMode: "numeric", maxLength: 12 })),
      p.price,
      el("div", { className: "acts" }, ...["up", "down", "copy", "remove"].map((what) => this.#button(what))),
      el(
        "div",
        { className: "tags" },
        field("at-project", "Project", this.#text("project", { maxLength: 200 })),
        field("at-client", "Client", this.#text("client", { maxLength: 200 })),
      ),
      p.more,
      p.refusal,
      p.how,
    );
    p.group = group;
    this.element = el("li", { className: "line" }, group);
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  #text(name, properties) {
    const input = el("input", { name, type: "text", value: this.line[name] ?? "", autocomplete: "off", ...properties });
    input.addEventListener("input", () => {
      this.line[name] = input.value;
      this.#on.changed(this);
    });
    return input;
  }

  #button(what) {
    const button = el(
      "button",
      {
        type: "button",
        className: "icon",
        "data-act": what,
        onclick: () => {
          if (button.getAttribute("aria-disabled") !== "true") this.#on.act(what, this);
        },
      },
      icon(what),
    );
    this.#parts[what] = button;
    return button;
  }

  #key(event) {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.#on.act(event.key === "ArrowUp" ? "up" : "down", this, event.target);
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      this.#on.act(event.shiftKey ? "previous" : "next", this, event.target);
    }
  }

  /** Another model was chosen: what belongs to it is helped along. */
  #moved() {
    const [, seller, model] = /^([^/]*)\/(.*)$/s.exec(this.#parts.model.value) ?? [];
    if (seller === undefined) return;
    this.put({ seller, model });
    this.#on.changed(this);
  }

  /** Puts members into the line, and what a new model needs with them. */
  put(members, whole = "model" in members || "seller" in members) {
    const { line } = this;
    const before = { ...line };
    if (whole) for (const name of shotMembers) delete line[name];
    Object.assign(line, whole ? { seller: before.seller, model: before.model } : {}, members);
    for (const name of Object.keys(line)) if (line[name] === undefined) delete line[name];
    const model = this.#on.catalogue()?.find(line);
    if (whole && model) {
      const list = controls(model);
      const kept = Object.fromEntries(
        list.map(({ name }) => [name, members[name] ?? before[name]]).filter(([, value]) => value),
      );
      for (const [name, value] of Object.entries(settle(model, list, kept)))
        if (value !== undefined) line[name] = value;
    }
    this.#built = "";
    this.refit();
  }

  /** Makes the controls that the model needs, if they are not there yet. */
  refit() {
    const catalogue = this.#on.catalogue();
    const { line } = this;
    const model = catalogue?.find(line);
    const built = `${line.seller}/${line.model} ${catalogue?.key}`;
    if (built === this.#built) return;
    this.#built = built;
    const p = this.#parts;
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    fillModels(p.model, catalogue, line);
    const list = model ? controls(model) : [{ name: "seconds", kind: "length" }];
    const main = lengths.map((name) => list.find((c) => c.name === name)).find(Boolean);
    p.length.replaceChildren(
      ...(main ? [this.#control({ ...main, label: main.name === "seconds" ? "Seconds" : main.label })] : []),
    );
    const extras = shotMembers.filter(
      (name) => name !== "seller" && name !== "model" && line[name] && !list.some((c) => c.name === name),
    );
    p.more.replaceChildren(
      ...list.filter((c) => c !== main).map((c) => this.#control(c)),
      ...extras.map((name) =>
        el(
          "button",
          {
            type: "button",
            className: "extra",
            onclick: () => {
              this.put({ [name]: undefined }, false);
              this.#on.changed(this);
            },
          },
          el("span", { className: "sr" }, "Leave out "),
          say(name, line[name]),
          " ",
          el("span", { "aria-hidden": "true" }, "×"),
        ),
      ),
    );
    p.count.textContent = capital(`${noun(model)}s`);
    if (focused && !focused.isConnected) this.element.querySelector(`[name="${focused.name}"]`)?.focus();
  }

  #control(question) {
    const { line } = this;
    const field = control(question, line[question.name] ?? "");
    const input = field.querySelector("[name]");
    input.addEventListener("input", () => {
      line[question.name] = input.value;
      this.#on.changed(this);
    });
    return field;
  }

  /** Says where in the list the line is. */
  place(i, all) {
    const p = this.#parts;
    const what = `line ${i + 1}${this.line.label ? `, ${this.line.label}` : ""}`;
    p.number.textContent = i + 1;
    p.group.setAttribute("aria-label", capital(what));
    for (const [act, words] of [
      ["up", "Move up"],
      ["down", "Move down"],
      ["copy", "Duplicate"],
      ["remove", "Remove"],
    ]) {
      p[act].setAttribute("aria-label", `${words}: ${what}`);
      p[act].title = words;
    }
    p.up.setAttribute("aria-disabled", String(i === 0));
    p.down.setAttribute("aria-disabled", String(i === all - 1));
  }

  /** Shows what the engine answered, and the attempts that are enough in nine cases of ten. */
  show(priced, enough, nameOf) {
    const p = this.#parts;
    const { error, price, total, warnings = [], steps = [], count, takes } = priced ?? {};
    const at = error?.field ?? "";
    for (const control of p.group.querySelectorAll("input, select")) {
      const wrong =
        Boolean(error) && (control.name === at || (control.name === "sold" && (at === "model" || at === "seller")));
      if (wrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      if (wrong) control.setAttribute("aria-describedby", p.refusal.id);
      else control.removeAttribute("aria-describedby");
    }
    this.element.classList.toggle("refused", Boolean(error));
    const about = mark(isAbout({ warnings }));
    p.price.replaceChildren(
      ...(total
        ? [
            el("b", {}, about, digits(total.display)),
            " ",
            el("small", {}, count === "1" && takes === "1" ? "" : digits(`${about}${price.display} each`)),
            " ",
            el("small", { className: "stands" }, ...stands(priced)),
          ]
        : error
          ? [el("b", { className: "none" }, "No price")]
          : []),
    );
    p.refusal.replaceChildren(
      ...(error ? explained(error, (members, whole) => this.#take(members, whole), nameOf) : []),
    );
    const said = [
      steps.length && "arithmetic",
      warnings.length && `${warnings.length} ${warnings.length === 1 ? "doubt" : "doubts"}`,
    ]
      .filter(Boolean)
      .join(", ");
    p.how.hidden = !total;
    p.how.firstElementChild.replaceChildren(capital(said));
    p.how.lastElementChild.replaceChildren(
      el("ol", { className: "steps" }, ...steps.map((step) => el("li", {}, digits(step)))),
      ...(enough && takes !== "1"
        ? [el("p", {}, `In nine cases of ten ${enough} attempts are enough, if one in ${takes} is kept.`)]
        : []),
      ...(warnings.length
        ? [el("ul", { className: "doubts" }, ...warnings.map((w) => el("li", {}, sentence(w.message))))]
        : []),
    );
  }

  #take(members, whole) {
    const { seller, model, ...rest } = members;
    const named = "model" in members || "seller" in members;
    if (whole || named) this.put({ ...(seller ? { seller } : {}), ...(model ? { model } : {}), ...rest }, true);
    else this.put(rest, false);
    this.#on.changed(this);
    this.#parts.model.focus({ preventScroll: true });
  }

  focus(name = "label") {
    const target =
      this.element.querySelector(`[name="${name}"], [data-act="${name}"]`) ?? this.element.querySelector("input");
    target.focus();
    if (target.select) target.select();
  }
}

/** Models by seller, those that are sold; the line's own in any case. */
function fillModels(select, catalogue, { seller = "", model = "" }) {
  const value = `${seller}/${model}`;
  const groups = catalogue ? catalogue.options() : [];
  select.replaceChildren(...groups);
  if (![...select.options].some((o) => o.value === value)) {
    const known = catalogue?.find({ seller, model });
    select.prepend(
      el(
        "option",
        { value },
        known
          ? `${known.name} (${known.state.replace("_", " ")})`
          : model || seller
            ? `${model || "?"} at ${seller || "?"}`
            : "choose",
      ),
    );
  }
  select.value = value;
}

const field = (className, title, input) =>
  el("label", { className: `field ${className}` }, el("span", {}, title), input);

const paths = {
  up: "M8 13V3M3.5 7.5 8 3l4.5 4.5",
  down: "M8 3v10M3.5 8.5 8 13l4.5-4.5",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  remove: "M3.5 3.5l9 9M12.5 3.5l-9 9",
};

function icon(what) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[what]);
  svg.append(path);
  return svg;
}

/** The shot of a line, without its model, in words. */
export const lineWords = ({ seller, model, count, takes, label, project, client, ...shot }) => shotDetails(shot);
