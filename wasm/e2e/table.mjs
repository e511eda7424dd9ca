// All figures as one table. The native ones are in dist/bench/go.txt, where
// ./build.sh bench puts them, the Worker's and the elements' come from their own
// scripts, and the rest is measured here.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { calcPrice } from "@pydantic/genai-prices";
import { chromium } from "playwright-core";
import { frozen } from "./built.mjs";
import { options } from "./chromium.mjs";
import { built, engine, table } from "./engine.mjs";
import { serve as native } from "./native.mjs";
import { print, row } from "./rows.mjs";
import { serve as engines } from "./same-page.mjs";
import { starts } from "./start.mjs";

const quote = '{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}';
const lines = Array.from({ length: 100 }, (_, i) => ({
  seller: "house",
  model: "veo-3",
  seconds: (i % 60) + 1,
  count: 40,
  takes: 3,
}));
const operations = [
  ["quote", "quote", quote, 50],
  ["estimate of 100 lines", "estimate", JSON.stringify({ lines }), null],
  ["compare", "compare", '{"seconds":8,"market":"all"}', null],
  ["purchase of 10⁹ credits", "purchase", '{"credits":1000000000}', null],
];

await inGo();
await inNode();
await starting();
await inChromium();
await print("worker", "elements");

// --- native ----------------------------------------------------------------

async function inGo() {
  const times = {};
  for (const [, name, figures] of (
    await readFile(new URL("../../dist/bench/go.txt", import.meta.url), "utf8")
  ).matchAll(/^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.* ns\/op.*)/gm)) {
    for (const [, ns, unit] of figures.matchAll(/([\d.]+) (\S*)ns\//g))
      (times[`${name}${unit && `/${unit.slice(0, -1)}`}`] ??= []).push(Number(ns) / 1000);
  }
  const of = (name) => Math.min(...times[name]);
  row("quote, native", of("Quote/offer"), 2, "µs");
  row("quote, native, table × 10", of("QuoteGrown/x10"), of("QuoteGrown/x1"), "µs", 1.2, "× 1:");
  row("quote, native, table × 100", of("QuoteGrown/x100"), of("QuoteGrown/x1"), "µs", 1.2, "× 1:");
  row("estimate of 100 lines, native", of("Estimate"), 100 * of("Quote/offer"), "µs", null, "100 quotes");
  row("compare, native", of("Compare"), of("Quote/offer"), "µs", null, "quote");
  row("purchase of 10⁹ credits, native", of("Purchase/house"), 1000, "µs");
  row("reconcile 100,000 rows, native", of("Reconcile/mixed") / 1e5, of("Quote/offer"), "µs", null, "a row, a quote");
}

// --- the browser's engine in node --------------------------------------------

/**
 * Microseconds a call, the least of rounds that take turns: what other programs
 * take of the machine only adds. The rounds end when thirty of them have made
 * nothing faster by a fiftieth: a program's first thousands of calls are on code
 * that V8 has not optimised yet.
 */
function turns(calls, least = 40) {
  const best = Object.fromEntries(Object.keys(calls).map((name) => [name, Infinity]));
  for (let rounds = 0, same = 0; rounds < 200 && same < 30; rounds++) {
    same++;
    for (const name in calls) {
      const count = Math.ceil((least * 1000) / Math.min(best[name], least * 1000));
      const began = performance.now();
      for (let i = 0; i < count; i++) calls[name]();
      const each = ((performance.now() - began) * 1000) / count;
      if (each < 0.98 * best[name]) same = 0;
      best[name] = Math.min(best[name], each);
    }
  }
  return best;
}

async function inNode() {
  const asks = {};
  for (const name of built) asks[name] = await engine(name);
  for (const [what, operation, request, budget] of operations) {
    const times = turns(Object.fromEntries(built.map((name) => [name, () => asks[name](operation, request)])));
    const small = times["release.wasm"];
    if (small && budget) row(`${what}, release engine in node`, small, budget, "µs");
    if (small) row(`${what}, release engine in node`, small, times["widget.wasm"], "µs", 1, "standard Go");
    else if (budget) row(`${what}, standard engine in node`, times["widget.wasm"], budget, "µs", null);
  }

  const log =
    "job_id,date,seller,model,seconds,credits\n" +
    Array.from({ length: 100_000 }, (_, i) => `j${i},2026-06-15,house,veo-3,8,480\n`).join("");
  const began = performance.now();
  const { error } = JSON.parse(asks["widget.wasm"]("reconcile", JSON.stringify({ log, list: "none" })));
  if (error) throw new Error(error.message);
  const each = ((performance.now() - began) * 1000) / 1e5;
  row(
    "reconcile 100,000 rows, whole engine in node",
    each,
    turns({ quote: () => asks["widget.wasm"]("quote", quote) }).quote,
    "µs",
    1,
    "a row, a quote",
  );

  // Another library, which prices tokens, from JavaScript objects and in floats.
  const usage = { input_tokens: 1000, output_tokens: 100 };
  if (!calcPrice(usage, "gpt-4o", { providerId: "openai" })?.total_price) throw new Error("genai-prices has no price");
  const best = built.at(-1);
  const beside = turns({
    ours: () => asks[best]("quote", quote),
    theirs: () => calcPrice(usage, "gpt-4o", { providerId: "openai" }),
  });
  row(`quote, ${best} in node`, beside.ours, beside.theirs, "µs", null, "genai-prices calcPrice");
}

// --- starting, with a larger table ------------------------------------------

/** Every byte of a table is read once. */
async function starting() {
  const least = await starts();
  if (least["release.wasm"]) row("loading the table, release engine in node", least["release.wasm"][1], 2, "ms");
  for (const [name, times] of Object.entries(least)) {
    row(`from start to first quote, ${name}, table × 10`, times[10], times[1], "ms", 10, "× 1:");
    row(`from start to first quote, ${name}, table × 100`, times[100], times[1], "ms", 100, "× 1:");
  }
}

// --- Chromium --------------------------------------------------------------

async function inChromium() {
  const browser = await chromium.launch(options());
  try {
    await quotesInChromium(browser);
    await keystrokes(browser);
    await firstPrices(browser);
  } finally {
    await browser.close();
  }
}

async function quotesInChromium(browser) {
  const name = built.at(-1);
  const server = await engines(1, 1);
  const page = await browser.newPage();
  await page.goto(server.url(name));
  await page.waitForFunction(() => document.title.length === 64);
  const each = await page.evaluate(
    async ([name, quote]) => {
      const ask = await globalThis.open(`./${name}`, "./table.json");
      const round = (count) => {
        const began = performance.now();
        for (let i = 0; i < count; i++) ask("quote", quote);
        return ((performance.now() - began) / count) * 1000;
      };
      round(3000);
      return Math.min(...Array.from({ length: 9 }, () => round(1000)));
    },
    [name, quote],
  );
  await server.stop();
  row(`quote, ${name} in Chromium`, each, 50, "µs");
}

/** From a keystroke to a repainted price without the wait for the screen's next frame: the least median of rounds. */
async function keystrokes(browser) {
  const server = await native(frozen);
  const page = await browser.newPage();
  await page.goto(`${server.url}/?seller=house&model=veo-3&seconds=8`);
  await page.waitForFunction(() => document.querySelector('[data-figure="credits"]').textContent.startsWith("480"));
  const round = () =>
    page.evaluate(async () => {
      const input = document.getElementById("seconds");
      const credits = document.querySelector('[data-figure="credits"]');
      const times = [];
      for (let i = 0; i < 30; i++) {
        const changed = new Promise((resolve) =>
          new MutationObserver((_, observer) => (observer.disconnect(), resolve(performance.now()))).observe(credits, {
            childList: true,
            characterData: true,
            subtree: true,
          }),
        );
        input.value = String(5 + (i % 2));
        const pressed = performance.now();
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const priced = (await changed) - pressed;
        times.push(priced + (await painting()));
      }
      return times.sort((a, b) => a - b)[15];

      /** How long the next frame takes, once it begins. */
      function painting() {
        return new Promise((resolve) =>
          requestAnimationFrame(() => {
            const began = performance.now();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - began);
            port2.postMessage(0);
          }),
        );
      }
    });
  let least = Infinity;
  for (let i = 0; i < 9; i++) least = Math.min(least, await round());
  row("keystroke to repainted price, Chromium", least, 8, "ms");
  await Promise.all([page.close(), server.stop()]);
}

