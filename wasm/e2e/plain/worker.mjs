// What a quote costs at best in this runtime: a Worker in plain JavaScript that
// answers GET /v1/quote of two models with our bytes. ./build.sh bench compares
// the answers first and then the speed. It takes three parameters, knows two
// rates, no dates but today and no way to refuse but one.

const title = "Video Credit Per-Second Pricing Analysis & Recommendations";

const models = {
  "veo-3": { name: "Veo 3", perSecond: 60n, lines: [167, 191, 211] },
  "luma-ray3": { name: "Luma Ray3", perSecond: 15n, lines: [165, 209] },
};

const table = {
  version: "2026-11-21",
  digest: "sha256:fe0c3ef930991fff6c94d0098ed564b288634086ac5d6c4557449f8fb012b871",
};

export default {
  fetch(request) {
    const query = new URL(request.url).searchParams;
    const id = query.get("model");
    const model = models[id];
    const seconds = query.get("seconds");
    if (query.get("seller") !== "house" || !model || !/^[1-9]\d?$/.test(seconds) || Number(seconds) > 60 || query.size !== 3) {
      return Response.json({ code: "refused" }, { status: 422 });
    }
    const now = new Date();
    const asOf = now.toISOString().slice(0, 10);
    const total = figure(model.perSecond * BigInt(seconds));
    const each = figure(model.perSecond);
    const body = JSON.stringify({
      status: "exact",
      seller: { id: "house", name: "House", kind: "house", vendor: null, currency: "house-credit" },
      model: { id, name: model.name },
      currency: "house-credit",
      shot: { seller: "house", model: id, seconds },
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
      maxWaitHours: null,
      steps: [`${seconds} s × ${model.perSecond} credits/s = ${total.value} credits`],
      rates: [{
        id: `house/${id}/per-second`,
        when: {},
        independent: ["resolution", "audio"],
        unit: "second",
        per: "1",
        amount: { min: each.value, max: each.value },
        precision: "exact",
        status: "current",
        asOf: "2026-01",
        from: "2026-01-01",
        until: null,
        note: null,
        conflicts: [],
        gaps: [],
        sources: model.lines.map((line) => ({ document: "000", title, line, url: null })),
      }],
      warnings: [],
      request: { asOf, model: id, seconds, seller: "house" },
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
  },
};

function figure(amount) {
  const value = String(amount);
  return { value, min: value, max: value, exact: value, display: `${value} credits` };
}
