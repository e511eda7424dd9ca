// Asks both engines the same requests, good and bad, and compares the bytes:
//
//	node same.mjs [COUNT [SEED]]
//
// The requests are made from a seed, so that a difference can be looked at.

import { readFile, readdir } from "node:fs/promises";
import { engine } from "./engine.mjs";

// What the released engine answers; reconcile and table it leaves to the API.
const operations = ["quote", "quotes", "models", "offers", "estimate", "compare", "purchase", "budget", "advice", "ledger"];

const root = new URL("../../", import.meta.url);

export async function differences(count, seed, report = console.error) {
  const standard = await engine("widget.wasm");
  const release = await engine("release.wasm");
  const random = generator(seed);
  const requests = await maker(random, JSON.parse(standard("table", "{}")).table);
  const seen = {};
  let different = 0;
  for (let i = 0; i < count; i++) {
    const { operation, request, today } = requests();
    const want = standard(operation, request, today);
    const got = release(operation, request, today);
    const kind = `${operations.includes(operation) ? operation : "other"} ${JSON.parse(want).status ?? "answered"}`;
    seen[kind] = (seen[kind] ?? 0) + 1;
    if (got === want) continue;
    if (++different <= 5) report(`${operation} ${request.slice(0, 2000)}\n  at ${today}\n  standard: ${want.slice(0, 2000)}\n  release:  ${got.slice(0, 2000)}`);
  }
  return { different, seen };
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

async function maker({ below, pick, chance }, table) {
  const corpus = await seeds();
  const all = table.sellers.map((s) => ({ ...s, id: s.seller.id }));
  const sellers = all.filter(({ models }) => models?.length > 0);
  const offers = all.flatMap((s) => (s.offers ?? []).map(({ id }) => id));

  const number = () => (chance(0.6) ? usual() : odd());
  const odd = () => pick([below(20), below(200), below(100_000), `${below(1000)}.${below(1000)}`, "0", "-1", "1e9", "999999999999", "123456789012.123456789", "0.000000001", "", "abc", null, true, 8]);
  const usual = () => pick([1, 2, 3, 4, 5, 6, 8, 10, 12, below(60), `${below(30)}`]);
  const date = () => pick(["2026-01-15", "2026-06-01", "2026-08-02", "2026-09-24", "2026-11-21", "2026-11-22T12:34:56Z", "2026-11-22T23:30:00.5-05:00", "2030-02-29", "1970-01-01", "x"]);
  const word = () => pick(["", "720p", "1080p", "4K", "text-to-video", "image-to-video", "pro", "standard", "ünïcode “…”", "\u0000", "\ud800", "a".repeat(300), "<&>"]);

  const shot = () => {
    const seller = pick(sellers);
    const model = pick(seller.models);
    const s = { seller: chance(0.98) ? seller.id : word(), model: chance(0.98) ? (chance(0.9) ? model.id : model.name) : word() };
    if (chance(0.7)) s.seconds = chance(0.9) ? usual() : number();
    const rates = (seller.rates ?? []).filter((r) => r.model === model.id);
    for (const [name, value] of Object.entries((rates.length && pick(rates).when) || {})) {
      if (Array.isArray(value) && chance(0.8)) s[name] ??= pick(value);
    }
    const dimensions = { mode: word, resolution: word, audio: () => pick([true, false, "maybe"]), hdr: () => pick([true, false]), quality: word, batch: () => pick([true, false]), tier: usual, images: usual, inputImages: usual, inputSeconds: usual, width: number, height: number, fps: usual, gpuHours: number };
    for (const [name, value] of Object.entries(dimensions)) if (chance(0.01)) s[name] = value();
    return s;
  };
  const some = (members) => Object.fromEntries(Object.entries(members).filter(() => chance(0.3)).map(([name, value]) => [name, value()]));
  const seldom = (members) => (chance(0.2) ? some(members) : {});
  const list = (of, most) => Array.from({ length: 1 + below(most) }, of);
  const plan = () => ({ price: number(), credits: number() });
  const offer = () => (chance(0.9) ? pick(offers) : word());

  const make = {
    quote: () => ({ ...shot(), ...some({ count: usual, takes: usual, everyOffer: () => chance(0.5), history: () => chance(0.5) }), ...seldom({ offer, plan, asOf: date, credits: number }) }),
    quotes: () => ({ quotes: list(make.quote, 5), ...some({ asOf: date }) }),
    models: () => some({ seller: () => pick(sellers).id, model: () => pick(pick(sellers).models).id, q: () => pick(["veo", "sora 2", "kling", "", "zzz", word()]), asOf: date }),
    offers: () => some({ seller: () => pick(sellers).id, offer, plan, promo: word, bonus: () => some({ percent: usual, cap: number }), month: usual, newUser: () => chance(0.5), asOf: date }),
    estimate: () => ({ lines: list(() => ({ ...shot(), ...some({ count: usual, takes: usual }) }), 6), ...seldom({ offer, plan, asOf: date }) }),
    compare: () => {
      const { seller, model, ...rest } = shot();
      return { ...rest, ...some({ needs: () => pick(["audio", "dialogue,hdr", "editing", word()]), market: () => pick(["all", word()]), offers: () => pick([offer(), `${offer()},${offer()}`]), asOf: date }) };
    },
    purchase: () => ({
      seller: chance(0.9) ? pick(all.filter((s) => s.offers?.length > 0)).id : word(),
      credits: chance(0.9) ? below(10 ** below(8)) : number(),
      ...some({ months: usual, plans: usual, limits: () => ({ [offer()]: usual() }), packsLast: () => chance(0.5), asOf: date }),
    }),
    budget: () => ({ ...shot(), clips: chance(0.9) ? below(2000) : number(), ...some({ keep: () => ({ kept: usual(), of: 60 }), percentiles: () => pick(["50,90,99", "0.01,99.99"]) }), ...seldom({ percentiles: word, ceiling: number, start: date, clipsPerDay: usual, have: () => ({ dollars: number() }), gate: () => ({ spent: number(), attempt: usual(), maxAttempts: usual() }), takes: usual, offer, asOf: date }) }),
    advice: () => ({ ...shot(), ...seldom({ region: () => pick(["eu", "EU", "us", word()]), purpose: () => pick(["ads", word()]), asOf: date }) }),
    ledger: () => ({
      seller: chance(0.9) ? pick(["endpoints", "house", pick(sellers).id]) : word(),
      ...some({ balance: number, asOf: date }),
      events: list(
        () => ({ event: pick(["submit", "status", "end", "refund", "capture", word()]), job: pick(["a", "b", "c"]), ...some({ status: () => pick([1, 2, 3, "completed", word()]), credits: usual, quoted: usual, creditsUsed: usual, shot }) }),
        8,
      ),
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

  const today = () => (chance(0.9) ? 20_780 + below(20) : 20_000 + below(1500)) * 86_400; // late in 2026, as the table is
  return () => {
    if (corpus.length > 0 && chance(0.15)) {
      const { operation, request } = pick(corpus);
      return { operation, request: chance(0.5) ? request : spoil(request), today: today() };
    }
    const operation = pick(operations);
    const request = JSON.stringify(make[operation]());
    return { operation: chance(0.99) ? operation : pick(["", "prices", "QUOTE", word()]), request: chance(0.9) ? request : spoil(request), today: today() };
  };
}

/** The requests of the engine's own fuzz corpus. */
async function seeds() {
  const folder = new URL("pricing/testdata/fuzz/FuzzHandle/", root);
  const found = [];
  for (const name of await readdir(folder)) {
    const [, operation, request] = (await readFile(new URL(name, folder), "utf8")).split("\n");
    try {
      const value = { operation: JSON.parse(/^string\((.*)\)$/.exec(operation)[1]), request: JSON.parse(/^\[\]byte\((.*)\)$/.exec(request)[1]) };
      if (operations.includes(value.operation)) found.push(value);
    } catch {
      // written with escapes that only Go has
    }
  }
  return found;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [count = "100000", seed = "1"] = process.argv.slice(2);
  const { different, seen } = await differences(Number(count), Number(seed));
  for (const [kind, n] of Object.entries(seen).sort()) console.log(`${String(n).padStart(8)} ${kind}`);
  console.log(`${count} requests of seed ${seed}: ${different} answered differently`);
  if (different > 0) process.exitCode = 1;
}
