// From nothing to the first quote, and loading alone, with tables that have every
// seller 1, 10 and 100 times: natively, a process from start to end; in node, the
// engines that were built, once they are compiled.

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import "../../dist/widget/wasm_exec.js";
import { built, table } from "./engine.mjs";

const root = new URL("../../", import.meta.url).pathname;
const folder = `${root}dist/bench/start`;
const quote = '{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}';

export const sizes = [1, 10, 100];

/** A compiled table with its sellers so many times, each with names and a currency of its own. */
export function grown(times) {
  const { format, table: one } = JSON.parse(new TextDecoder().decode(table));
  const copy = (seller, n) => {
    const id = `${seller.id}-${n}`;
    // Names of rates begin with the seller's.
    const { aliases, ...s } = JSON.parse(JSON.stringify(seller).replaceAll(`"${seller.id}/`, `"${id}/`));
    const currency = s.currency.id === "USD" ? s.currency : { ...s.currency, id: `${s.currency.id}-${n}` };
    return { ...s, id, name: `${s.name} ${n}`, currency };
  };
  const sellers = one.sellers.flatMap((s) => [s, ...Array.from({ length: times - 1 }, (_, i) => copy(s, i + 1))]);
  sellers.sort((a, b) => (a.id < b.id ? -1 : 1));
  return new TextEncoder().encode(JSON.stringify({ format, table: { ...one, sellers } }));
}

/** @returns milliseconds by size, the least of rounds in which the sizes take turns. */
export async function starts(rounds = 15) {
  const least = Object.fromEntries(
    ["native", ...built].map((name) => [name, Object.fromEntries(sizes.map((times) => [times, Infinity]))]),
  );
  const tables = Object.fromEntries(sizes.map((times) => [times, grown(times)]));
  const modules = await Promise.all(
    built.map(async (name) => WebAssembly.compile(await readFile(`${root}dist/widget/${name}`))),
  );
  await mkdir(folder, { recursive: true });
  execFileSync(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", `${folder}/start`, "./wasm/e2e/start"],
    { cwd: root },
  );
  for (const times of sizes) await writeFile(`${folder}/${times}.json`, tables[times]);
  const timed = (name, times, work) => {
    const began = performance.now();
    work();
    least[name][times] = Math.min(least[name][times], performance.now() - began);
  };
  for (let round = 0; round < rounds; round++) {
    for (const times of sizes) {
      timed("native", times, () => execFileSync(`${folder}/start`, [`${folder}/${times}.json`]));
      built.forEach((name, i) => {
        const load = instance(modules[i]);
        timed(name, times, () => load(tables[times]));
      });
    }
  }
  return least;
}

/** A program that was started, as what loads a table into it. */
function instance(module) {
  if (WebAssembly.Module.exports(module).every(({ name }) => name !== "load")) {
    const go = new globalThis.Go();
    go.run(new WebAssembly.Instance(module, go.importObject));
    const ask = globalThis.reelrate;
    return (table) => {
      if (ask("load", table) !== '{"status":"ok"}' || !ask("quote", quote).includes('"480"'))
        throw new Error("no quote");
    };
  }
  const zero = { gojs: () => 0n };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = zero[from] ?? (() => 0);
  const { exports } = new WebAssembly.Instance(module, imports);
  exports._initialize();
  return (table) => {
    const at = exports.reserve(0, table.length) >>> 0;
    new Uint8Array(exports.memory.buffer).set(table, at);
    exports.load();
    if (exports.size() !== '{"status":"ok"}'.length) throw new Error("not loaded");
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(await starts());
