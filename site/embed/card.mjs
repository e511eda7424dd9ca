// What <reelrate-calculator> shows: the questions of a model, and its price with
// the arithmetic, the doubts and the sources.

import { digits, el, unit } from "../scripts/shared/dom.mjs";
import { choose, control, fillModels, fillOffers } from "../scripts/shared/fields.mjs";
import { controls, settle } from "../scripts/shared/form.mjs";
import { cites, explained, stands } from "../scripts/shared/pieces.mjs";
import { capital, counted, sentence } from "../scripts/shared/text.mjs";
import { date, fine, noun, shotDetails, shotWords, standing, tableDay } from "../scripts/shared/words.mjs";
import { sold } from "./program.mjs";
import style from "./card.css";

export class Card {
  style = style;
  node = el("div", { className: "root", part: "root" });
  #questions = el("fieldset", { className: "fields", part: "fields" });
  #options = el("div", { className: "options" });
  #result = el("div", { className: "result", part: "result" });
  #status = el("p", { className: "sr", role: "status" });
  #fields; // by member, once there are words for them
  #catalog;
  #model;
  #take;
  #touched = false; // by the reader: who only reads hears nothing
  #later;

  gather(ask, { seller, asOf }) {
    return sold(ask, { seller, asOf: /^\d{4}-\d\d-\d\d(T|$)/.test(asOf ?? "") ? asOf : undefined });
  }

  disable(disabled) {
    this.#questions.disabled = disabled;
  }

  /** @returns the control at which a refusal is to be read */
  show({ request, answer, more, note, spoken, kept, full, compact, take }) {
    this.#take = take;
    if (!this.#fields) this.#build(spoken);
    this.#fit(more, request);
    const day = kept ? spoken.pricesOf(tableDay(answer)) : "";
    this.#result.replaceChildren(
      ...(answer.error
        ? this.#refused(answer.error, request, day, take, spoken)
        : this.#priced(answer, spoken, day, compact)),
    );
    this.#result.append(
      el(
        "p",
        { className: "from", part: "from" },
        ...(note ? [el("span", { className: "note", part: "note" }, note)] : []),
        el(
          "span",
          { part: "table" },
          `${spoken.table} ${answer.table.version}`,
          request.asOf ? `, ${spoken.pricedFor} ${date(answer.asOf.slice(0, 10))}` : "",
        ),
        ...(full ? [el("a", { href: full, part: "link", target: "_blank", rel: "noopener" }, spoken.full)] : []),
      ),
    );
    this.#announce(answer, day);
    return this.#fields.model.lastElementChild;
  }

  // --- the questions --------------------------------------------------------

