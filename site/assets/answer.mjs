// The engine's answers, put into the places that the page has for them. The
// words and numbers are the engine's; only their arrangement is ours.

import { bar, digits, el } from "dom.mjs";
import { counted, say } from "form.mjs";

const $ = (id) => document.getElementById(id);
const figure = (name) => document.querySelector(`[data-figure="${name}"]`);

/** A dollar figure, below a dollar with all its places: $0.084, not $0.08. */
export function fine(f) {
  if (!f.min.startsWith("0.")) return f.display;
  const one = (text) => `$${text.replace(/(\.\d\d\d*?)0+$/, "$1")}`;
  if (f.value) return one(f.value);
  return f.max ? `${one(f.min)}–${one(f.max)}` : `from ${one(f.min)}`;
}

export function date(asOf) {
  const [year, month, day] = (asOf ?? "").split("-");
  if (!month) return asOf ?? "undated";
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[month - 1];
  return [day && Number(day), name, year].filter(Boolean).join(" ");
}

const show = (id, visible) => $(id)?.toggleAttribute("hidden", !visible); // an embedded page has less
const lines = (id, items) => $(id).replaceChildren(...items.map((item) => el("li", {}, item)));
const fill = (name, text) => figure(name).replaceChildren(text ? digits(text) : "");

/** "480 credits" with its unit apart, so that it can be set smaller. */
function unit(text) {
  const at = text.indexOf(" credit");
  return at < 0 ? [digits(text)] : [digits(text.slice(0, at)), el("span", { className: "unit" }, text.slice(at))];
}

/** The shot that was priced, in words. */
const shotWords = ({ shot, model, seller }, sellerName) =>
  [model?.name ?? "Your own credits", shotDetails(shot), sellerName ?? seller?.name].filter(Boolean).join(", ");

/**
 * Fills the page with a price.
 * @param {string} sellerName as the form has it
 * @param {string} noun what is counted
 */
export function showPrice(answer, sellerName, noun) {
  const { credits, dollars, perSecond, total, offer, rates } = answer;
  show("refusal", false);
  show("figures", true);
  figure("shot").textContent = shotWords(answer, sellerName);
  figure("credits").parentNode.parentNode.hidden = !credits;
  figure("credits").replaceChildren(...(credits ? unit(credits.display) : []));
  fill("dollars", dollars?.display ?? "–");
  figure("with").textContent = offer ? `with ${offer.name}` : "";
  figure("reason").textContent = dollars ? "" : sentence(answer.dollarsReason ?? "");
  for (const mark of document.querySelectorAll("[data-mark]")) mark.textContent = answer.precision === "approx" || answer.precision === "estimated" ? "≈ " : "";
  fill("credits-per-second", perSecond.credits?.display);
  fill("per-second", perSecond.dollars && fine(perSecond.dollars));
  figure("no-second").textContent = sentence(perSecond.reason ?? "");
  figure("generations").textContent = `${counted(answer.count, noun)} × ${counted(answer.takes, "take")}`;
  $("figures").classList.toggle("many", total.generations !== "1");
  fill("total-credits", total.credits?.display);
  fill("total", total.dollars?.display);

  $("steps").replaceChildren(...answer.steps.map((step) => el("li", {}, digits(step))));
  show("arithmetic", answer.steps.length > 0);
  lines("warnings", answer.warnings.map((w) => sentence(w.message)));
  show("doubts", answer.warnings.length > 0);
  showSources(rates, offer);
  showOffers(answer);
}

function showSources(rates, offer) {
  const cited = [...rates, ...(offer?.sources ? [offer] : [])];
  show("origin", cited.length > 0);
  const places = cited.flatMap(({ sources, asOf }) => sources.map((s) => ({ ...s, asOf: date(asOf), before: "" })));
  for (const { sources } of rates.flatMap((r) => r.conflicts)) places.push(...sources.map((s) => ({ ...s, asOf: "", before: "Disputed by " })));
  const groups = new Map();
  for (const place of places) {
    const key = [place.before, place.title, place.asOf].join("\n");
    if (!groups.get(key)?.push(place)) groups.set(key, [place]);
  }
  $("sources").replaceChildren(...[...groups.values()].map(cite));
}

