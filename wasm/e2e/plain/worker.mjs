// What a quote costs at best in this runtime: a Worker in plain JavaScript that
// answers GET /v1/quote with our bytes for the house's models that have one current
// price a second. ./build.sh bench compares the answers first and then the speed. It
// takes three parameters, knows no dates but today and no way to refuse but one.

import text from "table.json";

const { table: prices } = JSON.parse(new TextDecoder().decode(text));
const house = prices.sellers.find(({ owned }) => owned);
const titles = new Map(prices.documents.map(({ id, title }) => [id, title]));
const models = Object.fromEntries(house.models.map(({ id, name, rates = [] }) => {
  const current = rates.filter(({ status }) => !status);
  const rate = current.length === 1 && current[0].unit === "second" && /^\d+$/.test(current[0].amount) ? current[0] : null;
  return [id, rate && { name, rate, perSecond: BigInt(rate.amount), since: `since ${month(rate.from)}` }];
}));

const table = { version: prices.version, digest: "" };

/** The digest takes a promise, so the first request makes it. */
async function first(request) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  table.digest = `sha256:${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return answer(request);
}

export default { fetch: (request) => (table.digest ? answer(request) : first(request)) };

function answer(request) {
  const query = new URL(request.url).searchParams;
  const id = query.get("model");
  const model = models[id];
  const seconds = query.get("seconds");
  if (query.get("seller") !== house.id || !model || !/^[1-9]\d?$/.test(seconds) || Number(seconds) > 60 || query.size !== 3) {
    return Response.json({ code: "refused" }, { status: 422 });
  }
  const now = new Date();
  const asOf = now.toISOString().slice(0, 10);
  const { rate } = model;
  const total = figure(model.perSecond * BigInt(seconds));
  const each = figure(model.perSecond);
  const body = JSON.stringify({
    status: "exact",
    seller: { id: house.id, name: house.name, kind: house.kind, vendor: null, currency: house.currency.id },
    model: { id, name: model.name },
    currency: house.currency.id,
    shot: { seller: house.id, model: id, seconds },
    effectiveMode: null,
    credits: total,
    dollars: null,
    dollarsReason: "no offer was given, and the price of a credit depends on it",
    perSecond: { credits: each, dollars: null, reason: null },
    offer: null,
    count: "1",
    takes: "1",
    total: { generations: "1", credits: total, dollars: null },
    precision: "exact",
    approximate: false,
    estimated: false,
    disputed: false,
    standing: { known: rate.known, since: rate.from, doubts: [], words: model.since },
    maxWaitHours: null,
    steps: [`${seconds} s × ${model.perSecond} credits/s = ${total.value} credits`],
    rates: [{
      id: rate.id,
      pricedAs: null,
      when: {},
      independent: rate.independent,
      unit: rate.unit,
      per: "1",
      amount: { min: each.value, max: each.value },
      precision: "exact",
      status: "current",
      known: rate.known,
      from: rate.from,
      until: null,
      note: null,
      conflicts: [],
      gaps: [],
      sources: rate.sources.map(({ document, line }) => ({ document, title: titles.get(document), line, url: null })),
    }],
    warnings: [],
    request: { asOf, model: id, seconds, seller: house.id },
    rounding: "half-away-from-zero; dollars 6 places, cents 2",
    asOf,
    table,
  });
  const left = 86400 - (Math.floor(now / 1000) % 86400);
  return new Response(body, {
    headers: {
      "Content-Type": "application/json",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "ETag, Reelrate-Signature, Retry-After, RateLimit-Policy, Sunset",
      "Cache-Control": `public, max-age=${Math.min(60, left - 1)}`,
      ETag: `"${table.digest.slice(7, 15)}-${asOf}-${id}-${seconds}"`,
      "Reelrate-Signature": "none",
      Vary: "Accept",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function figure(amount) {
  const value = String(amount);
  return { value, min: value, max: value, exact: value, display: `${value} credits` };
}

/** "2026-01" in words. */
function month(day) {
  return new Date(`${day}-01`).toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
}