  #build(spoken) {
    const model = el(
      "label",
      { className: "field wide", part: "field" },
      el("span", {}, spoken.model),
      el("select", { name: "model" }),
    );
    const count = control({ name: "count", kind: "number", label: "" });
    const takes = control({ name: "takes", kind: "number", label: spoken.takes, hint: spoken.takesHint });
    const plan = el(
      "label",
      { className: "field wide", part: "field" },
      el("span", {}, spoken.plan),
      el("select", { name: "offer" }),
    );
    for (const { lastElementChild: input } of [count, takes]) input.placeholder = "1";
    this.#fields = { model, count, takes, plan, spoken };
    this.#questions.append(model, this.#options, count, takes, plan);
    this.#questions.setAttribute("aria-label", spoken.calculator);
    this.#questions.addEventListener("input", ({ target }) => this.#answered(target));
    this.node.append(el("div", { className: "card", part: "card" }, this.#questions, this.#result), this.#status);
  }

  #answered({ name, value }) {
    this.#touched = true;
    const taken = { [name]: value.trim() || undefined };
    const model = name === "model" && this.#catalog.models.find((m) => m.id === value);
    if (model) {
      // What another model asks gets a value that has a price; what it does not ask goes.
      const list = controls(model);
      const asked = Object.fromEntries(
        [...this.#options.querySelectorAll("[name]")].map((c) => [c.name, c.value.trim() || undefined]),
      );
      Object.assign(
        taken,
        Object.fromEntries(Object.keys(asked).map((n) => [n, undefined])),
        settle(model, list, asked),
      );
    }
    this.#take(taken);
  }

  /** Shapes the questions to the model, and gives each the request's answer. */
  #fit(catalog, request) {
    const { model, count, plan, spoken } = this.#fields;
    const chosen = catalog.models.find((m) => m.id === request.model);
    if (catalog !== this.#catalog) {
      fillModels(model.lastElementChild, catalog.models, request.model ?? "");
      fillOffers(plan, catalog.offers, request.offer ?? "");
    }
    plan.hidden = catalog.offers.length === 0 && !request.offer;
    if (catalog !== this.#catalog || chosen !== this.#model) {
      const list = chosen ? controls(chosen) : [];
      this.#options.replaceChildren(...list.map((c) => (c.kind === "length" ? length(c, spoken) : control(c))));
      for (const field of this.#questions.querySelectorAll(".field")) field.part = "field";
      for (const input of this.#questions.querySelectorAll("[name]")) input.part = "control";
      count.firstElementChild.textContent = capital(`${noun(chosen)}s`);
    }
    [this.#catalog, this.#model] = [catalog, chosen];
    for (const input of this.#questions.querySelectorAll("[name]")) {
      const value = request[input.name] ?? "";
      if (input.type === "range") input.value = /^\d+$/.test(value) ? value : input.value;
      else if (input.value.trim() === value) continue;
      else if (input instanceof HTMLSelectElement)
        choose(input, value, input.name === "model" ? undefined : "not given");
      else input.value = value;
    }
  }

  // --- the answer -----------------------------------------------------------

  #priced(answer, spoken, day, compact) {
    const { credits, dollars, perSecond, total, offer, steps, warnings } = answer;
    const about = ["approx", "estimated"].includes(answer.precision) ? "≈ " : "";
    const many = total.generations !== "1";
    const figures = [];
    if (credits) figures.push(tile("main", [spoken.credits], "credits", about, ...unit(credits.display)));
    if (dollars)
      figures.push(
        tile(
          "main",
          [spoken.dollars, offer && ` ${spoken.withPlan(offer.name)}`],
          "dollars",
          about,
          digits(dollars.display),
        ),
      );
    else
      figures.push(
        tile("main", [spoken.dollars], "dollars", "–", el("small", {}, sentence(answer.dollarsReason ?? ""))),
      );
    if (!compact) {
      const second = [perSecond.credits?.display, perSecond.dollars && about + fine(perSecond.dollars)].filter(Boolean);
      if (second.length)
        figures.push(
          tile("", [spoken.second], "per-second", ...second.flatMap((text, i) => [i ? el("br") : "", digits(text)])),
        );
    }
    if (many) {
      const sums = [total.credits?.display, total.dollars && about + total.dollars.display].filter(Boolean);
      figures.push(
        tile(
          "",
          [`${spoken.total} ${counted(answer.count, noun(this.#model))} × ${counted(answer.takes, "take")}`],
          "total",
          ...sums.flatMap((text, i) => [i ? el("br") : "", digits(text)]),
        ),
      );
    }
    const out = [
      el("p", { className: "shot", part: "shot" }, shotWords(answer)),
      el("dl", { className: "figures", part: "figures" }, ...figures),
    ];
    out.push(...stood(stands(answer), day));
    if (warnings.length)
      out.push(
        el(
          "ul",
          { className: "warnings", part: "warnings", "aria-label": spoken.warnings },
          ...warnings.map((w) => el("li", {}, sentence(w.message))),
        ),
      );
    if (compact) return out;
    if (steps.length)
      out.push(
        el(
          "ol",
          { className: "steps", part: "steps", "aria-label": spoken.arithmetic },
          ...steps.map((step) => el("li", {}, digits(step))),
        ),
      );
    const sources = cites(answer);
    if (sources.length) out.push(this.#sources(sources, spoken));
    return out;
  }

  #sources(items, spoken) {
    const open = this.#result.querySelector("details")?.open ?? false;
    return el(
      "details",
      { className: "sources", part: "sources", open },
      el("summary", {}, spoken.sources),
      el("ul", {}, ...items),
    );
  }

  #refused(error, request, day, take, spoken) {
    const name = (shot, why) =>
      shot.seller === request.seller && shot.model === request.model
        ? shotDetails(shot)
        : [`${shot.model} at ${shot.seller}`, shotDetails(shot), why].filter(Boolean).join(" · ");
    const taking = (members, whole) => {
      this.#touched = true;
      take(members, whole);
    };
    return [
      el(
        "p",
        { className: "shot", part: "shot" },
        error.field ? spoken.noPriceFor(error.field) : sentence(spoken.noPrice),
      ),
      el("div", { className: "refusal", part: "refusal" }, ...explained(error, taking, name)),
      ...stood([], day),
    ];
  }

  /** Screen readers hear the price when the typing pauses, not at every key. */
  #announce({ error, ...answer }, day) {
    if (!this.#touched) return;
    clearTimeout(this.#later);
    const figure = () =>
      [answer.total.credits?.display, answer.total.dollars?.display, standing(answer), day].filter(Boolean).join(", ");
    this.#later = setTimeout(
      () => (this.#status.textContent = error ? sentence(error.message) : `${shotWords(answer)}: ${figure()}`),
      400,
    );
  }
}

/** How a price stands, with the day of the table where that is not today's. */
function stood(words, day) {
  const all = words.length && day ? [...words, `, ${day}`] : day ? [capital(day)] : words;
  return all.length ? [el("p", { className: "standing", part: "standing" }, ...all)] : [];
}

const tile = (className, title, part, ...figure) =>
  el("div", { className }, el("dt", {}, ...title.filter(Boolean)), el("dd", { part }, ...figure));

/** A slider with its number. */
function length({ max }, spoken) {
  const [title, hint] = spoken.length;
  return el(
    "div",
    { className: "field wide", role: "group", "aria-label": title },
    el("span", {}, title, " ", el("small", {}, hint)),
    el(
      "div",
      { className: "pair" },
      el("input", { type: "range", name: "seconds", min: "1", max, "aria-label": `${title}, ${hint}` }),
      el("input", { name: "seconds", inputMode: "numeric", maxLength: 12, "aria-label": `${title}, ${hint}` }),
    ),
  );
}
