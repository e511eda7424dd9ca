// Requests to the engine, good and bad, made from a seed, and what answers to them
// come to. It runs in node and in browsers.

/** How requests are made for all engines. */
const usually = {
  // What the released engine answers; reconcile and table it leaves to the whole one.
  operations: ["quote", "quotes", "models", "offers", "estimate", "compare", "purchase", "budget", "advice", "ledger"],
  words: [
    "",
    "720p",
    "1080p",
    "4K",
    "text-to-video",
    "image-to-video",
    "pro",
    "standard",
    "ünïcode “…”",
    "\u0000",
    "\ud800",
    "a".repeat(300),
    "<&>",
  ],
  dates: [
    "2026-01-15",
    "2026-06-01",
    "2026-08-02",
    "2026-09-24",
    "2026-11-21",
    "2026-11-22T12:34:56Z",
    "2026-11-22T23:30:00.5-05:00",
    "2030-02-29",
    "1970-01-01",
    "x",
  ],
  needs: ["audio", "dialogue,hdr", "editing"],
  markets: ["all"],
  offers: [], // for a comparison, beside those of the table
  aimed: false, // whether a shot is made to fit one of the prices
  stray: 0.01, // how likely a shot has a member that its price does not ask for, each by itself
  fromCorpus: 0.15, // how likely a request is one of the corpus
  sound: 0.9, // how likely one is not damaged
  slip: () => {},
};

/**
 * Most requests have a price, many give more than it needs or spell things as people
 * do. For the whole engine alone.
 */
export const boldly = {
  ...usually,
  operations: [...usually.operations, "reconcile"],
  words: [
    "480p",
    "720p",
    "768p",
    "1080p",
    "4K",
    "8K",
    "16K",
    "144p",
    "1280x720",
    "1920×1080",
    "1080x1920",
    "720P",
    "1080 p",
    "720p\n",
    "1080p\u001b[31m",
    "FREE! visit evil.example",
    "text-to-video",
    "image-to-video",
    "pro",
    "standard",
  ],
  dates: [
    "2025-11-03",
    "2026-01-15",
    "2026-05-31",
    "2026-06-01",
    "2026-08-02",
    "2026-09-23",
    "2026-09-24",
    "2026-10-09",
    "2026-11-21",
    "2026-12-20",
    "2027-06-01",
  ],
  needs: ["audio", "native-audio", "dialogue", "coherent-scenes", "top-quality", "editing", "hdr", "dialogue,hdr"],
  markets: ["all", "api", "app"],
  offers: ["all", "all", "all", "cheapest", "cheapest", "cheapest"],
  aimed: true,
  stray: 0.04,
  fromCorpus: 0.02,
  sound: 0.99,
  slip,
};

/** A name written otherwise, a size in pixels. */
function slip({ pick, chance }, shot) {
  for (const name of ["seller", "model"]) if (chance(0.04)) shot[name] = pick(spellings)(shot[name]);
  if (chance(0.04))
    [shot.width, shot.height] = pick([
      [1280, 720],
      [1920, 1080],
      [1080, 1920],
      [3840, 2160],
      [1000, 1000],
    ]);
}

const spellings = [
  (name) => name.toUpperCase(),
  (name) => name.replace(/[ -]/g, "_"),
  (name) => name.replace(/[-. ]/g, ""),
  (name) => ` ${name.replaceAll("-", " ")} `,
  (name) => `${name} (2)`,
  (name) => `${name}+`,
  (name) => `${name} 专业版`,
  (name) => `${name}\u0000`,
  (name) => name.split("").join("*"),
];

/** @typedef {{ corpus: { operation: string, request: string }[], table: object }} Matter what requests are made of */

/**
 * @param {number} seed
 * @param {Matter} matter
 * @param {typeof usually} [ways]
 * @returns {() => { operation: string, request: string, today: number }} another one at each call
 */
export const requests = (seed, matter, ways = usually) => maker(generator(seed), matter, ways);

const operations = [
  "quote",
  "quotes",
  "models",
  "offers",
  "estimate",
  "compare",
  "purchase",
  "budget",
  "advice",
  "ledger",
  "reconcile",
  "table",
];

/** The operations that an engine answers: the released one leaves some to the whole one. */
export const listed = (ask) =>
  new Set(operations.filter((name) => JSON.parse(ask(name, "{}")).error?.code !== "unknown_operation"));

/**
 * What requests are made of, of a compiled table. The first tables were published in
 * another form, which is that of a pinned engine's.
 */
