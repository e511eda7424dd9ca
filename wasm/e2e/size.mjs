// What a browser and Cloudflare have to load of the last build, each against
// its budget:
//
//	node size.mjs           the table, and what the programs consist of where dist/test/named has them
//	node size.mjs --check RATES
//	                        only what has to be within its budget: a table if it is the
//	                        default list's, as how much another sells is its owner's to say
//
// Ends with 1 if what a page loads to have a price, or the elements' script, is over
// its budget. The rest is only told of: standard Go's engine, for one, is loaded by
// no released page before somebody has a log to check.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { parts } from "./parts.mjs";

const dist = new URL("../../dist/", import.meta.url).pathname;
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
const compressed = {
  raw: (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
  brotli: (bytes) =>
    brotliCompressSync(bytes, {
      params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
};

const artefacts = [
  {
    name: "release engine and table",
    folder: "",
    files: /^(widget\/release\.wasm|table\.json)$/,
    all: 2,
    as: "brotli",
    budget: 125_000,
    binding: true,
  },
  { name: "of which the table", folder: "", files: /^table\.json$/, as: "brotli", budget: 20_000, binding: true },
  { name: "engine, standard Go, all operations", folder: "widget", files: /^widget\.wasm$/ },
  {
    name: "elements, before one is seen",
    folder: "npm",
    files: /^reelrate\.js$/,
    as: "gzip",
    budget: 10_000,
    binding: true,
  },
  { name: "elements, what comes with the engine", folder: "npm", files: /^answering\.js$/ },
  {
    name: "embedded page's scripts and styles",
    folder: "site/assets",
    files: named("site/embed/index.html"),
    as: "gzip",
    budget: 10_000,
  },
  { name: "Worker", folder: "worker", files: /^worker\.wasm$/ },
];

/** The scripts and styles that a page names. */
function named(page) {
  const names = existsSync(dist + page) ? readFileSync(dist + page, "utf8").match(/[\w-]+\.(js|css)(?=")/g) : [];
  return { test: (file) => names.includes(file) };
}

const row = (name, sizes, verdict = "") =>
  console.log(name.padEnd(44) + sizes.map((size) => String(size).padStart(10)).join("") + verdict);

function table(rows) {
  row("", [...Object.keys(compressed), "budget"]);
  for (const { name, folder, files, all = 1, as, budget, binding } of rows) {
    const there = existsSync(dist + folder) ? readdirSync(dist + folder, { recursive: folder === "" }) : [];
    const found = there.filter((file) => files.test(file));
    if (found.length < all) {
      row(name, ["not built"]);
      continue;
    }
    const sizes = Object.fromEntries(
      Object.entries(compressed).map(([method, compress]) => [
        method,
        found.reduce((sum, file) => sum + compress(readFileSync(`${dist}${folder}/${file}`)).length, 0),
      ]),
    );
    const over = sizes[as] - budget;
    row(name, Object.values(sizes), budget ? `    ${budget} ${as}${over > 0 ? `: OVER by ${over}` : ""}` : "");
    if (over > 0 && binding) process.exitCode = 1;
  }
}

/** Each part compressed by itself, which is a little more than its share of the whole. */
function contents(name) {
  const all = Object.entries(parts(readFileSync(`${dist}test/named/${name}`))).sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const rows = all.slice(0, 16);
  const rest = all.slice(16);
  if (rest.length > 0) rows.push([`${rest.length} others`, Buffer.concat(rest.map(([, bytes]) => bytes))]);
  console.log(`\n${name}, by package:`);
  for (const [part, bytes] of rows)
    row(
      part,
      Object.values(compressed).map((compress) => compress(bytes).length),
    );
}

const [check, rates] = process.argv.slice(2);
if (check === "--check") {
  const ours = rates === "pricing/rates";
  table(artefacts.filter(({ binding, files }) => binding && (ours || !files.test("table.json"))));
} else {
  table(artefacts);
  if (existsSync(`${dist}test/named`)) readdirSync(`${dist}test/named`).forEach(contents);
}
