// From nothing to the first quote, with tables that have every seller 1, 10 and
// 100 times: natively, a process from start to end; in node, standard Go's
// engine once it is loaded and compiled, whose code is the same for every table.
// The programs are built here.

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import "../../dist/widget/wasm_exec.js";

const root = new URL("../../", import.meta.url).pathname;
const folder = `${root}dist/bench/start`;
const quote = '{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}';

export const sizes = [1, 10, 100];

/** @returns milliseconds by size, the least of rounds in which the sizes take turns. */
export async function starts(rounds = 15) {
  const native = {};
  const wasm = {};
  const modules = {};
  for (const times of sizes) {
    await build(times);
    modules[times] = await WebAssembly.compile(await readFile(`${folder}/${times}.wasm`));
    native[times] = wasm[times] = Infinity;
  }
  for (let round = 0; round < rounds; round++) {
    for (const times of sizes) {
      for (let i = 0; i < 4; i++) native[times] = Math.min(native[times], await time(() => execFileSync(`${folder}/${times}`)));
      wasm[times] = Math.min(wasm[times], await time(() => ask(modules[times])));
    }
  }
  return { native, wasm };
}

function ask(module) {
  const go = new globalThis.Go();
  go.run(new WebAssembly.Instance(module, go.importObject));
  if (!globalThis.reelrate("quote", quote).includes('"480"')) throw new Error("no quote");
}

async function time(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function build(times) {
  await mkdir(folder, { recursive: true });
  const table = `${root}pricing/table_gen.go`;
  await writeFile(`${folder}/${times}.txt`, grown(await readFile(table, "utf8"), times));
  await writeFile(`${folder}/${times}.json`, JSON.stringify({ Replace: { [table]: `${folder}/${times}.txt` } }));
  const flags = ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-overlay", `${folder}/${times}.json`, "-o"];
  execFileSync("go", [...flags, `${folder}/${times}`, "./wasm/e2e/start"], { cwd: root });
  execFileSync("go", [...flags, `${folder}/${times}.wasm`, "./wasm/widget"], { cwd: root, env: { ...process.env, GOOS: "js", GOARCH: "wasm" } });
}

/** The generated table with its sellers so many times, sorted by id as they have to be. */
function grown(source, times) {
  const [before, sellers] = source.split("Sellers: []Seller{\n");
  const all = sellers.replace(/\}\}\n$/, "").split(/^(?=\t\{ID: ")/m);
  const id = (seller) => /^\t\{ID: "([^"]*)"/.exec(seller)[1];
  const copies = Array.from({ length: times }, (_, n) => all.map((seller) => (n === 0 ? seller : seller.replace(/^\t\{ID: "[^"]*/, `$&-${n}`))));
  return `${before}Sellers: []Seller{\n${copies.flat().sort((a, b) => (id(a) < id(b) ? -1 : 1)).join("")}}}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(await starts());
