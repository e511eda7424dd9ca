// The Worker in workerd beside three others in one run: a Worker in plain
// JavaScript that gives the same bytes, the library's stock entry, and for the
// cold start an empty Go handler. Only ratios mean anything on another machine.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { frozen } from "./built.mjs";
import { row, save } from "./rows.mjs";
import { serve } from "./workerd.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const quote = (seconds) => `/v1/quote?seller=house&model=veo-3&seconds=${seconds}`;
const [ours, plain, stock, empty] = [
  { table: frozen.table },
  { table: frozen.table, file: here("plain/plain.capnp") },
  { dir: here("../../dist/bench/stock"), file: here("stock/stock.capnp") },
  { dir: here("../../dist/bench/empty"), file: here("stock/stock.capnp") },
];

await throughput();
await coldStart();
await memory(1_000_000);
await save("worker");

async function throughput() {
  const workers = {
    ours: await serve(ours),
    "plain JavaScript": await serve(plain),
    "stock entry": await serve(stock),
  };
  for (let seconds = 1; seconds <= 60; seconds++) {
    const [a, b] = await Promise.all(
      ["ours", "plain JavaScript"].map(async (name) => (await fetch(workers[name].url + quote(seconds))).text()),
    );
    assert.equal(a, b);
  }
  const rounds = Object.fromEntries(Object.keys(workers).map((name) => [name, []]));
  for (const worker of Object.values(workers)) await load(worker, 2); // until it is compiled
  for (let round = 0; round < 5; round++) {
    for (const [name, worker] of Object.entries(workers)) rounds[name].push(await load(worker, 3));
  }
  await Promise.all(Object.values(workers).map((worker) => worker.stop()));

  const base = median(rounds["plain JavaScript"], "rate");
  console.log("\nGET /v1/quote, 4 connections          requests/s  of plain JS    p50 ms    p99 ms  CPU µs/request");
  for (const [name, results] of Object.entries(rounds)) {
    const [rate, p50, p99, cpu] = ["rate", "p50", "p99", "cpu"].map((key) => median(results, key));
    console.log(
      [
        name.padEnd(36),
        num(rate, 0, 12),
        num(rate / base, 2, 13),
        num(p50, 2, 10),
        num(p99, 2, 10),
        num(cpu, 0, 16),
      ].join(""),
    );
  }
  const each = (name) => 1e6 / median(rounds[name], "rate");
  row("GET /v1/quote in workerd, 4 connections", each("ours"), each("plain JavaScript"), "µs", 2, "plain JavaScript");
  row("GET /v1/quote in workerd, 4 connections", each("ours"), each("stock entry"), "µs", 1, "stock entry");
}

/** Asks one Worker for three seconds with wrk. */
async function load(worker, seconds) {
  const before = await cpuSeconds(worker.pid);
  const { stdout } = await promisify(execFile)("wrk", [
    "-c4",
    "-t1",
    `-d${seconds}`,
    "--latency",
    worker.url + quote(8),
  ]);
  assert.doesNotMatch(stdout, /Non-2xx/);
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
    cpu: (((await cpuSeconds(worker.pid)) - before) / requests) * 1e6,
  };
}

/** From the runtime's start to the end of the first answer. */
async function coldStart() {
  const times = { ours: [], "empty Go handler": [] };
  for (let round = 0; round < 9; round++) {
    for (const [name, options] of [
      ["ours", ours],
      ["empty Go handler", empty],
    ]) {
      const worker = await serve(options);
      const began = performance.now();
      await (await fetch(worker.url + quote(8))).arrayBuffer();
      times[name].push({ ms: performance.now() - began });
      await worker.stop();
    }
  }
  const [a, b] = Object.values(times).map((results) => median(results, "ms"));
  row("first request of a cold isolate", a, b, "ms", 1.3, "empty Go handler");
}

/**
 * The program's memory, which is what an isolate's limit is about, while one
 * program answers so many quotes. The build that tells of itself is the same.
 */
async function memory(quotes) {
  const worker = await serve({ dir: here("../../dist/test/panic"), table: frozen.table });
  const lines = (first) =>
    Array.from({ length: 100 }, (_, i) => ({
      seller: "house",
      model: "veo-3",
      seconds: ((first + i) % 60) + 1,
      offer: "agency",
    }));
  const sizes = [];
  console.log("\nquotes answered    by one program after requests    its memory MiB");
  for (let asked = 0; asked < quotes; ) {
    for (const end = asked + quotes / 5; asked < end; asked += 400) {
      await Promise.all(
        [0, 1, 2, 3].map(async (i) => {
          const response = await fetch(`${worker.url}/v1/quotes`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ quotes: lines(asked + 100 * i) }),
          });
          assert.equal((await response.json()).status, "complete");
        }),
      );
    }
    const { served, bytes } = await (await fetch(`${worker.url}/v1/state`)).json();
    sizes.push(bytes / 2 ** 20);
    console.log(num(asked, 0, 15) + num(served, 0, 34) + num(sizes.at(-1), 1, 18));
  }
  row("memory of one program after 1,000,000 quotes", Math.max(...sizes), 64, "MiB");
  row("memory of one program after 1,000,000 quotes", Math.max(...sizes), sizes[0], "MiB", 1.2, "after 200,000:");
  await worker.stop();
}

async function cpuSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function milliseconds(text) {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text);
  return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

function median(results, key) {
  return results.map((result) => result[key]).toSorted((a, b) => a - b)[Math.floor(results.length / 2)];
}

function num(value, digits, width = 0) {
  return value.toFixed(digits).padStart(width);
}
