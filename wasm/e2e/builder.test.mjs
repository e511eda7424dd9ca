// The page that makes the lines to embed a price: what it hands out is put into a
// page of another origin, as it is, and has to show the price there.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";

const on = stage();
const line = (page, id) => page.locator(`#${id} code`).textContent();

async function open(t, { query = "", ...options } = {}) {
  const { context, page, complaints } = await listened(t, on.browser, [on.server.url], options);
  await page.goto(`${on.server.url}/docs/embed${query}`);
  await page.mouse.move(5, 5); // somebody is there
  return { context, page, complaints };
}

/** Puts lines into an otherwise blank page of another origin. */
async function host(t, context, lines) {
  const server = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end(`<!doctype html><title>Docs</title>\n${lines}`),
  );
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => server.close());
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return page;
}

describe("the embed builder", () => {
  // Kling v2.1 is 8 a second: 6 s are 48, ten clips 480.
  test("hands out what works elsewhere", async (t) => {
    const { context, page, complaints } = await open(t);
    const preview = page.locator("#preview");
    await preview.locator('[name="model"]').selectOption("kling-v2.1");
    await preview.locator('input[name="seconds"]:not([type="range"])').fill("6");
    await preview.locator('[name="count"]').fill("10");
    await page
      .locator("#price code")
      .filter({ hasText: /count="10"/ })
      .waitFor();
    const want = /10 × 6 s Kling v2\.1 = 480 credits/;
    await page.locator("#price reelrate-price").filter({ hasText: want }).waitFor();

    const element = await host(t, context, await line(page, "price"));
    await element.locator("reelrate-price .line").filter({ hasText: want }).waitFor();
    const frame = await host(t, context, await line(page, "frame"));
    await frame
      .frameLocator("iframe")
      .locator('[data-figure="total-credits"]')
      .filter({ hasText: "480 credits" })
      .waitFor();
    await page.locator('[name="script"]').selectOption("exact");
    const exact = await line(page, "calculator");
    assert.match(exact, /embed\/v\d+\.\d+\.\d+\/reelrate\.js" integrity="sha384-[\w+/=]+" crossorigin>/);
    const calculator = await host(t, context, exact);
    await calculator.locator("reelrate-calculator [part=total]").filter({ hasText: "480 credits" }).waitFor();

    const [shared, described] = (await line(page, "oembed")).trim().split("\n");
    assert.match((await (await fetch(described)).json()).html, /model=kling-v2\.1/);
    assert.equal((await fetch(shared)).status, 200);
    const [, badge] = /\((http[^)]*\.svg[^)]*)\)/.exec(await line(page, "badge"));
    assert.match(await (await fetch(badge)).text(), /480 credits/);
    const [, text] = /'(http[^']*)'/.exec(await line(page, "text"));
    assert.match(await (await fetch(text, { headers: { Accept: "text/plain" } })).text(), /480 credits/);
    assert.deepEqual(complaints, []);
  });

  test("its address is the shot", async (t) => {
    const { page } = await open(t);
    await page.locator('#options [name="seller"]').selectOption("kling-api");
    await page.waitForURL(/seller=kling-api/);
    const before = await line(page, "calculator");
    await page.reload();
    await page
      .locator("#calculator code")
      .filter({ hasText: before.trim().split("\n")[1] })
      .waitFor();
  });

  test("a shot without a price is told of, and its lines are there", async (t) => {
    const { page } = await open(t, { query: "?seller=house&model=veo-9&seconds=8" });
    await page
      .locator("#no-price")
      .filter({ hasText: /no model "veo-9"/ })
      .waitFor();
    assert.match(await line(page, "calculator"), /model="veo-9"/);
  });

  test("what stands in an address stays text", async (t) => {
    const { page, complaints } = await open(t, {
      query: `?seller=house&model=${encodeURIComponent('"><img src=x onerror=alert(1)>')}&onclick=alert(1)`,
    });
    await page.locator("#calculator code").filter({ hasText: "&quot;&gt;&lt;img" }).waitFor();
    assert.equal(await page.locator("#preview[onclick]").count(), 0);
    assert.deepEqual(complaints, []);
  });

  // Whoever copies the lines of a stranger's link puts no markup of that link into a page.
  test("a hostile address hands out no markup", async (t) => {
    const value = "--><script>alert(1)</script>\x1B\u202E";
    const { page } = await open(t, {
      query: `?${new URLSearchParams({ seller: `house${value}`, model: value, seconds: "8", resolution: value })}`,
    });
    await page.locator("#lint code").filter({ hasText: "&gt;" }).waitFor();
    for (const code of await page.locator("code").allTextContents()) {
      assert.doesNotMatch(code, /<script>alert|-->.*-->.*-->|[\x00-\x09\x0B-\x1F\u202E]/, code);
    }
    assert.doesNotMatch(await page.locator("#no-price").textContent(), /[\p{Cc}\u202E]/u);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
        const { page } = await open(t, { colorScheme, viewport: { width, height: 900 } });
        await page.locator("#preview [part=credits]").filter({ hasText: "480" }).waitFor();
        await page.screenshot({ path: `${shots}builder-${colorScheme}-${width}.png`, fullPage: true });
        await fits(page);
        await accessible(page);
      });
    }
  }
});
