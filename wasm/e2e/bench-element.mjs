// What the custom elements cost the page that has them: bytes of the shell, work
// on the page's thread when fifty are upgraded, and when the engine starts.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { frozen } from "./built.mjs";
import { options } from "./chromium.mjs";
import { serve } from "./native.mjs";
import { row, save } from "./rows.mjs";

const gzip = async (name) => gzipSync(await readFile(frozen.npm + name), { level: 9 }).length;
row("elements' script, all that a page has before one is seen", await gzip("reelrate.js"), 10_000, "bytes gzip");

const server = await serve(frozen);
const page = `<!doctype html><html lang="en"><title>x</title><script>
  globalThis.tasks = [];
  const seen = (list) => tasks.push(...list.getEntries().map(({ duration }) => duration));
  new PerformanceObserver(seen).observe({ type: "longtask", buffered: true });
  const { define } = CustomElementRegistry.prototype;
  globalThis.upgrade = 0;
  CustomElementRegistry.prototype.define = function (...all) {
    const began = performance.now();
    define.apply(this, all);
    upgrade += performance.now() - began;
  };
  addEventListener("reelrate-quote", () => (globalThis.quotes = (globalThis.quotes ?? 0) + 1));
</script><script type="module" src="${server.url}/embed/v1/reelrate.js"></script><div style="height: 300vh"></div>
${'<reelrate-calculator seller="house" model="veo-3" seconds="8" plan="agency">x</reelrate-calculator>'.repeat(50)}`;
const host = createServer((_request, response) => response.setHeader("Content-Type", "text/html").end(page));
await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch(options());
const [upgrades, starts] = [[], []];
for (let round = 0; round < 7; round++) {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${host.address().port}/`);
  await tab.waitForFunction(() => customElements.get("reelrate-price"));
  upgrades.push(await tab.evaluate(() => globalThis.upgrade));
  await tab.evaluate(() => {
    tasks.length = 0;
    scrollTo(0, innerHeight * 3);
  });
  await tab.waitForFunction(() => globalThis.quotes > 0);
  await tab.waitForTimeout(300);
  starts.push(await tab.evaluate(() => Math.max(0, ...tasks)));
  await tab.close();
}
row("upgrade of 50 calculators, of the page's thread", Math.min(...upgrades), 50, "ms");
row("longest task when an engine starts for them", Math.min(...starts), 50, "ms", null, "a long task's");
await browser.close();
host.close();
await server.stop();
await save("elements");
