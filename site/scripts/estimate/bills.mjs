// What the list comes to and what to buy for it. The sellers' currencies stay
// apart; every amount is as the engine has it.

import { digits, el } from "../shared/dom.mjs";
import { capital, counted, sentence } from "../shared/text.mjs";
import { fine, terms } from "../shared/words.mjs";

/** "1 × Studio and 2 × Pro" of a purchase. */
export const items = ({ items: list }) => joined(list.map(({ name, count }) => `${count} × ${name}`));

const joined = (words) =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : (words[0] ?? "nothing");

const credits = (n) => counted(n, "credit");

/** What stands before a sum that is approximate. */
export const mark = (about) => (about ? "≈ " : "");

/** The lines at these numbers, of so many. */
export const whichLines = (at, all) =>
  at.length === all ? "All lines" : `Line${at.length > 1 ? "s" : ""} ${at.join(", ")}`;

/** What is bought in one way to pay, in words; "" where nothing is. */
export function bought({ purchase, offer }) {
  if (purchase) return `Buy ${items(purchase.fewestLeftOver)}`;
  return offer ? `At the price of ${offer.name}` : "";
}

/** What is left over of a purchase, in words. */
export const leftOver = ({ leftOver: left, lapsed }) =>
  [
    left.credits === "0" ? "Nothing is left over" : `${credits(left.credits)} left over`,
    lapsed === "0" ? "" : `${credits(lapsed)} that may not last`,
  ]
    .filter(Boolean)
    .join(", ");

/** Currency and amount of a total, in words. */
export const sellerName = ({ seller }, names) => (seller ? (names[seller.id] ?? seller.name) : "Paid in dollars");

/**
 * The bills in full.
 * @param {(currency: string, way: string) => void} choose takes another way to pay
 */
export function showBills(place, bills, names, choose) {
  place.replaceChildren(...bills.map((bill) => card(bill, names, choose)));
}

function card(bill, names, choose) {
  const { total, currency, about, ways, way, reason } = bill;
  const name = sellerName(total, names);
  const parts = [el("h3", {}, name, ": ", el("span", {}, mark(about), digits(total.amount.display)))];
  const per = [
    `${total.perKeptClip.display} for each clip you keep`,
    total.perKeptSecond && `${fine0(total.perKeptSecond)} for each second`,
  ]
    .filter(Boolean)
    .join(", ");
  parts.push(el("p", { className: "why" }, digits(`${counted(total.generations, "generation")}; ${per}.`)));
  if (currency === "USD")
    return el("article", {}, ...parts, el("p", { className: "why" }, "Paid as you go. There are no credits to buy."));
  if (!way) return el("article", {}, ...parts, el("p", {}, sentence(reason ?? "no price of its credits is published")));
  const group = `pay-${currency}`;
  const purchases = ways.filter(({ purchase }) => purchase);
  const rates = ways.filter(({ offer }) => offer);
  const radio = (w, ...content) =>
    el(
      "label",
      { className: "way" },
      el("input", {
        type: "radio",
        name: group,
        value: w.id,
        checked: w === way,
        onchange: () => choose(currency, w.id),
      }),
      el("span", {}, ...content),
    );
  parts.push(
    el(
      "fieldset",
      { className: "ways" },
      el("legend", {}, `How to pay for ${name}`),
      ...purchases.map((w) => radio(w, ...purchaseWords(w, about))),
      ...(purchases.length === 0 && reason ? [el("p", {}, sentence(reason))] : []),
      ...(rates.length
        ? [
            el(
              "details",
              { className: "rates", open: rates.includes(way) },
              el("summary", {}, "If you hold credits already: what these cost at the price of each pack and plan"),
              ...rates.map((w) =>
                radio(
                  w,
                  el("b", {}, mark(about || w.offer.approximate), digits(w.dollars.display)),
                  ` with ${w.offer.name} `,
                  el("small", {}, digits(terms(w.offer))),
                ),
              ),
            ),
          ]
        : []),
    ),
  );
  if (way.purchase) {
    const { steps, assumptions, warnings, upgrades } = way.purchase;
    if (upgrades.length)
      parts.push(
        el(
          "ul",
          { className: "plain" },
          ...upgrades.map((u) =>
            el("li", {}, digits(`${sentence(u.words).replace(/\.$/, "")}: ${items(u.purchase)}.`)),
          ),
        ),
      );
    parts.push(
      el(
        "details",
        { className: "line-how" },
        el("summary", {}, "How the cheapest was found, and what nobody publishes"),
        el(
          "div",
          {},
          el("ol", { className: "steps" }, ...steps.map((s) => el("li", {}, digits(s)))),
          el(
            "ul",
            { className: "doubts" },
            ...[...assumptions, ...warnings.map((w) => w.message)].map((s) => el("li", {}, sentence(s))),
          ),
        ),
      ),
    );
  }
  return el("article", {}, ...parts);
}

const fine0 = (figure) => (figure.display.startsWith("$") ? fine(figure) : figure.display);

function purchaseWords({ id, purchase }, about) {
  const { fewestLeftOver, mostCredits, tie } = purchase;
  const title = id === "packs" ? "Bought once, nothing runs on" : "With one month of a plan, which you then end";
  const parts = [
    el("b", { className: "sum" }, mark(about || purchase.approximate), digits(purchase.dollars.display)),
    " ",
    el("span", { className: "buying" }, items(fewestLeftOver)),
    " ",
    el("small", {}, digits(`${title}. ${leftOver(fewestLeftOver)}.`)),
  ];
  if (tie)
    parts.push(
      el("small", { className: "tie" }, digits(`For the same money: ${items(mostCredits)}, ${leftOver(mostCredits)}.`)),
    );
  return parts;
}

/** Totals by project or client, a row for each name and currency. */
export function showGroups(place, groups, names) {
  place.replaceChildren(
    ...groups
      .filter(({ list }) => list.length > 0)
      .map(({ title, list }) =>
        el(
          "table",
          { className: "groups" },
          el("caption", {}, `By ${title}`),
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              el("th", { scope: "col" }, capital(title)),
              el("th", { scope: "col" }, "Seller"),
              el("th", { scope: "col", className: "num" }, "Total"),
            ),
          ),
          el(
            "tbody",
            {},
            ...list.flatMap(({ name, totals }) =>
              totals.map((total, i) =>
                el(
                  "tr",
                  {},
                  el("th", { scope: "row" }, i ? "" : name),
                  el("td", {}, sellerName(total, names)),
                  el("td", { className: "num" }, digits(total.amount.display)),
                ),
              ),
            ),
          ),
        ),
      ),
  );
}
