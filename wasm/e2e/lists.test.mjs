// Sites of somebody else's price lists: a brand whose list began with two sheets, and a
// vendor that bills by tokens, pixels and a grid and has no plans. Their prices were
// worked out by hand, and nothing of the default list is in them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { glob } from "node:fs/promises";
import { before, describe, test } from "node:test";
import { stage } from "./browser.mjs";
import { frozen, lists } from "./built.mjs";
import { hosting } from "./host.mjs";
import { serve as native } from "./native.mjs";
import { serve as worker } from "./workerd.mjs";

// Words of the language, or of the trade, that the frozen list has for names as well.
const words = ["endpoints", "house", "pro", "self-hosted", "standard", "trial"];

/** Finds the id or the name of anything that the default list had. */
async function foreign() {
  const { sellers } = JSON.parse(await readFile(frozen.table, "utf8")).table;
  const things = sellers.flatMap((s) => [s, ...(s.models ?? []), ...(s.offers ?? [])]);
  const names = new Set(things.flatMap(({ id, name }) => [id, name].map((n) => n.toLowerCase())));
  for (const word of words) names.delete(word);
  const any = [...names].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "iu");
}

/**
 * Shots, what an answer says of each in credits and in dollars, and the offer that pays.
 * Of the brand 6 s × 20 = 120 credits, of which 450 cost $9 and 1600 cost $24. Of the
 * vendor 1280 × 720 × 24 × 5 ÷ 1024 = 108000 tokens, × 10.7 ÷ 1000000 = 1.1556 dollars;
 * 1.048576 × 0.03 = 0.03145728; and 4 × 0.14 = 0.56.
 */
const worked = {
  brand: [
    ["seller=north-light&model=aurora-2&resolution=1080p&offer=taster", "120", "2.400000"],
    ["seller=north-light&model=aurora-2&resolution=1080p&offer=season", "120", "1.800000"],
    ["seller=north-light&model=ember-1&offer=taster", "90", "1.800000"],
    ["seller=north-light&model=sketch-1&images=2&offer=season", "6", "0.090000"],
  ],
  harbor: [
    ["seller=harbor&model=tide-1&width=1280&height=720&fps=24&seconds=5", undefined, "1.155600"],
    ["seller=harbor&model=pearl/stills-1&width=1024&height=1024", undefined, "0.031457"],
    ["seller=harbor&model=gull-1&resolution=1080p&audio=true", undefined, "0.560000"],
  ],
};

for (const [name, shots] of Object.entries(worked)) {
  const list = lists[name];
  describe(`the list of ${name}`, () => {
    const on = stage(list);
    const { open } = hosting(on);
    const servers = {};
    before(async () => Object.assign(servers, { native: await native(list), worker: await worker({ table: list.table }) }));

    test("has nothing of the default list, in any file and in any answer", async () => {
      const named = await foreign();
      const has = (text) => named.exec(text)?.[0];
      let read = 0;
      for await (const file of glob("**/*.{html,json,xml,txt,svg,mjs,js,css}", { cwd: list.site })) {
        read++;
        assert.equal(has(await readFile(list.site + file, "utf8")), undefined, file);
      }
      assert.ok(read > 40, `${read} files`);
      const paths = ["/v1/models", "/v1/offers", "/v1/rates", "/v1/compare", "/v1/compare?seconds=5&market=all", "/openapi.json", "/healthz"];
      for (const path of [...paths, "/v1/quote", "/v1/purchase?credits=100", "/v1/advice", "/nothing", "/v1/nothing"]) {
        for (const { url } of Object.values(servers)) {
          assert.equal(has(await (await fetch(url + path)).text()), undefined, path);
        }
      }
    });

    for (const [shot, credits, dollars] of shots) {
      test(`costs what was worked out: ${shot}`, async (t) => {
        const said = [];
        for (const { url } of Object.values(servers)) {
          const answer = await (await fetch(`${url}/v1/quote?${shot}`)).json();
          said.push([answer.credits?.amount ?? answer.credits?.min, answer.dollars?.amount ?? answer.dollars?.min]);
        }
        assert.deepEqual(said, [
          [credits, dollars],
          [credits, dollars],
        ]);
        const attributes = [...new URLSearchParams(shot)]
          .map(([name, value]) => `${name === "offer" ? "plan" : name}="${value}"`)
          .join(" ");
        const { page, complaints } = await open(t, `<reelrate-price ${attributes}>some price</reelrate-price>`);
        const price = page.locator("reelrate-price [part=price]");
        await price.filter({ hasText: /\d/ }).waitFor();
        const shown = await price.textContent();
        const cents = `$${Number(dollars).toFixed(2)}`;
        assert.ok(shown.includes(cents) && (!credits || shown.includes(credits)), shown);
        assert.deepEqual(complaints, []);

        const calculator = await on.browser.newPage();
        t.after(() => calculator.close());
        await calculator.goto(`${servers.native.url}/?${shot}`);
        await calculator.locator('#result [data-figure="dollars"]').filter({ hasText: cents }).waitFor();
      });
    }
  });
}
