// The budget: what may be spent, beside a ceiling where one is given.

import { digits, el } from "../shared/dom.mjs";
import { counted, sentence } from "../shared/text.mjs";
import { sellerName } from "./bills.mjs";
import { showChart } from "./chart.mjs";

const $ = (id) => document.getElementById(id);

export function showBudget(shown, names) {
  const { bills, forecasts, ceiling, ceilingError } = shown;
  if (ceilingError) $("ceiling").setAttribute("aria-invalid", "true");
  else $("ceiling").removeAttribute("aria-invalid");
  $("ceiling-error").textContent = ceilingError
    ? [sentence(ceilingError.message), ceilingError.accepted.length && `Accepted: ${ceilingError.accepted.join(", ")}.`]
        .filter(Boolean)
        .join(" ")
    : "";
  showChart($("chart"), forecasts, bills, ceiling ?? null, names);
  $("budget-notes").replaceChildren(
    ...[...chances(shown, names), ...failures(shown, names)].map((text) => el("li", {}, digits(text))),
  );
  showPaidFor($("paid-for"), shown);
}

function chances({ bills, unlucky }, names) {
  if (unlucky?.reason) return [sentence(`no P90: ${unlucky.reason}`)];
  if (!unlucky)
    return [
      "Every take is taken to be good, so nothing is left to chance. Say 2 or 3 takes on a line to see what bad luck would cost.",
    ];
  const sums = bills.map(({ total, currency }) => `${sellerName(total, names)} ${unlucky.of(currency).amount.display}`);
  return [
    `P90: ${sums.join(", ")}. Keeping one attempt of so many takes is a chance each time. In nine projects of ten a line, by itself, needs no more than this; all lines at once seldom do.`,
  ];
}

function failures({ bills, expected }, names) {
  if (!expected) return [];
  return bills.map(({ total, currency }) => {
    const { amount, jobs, assumptions } = expected.of(currency);
    return `${sellerName(total, names)}: ${amount.display} expected for ${jobs} jobs${assumptions.length ? `; ${assumptions.join("; ")}` : ""}.`;
  });
}

/** What each line would come to if the ceiling were all its own. */
function showPaidFor(place, { paidFor, lines, ceiling }) {
  place.hidden = !paidFor?.some(Boolean);
  if (place.hidden) return;
  place.lastElementChild.replaceChildren(
    ...paidFor.flatMap((fit, i) =>
      fit
        ? [
            el(
              "li",
              {},
              digits(
                `${lines[i].label ?? `Line ${i + 1}`}: ${ceiling.display} alone would pay for ${counted(fit.clips, "clip")}${fit.offer ? ` at the price of ${fit.offer.name}` : ""}, ${fit.dollars.display}.`,
              ),
            ),
          ]
        : [],
    ),
  );
}
