// What the list comes to and what to buy for it. The sellers' currencies stay
// apart; every amount is as the engine has it.

import { digits, el } from "../shared/dom.mjs";
import { capital, counted, sentence } from "../shared/text.mjs";
import { fine, terms } from "../shared/words.mjs";
import { items, leftOver, mark, noPrice, sellerName } from "./wording.mjs";

/** @import { Estimate, Figure, Purchase } from "../shared/answers.d.ts" */
/** @import { Child } from "../shared/dom.mjs" */
/** @import { Names } from "./models.mjs" */
/** @import { Bill, Way } from "./ways.mjs" */

/** @typedef {(currency: string, way: string) => void} Choose takes another way to pay */

/**
 * The bills in full.
 * @param {Element} place
 * @param {readonly Bill[]} bills
 * @param {Names} names
 * @param {Choose} choose
 */
export function showBills(place, bills, names, choose) {
  place.replaceChildren(...bills.map((bill) => card(bill, names, choose)));
}

/** @param {Bill} bill @param {Names} names @param {Choose} choose */
function card(bill, names, choose) {
  const { total, currency, about, way, reason } = bill;
  const name = sellerName(total, names);
  const amount = el("span", mark(about), digits(total.amount.display));
  const out = el("article", el("h3", name, ": ", amount), el("p.why", digits(each(bill))));
  if (currency === "USD") out.append(el("p.why", "Paid as you go. There are no credits to buy."));
  else if (!way) out.append(el("p", sentence(reason ?? noPrice)));
  else {
    out.append(ways(bill, name, choose));
    if (way.purchase) out.append(...found(way.purchase));
  }
  return out;
}

/** What one generation, clip and second come to. @param {Bill} bill */
function each({ total: { generations, perKeptClip, perKeptSecond } }) {
  const per = [`${perKeptClip.display} for each clip you keep`];
  if (perKeptSecond) per.push(`${exactly(perKeptSecond)} for each second`);
  return `${counted(generations, "generation")}; ${per.join(", ")}.`;
}

/** @param {Figure} figure */
const exactly = (figure) => (figure.display.startsWith("$") ? fine(figure) : figure.display);

/** The choice of how to pay. @param {Bill} bill @param {string} name @param {Choose} choose */
function ways({ currency, about, ways: all, way, reason }, name, choose) {
  /** @param {Way} w @param {Child[]} content */
  const radio = (w, content) => {
    const onchange = () => choose(currency, w.id);
    const input = el("input", { type: "radio", name: `pay-${currency}`, value: w.id, checked: w === way, onchange });
    return el("label.way", input, el("span", ...content));
  };
  const out = el("fieldset.ways", el("legend", `How to pay for ${name}`));
  const bought = all.flatMap((w) => (w.purchase ? radio(w, purchaseWords(w, w.purchase, about)) : []));
  const rates = all.flatMap((w) => (w.offer ? radio(w, rateWords(w, w.offer, about)) : []));
  out.append(...bought);
  if (bought.length === 0 && reason) out.append(el("p", sentence(reason)));
  if (rates.length > 0) {
    const summary = "If you hold credits already: what these cost at the price of each pack and plan";
    out.append(el("details.rates", { open: Boolean(way?.offer) }, el("summary", summary), ...rates));
  }
  return out;
}

/** @param {Way} way @param {NonNullable<Way["offer"]>} offer @param {boolean} about */
const rateWords = ({ dollars }, offer, about) => [
  el("b", mark(about || offer.approximate), digits(dollars.display)),
  ` with ${offer.name} `,
  el("small", digits(terms(offer))),
];

/** @param {Way} way @param {Purchase} purchase @param {boolean} about */
function purchaseWords({ id }, { fewestLeftOver, mostCredits, tie, approximate, dollars }, about) {
  const title = id === "packs" ? "Bought once, nothing runs on" : "With one month of a plan, which you then end";
  const parts = [
    el("b.sum", mark(about || approximate), digits(dollars.display)),
    " ",
    el("span.buying", items(fewestLeftOver)),
    " ",
    el("small", digits(`${title}. ${leftOver(fewestLeftOver)}.`)),
  ];
  if (tie) {
    parts.push(el("small.tie", digits(`For the same money: ${items(mostCredits)}, ${leftOver(mostCredits)}.`)));
  }
  return parts;
}

/** How the cheapest was found, and what would give more. @param {Purchase} purchase */
function found({ steps, assumptions, warnings, upgrades }) {
  const more = upgrades.map((u) => `${sentence(u.words).replace(/\.$/, "")}: ${items(u.purchase)}.`);
  const doubts = [...assumptions, ...warnings.map((w) => w.message)];
  const how = el(
    "details.line-how",
    el("summary", "How the cheapest was found, and what nobody publishes"),
    el("div", el("ol.steps", ...listed(steps)), el("ul.doubts", ...doubts.map((s) => el("li", sentence(s))))),
  );
  return more.length > 0 ? [el("ul.plain", ...listed(more)), how] : [how];
}

/** @param {readonly string[]} texts */
const listed = (texts) => texts.map((text) => el("li", digits(text)));

/** @typedef {{ title: string, list: Estimate["projects"] }} Group */

/**
 * Totals by project or client, a row for each name and currency.
 * @param {Element} place
 * @param {Group[]} groups
 * @param {Names} names
 */
export function showGroups(place, groups, names) {
  const full = groups.filter(({ list }) => list.length > 0);
  place.replaceChildren(...full.map((group) => groupTable(group, names)));
}

/** @param {Group} group @param {Names} names */
function groupTable({ title, list }, names) {
  const heads = [
    el("th", { scope: "col" }, capital(title)),
    el("th", { scope: "col" }, "Seller"),
    el("th.num", { scope: "col" }, "Total"),
  ];
  const rows = list.flatMap(({ name, totals }) =>
    totals.map((total, i) => {
      const amount = el("td.num", digits(total.amount.display));
      return el("tr", el("th", { scope: "row" }, i > 0 ? "" : name), el("td", sellerName(total, names)), amount);
    }),
  );
  const caption = el("caption", `By ${title}`);
  return el("table.groups", caption, el("thead", el("tr", ...heads)), el("tbody", ...rows));
}
