// The budget: what may be spent, beside a ceiling where one is given.

import { byId, digits, el } from "../shared/dom.mjs";
import { counted, sentence } from "../shared/text.mjs";
import { showChart } from "./chart.mjs";
import { invalid } from "./notes.mjs";
import { sellerName } from "./wording.mjs";

/** @import { Names } from "./models.mjs" */
/** @import { Shown } from "./shown.mjs" */

/** @param {Shown} shown @param {Names} names */
export function showBudget(shown, names) {
  const { ceilingError: error } = shown;
  invalid(byId("ceiling"), Boolean(error));
  const accepted = error && error.accepted.length > 0 ? ` Accepted: ${error.accepted.join(", ")}.` : "";
  byId("ceiling-error").textContent = error ? sentence(error.message) + accepted : "";
  showChart(byId("chart"), shown, names);
  const notes = [...chances(shown, names), ...failures(shown, names)];
  byId("budget-notes").replaceChildren(...notes.map((text) => el("li", digits(text))));
  showPaidFor(byId("paid-for"), shown);
}

const safe =
  "Every take is taken to be good, so nothing is left to chance." +
  " Say 2 or 3 takes on a line to see what bad luck would cost.";
const luck =
  "Keeping one attempt of so many takes is a chance each time. In nine projects of ten a line," +
  " by itself, needs no more than this; all lines at once seldom do.";

/** @param {Shown} shown @param {Names} names */
function chances({ bills, unlucky }, names) {
  if (!unlucky) return [safe];
  const { cost, reason } = unlucky;
  if (!cost) return [sentence(`no P90: ${reason}`)];
  const sums = bills.map(({ total, currency }) => `${sellerName(total, names)} ${cost.of(currency)?.amount.display}`);
  return [`P90: ${sums.join(", ")}. ${luck}`];
}

/** @param {Shown} shown @param {Names} names */
function failures({ bills, expected }, names) {
  return bills.flatMap(({ total, currency }) => {
    const found = expected?.of(currency);
    if (!found) return [];
    const { amount, jobs, assumptions } = found;
    const said = [`${amount.display} expected for ${jobs} jobs`, ...assumptions];
    return [`${sellerName(total, names)}: ${said.join("; ")}.`];
  });
}

/**
 * What each line would come to if the ceiling were all its own.
 * @param {HTMLElement} place
 * @param {Shown} shown
 */
function showPaidFor(place, { paidFor = [], lines, ceiling }) {
  const said = paidFor.flatMap((fit, i) => {
    if (!fit) return [];
    const at = fit.offer ? ` at the price of ${fit.offer}` : "";
    const clips = `${ceiling?.display} alone would pay for ${counted(fit.clips, "clip")}${at}`;
    return [`${lines[i].label ?? `Line ${i + 1}`}: ${clips}, ${fit.dollars.display}.`];
  });
  place.hidden = said.length === 0;
  if (said.length > 0) place.lastElementChild?.replaceChildren(...said.map((text) => el("li", digits(text))));
}
