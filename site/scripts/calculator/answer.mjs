// The engine's answers, put into the places that the page has for them. The
// words and numbers are the engine's; only their arrangement is ours.

import { digits, drawing, el, unit } from "../shared/dom.mjs";
import { cites, explained, stands } from "../shared/pieces.mjs";
import { counted, printable, sentence } from "../shared/text.mjs";
import { fine, shotWords, terms, unsure } from "../shared/words.mjs";

const $ = (id) => document.getElementById(id);
const figure = (name) => document.querySelector(`[data-figure="${name}"]`);

const show = (id, visible) => $(id)?.toggleAttribute("hidden", !visible); // an embedded page has less
const lines = (id, items) => $(id).replaceChildren(...items.map((item) => el("li", {}, item)));
const fill = (name, text) => figure(name).replaceChildren(text ? digits(text) : "");

/**
 * Fills the page with a price.
 * @param {string} sellerName as the form has it
 * @param {string} noun what is counted
 * @param {object} kept the budget's answer, where attempts are repeated
 * @param {string} asked the day of the request, where it has one
 */
export function showPrice(answer, sellerName, noun, kept, asked) {
  const { credits, dollars, perSecond, offer } = answer;
  show("refusal", false);
  show("figures", true);
  figure("shot").textContent = shotWords(answer, sellerName);
  figure("credits").parentNode.parentNode.hidden = !credits;
  figure("credits").replaceChildren(...(credits ? unit(credits.display) : []));
  fill("dollars", dollars?.display ?? "–");
  figure("with").textContent = offer ? `with ${offer.name}` : "";
  figure("reason").textContent = dollars ? "" : sentence(answer.dollarsReason ?? "");
  for (const mark of document.querySelectorAll("[data-mark]"))
    mark.textContent = answer.precision === "approx" || answer.precision === "estimated" ? "≈ " : "";
  fill("credits-per-second", perSecond.credits?.display);
  fill("per-second", perSecond.dollars && fine(perSecond.dollars));
  figure("no-second").textContent = sentence(perSecond.reason ?? "");
  figure("standing").replaceChildren(...stands(answer, asked));
  showTotal(answer, noun, kept);

  const steps = kept?.keep ? kept.steps : answer.steps;
  $("steps").replaceChildren(...steps.map((step) => el("li", {}, digits(step))));
  show("arithmetic", answer.steps.length > 0);
  const first = unsure(answer); // stands beside the price, where nobody overlooks it
  $("beware").textContent = first ? sentence(first.message) : "";
  show("beware", first);
  const doubts = answer.warnings.filter((w) => w !== first);
  lines(
    "warnings",
    doubts.map((w) => sentence(w.message)),
  );
  show("doubts", doubts.length > 0);
  showSources(answer);
  showOffers(answer);
}

let cited; // what the sources belong to

function showSources({ rates, offer }) {
  const same = JSON.stringify([rates, offer]);
  if (same === cited) return show("origin", $("sources").children.length > 0);
  cited = same;
  const sources = cites({ rates, offer });
  show("origin", sources.length > 0);
  $("sources").replaceChildren(...sources);
}

/** The total, and where attempts are repeated what a kept clip costs of it. */
function showTotal({ count, takes, total }, noun, kept) {
  const rate = kept?.keep; // takes follow from it, and need not be a whole number
  const whole = rate ? kept.forecast : total;
  figure("generations").textContent = rate
    ? `${counted(count, noun)} × ${kept.takes.exact} takes, on average`
    : `${counted(count, noun)} × ${counted(takes, "take")}`;
  $("figures").classList.toggle("many", rate || total.generations !== "1");
  fill("total-credits", whole.credits?.display);
  fill("total", whole.dollars?.display);

  show("kept", kept);
  fill("kept-credits", kept?.perKeptClip.credits?.display);
  fill("kept-dollars", kept?.perKeptClip.dollars?.display);
  figure("kept-noun").textContent = noun;
  const enough = rate?.percentiles[0];
  show("likely", enough);
  fill("likely-attempts", enough && counted(enough.attempts, "attempt"));
  fill("likely-dollars", enough?.dollars?.display ?? "");
}

function showOffers({ offers = [], offer }) {
  if (!$("paid")) return;
  show("paid", offers.length > 0);
  const { rows } = $("offers").tBodies[0];
  // Most answers are for the offers of the last one, whose rows then stay: making
  // them anew takes longer than the price.
  const named = offers.map((o) => `${o.offer.id} ${terms(o.offer)}`).join();
  if (named !== listed) {
    $("offers").tBodies[0].replaceChildren(
      ...offers.map((o) =>
        el(
          "tr",
          { "data-offer": o.offer.id },
          el("th", { scope: "row" }, o.offer.name, " ", el("small", {}, digits(terms(o.offer)))),
          el(
            "td",
            { className: "bars" },
            drawing("svg", { "aria-hidden": "true" }, drawing("rect", { width: "0%", height: "100%" })),
          ),
          el("td"),
          el("td"),
          el("td", {}, el("b")),
        ),
      ),
    );
    listed = named;
  }
  // Lengths of bars, never amounts: the one place where a price is a float.
  const ends = offers.map((o) => Number(o.dollars.max ?? o.dollars.min));
  const most = Math.max(...ends) || 1;
  offers.forEach((o, i) => {
    const [, bars, credit, second, price] = rows[i].cells;
    rows[i].className = o.offer.id === offer?.id ? "chosen" : "";
    bars.querySelector("rect").setAttribute("width", `${((100 * ends[i]) / most).toFixed(1)}%`);
    credit.textContent = fine(o.offer.perCredit);
    second.replaceChildren(o.perSecond ? digits(fine(o.perSecond)) : "–");
    price.firstChild.replaceChildren(digits(o.dollars.display));
  });
}

let listed; // the offers that have rows

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

/** Takes every figure away, so that none stands beside a question that it does not answer. */
export function clear(instead) {
  for (const name of figures) fill(name);
  for (const id of ["figures", "refusal", "beware", "paid", "arithmetic", "doubts", "origin"]) show(id, false);
  figure("shot").textContent = printable(instead);
}

/** Fills the page with a refusal; take and name are those of explained(). */
export function showRefusal(error, take, name) {
  clear(error.field ? `No price: ${error.field}` : "No price");
  $("refusal").replaceChildren(...explained(error, take, name));
  show("refusal", true);
}
