// The same check in a browser, whichever it is: a page that asks an engine the
// requests of a seed and then puts the digest of its answers into its title.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { engine } from "./engine.mjs";
import { digest, listed, requests } from "./requests.mjs";
import { matter } from "./same.mjs";

const root = new URL("../../", import.meta.url);
const files = {
  "/requests.mjs": ["text/javascript", "wasm/e2e/requests.mjs"],
  "/loader.mjs": ["text/javascript", "dist/widget/loader.mjs"],
  "/wasm_exec.js": ["text/javascript", "dist/widget/wasm_exec.js"],
  "/widget.wasm": ["application/wasm", "dist/widget/widget.wasm"],
  "/release.wasm": ["application/wasm", "dist/widget/release.wasm"],
  "/table.json": ["application/json", "pricing/testdata/frozen/table.json"],
  "/mortal.wasm": ["application/wasm", "dist/test/panic/release.wasm"],
};

const script = `
import "./wasm_exec.js";
import { open } from "./loader.mjs";
import { digest, listed, requests } from "./requests.mjs";
globalThis.open = open; // for tests of the loader
const asked = new URLSearchParams(location.search);
const matter = await (await fetch("./matter.json")).json();
const ask = await open(asked.get("engine"), "table.json");
const [seed, count] = [Number(asked.get("seed")), Number(asked.get("count"))];
document.title = await digest(ask, requests(seed, matter), count, listed(ask));
`;

const html = `<!doctype html>
<link rel="icon" href="data:,"><title>running</title>
<script type="module">${script}</script>`;

/**
 * @typedef {object} Served
 * @property {(engine: string) => string} url where the page is that asks an engine
 * @property {(engine: string) => Promise<string>} want what the whole engine comes to in node, of that one's operations
 * @property {() => Promise<void>} stop
 */

/**
 * Serves the page. Any driver of a browser will do: go to url("release.wasm"), or
 * that of another engine, and wait until the title is as long as a digest.
 *
 * @returns {Promise<Served>}
 */
export async function serve(count, seed) {
  const made = await matter();
  const server = createServer(async ({ url }, response) => {
    const path = url.replace(/\?.*/, "");
    const [type, body] =
      path === "/"
        ? ["text/html", html]
        : path === "/matter.json"
          ? ["application/json", JSON.stringify(made)]
          : files[path]
            ? [files[path][0], await readFile(new URL(files[path][1], root))]
            : ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "Content-Type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: (name) => `http://localhost:${server.address().port}/?engine=${name}&count=${count}&seed=${seed}`,
    want: async (name) => digest(await engine("widget.wasm"), requests(seed, made), count, listed(await engine(name))),
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

/** The digest that a page of Playwright's comes to. */
export async function digestIn(page, url, timeout = 600_000) {
  await page.goto(url);
  await page.waitForFunction(() => document.title.length === 64, undefined, { timeout });
  return page.title();
}
