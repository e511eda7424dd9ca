// All engines in a real browser answer what the whole one answers in node, byte
// for byte. REQUESTS says how many; ./build.sh test all asks 100,000.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { listened, stage } from "./browser.mjs";
import { living } from "./built.mjs";
import { built, isBuilt } from "./engine.mjs";
import { digestIn, serve } from "./same-page.mjs";

const on = stage(living); // for its browser

describe("engines in a browser", () => {
  let same;
  before(async () => {
    same = await serve(Number(process.env.REQUESTS ?? 2000), 2);
  });
  after(() => same.stop());

  for (const name of built) {
    test(name, async (t) => {
      const { page, complaints } = await listened(t, on.browser, [new URL(same.url(name)).origin]);
      assert.equal(await digestIn(page, same.url(name)), await same.want(name));
      assert.deepEqual(complaints, []);
    });
  }

  // A browser has a stack of its own size, so the traps are looked at there, too.
  test("a program that trapped is replaced", { skip: !isBuilt("release.wasm", "test/panic") }, async (t) => {
    const { page } = await listened(t, on.browser, [new URL(same.url("release.wasm")).origin]);
    await digestIn(page, same.url("release.wasm"));
    const answers = await page.evaluate(async () => {
      const ask = await globalThis.open("./mortal.wasm", "./table.json");
      const shot = '{"seller":"house","model":"veo-3","seconds":8}';
      return ["exit", "quote", "recurse", "quote"].map((operation) => JSON.parse(ask(operation, shot)));
    });
    assert.deepEqual(
      answers.map(({ error, credits }) => error?.code ?? credits.value),
      ["internal", "480", "internal", "480"],
    ); // 60 credits a second
  });
});