export const published = ({ sellers }) => ({
  sellers: sellers.map(({ id, models = [], offers }) => ({
    seller: { id },
    models,
    offers,
    rates: models.flatMap(({ id: model, rates = [] }) =>
      rates.map(({ unit, when = [] }) => ({
        model,
        unit,
        when: Object.fromEntries(
          when.map(({ dimension, match, values }) => [dimension ?? "mode", values ?? match ?? "unknown"]),
        ),
      })),
    ),
  })),
});

/**
 * The SHA-256 of each thousand answers and of the thousands before them, in hex.
 * Only the operations that an engine lists are asked.
 */
export async function digest(ask, next, count, list) {
  let sum = "";
  for (let asked = 0; asked < count; ) {
    const answers = [sum];
    for (const end = Math.min(asked + 1000, count); asked < end; asked++) {
      const { operation, request, today } = next();
      if (list.has(operation)) answers.push(ask(operation, request, today));
    }
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(answers.join("\n")));
    sum = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return sum;
}

/** mulberry32: small, and the same everywhere. */
function generator(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, pick: (list) => list[below(list.length)], chance: (p) => next() < p };
}

function maker(
  dice,
  { corpus, table },
  { operations, words, dates, needs, markets, offers: kinds, aimed, stray, fromCorpus, sound, slip },
) {
  const { below, pick, chance } = dice;
  const all = table.sellers.map((s) => ({ ...s, id: s.seller.id }));
  const sellers = all.filter(({ models }) => models?.length > 0);
  const offers = all.flatMap((s) => (s.offers ?? []).map(({ id }) => id));

  const number = () => (chance(0.6) ? usual() : odd());
  const odd = () =>
    chance(0.3)
      ? large()
      : pick([
          below(20),
          below(200),
          below(100_000),
          `${below(1000)}.${below(1000)}`,
          "0",
          "-1",
          "1e9",
          "0.000000001",
          "",
          "abc",
          null,
          true,
          8,
        ]);
  const usual = () => (chance(0.02) ? odd() : pick([1, 2, 3, 4, 5, 6, 8, 10, 12, below(60), `${below(30)}`]));
  // An int of TinyGo's has 32 bits: around those, 53 and 64, and the longest that are read.
  const large = () => {
    const n = 2n ** BigInt(pick([31, 32, 33, 53, 62, 63, 64])) + BigInt(below(5) - 2);
    return pick([
      `${n}`,
      `-${n}`,
      `${n / 1000n}.${below(1000)}`,
      Number(n),
      10 ** below(13),
      "999999999999",
      "123456789012.123456789012",
      `${below(2 ** 31)}.${below(10 ** 6)}`,
    ]);
  };
  const date = () => pick(dates);
  const word = () => pick(words);

  const shot = () => strayed(aimed ? priced() : any());
  const any = () => {
    const seller = pick(sellers);
    const model = pick(seller.models);
    const s = {
      seller: chance(0.98) ? seller.id : word(),
      model: chance(0.98) ? (chance(0.9) ? model.id : model.name) : word(),
    };
    if (chance(0.7)) s.seconds = chance(0.9) ? usual() : number();
    const rates = (seller.rates ?? []).filter((r) => r.model === model.id);
    for (const [name, value] of Object.entries((rates.length && pick(rates).when) || {})) {
      if (Array.isArray(value) && chance(0.8)) s[name] ??= pick(value);
    }
    return s;
  };
  const priced = () => {
    const { id, models, rates } = pick(sellers.filter(({ rates }) => rates.length > 0));
    const { model, unit, when } = pick(rates);
    const s = { seller: id, model: chance(0.9) ? model : models.find(({ id }) => id === model).name };
    for (const [name, value] of Object.entries(when ?? {}))
      if (!/^(any|unknown)$/.test(value)) s[name] = pick([value].flat());
    if (unit === "second" && chance(0.95)) s.seconds ??= usual();
    return s;
  };
  const strayed = (s) => {
    const dimensions = {
      mode: word,
      resolution: word,
      audio: () => pick([true, false, "maybe"]),
      hdr: () => pick([true, false]),
      quality: word,
      batch: () => pick([true, false]),
      tier: usual,
      images: usual,
      inputImages: usual,
      inputSeconds: usual,
      width: number,
      height: number,
      fps: usual,
      gpuHours: number,
    };
    for (const [name, value] of Object.entries(dimensions)) if (chance(stray)) s[name] = value();
    slip(dice, s);
    return s;
  };
  const some = (members) =>
    Object.fromEntries(
      Object.entries(members)
        .filter(() => chance(0.3))
        .map(([name, value]) => [name, value()]),
    );
  const seldom = (members) => (chance(0.2) ? some(members) : {});
  const list = (of, most) => Array.from({ length: 1 + below(most) }, of);
  const plan = () => ({ price: number(), credits: number() });
  const offer = () => (chance(0.9) ? pick(offers) : word());

  const make = {
    quote: () => ({
      ...shot(),
      ...some({ count: usual, takes: usual, everyOffer: () => chance(0.5), history: () => chance(0.5) }),
      ...seldom({ offer, plan, asOf: date, credits: number }),
    }),
    quotes: () => ({ quotes: list(make.quote, 5), ...some({ asOf: date }) }),
    models: () =>
      some({
        seller: () => pick(sellers).id,
        model: () => pick(pick(sellers).models).id,
        q: () => pick(["veo", "sora 2", "kling", "", "zzz", word()]),
        asOf: date,
      }),
    offers: () =>
      some({
        seller: () => pick(sellers).id,
        offer,
        plan,
        promo: word,
        bonus: () => some({ percent: usual, cap: number }),
        month: usual,
        newUser: () => chance(0.5),
        asOf: date,
      }),
    estimate: () => ({
      lines: list(() => ({ ...shot(), ...some({ count: usual, takes: usual }) }), 6),
      ...seldom({ offer, plan, asOf: date }),
    }),
    compare: () => {
      const { seller, model, ...rest } = shot();
      return {
        ...rest,
        ...some({
          needs: () => pick([...needs, word()]),
          market: () => pick([...markets, word()]),
          offers: () => pick([offer(), `${offer()},${offer()}`, ...kinds]),
          asOf: date,
        }),
      };
    },
    purchase: () => ({
      seller: chance(0.9) ? pick(all.filter((s) => s.offers?.length > 0)).id : word(),
      credits: chance(0.9) ? below(10 ** below(8)) : number(),
      ...some({
        months: usual,
        plans: usual,
        limits: () => ({ [offer()]: usual() }),
        packsLast: () => chance(0.5),
        asOf: date,
      }),
    }),
    budget: () => ({
      ...shot(),
      clips: chance(0.9) ? below(2000) : number(),
      ...some({ keep: () => ({ kept: usual(), of: 60 }), percentiles: () => pick(["50,90,99", "0.01,99.99"]) }),
      ...seldom({
        percentiles: word,
        ceiling: number,
        start: date,
        clipsPerDay: usual,
        have: () => ({ dollars: number() }),
        gate: () => ({ spent: number(), attempt: usual(), maxAttempts: usual() }),
        takes: usual,
        offer,
        asOf: date,
      }),
    }),
    advice: () => ({
      ...shot(),
      ...seldom({ region: () => pick(["eu", "EU", "us", word()]), purpose: () => pick(["ads", word()]), asOf: date }),
    }),
    ledger: () => ({
      seller: chance(0.9) ? pick(["endpoints", "house", pick(sellers).id]) : word(),
      ...some({ balance: number, asOf: date }),
      events: list(
        () => ({
          event: pick(["submit", "status", "end", "refund", "capture", word()]),
          job: pick(["a", "b", "c"]),
          ...some({
            status: () => pick([1, 2, 3, "completed", word()]),
            credits: usual,
            quoted: usual,
            creditsUsed: usual,
            shot,
          }),
        }),
        8,
      ),
    }),
    reconcile: () => ({
      log: JSON.stringify(
        list(
          () => ({
            ...shot(),
            submitted_at: date(),
            ...some({ status: () => pick(["completed", "failed", word()]), quoted: usual, offer }),
            [pick(["credits_used", "usd"])]: usual(),
          }),
          5,
        ),
      ),
      ...some({ list: () => pick(["all", "none"]), asOf: date }),
    }),
  };

  /** Damage as a network or a slip does it. */
  const spoil = (s) => {
    const at = below(s.length + 1);
    return pick([
      () => s.slice(0, at),
      () => s.slice(0, at) + pick(['"', "{", "[", ",", "\\u00", "\ufffd", "\u0000", "é", "}", "1", " "]) + s.slice(at),
      () => s.slice(0, at) + s.slice(at + 1 + below(4)),
      () => s + s,
      () => "[".repeat(1 + below(3000)) + s,
      () => s.slice(0, at) + '{"a":'.repeat(1 + below(3000)) + s.slice(at),
      () => s.replace(/"/, '"x'),
    ])();
  };

  // late in 2026, as the table is
  const today = () => (chance(0.9) ? 20_780 + below(20) : 20_000 + below(1500)) * 86_400;
  return () => {
    if (corpus.length > 0 && chance(fromCorpus)) {
      const { operation, request } = pick(corpus);
      return { operation, request: chance(0.5) ? request : spoil(request), today: today() };
    }
    const operation = pick(operations);
    const request = JSON.stringify(make[operation]());
    return {
      operation: chance(0.99) ? operation : pick(["", "prices", "QUOTE", word()]),
      request: chance(sound) ? request : spoil(request),
      today: today(),
    };
  };
}
