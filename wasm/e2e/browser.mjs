// What the tests in a browser share: Chromium over the native server, a page
// that keeps what is wrong with it, and what every page has to pass.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { frozen } from "./built.mjs";
import { options } from "./chromium.mjs";
import { serve } from "./native.mjs";

const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Where screenshots go, to be looked at. */
export const shots = fileURLToPath(new URL("../../dist/test/", import.meta.url));

/** The server of a site and the browser of the test file that calls this; they are there once its tests run. */
export function stage(built = frozen) {
  const on = {};
  before(async () => {
    await mkdir(shots, { recursive: true });
    on.server = await serve(built);
    on.browser = await chromium.launch(options());
  });
  after(async () => {
    await on.browser?.close();
    await on.server?.stop();
  });
  return on;
}

/** A new page and everything it complains of or asks for at another origin than ours. */
export async function listened(t, browser, ours, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!ours.includes(origin) && protocol !== "data:") complaints.push(`third party: ${request.url()}`);
  });
  return { context, page, complaints };
}

/** Nothing of the page is wider than the window. */
export async function fits(page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0, `${overflow} px wider than the window`);
}

/** Axe finds nothing to say about the page, by all of its rules or by one. */
export async function accessible(page, rule) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const options = rule ? { runOnly: [rule] } : { rules: { "target-size": { enabled: true } } };
  const { violations } = await page.evaluate(
    (options) => globalThis.axe.run({ resultTypes: ["violations"], ...options }),
    options,
  );
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    [],
  );
}
