// What a browser and Cloudflare have to load of the last build, each against
// its budget. Ends with 1 if the release is over one; the standard engine, which
// no page loads from a release, is only told of.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../../dist/", import.meta.url).pathname;
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = constants;
const compressed = {
  raw: (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
  brotli: (bytes) => brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22 } }),
};

const artefacts = [
  { name: "engine, release", folder: "widget", files: /^release\.wasm$/, as: "brotli", budget: 150_000, binding: true },
  { name: "engine, standard", folder: "widget", files: /^widget\.wasm$/, as: "brotli", budget: 800_000 },
  { name: "page's script and styles", folder: "site/assets", files: /^(main|style)-.*\.(js|css)$/, as: "gzip", budget: 10_000 },
  { name: "Worker", folder: "worker", files: /^worker\.wasm$/ },
];

const cell = (bytes) => String(bytes).padStart(10);
console.log(`${"".padEnd(26)}${Object.keys(compressed).map((name) => name.padStart(10)).join("")}    budget`);
for (const { name, folder, files, as, budget, binding } of artefacts) {
  const found = existsSync(dist + folder) ? readdirSync(dist + folder).filter((file) => files.test(file)) : [];
  if (found.length === 0) {
    console.log(`${name.padEnd(26)}  not built`);
    continue;
  }
  const sizes = Object.fromEntries(
    Object.entries(compressed).map(([method, compress]) => [method, found.reduce((sum, file) => sum + compress(readFileSync(`${dist}${folder}/${file}`)).length, 0)]),
  );
  const over = budget && sizes[as] > budget;
  const verdict = budget ? `    ${budget} ${as}${over ? `: OVER by ${sizes[as] - budget}` : ""}` : "";
  console.log(name.padEnd(26) + Object.values(sizes).map(cell).join("") + verdict);
  if (over && binding) process.exitCode = 1;
}
