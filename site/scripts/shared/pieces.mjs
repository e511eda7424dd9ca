// Pieces of the engine's answers, in words and as nodes. The page puts them into
// the places that it has, an embedded element into its own.

import { capital, digits, el, printable } from "./dom.mjs";
import { say } from "./form.mjs";

/** A dollar figure, below a dollar with all its places: $0.084, not $0.08. */
export function fine(f) {
  if (!f.min.startsWith("0.")) return f.display;
  const one = (text) => `$${text.replace(/(\.\d\d\d*?)0+$/, "$1")}`;
  if (f.value) return one(f.value);
  return f.max ? `${one(f.min)}–${one(f.max)}` : `from ${one(f.min)}`;
}

export function date(iso) {
  const [year, month, day] = (iso ?? "").split("-");
  if (!month) return iso ?? "undated";
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[month - 1];
  return [day && Number(day), name, year].filter(Boolean).join(" ");
}

/** The day of the table that an answer is from. */
export const tableDay = ({ table: { version } }) => date(version.split(".")[0]);

/** How a price stands, in words, with the day that was asked for where there was one; "" for credits of one's own. */
export const standing = (answer, asked) => (answer.standing ? answer.standing.words + pricedFor(asked) : "");

const pricedFor = (day) => (day ? `; priced for ${date(day.slice(0, 10))}` : "");

/** The same with its doubts marked. */
export function stands(answer, asked) {
  if (!answer.standing) return [];
  const { words, doubts } = answer.standing;
  const [when, ...rest] = words.split(", ");
  const mark = (text) => el("b", { className: "state" }, text);
  return [
    doubts.includes("undated") ? mark(capital(when)) : capital(when),
    ...rest.flatMap((doubt) => [", ", mark(doubt)]),
    pricedFor(asked),
  ];
}

/** The same below a heading that says "known". */
export function known(answer) {
  const [when, ...doubts] = answer.standing.words.split(", ");
  return [
    when.replace(/^known as of /, ""),
    ...doubts.flatMap((doubt) => [" ", el("span", { className: "tag" }, doubt)]),
  ];
}

/** "480 credits" with its unit apart, so that it can be set smaller. */
export function unit(text) {
  const at = text.indexOf(" credit");
  return at < 0 ? [digits(text)] : [digits(text.slice(0, at)), el("span", { className: "unit" }, text.slice(at))];
}

/** The shot that was priced, in words. */
export const shotWords = ({ shot, model, seller }, sellerName) =>
  [model?.name ?? "Your own credits", shotDetails(shot), sellerName ?? seller?.name].filter(Boolean).join(", ");

/** What the offer costs, as the tables of the page have it. */
export function terms({ kind, price, credits, period, approximate }) {
  const dollars = `${approximate ? "≈ " : ""}$${price.replace(/\.(\d)$/, ".$10")}`;
  if (kind === "payg" && credits === "1") return `${dollars} a credit`;
  const every = kind === "plan" || period ? ` a ${period ?? "month"}` : kind === "pack" ? " once" : "";
  return `${dollars}${every}, ${credits} credits`;
}

/** Where the numbers of an answer were published: an item for every document. */
export function cites({ rates, offer }) {
  const cited = [...rates, ...(offer?.sources ? [offer] : [])];
  const places = cited.flatMap(({ sources, known, pricedAs }) =>
    sources.map((s) => ({ ...s, known: date(known), before: "", profile: pricedAs })),
  );
  for (const { sources } of rates.flatMap((r) => r.conflicts))
    places.push(...sources.map((s) => ({ ...s, known: "", before: "Disputed by " })));
  const groups = new Map();
  for (const place of places) {
    const key = [place.before, place.title, place.known].join("\n");
    if (!groups.get(key)?.push(place)) groups.set(key, [place]);
  }
  return [...groups.values()].map(cite);
}

/** One document with all its lines that bear on the price. */
function cite(places) {
  const [{ before, title, known: of }] = places;
  const profiles = [...new Set(places.map((p) => p.profile).filter(Boolean))];
  const lines = [...new Set(places.map((p) => p.line))].sort((a, b) => a - b);
  const item = el(
    "li",
    {},
    before,
    el("cite", {}, title),
    `, line${lines.length > 1 ? "s" : ""} ${lines.join(", ")}`,
    of && `, ${of}`,
    profiles.length > 0 ? `, priced as ${profiles.join(", ")}` : "",
  );
  // Only web addresses become links, whatever a table holds.
  const links = [...new Set(places.map((p) => p.url))].filter((url) => /^https?:/.test(url ?? ""));
  links
    .map((url) => new URL(url))
    .forEach(({ href, host, pathname }, i) =>
      item.append(
        i ? ", " : ", citing ",
        el("a", { href, rel: "noopener external" }, host + pathname.replace(/\/$/, "")),
      ),
    );
  return item;
}

/** Refusals that a request without the field at fault would not get. */
const superfluous = new Set(["unknown_field", "option_not_stated", "offer_not_applicable"]);

/**
 * A refusal: what is wrong, what would be accepted, and what has a price.
 * @param {(members: object, whole?: boolean) => void} take puts members of a
 *   request into the form, or a whole one in place of what is there
 * @param {(shot: object, why: string) => string} name what an alternative is, in words
 */
export function explained({ code, field, message, accepted, alternatives }, take, name) {
  const parts = [el("p", { className: "message" }, sentence(message))];
  if (superfluous.has(code))
    parts.push(
      el("p", {}, el("button", { type: "button", onclick: () => take({ [field]: undefined }) }, `Leave ${field} out`)),
    );
  else if (accepted.length > 0)
    parts.push(
      el("p", { className: "accepted" }, "Accepted: ", ...accepted.map((value) => acceptable(field, value, take))),
    );
  if (alternatives.length > 0) {
    parts.push(
      el(
        "div",
        {},
        el("p", {}, "These have a price:"),
        el(
          "ul",
          { className: "alternatives" },
          ...alternatives.map(({ shot, display, why }) =>
            el(
              "li",
              {},
              el(
                "button",
                { type: "button", onclick: () => take(shot, true) },
                el("b", {}, digits(display)),
                " ",
                name(shot, why),
              ),
            ),
          ),
        ),
      ),
    );
  }
  return parts;
}

/** A single word is a value to take, anything else an explanation. */
const acceptable = (field, value, take) =>
  /^[\w./-]+$/.test(value) && field && !field.includes(".")
    ? el("button", { type: "button", onclick: () => take({ [field]: value }) }, value)
    : el("span", {}, value);

/** A shot without its seller and model, in words. */
export const shotDetails = ({ seller, model, ...rest }) =>
  printable(
    Object.entries(rest)
      .filter(([name, value]) => name !== "batch" || value === "true")
      .map(([name, value]) => say(name, value))
      .join(", "),
  );

/** The doubt whether a model is still to be had, where there is one: the first of its warnings. */
export const unsure = ({ warnings = [] }) => warnings.find(({ code }) => code === "upstream_sunset");

export const sentence = (text) => text && capital(text) + (/[.!?]$/.test(text) ? "" : ".");
