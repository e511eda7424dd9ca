// Lighthouse on the main pages, as a phone (simulated: slow network, a slow
// processor) and as a desktop, over the server that compresses and caches.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import puppeteer from "puppeteer-core";
import { serve } from "../native.mjs";

const pages = ["/", "/compare", "/models/house/veo-3/", "/plans", "/estimate", "/reconcile", "/docs/embed", "/docs/api"];
const reports = fileURLToPath(new URL("../../../dist/test/lighthouse/", import.meta.url));

// Performance is what the machine makes of it. On a quiet one every page has 98
// or more, which is what we want; a busy one takes 10 points away, so the best of
// up to three runs counts and the bound is lower. A page that has become heavy is
// slow in all of them.
const least = { performance: 0.95, accessibility: 1, "best-practices": 1, seo: 1 };
const runs = 3;

let server, browser;
before(async () => {
  await mkdir(reports, { recursive: true });
  server = await serve();
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs Lighthouse once: the scores, and what took points away. */
async function measure(path, config) {
  const page = await browser.newPage();
  try {
    const { lhr } = await lighthouse(server.url + path, { logLevel: "error", onlyCategories: Object.keys(least) }, config, page);
    assert.equal(lhr.runtimeError, undefined);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score]));
    const lost = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
      .map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 1)
      .map(({ id, score, displayValue }) => `${id} ${score} ${displayValue ?? ""}`);
    return { scores, lost, lhr };
  } finally {
    await page.close();
  }
}

for (const path of pages) {
  for (const [device, config] of [["phone", undefined], ["desktop", desktop]]) {
    test(`${path} on a ${device}`, async (t) => {
      let best;
      for (let run = 0; run < runs && !(best?.scores.performance >= 0.98); run++) {
        const measured = await measure(path, config);
        for (const [category, bound] of Object.entries(least)) {
          if (category !== "performance") assert.ok(measured.scores[category] >= bound, `${category}: ${measured.lost}`);
        }
        if (!(best?.scores.performance >= measured.scores.performance)) best = measured;
      }
      await writeFile(`${reports}${path.replaceAll("/", "-").replace(/^-|-$/g, "") || "home"}-${device}.json`, JSON.stringify(best.lhr));
      t.diagnostic(`${JSON.stringify(best.scores)} ${best.lost.join("; ")}`);
      assert.ok(best.scores.performance >= least.performance, `performance ${best.scores.performance}: ${best.lost}`);
    });
  }
}
