// Asks all engines the same requests and compares the bytes:
//
//	node same.mjs [COUNT [SEED]]
//
// The requests are made from a seed, so that a difference can be looked at.

import { readFile, readdir } from "node:fs/promises";
import { built, engine, table } from "./engine.mjs";
import { listed, published, requests } from "./requests.mjs";

const root = new URL("../../", import.meta.url);

/** The engines of a page, which have to answer as the whole one does. */
export const ofPages = built.filter((name) => name !== "widget.wasm");

/** What requests are made of: the engine's own fuzz corpus and the table. */
export async function matter() {
  return { corpus: await seeds(), table: published(JSON.parse(new TextDecoder().decode(table)).table) };
}

export async function differences(count, seed, names = ofPages, report = console.error) {
  const whole = await engine("widget.wasm");
  const engines = await Promise.all(
    names.map(async (name) => {
      const ask = await engine(name);
      return { name, ask, list: listed(ask) };
    }),
  );
  const next = requests(seed, await matter());
  const seen = {};
  let different = 0;
  const without = {};
  for (let i = 0; i < count; i++) {
    const { operation, request, today } = next();
    const want = whole(operation, request, today);
    const { status = "answered", error } = JSON.parse(want);
    const kind = `${error?.code === "unknown_operation" ? "other" : operation} ${status}`;
    seen[kind] = (seen[kind] ?? 0) + 1;
    for (const { name, ask, list } of engines) {
      if (!list.has(operation)) {
        without[name] = (without[name] ?? 0) + 1;
        continue;
      }
      const got = ask(operation, request, today);
      if (got === want) continue;
      if (++different <= 5)
        report(
          `${operation} ${request.slice(0, 2000)}\n  at ${today}\n` +
            `  widget.wasm: ${want.slice(0, 2000)}\n  ${name}: ${got.slice(0, 2000)}`,
        );
    }
  }
  return { different, seen, without };
}

/** The requests of the engine's own fuzz corpus, or of another one's. */
export async function seeds(folder = new URL("pricing/wire/testdata/fuzz/FuzzHandle/", root)) {
  const found = [];
  for (const name of await readdir(folder)) {
    const [, operation, request] = (await readFile(new URL(name, folder), "utf8")).split("\n");
    try {
      const value = {
        operation: JSON.parse(/^string\((.*)\)$/.exec(operation)[1]),
        request: JSON.parse(/^\[\]byte\((.*)\)$/.exec(request)[1]),
      };
      if (value.operation !== "reconcile" && value.operation !== "table") found.push(value);
    } catch {
      // written with escapes that only Go has
    }
  }
  return found;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [count = "100000", seed = "1"] = process.argv.slice(2);
  const { different, seen, without } = await differences(Number(count), Number(seed));
  for (const [kind, n] of Object.entries(seen).sort()) console.log(`${String(n).padStart(8)} ${kind}`);
  for (const [name, n] of Object.entries(without))
    console.log(`${String(n).padStart(8)} skipped for ${name}, which does not list their operation`);
  console.log(`${count} requests of seed ${seed} to ${ofPages.join(" and ")}: ${different} answered differently`);
  if (different > 0) process.exitCode = 1;
}
