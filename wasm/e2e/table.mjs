// The engine's figures as one table, each a ratio within this run: to its budget,
// or to what stands beside it. dist/bench/go.txt has the native ones, which
// ./build.sh bench puts there; the rest is measured here.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { calcPrice } from "@pydantic/genai-prices";
import { chromium } from "playwright-core";
import { built, engine } from "./engine.mjs";
import { serve as native } from "./native.mjs";
import { serve as engines } from "./same-page.mjs";
import { starts } from "./start.mjs";

const rows = [];

/** One row: what, how much of it, what it is held against, and the most that the ratio should be. */
function row(what, measured, against, unit, most = 1, beside = "budget") {
  rows.push([what, amount(measured, unit), `${beside} ${amount(against, unit)}`, (measured / against).toFixed(2), most === null ? "" : `≤ ${most}`, most !== null && measured / against > most ? "OVER" : ""]);
}

const amount = (value, unit) => `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en-US")} ${unit}`;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const quote = '{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}';
const lines = Array.from({ length: 100 }, (_, i) => ({ seller: "house", model: "veo-3", seconds: (i % 60) + 1, count: 40, takes: 3 }));
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
print();

// --- native ----------------------------------------------------------------

async function inGo() {
  const times = {};
  for (const [, name, figures] of (await readFile(new URL("../../dist/bench/go.txt", import.meta.url), "utf8")).matchAll(/^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.* ns\/op.*)/gm)) {
    for (const [, ns, unit] of figures.matchAll(/([\d.]+) (\S*)ns\//g)) (times[`${name}${unit && `/${unit.slice(0, -1)}`}`] ??= []).push(Number(ns) / 1000);
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
    if (small) row(`${what}, release engine in node`, small, times["page.wasm"], "µs", 1, "standard Go");
    else if (budget) row(`${what}, standard engine in node`, times["page.wasm"], budget, "µs", null);
  }

  const log = "job_id,date,seller,model,seconds,credits\n" + Array.from({ length: 100_000 }, (_, i) => `j${i},2026-06-15,house,veo-3,8,480\n`).join("");
  const began = performance.now();
  const { totals, error } = JSON.parse(asks["widget.wasm"]("reconcile", JSON.stringify({ log, list: "none" })));
  if (error) throw new Error(error.message);
  const each = ((performance.now() - began) * 1000) / 1e5;
  row("reconcile 100,000 rows, whole engine in node", each, turns({ quote: () => asks["widget.wasm"]("quote", quote) }).quote, "µs", 1, "a row, a quote");

  // Another library, which prices tokens, from JavaScript objects and in floats.
  const usage = { input_tokens: 1000, output_tokens: 100 };
  if (!calcPrice(usage, "gpt-4o", { providerId: "openai" })?.total_price) throw new Error("genai-prices has no price");
  const best = built.at(-1);
  const beside = turns({ ours: () => asks[best]("quote", quote), theirs: () => calcPrice(usage, "gpt-4o", { providerId: "openai" }) });
  row(`quote, ${best} in node`, beside.ours, beside.theirs, "µs", null, "genai-prices calcPrice");
}

// --- starting, with a larger table ------------------------------------------

/** What is in the table has to be copied to where the program is: a hundred times as much shows. */
async function starting() {
  const { native, wasm } = await starts();
  for (const [what, times] of [["first quote of a process", native], ["first quote of standard Go's engine in node", wasm]]) {
    row(`${what}, table × 10`, times[10], times[1], "ms", 1.2, "× 1:");
    row(`${what}, table × 100`, times[100], times[1], "ms", 2, "× 1:");
  }
}

// --- Chromium --------------------------------------------------------------

async function inChromium() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    await quotesInChromium(browser);
    await keystrokes(browser);
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
  const each = await page.evaluate(async ([name, quote]) => {
    const ask = await globalThis.open(`./${name}`);
    const round = (count) => {
      const began = performance.now();
      for (let i = 0; i < count; i++) ask("quote", quote);
      return ((performance.now() - began) / count) * 1000;
    };
    round(3000);
    return Math.min(...Array.from({ length: 9 }, () => round(1000)));
  }, [name, quote]);
  await server.stop();
  row(`quote, ${name} in Chromium`, each, 50, "µs");
}

/** From a keystroke to a repainted price without the wait for the screen's next frame; and from navigation to a price. */
async function keystrokes(browser) {
  const server = await native();
  const plain = await plainCalculator();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/?seller=house&model=veo-3&seconds=8`);
    await page.waitForFunction(() => document.querySelector('[data-figure="credits"]').textContent.startsWith("480"));
    const times = await page.evaluate(async () => {
      const input = document.getElementById("seconds");
      const credits = document.querySelector('[data-figure="credits"]');
      const times = [];
      for (let i = 0; i < 40; i++) {
        const changed = new Promise((resolve) => new MutationObserver((_, observer) => (observer.disconnect(), resolve(performance.now()))).observe(credits, { childList: true, characterData: true, subtree: true }));
        input.value = String(5 + (i % 2));
        const pressed = performance.now();
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const priced = (await changed) - pressed;
        times.push(priced + (await painting()));
      }
      return times.slice(10).sort((a, b) => a - b)[15];

      /** How long the next frame takes, once it begins. */
      function painting() {
        return new Promise((resolve) => requestAnimationFrame(() => {
          const began = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - began);
          port2.postMessage(0);
        }));
      }
    });
    row("keystroke to repainted price, Chromium", times, 8, "ms");
    await page.close();

    const starts = { ours: [], plain: [] };
    for (let round = 0; round < 9; round++) {
      starts.ours.push(await firstPrice(browser, `${server.url}/embed/?seller=house&model=veo-3&seconds=7`, '[data-figure="credits"]'));
      starts.plain.push(await firstPrice(browser, `${plain.url}/`, "output"));
    }
    row("widget, navigation to first live price", median(starts.ours), median(starts.plain), "ms", null, "hand-written JavaScript");
  } finally {
    await Promise.all([server.stop(), plain.stop()]);
  }
}

/** Of 7 s at 60 credits a second, which is not in the page as it is built. In a new context nothing is cached. */
async function firstPrice(browser, url, selector) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((selector) => {
    const look = () => {
      if (document.querySelector(selector)?.textContent.startsWith("420")) globalThis.priced ??= performance.now();
      else setTimeout(look);
    };
    look();
  }, selector);
  await page.goto(url);
  const time = await (await page.waitForFunction(() => globalThis.priced)).jsonValue();
  await context.close();
  return time;
}

async function plainCalculator() {
  const folder = new URL("plain/calculator/", import.meta.url);
  const table = JSON.stringify(JSON.parse((await engine("widget.wasm"))("table", "{}")).table);
  const [page, script] = await Promise.all(["index.html", "calculator.mjs"].map((name) => readFile(new URL(name, folder))));
  const files = { "/": ["text/html", page], "/calculator.mjs": ["text/javascript", script], "/table.json": ["application/json", table] };
  const server = createServer(({ url }, response) => {
    const [type, body] = files[url] ?? ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "Content-Type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://localhost:${server.address().port}`, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

// --- the table -------------------------------------------------------------

function print() {
  rows.unshift(["", "measured", "beside", "ratio", "should be", ""]);
  const widths = rows[0].map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  console.log();
  for (const cells of rows) console.log(cells.map((cell, i) => (i === 1 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ").trimEnd());
}
