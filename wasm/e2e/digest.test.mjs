// One table, byte for byte, in everything that was built and in what answers.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { serve as native } from "./native.mjs";
import { living, startShot } from "./built.mjs";
import { engine } from "./engine.mjs";
import { serve as worker } from "./workerd.mjs";

const dist = new URL("../../dist/", import.meta.url);
const read = async (name) => new Uint8Array(await readFile(new URL(name, dist)));
const table = await read("table.json");
const digest = `sha256:${createHash("sha256").update(table).digest("hex")}`;

/** The only file of the folder whose name matches. */
async function only(folder, pattern) {
  const found = (await readdir(new URL(folder, dist))).filter((name) => pattern.test(name));
  assert.equal(found.length, 1, `${folder}: ${found}`);
  return folder + found[0];
}

test("the page's asset, the Worker's bundle, the npm package and the published file are the table", async () => {
  const page = await only("site/assets/", /^table-[\w-]+\.json$/);
  for (const name of [
    page,
    "site/embed/table.json",
    "worker/table.json",
    "npm/table.json",
    `site/v1/rates/${digest.slice("sha256:".length)}.json`,
  ]) {
    assert.deepEqual(await read(name), table, name);
  }
  const { table: made } = JSON.parse(await readFile(new URL("manifest.json", dist)));
  assert.equal(made.digest, digest);
});

test("the page's engine names its digest", async () => {
  const ask = await engine("widget.wasm", table);
  assert.equal(JSON.parse(ask("quote", "{}")).table.digest, digest);
});

for (const [name, serve] of Object.entries({ "native server": () => native(living), Worker: worker })) {
  test(`the ${name} answers with the table, and with its digest`, async (t) => {
    const server = await serve();
    t.after(() => server.stop());
    const bytes = async (path) => new Uint8Array(await (await fetch(server.url + path)).arrayBuffer());
    assert.deepEqual(await bytes("/v1/rates"), table);
    assert.deepEqual(await bytes(`/v1/rates/${digest}`), table);
    for (const path of ["/healthz", await startShot(living), "/v1/quote?seller=nobody"]) {
      assert.equal((await (await fetch(server.url + path)).json()).table.digest, digest, path);
    }
  });
}
