// Requests a second in workerd, our entry beside the stock one, in one run.
// Only the ratio means anything on another machine.

import http from "node:http";
import { fileURLToPath } from "node:url";
import { serve } from "./workerd.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const path = "/v1/quote?seller=house&model=veo-3&seconds=8";
const clients = 4, rounds = 3, seconds = 3;

const entries = {
  "one program per isolate": await serve(),
  "one program per request": await serve({ dir: here("../../dist/bench"), file: here("stock/stock.capnp") }),
};
const results = Object.fromEntries(Object.keys(entries).map((name) => [name, []]));
for (const { url } of Object.values(entries)) await load(url, 1);
for (let round = 0; round < rounds; round++) {
  for (const [name, { url }] of Object.entries(entries)) results[name].push(await load(url, seconds));
}
for (const [name, rates] of Object.entries(results)) {
  console.log(`${name}: ${median(rates)} requests/s (${rates.join(", ")})`);
}
const [reused, stock] = Object.values(results).map(median);
console.log(`ratio: ${(reused / stock).toFixed(1)}`);
await Promise.all(Object.values(entries).map((worker) => worker.stop()));

/** Keeps `clients` connections busy for a while; returns answers per second. */
async function load(url, seconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const end = performance.now() + seconds * 1000;
  let answers = 0;
  const client = async () => {
    while (performance.now() < end) {
      const status = await get(url + path, agent);
      if (status !== 200) throw new Error(`${url}${path}: HTTP ${status}`);
      answers++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return Math.round(answers / seconds);
}

function get(url, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    request.on("error", reject);
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
