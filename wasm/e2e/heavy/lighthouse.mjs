// Lighthouse on the main pages, as a phone (simulated: slow network, a slow
// processor) and as a desktop, over the server that compresses and caches.

import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import puppeteer from "puppeteer-core";
import { living, startShot } from "../built.mjs";
import { options } from "../chromium.mjs";
import { serve } from "../native.mjs";

const start = new URL(await startShot(living), "http://localhost").searchParams;

export const pages = [
  "/",
  "/compare",
  `/models/${start.get("seller")}/${start.get("model")}/`,
  "/plans",
  "/estimate",
  "/reconcile",
  "/docs/embed",
  "/docs/api",
];
export const devices = { phone: undefined, desktop };

/** A browser before a server with the built site. */
export async function open() {
  const server = await serve(living);
  const browser = await puppeteer.launch(options());

  /** Scores from 0 to 1 by category, what took points away, and the whole report. */
  async function measure(path, device, tries = 3) {
    const page = await browser.newPage();
    try {
      const { lhr } = await lighthouse(
        server.url + path,
        { logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices", "seo"] },
        devices[device],
        page,
      );
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score]));
      const lost = Object.values(lhr.categories)
        .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
        .map(({ id }) => lhr.audits[id])
        .filter(({ score }) => score !== null && score < 1)
        .map(({ id, score, displayValue }) => `${id} ${score} ${displayValue ?? ""}`);
      return { scores, lost, lhr };
    } catch (error) {
      if (tries === 1) throw error; // a recording sometimes fails, and says “run Lighthouse again”
    } finally {
      await page.close();
    }
    return measure(path, device, tries - 1);
  }

  return { measure, close: () => Promise.all([browser.close(), server.stop()]) };
}
