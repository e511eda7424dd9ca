// The API's reference page in a real browser, served by the native on.server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, stage } from "./browser.mjs";

const on = stage();

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
]) {
  test(`reads well at ${width} pixels, ${colorScheme}`, async (t) => {
    const viewport = { width, height: 900 };
    const context = await on.browser.newContext({ viewport, colorScheme, bypassCSP: true }); // axe is put in
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${on.server.url}/docs/api`);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth),
      width,
      "nothing is wider than the page",
    );
    await accessible(page);
  });
}

test("works without JavaScript and under its policy", async (t) => {
  const context = await on.browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(on.server.url);
  await page.getByRole("navigation").getByRole("link", { name: "API" }).click();
  assert.equal(await page.locator("h1").innerText(), "API reference");
  await page.locator("#getQuote").getByRole("link", { name: "Quote", exact: true }).click();
  await page.locator("#shape-Quote").getByText("perSecond.dollars").waitFor({ state: "visible" }); // the link opened it
  assert.deepEqual(complaints, []);
});

test("the description is open to other origins", async () => {
  const response = await fetch(`${on.server.url}/openapi.json`);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.equal((await response.json()).openapi, "3.1.0");
});
