// What the pages say before any script runs is what the scripts say of the same shot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { listened, stage } from "./browser.mjs";
import { dayOf, frozen } from "./built.mjs";

const on = stage();
const day = await dayOf(frozen);

/** Opens a page on the day that the site was built for. */
async function open(t, path, options) {
  const { page, complaints } = await listened(t, on.browser, [on.server.url], options);
  await page.clock.setFixedTime(`${day}T12:00:00Z`);
  await page.goto(on.server.url + path);
  return { page, complaints };
}

const asBuilt = (t, path) => open(t, path, { javaScriptEnabled: false });

/** What a reader has of the places: text, elements and where they lead; not what draws a bar or orders a row. */
const markup = (page, selectors) =>
  page.evaluate(
    (all) =>
      all.map((selector) =>
        [...document.querySelectorAll(selector)].map((node) =>
          node.innerHTML
            .replaceAll(/<svg.*?<\/svg>/gs, "")
            .replaceAll(/<(?!a )(\w+) [^>]*>/g, "<$1>")
            .replaceAll(/>\s+/g, ">")
            .replaceAll(/\s+</g, "<"),
        ),
      ),
    selectors,
  );

test("the calculator, of the shot that the page starts with", async (t) => {
  const places = ["#result .shot", "#result .figures", "#result .standing", "#steps", "#warnings", "#sources", "#paid"];
  const { page: still } = await asBuilt(t, "/");
  const { search } = new URL(await still.locator("#api-link").evaluate((a) => a.href));
  const { page, complaints } = await open(t, `/${search}`);
  await page.locator('[data-figure="total"]').filter({ hasText: /\d/ }).waitFor();
  assert.deepEqual(await markup(page, places), await markup(still, places));
  assert.deepEqual(complaints, []);
});

test("the comparison, after another length", async (t) => {
  const places = [".compared tbody", "[data-list] tbody", "[data-free]"];
  const { page: still } = await asBuilt(t, "/compare");
  const { page, complaints } = await open(t, "/compare");
  const length = page.locator('#shot [name="seconds"]');
  const asked = await length.inputValue();
  const caption = page.locator("[data-caption]").first();
  for (const seconds of ["7", asked]) {
    await length.fill(seconds);
    await caption.filter({ hasText: `${seconds} s` }).waitFor();
  }
  assert.deepEqual(await markup(page, places), await markup(still, places));
  assert.deepEqual(complaints, []);
});

test("the lines to embed", async (t) => {
  const { page: still } = await asBuilt(t, "/docs/embed");
  const { page, complaints } = await open(t, "/docs/embed");
  const lines = async (from) => (await from.locator("[data-pattern]").allTextContents()).map((line) => line.trim());
  const built = await lines(still);
  const [, origin] = /src="(https?:\/\/[^/]+)\/embed\//.exec(built.join("\n"));
  await page.mouse.move(5, 5); // somebody is there
  await page.locator("[data-pattern]").first().filter({ hasText: on.server.url }).waitFor();
  const encoded = (text) => text.replaceAll(encodeURIComponent(origin), encodeURIComponent(on.server.url));
  assert.deepEqual(
    await lines(page),
    built.map((line) => encoded(line.replaceAll(origin, on.server.url))),
  );
  assert.deepEqual(complaints, []);
});