/** One document with all its lines that bear on the price. */
function cite(places) {
  const [{ before, title, asOf }] = places;
  const lines = [...new Set(places.map((p) => p.line))].sort((a, b) => a - b);
  const item = el("li", {}, before, el("cite", {}, title), `, line${lines.length > 1 ? "s" : ""} ${lines.join(", ")}`, asOf && `, ${asOf}`);
  // Only web addresses become links, whatever a table holds.
  const links = [...new Set(places.map((p) => p.url))].filter((url) => /^https?:/.test(url ?? ""));
  links.map((url) => new URL(url)).forEach(({ href, host, pathname }, i) =>
    item.append(i ? ", " : ", citing ", el("a", { href, rel: "noopener external" }, host + pathname.replace(/\/$/, ""))));
  return item;
}

/** What the offer costs, as the tables of the page have it. */
export function terms({ kind, price, credits, period, approximate }) {
  const dollars = `${approximate ? "≈ " : ""}$${price.replace(/\.(\d)$/, ".$10")}`;
  if (kind === "payg" && credits === "1") return `${dollars} a credit`;
  const every = kind === "plan" || period ? ` a ${period ?? "month"}` : kind === "pack" ? " once" : "";
  return `${dollars}${every}, ${credits} credits`;
}

function showOffers({ offers = [], offer }) {
  if (!$("paid")) return;
  show("paid", offers.length > 0);
  // Lengths of bars, never amounts: the one place where a price is a float.
  const most = Math.max(...offers.map((o) => Number(o.dollars.max ?? o.dollars.min)));
  $("offers").tBodies[0].replaceChildren(...offers.map((o) => {
    const share = (100 * Number(o.dollars.max ?? o.dollars.min)) / (most || 1);
    return el("tr", { className: o.offer.id === offer?.id ? "chosen" : "", "data-offer": o.offer.id },
      el("th", { scope: "row" }, o.offer.name, " ", el("small", {}, digits(terms(o.offer)))),
      el("td", { className: "bars" }, bar(share.toFixed(1))),
      el("td", {}, fine(o.offer.perCredit)),
      el("td", {}, o.perSecond ? digits(fine(o.perSecond)) : "–"),
      el("td", {}, el("b", {}, digits(o.dollars.display))));
  }));
}

/** Takes every figure away, so that none stands beside a question that it does not answer. */
export function clear(instead) {
  for (const name of ["credits", "dollars", "reason", "credits-per-second", "per-second", "no-second", "total-credits", "total"]) fill(name);
  for (const id of ["figures", "refusal", "paid", "arithmetic", "doubts", "origin"]) show(id, false);
  figure("shot").textContent = instead;
}

/** Refusals that a request without the field at fault would not get. */
const superfluous = new Set(["unknown_field", "option_not_stated", "offer_not_applicable"]);

/** Fills the page with a refusal; take and name as in refusalParts. */
export function showRefusal(error, take, name) {
  clear(error.field ? `No price: ${error.field}` : "No price");
  $("refusal").replaceChildren(...refusalParts(error, take, name));
  show("refusal", true);
}

/**
 * A refusal with what would be accepted instead.
 * @param {(members: object, whole?: boolean) => void} take puts members of a
 *   request into the form, or a whole one in place of what is there
 * @param {(shot: object) => string} name what an alternative is, in words
 */
export function refusalParts({ code, field, message, accepted, alternatives }, take, name) {
  const parts = [el("p", { className: "message" }, sentence(message))];
  if (superfluous.has(code)) parts.push(el("p", {}, el("button", { type: "button", onclick: () => take({ [field]: undefined }) }, `Leave ${field} out`)));
  else if (accepted.length > 0) parts.push(el("p", { className: "accepted" }, "Accepted: ", ...accepted.map((value) => acceptable(field, value, take))));
  if (alternatives.length > 0) {
    parts.push(el("div", {}, el("p", {}, "These have a price:"), el("ul", { className: "alternatives" }, ...alternatives.map(({ shot, display, why }) =>
      el("li", {}, el("button", { type: "button", onclick: () => take(shot, true) }, el("b", {}, digits(display)), " ", name(shot, why)))))));
  }
  return parts;
}

/** A single word is a value to take, anything else an explanation. */
const acceptable = (field, value, take) => (/^[\w./-]+$/.test(value) && field && !field.includes(".")
  ? el("button", { type: "button", onclick: () => take({ [field]: value }) }, value) : el("span", {}, value));

/** A shot without its seller and model, in words. */
export const shotDetails = ({ seller, model, ...rest }) => Object.entries(rest)
  .filter(([name, value]) => name !== "batch" || value === "true").map(([name, value]) => say(name, value)).join(", ");

export const sentence = (text) => text && text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