/**
 * From navigation to a price, with nothing in the cache: an element in a bare page, the
 * embedded page, and the smallest of others.
 */
async function firstPrices(browser) {
  const server = await native(frozen);
  const plain = await others(server.url);
  const pages = {
    element: [`${plain.url}/element`, "reelrate-price"],
    page: [`${server.url}/embed/?seller=house&model=veo-3&seconds=7`, '[data-figure="credits"]'],
    plain: [`${plain.url}/`, "output"],
  };
  const least = {};
  for (let i = 0; i < 15; i++) {
    for (const [name, where] of Object.entries(pages))
      least[name] = Math.min(least[name] ?? Infinity, await firstPrice(browser, ...where));
  }
  row("element, navigation to first live price", least.element, least.plain, "ms", null, "hand-written JavaScript");
  row("embedded page, navigation to first live price", least.page, least.plain, "ms", null, "hand-written JavaScript");
  await Promise.all([server.stop(), plain.stop()]);
}

/** Of 7 s at 60 credits a second, which is not in any page as it is built. In a new context nothing is cached. */
async function firstPrice(browser, url, selector) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((selector) => {
    const look = () => {
      const place = document.querySelector(selector);
      if (/420/.test(place?.textContent + place?.shadowRoot?.textContent)) globalThis.priced ??= performance.now();
      else setTimeout(look);
    };
    look();
  }, selector);
  await page.goto(url);
  const time = await (await page.waitForFunction(() => globalThis.priced)).jsonValue();
  await context.close();
  return time;
}

/** Serves the hand-written calculator, and a page that has nothing but an element of the site's. */
async function others(site) {
  const folder = new URL("plain/calculator/", import.meta.url);
  const { version } = JSON.parse(await readFile(new URL("../../site/embed/package.json", import.meta.url), "utf8"));
  const [page, script] = await Promise.all(
    ["index.html", "calculator.mjs"].map((name) => readFile(new URL(name, folder))),
  );
  const element = `<!doctype html><html lang="en"><title>Price</title><link rel="icon" href="data:,">
<script type="module" src="${site}/embed/v${version}/reelrate.js"></script>
<p><reelrate-price seller="house" model="veo-3" seconds="7"></reelrate-price></p>`;
  const files = {
    "/": ["text/html", page],
    "/element": ["text/html", element],
    "/calculator.mjs": ["text/javascript", script],
    "/table.json": ["application/json", table],
  };
  const server = createServer(({ url }, response) => {
    const [type, body] = files[url] ?? ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "Content-Type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
