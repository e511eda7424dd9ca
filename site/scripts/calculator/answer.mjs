// The engine's answers, put into the places that the page has for them. The
// words and numbers are the engine's; only their arrangement is ours.

import { byId, digits, el, one, unit } from "../shared/dom.mjs";
import { cites, explained, stands } from "../shared/pieces.mjs";
import { counted, printable, sentence } from "../shared/text.mjs";
import { about, fine, shotWords, unsure } from "../shared/words.mjs";
import { showOffers } from "./offers.mjs";

/** @import { Budget, Fault, PricedShot, Quote } from "../shared/answers.d.ts" */
/** @import { Take } from "../shared/pieces.mjs" */

/** @param {string} name */
const figure = (name) => one(document, `[data-figure="${name}"]`, HTMLElement);

/** @param {string} id of what an embedded page may lack @param {unknown} visible */
const show = (id, visible) => document.getElementById(id)?.toggleAttribute("hidden", !visible);

/** @param {string} name @param {string | null} [text] */
const fill = (name, text) => figure(name).replaceChildren(text ? digits(text) : "");

/** @param {string} name @param {string | null | undefined} text */
const tell = (name, text) => {
  figure(name).textContent = sentence(text ?? "");
};

/**
 * What the page knows of a question beside the engine's answer.
 * @typedef {object} About
 * @property {string} noun what is counted
 * @property {string | null | undefined} sellerName as the form has it; none for credits of one's own
 * @property {string | undefined} asked the day of the request, where it has one
 * @property {Budget | undefined} kept what a kept clip costs, where attempts are repeated
 */

/**
 * Fills the page with a price.
 * @param {Quote} answer
 * @param {About} of
 */
export function showPrice(answer, { noun, sellerName, asked, kept }) {
  show("refusal", false);
  show("figures", true);
  figure("shot").textContent = shotWords(answer, sellerName);
  showClip(answer);
  figure("standing").replaceChildren(...stands(answer, asked));
  showTotal(answer, noun, kept);
  showSteps(kept?.keep ? kept.steps : answer.steps);
  show("arithmetic", answer.steps.length > 0);
  showWarnings(answer);
  showSources(answer);
  showOffers(answer);
}

/**
 * The price of one, and of its second.
 * @param {Quote} answer
 */
function showClip({ credits, dollars, dollarsReason, perSecond, offer, precision }) {
  figure("credits").closest("div")?.toggleAttribute("hidden", !credits);
  figure("credits").replaceChildren(...(credits ? unit(credits.display) : []));
  fill("dollars", dollars?.display ?? "–");
  figure("with").textContent = offer ? `with ${offer.name}` : "";
  tell("reason", dollars ? "" : dollarsReason);
  for (const mark of document.querySelectorAll("[data-mark]")) mark.textContent = about({ precision });
  fill("credits-per-second", perSecond.credits?.display);
  fill("per-second", perSecond.dollars && fine(perSecond.dollars));
  tell("no-second", perSecond.reason);
}

/**
 * The total, and where attempts are repeated what a kept clip costs of it.
 * @param {Quote} answer
 * @param {string} noun
 * @param {Budget | undefined} kept
 */
function showTotal({ count, takes, total }, noun, kept) {
  const rate = kept?.keep; // takes follow from it, and need not be a whole number
  const whole = rate ? kept.forecast : total;
  figure("generations").textContent = rate
    ? `${counted(count, noun)} × ${kept.takes.exact} takes, on average`
    : `${counted(count, noun)} × ${counted(takes, "take")}`;
  byId("figures").classList.toggle("many", Boolean(rate) || total.generations !== "1");
  fill("total-credits", whole?.credits?.display);
  fill("total", whole?.dollars?.display);
  showKept(noun, kept);
}

/** @param {string} noun @param {Budget | undefined} kept */
function showKept(noun, kept) {
  show("kept", kept);
  fill("kept-credits", kept?.perKeptClip?.credits?.display);
  fill("kept-dollars", kept?.perKeptClip?.dollars?.display);
  figure("kept-noun").textContent = noun;
  const enough = kept?.keep?.percentiles[0];
  show("likely", enough);
  fill("likely-attempts", enough && counted(enough.attempts, "attempt"));
  fill("likely-dollars", enough?.dollars?.display);
}

/** @param {readonly string[]} steps */
const showSteps = (steps) => byId("steps").replaceChildren(...steps.map((step) => el("li", digits(step))));

/**
 * The doubt whether the model is still to be had stands beside the price, where
 * nobody overlooks it; the others stand below.
 * @param {Quote} answer
 */
function showWarnings({ warnings }) {
  const first = unsure({ warnings });
  byId("beware").textContent = first ? sentence(first.message) : "";
  show("beware", first);
  const doubts = warnings.filter((w) => w !== first);
  byId("warnings").replaceChildren(...doubts.map(({ message }) => el("li", sentence(message))));
  show("doubts", doubts.length > 0);
}

let cited = ""; // what the sources belong to, which most answers share with the last one

/** @param {Quote} answer */
function showSources({ rates, offer }) {
  const same = JSON.stringify([rates, offer]);
  if (same !== cited) byId("sources").replaceChildren(...cites({ rates, offer }));
  cited = same;
  show("origin", byId("sources").children.length > 0);
}

const figures = [
  "credits",
  "dollars",
  "reason",
  "credits-per-second",
  "per-second",
  "no-second",
  "total-credits",
  "total",
  "kept-credits",
  "kept-dollars",
  "likely-attempts",
  "likely-dollars",
  "standing",
];

/**
 * Takes every figure away, so that none stands beside a question that it does not answer.
 * @param {string} instead
 */
export function clear(instead) {
  for (const name of figures) fill(name);
  for (const id of ["figures", "refusal", "beware", "paid", "arithmetic", "doubts", "origin"]) show(id, false);
  figure("shot").textContent = printable(instead);
}

/**
 * Fills the page with a refusal.
 * @param {Fault} fault
 * @param {Take} take
 * @param {(shot: PricedShot, why: string) => string} name what an alternative is, in words
 */
export function showRefusal(fault, take, name) {
  clear(fault.field ? `No price: ${fault.field}` : "No price");
  byId("refusal").replaceChildren(...explained(fault, take, name));
  show("refusal", true);
}
