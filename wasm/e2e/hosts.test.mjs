// The elements, the frame and the badge on pages that the real docs generators
// build, as an author writes them in hosts/: priced in a browser, after the
// generator's own navigation, in its dark theme, and without JavaScript.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { listened, shots } from "./browser.mjs";
import { frozen } from "./built.mjs";
import { options } from "./chromium.mjs";
import { serve } from "./native.mjs";

const run = promisify(execFile);
const built = `${shots}hosts/`;
const folder = (name) => fileURLToPath(new URL(`hosts/${name}/`, import.meta.url));

// The addresses that the pages name; the browser finds them on this machine.
const [docs, prices] = ["http://docs.example", "http://prices.example"];

const hosts = [
  {
    name: "docusaurus",
    build: (to) => ["npx", "--no-install", "docusaurus", "build", "--out-dir", to],
    instant: true,
    dark: (page) => page.getByRole("button", { name: /dark and light mode/ }).click(),
  },
  {
    name: "vitepress",
    build: (to) => ["npx", "--no-install", "vitepress", "build", "--outDir", to],
    instant: true,
    dark: (page) =>
      page
        .getByRole("switch", { name: /dark theme/ })
        .first()
        .click(),
  },
  {
    name: "mkdocs",
    build: (to) => ["mkdocs", "build", "--quiet", "--strict", "--site-dir", to],
    instant: true,
    dark: (page) => page.locator("label[title=Dark]").click(),
  },
  {
    name: "hugo",
    build: (to) => ["hugo", "--quiet", "--cleanDestinationDir", "--destination", to],
    instant: false,
    dark: (page) => page.getByRole("button", { name: "Dark" }).click(),
  },
];

let site, server, browser;

before(async () => {
  await mkdir(built, { recursive: true });
  [site, server] = [await serve(frozen), await serving()];
  browser = await chromium.launch(
    options(
      `--unsafely-treat-insecure-origin-as-secure=${docs},${prices}`, // as if by HTTPS
      `--host-resolver-rules=MAP docs.example 127.0.0.1:${server.address().port}, ` +
        `MAP prices.example 127.0.0.1:${new URL(site.url).port}`,
    ),
  );
});
after(async () => {
  await browser?.close();
  server?.close();
  await site?.stop();
});

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Serves the folder in server.root as any static host does: a folder is its index.html, a page goes by its name. */
async function serving() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, docs);
    for (const name of [pathname, `${pathname}index.html`, `${pathname}/index.html`, `${pathname}.html`]) {
      const content = await readFile(server.root + name).catch(() => null);
      if (!content) continue;
      response.setHeader("Content-Type", types[extname(name)] ?? "application/octet-stream");
      return response.end(content);
    }
    response.statusCode = pathname === "/favicon.ico" ? 204 : 404;
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Opens a page of the docs. */
async function open(t, path, options) {
  const { page, complaints } = await listened(t, browser, [docs, prices], {
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  await page.goto(docs + path);
  return { page, complaints };
}

/** By the keyboard, as what is embedded may still move the link away from a pointer. */
const follow = (page, name) => page.getByRole("link", { name, exact: true }).press("Enter");

const price = (page) => page.locator("reelrate-price [part=price]").filter({ visible: true });
const calculator = (page) => page.locator("reelrate-calculator [part=root]");
const frame = (page) => page.frameLocator("main iframe, iframe").locator('#result [data-figure="credits"]');

/** The prices of both pages: 8 s of Veo 3 are 480 credits, $17.184 with Agency; of Sora 2 at 10 a second 80. */
async function homeIsPriced(page) {
  await price(page).getByText("480 credits").waitFor();
}
async function allIsPriced(page) {
  await page.locator("reelrate-calculator").scrollIntoViewIfNeeded(); // nothing is worked out before it is seen
  await calculator(page).getByText("480 credits").first().waitFor();
  await calculator(page).getByText("$17.18").first().waitFor();
  const child = page.locator("reelrate-calculator reelrate-price"); // what stands there without a script
  assert.deepEqual([await child.count(), await child.isVisible()], [1, false]);
  await frame(page).filter({ hasText: "80 credits" }).waitFor();
  assert.ok(
    await page.locator("img[src*=badge]").evaluate((image) => image.decode().then(() => image.naturalWidth > 100)),
    "the badge",
  );
  await page.waitForFunction(() => document.querySelector("iframe").style.height); // as its page says
}

/** Waits until nothing moves any more. */
async function rests(page) {
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (let before = -1; before !== (before = await height()); ) await page.waitForTimeout(500);
}

/** How light a colour is, from 0 to 1. */
const lightness = (locator) =>
  locator.evaluate((element) => {
    const [r, g, b] = getComputedStyle(element)
      .color.match(/[\d.]+/g)
      .map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  });

for (const host of hosts) {
  describe(host.name, () => {
    before(async () => {
      const [command, ...args] = host.build(built + host.name);
      const env = { ...process.env, CI: "1", NO_UPDATE_NOTIFIER: "1" };
      await run(command, args, { cwd: folder(host.name), env });
      server.root = built + host.name;
    });

    test("prices its pages, before and after its own navigation", async (t) => {
      const { page, complaints } = await open(t, "/");
      await homeIsPriced(page);
      await page.evaluate(() => (globalThis.still = true));
      await follow(page, "What everything costs");
      await page.waitForURL(/prices/);
      await allIsPriced(page);
      assert.equal(await page.evaluate(() => globalThis.still ?? false), host.instant, "the page was kept");
      await follow(page, "Back");
      await homeIsPriced(page);
      await page.goBack();
      await allIsPriced(page);
      assert.equal(
        await page.evaluate(() => typeof document.querySelector("reelrate-calculator").answer.table.digest),
        "string",
      );
      assert.deepEqual(complaints, []);
    });

    test("a page opened by its address has everything, too", async (t) => {
      const { page, complaints } = await open(t, "/prices");
      await allIsPriced(page);
      assert.deepEqual(complaints, []);
    });

    test("the elements follow its dark theme", async (t) => {
      const { page } = await open(t, "/prices", { colorScheme: "light" });
      await allIsPriced(page);
      assert.ok((await lightness(calculator(page))) < 0.3);
      await rests(page);
      await page.screenshot({ path: `${shots}host-${host.name}-light.png`, fullPage: true });
      await host.dark(page);
      await rests(page); // some change their colours slowly
      assert.ok((await lightness(calculator(page))) > 0.7);
      await page.screenshot({ path: `${shots}host-${host.name}-dark.png`, fullPage: true });
    });

    test("there are prices without JavaScript", async (t) => {
      const { page } = await open(t, "/", { javaScriptEnabled: false });
      await page.getByText("Eight seconds of Veo 3 cost 480 credits").waitFor();
      await page.goto(`${docs}/prices`);
      await page.getByText("8 s of Veo 3: 480 credits ($17.18)").waitFor();
      await page.locator("img[src*=badge]").waitFor();
    });
  });
}

test("the prices in the sources are those of the table", async () => {
  const lint = ["run", "./pricing/cmd/rates", "lint-docs", "--table", frozen.table, "wasm/e2e/hosts"];
  const { stdout } = await run("go", lint, { cwd: fileURLToPath(new URL("../../", import.meta.url)) });
  assert.match(stdout, /^marked prices: 16,/); // in each host two elements, one marker and one badge's text
});
