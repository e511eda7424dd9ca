// Sites of somebody else's price lists: a brand whose list began with two sheets, and a
// vendor that bills by tokens, pixels and a grid and has no plans. Their prices were
// worked out by hand, and nothing of the default list is in them.

import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { stage } from "./browser.mjs";
import { frozen, lists } from "./built.mjs";
import { attributes, hosting } from "./host.mjs";
import { serve as native } from "./native.mjs";
import { serve as worker } from "./workerd.mjs";

// Words of the language, or of the trade, that the frozen list has for names as well.
const words = ["endpoints", "house", "pro", "self-hosted", "standard", "trial"];

// Of the operator's part of the brand's list.
const secret = /the marker of what is not published|lossLeader/;

/** Finds the id or the name of anything that the default list had. */
async function foreign() {
  const { sellers } = JSON.parse(await readFile(frozen.table, "utf8")).table;
  const things = sellers.flatMap((s) => [s, ...(s.models ?? []), ...(s.offers ?? [])]);
  const names = new Set(things.flatMap(({ id, name }) => [id, name].map((n) => n.toLowerCase())));
  for (const word of words) names.delete(word);
  const any = [...names].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "iu");
}

/** The text of every file of a site and of its package, and of answers of every kind. */
async function* published({ site, npm }, servers) {
  for (const folder of [site, npm]) {
    for await (const file of glob("**/*.{html,json,xml,txt,csv,svg,mjs,js,css,ts,md}", { cwd: folder })) {
      yield [file, await readFile(folder + file, "utf8")];
    }
  }
  const priced = ["quote", "compare", "compare?seconds=5&market=all", "purchase?credits=100", "advice", "nothing"];
  const listed = ["models", "offers", "rates"];
  const paths = ["/openapi.json", "/healthz", "/nothing", ...[...priced, ...listed].map((name) => `/v1/${name}`)];
  for (const path of paths) {
    for (const { url } of servers) yield [path, await (await fetch(url + path)).text()];
  }
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
    before(async () => {
      servers.native = await native(list);
      servers.worker = await worker({ table: list.table });
    });
    after(() => Promise.all(Object.values(servers).map((server) => server.stop())));

    test("has nothing of the default list, and nothing that is the operator's alone", async () => {
      const named = await foreign();
      let read = 0;
      for await (const [where, text] of published(list, Object.values(servers))) {
        read++;
        assert.equal(named.exec(text)?.[0] ?? secret.exec(text)?.[0], undefined, where);
      }
      assert.ok(read > 60, `${read} texts`);
    });

    for (const [shot, credits, dollars] of shots) {
      test(`costs what was worked out: ${shot}`, async (t) => {
        const said = [];
        for (const { url } of Object.values(servers)) {
          const answer = await (await fetch(`${url}/v1/quote?${shot}`)).json();
          said.push([answer.credits?.value, answer.dollars?.value]);
        }
        assert.deepEqual(said, [
          [credits, dollars],
          [credits, dollars],
        ]);
        const { page, complaints } = await open(t, `<reelrate-price ${attributes(shot)}>some price</reelrate-price>`);
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
