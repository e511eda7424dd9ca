// Somebody else's site with the elements on it: what their tests share.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { listened } from "./browser.mjs";

const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
};

/** A shot's members, as a query has them, as attributes of an element. */
export const attributes = (shot) =>
  [...new URLSearchParams(shot)].map(([name, value]) => `${name === "offer" ? "plan" : name}="${value}"`).join(" ");

/**
 * The host and what opens its pages, for the test file that calls this. Every path
 * is host.page with host.headers, but those below a key of host.folders are files,
 * which a browser keeps and asks about each time. At the paths in host.dead nobody answers.
 */
export function hosting(on) {
  const host = { headers: {}, page: "", folders: {}, dead: [] };
  let server;
  before(async () => {
    server = createServer(async (request, response) => {
      const path = new URL(request.url, host.url).pathname;
      const folder = Object.keys(host.folders).find((prefix) => path.startsWith(prefix));
      if (host.dead.includes(path)) return response.destroy();
      const content = folder
        ? await readFile(host.folders[folder] + path.slice(folder.length)).catch(() => null)
        : host.page;
      if (content === null) return response.writeHead(404).end();
      response.setHeader("Content-Type", folder ? types[path.split(".").at(-1)] : types.html);
      for (const [name, value] of Object.entries(
        folder ? { "Cache-Control": "max-age=0", ETag: `"${content.length}"` } : host.headers,
      ))
        response.setHeader(name, value);
      response.end(request.url === "/favicon.ico" ? "" : content);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    host.url = `http://127.0.0.1:${server.address().port}`; // the native server is at localhost: another site
  });
  after(() => server?.close());

  const script = (path = "v1/reelrate.js", attributes = "") =>
    `<script type="module" src="${on.server.url}/embed/${path}"${attributes}></script>`;

  /** Opens a page of the host with the body in it, and notes the elements' events and the requests. */
  async function open(
    t,
    body,
    { head = script(), headers = {}, lang = "en", dir = "ltr", prepare = async () => {}, ...options } = {},
  ) {
    host.headers = headers;
    host.page =
      `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
      `<title>Somebody else’s page</title>${head}</head>` +
      `<body><main><h1>A page</h1>${body}</main></body></html>`;
    const opened = await listened(t, on.browser, [on.server.url, host.url], options);
    opened.requests = [];
    opened.page.on("request", (request) =>
      opened.requests.push(request.url().replace(on.server.url, "").replace(host.url, "host")),
    );
    await opened.page.addInitScript(() => {
      globalThis.told = [];
      for (const type of ["reelrate-quote", "reelrate-error"]) {
        addEventListener(type, ({ target, detail, bubbles, composed }) =>
          told.push({ type, tag: target.localName, detail: JSON.parse(JSON.stringify(detail)), bubbles, composed }),
        );
      }
    });
    await prepare(opened.page);
    await opened.page.goto(host.url);
    return opened;
  }

  return { host, script, open };
}

/** Waits until an element says exactly so, gaps aside. */
export async function says(locator, want) {
  const read = async () => (await locator.textContent()).replaceAll(/\s+/g, " ").trim();
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    if ((await read()) === want) return;
  }
  assert.equal(await read(), want);
}

export const part = (page, name, tag = "reelrate-calculator") => page.locator(`${tag} [part~="${name}"]`);
