// The API's reference page in a real browser, served by the native server.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./native.mjs";

const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

let server, browser;
before(async () => {
  server = await serve();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]]) {
  test(`reads well at ${width} pixels, ${colorScheme}`, async (t) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true }); // axe is put in
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${server.url}/docs/api`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "nothing is wider than the page");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
  });
}

test("works without JavaScript and under its policy", async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(server.url);
  await page.getByRole("navigation").getByRole("link", { name: "API" }).click();
  assert.equal(await page.locator("h1").innerText(), "API reference");
  await page.locator("#getQuote").getByRole("link", { name: "Quote", exact: true }).click();
  await page.locator("#shape-Quote").getByText("perSecond.dollars").waitFor({ state: "visible" }); // the link opened it
  assert.deepEqual(complaints, []);
});

test("the description is open to other origins", async () => {
  const response = await fetch(`${server.url}/openapi.json`);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.equal((await response.json()).openapi, "3.1.0");
});
