// What <reelrate-calculator> shows: the questions of a model, and its price with
// the arithmetic, the doubts and the sources.

import { nothing } from "../scripts/shared/catalogue.mjs";
import { delayed } from "../scripts/shared/delayed.mjs";
import { el } from "../scripts/shared/dom.mjs";
import { sentence } from "../scripts/shared/text.mjs";
import { shotWords, standing, tableDay } from "../scripts/shared/words.mjs";
import style from "./card.css";
import { madeBy, priced, refused } from "./card-answer.mjs";
import { Questions } from "./card-questions.mjs";

/** @import { Answer, Members } from "../scripts/shared/answers.d.ts" */
/** @import { Take } from "../scripts/shared/pieces.mjs" */
/** @import { Shown } from "./answering.mjs" */
/** @import { Asker } from "./program.mjs" */

const days = /^\d{4}-\d\d-\d\d(T|$)/;

export class Card {
  style = style;
  #fieldset = el("fieldset.fields", { part: "fields" });
  #result = el("div.result", { part: "result" });
  #status = el("p.sr", { role: "status" });
  #card = el("div.card", { part: "card" }, this.#fieldset, this.#result);
  node = el("div.root", { part: "root" }, this.#card, this.#status);
  /** @type {Questions | undefined} once there are words for them */
  #questions;
  /** @type {Take} of what is shown now */
  #take = () => {};
  #touched = false; // by the reader: who only reads hears nothing
  #later = delayed();

  /** @param {Asker} ask @param {Members} request */
  gather(ask, { seller, asOf = "" }) {
    return seller ? ask.sold(seller, days.test(asOf) ? asOf : undefined) : undefined;
  }

  /** @param {boolean} disabled */
  disable(disabled) {
    this.#fieldset.disabled = disabled;
  }

  /** @param {Shown} shown */
  show(shown) {
    const { request, answer, sold = nothing, spoken, kept, compact } = shown;
    this.#take = shown.take;
    const take = this.#touch;
    const questions = (this.#questions ??= new Questions(this.#fieldset, spoken, take));
    questions.fit(sold, request);
    const day = kept ? spoken.pricesOf(tableDay(answer)) : "";
    const open = this.#result.querySelector("details")?.open ?? false;
    const parts = answer.error
      ? refused(answer.error, { request, spoken, day, take })
      : priced(answer, { model: questions.model, spoken, day, compact, open });
    this.#result.replaceChildren(...parts, madeBy(shown));
    this.#announce(answer, day);
    return questions.anchor;
  }

  /** @type {Take} what the reader chose */
  #touch = (members, whole) => {
    this.#touched = true;
    this.#take(members, whole);
  };

  /**
   * Screen readers hear the price when the typing pauses, not at every key.
   * @param {Answer<"quote">} answer
   * @param {string} day
   */
  #announce(answer, day) {
    if (!this.#touched) return;
    this.#later(() => {
      this.#status.textContent = answer.error ? sentence(answer.error.message) : aloud(answer, day);
    }, 400);
  }
}

/** @param {Exclude<Answer<"quote">, { error: object }>} answer @param {string} day */
function aloud(answer, day) {
  const { credits, dollars } = answer.total;
  const said = [credits?.display, dollars?.display, standing(answer), day].filter(Boolean);
  return `${shotWords(answer)}: ${said.join(", ")}`;
}
