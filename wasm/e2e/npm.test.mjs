// The npm package, packed and installed in somebody's project: built by Vite,
// rendered on a server, hydrated and priced in Chromium, without a network.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { listened, stage } from "./browser.mjs";
import { frozen } from "./built.mjs";

const on = stage();
const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const user = here("npm/");
const out = here("../../dist/test/npm/");
const installed = `${user}node_modules/@reelrate/embed/`;
const vite = async () => import(pathToFileURL(`${user}node_modules/vite/dist/node/index.js`));

before(async () => {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", out], { cwd: frozen.npm });
  const [{ filename }] = JSON.parse(stdout);
  // Unpacked where npm would: npm itself asks the registry about all its neighbours again.
  await rm(installed, { recursive: true, force: true });
  await mkdir(installed, { recursive: true });
  await run("tar", ["-xzf", out + filename, "-C", installed, "--strip-components", "1"]);
});

test("holds what it says, and the files that its integrity names", async () => {
  const files = await readdir(installed);
  assert.deepEqual(files.sort(), [
    "LICENSE",
    "README.md",
    "answering.js",
    "custom-elements.json",
    "elements.d.ts",
    "elements.js",
    "engine.wasm",
    "frame-host.js",
    "index.d.ts",
    "index.js",
    "integrity.json",
    "package.json",
    "react.d.ts",
    "reelrate.js",
    "svelte.d.ts",
    "table.json",
    "vue.d.ts",
  ]);
  assert.equal(
    await readFile(`${installed}table.json`, "utf8"),
    await readFile(`${frozen.site}embed/table.json`, "utf8"),
    "the site's table of that day",
  );
  const { files: hashes } = JSON.parse(await readFile(`${installed}integrity.json`));
  for (const [name, hash] of Object.entries(hashes)) {
    const digest = await crypto.subtle.digest("SHA-384", await readFile(installed + name));
    assert.equal(`sha384-${Buffer.from(digest).toString("base64")}`, hash, name);
  }
});

test("can be imported where there is no document, and its manifest lists its attributes", async () => {
  const { ReelrateCalculator, define } = await import(pathToFileURL(`${installed}index.js`));
  define();
  const {
    modules: [{ declarations }],
  } = JSON.parse(await readFile(`${installed}custom-elements.json`));
  for (const { tagName, attributes } of declarations) {
    const listed = attributes.map(({ name }) => name).filter((name) => !["name", "disabled"].includes(name));
    assert.deepEqual(listed.sort(), [...ReelrateCalculator.observedAttributes].sort(), tagName);
  }
});

test("has types for the page, React, Vue and Svelte", async () => {
  await run(process.execPath, [`${user}node_modules/typescript/bin/tsc`, "-p", user]).catch(({ stdout }) =>
    assert.fail(stdout),
  );
});

/** The page prices both elements, out of nothing but what url serves. */
async function priced(t, url) {
  const { page, complaints } = await listened(t, on.browser, [new URL(url).origin]);
  await page.goto(url);
  // 480 × 179 ÷ 5000
  await page.locator('reelrate-price [part="price"]').filter({ hasText: "8 s Veo 3 = 480 credits ($17.18)" }).waitFor();
  // 300 × 179 ÷ 5000
  await page.locator('reelrate-calculator [part="dollars"]').filter({ hasText: "$10.74" }).waitFor();
  await page.waitForFunction(() => globalThis.quoted === "300 credits");
  return { page, complaints };
}

test("is rendered by a server, built by Vite, hydrated and priced", async (t) => {
  const { build } = await vite();
  const options = { root: user, configFile: false, logLevel: "error" };
  await build({
    ...options,
    ssr: { noExternal: true },
    build: { outDir: `${out}server`, ssr: "server.js", emptyOutDir: true },
  });
  const { html } = await import(pathToFileURL(`${out}server/server.js`));
  assert.match(
    html,
    /<reelrate-price seller="house" model="veo-3" plan="agency" seconds="8">8 s of Veo 3<\/reelrate-price>/,
  );
  await build({ ...options, build: { outDir: `${out}client`, emptyOutDir: true } });
  const page = await readFile(`${out}client/index.html`, "utf8");
  await writeFile(`${out}client/index.html`, page.replace("<!--app-->", html));

  const types = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
  };
  const files = createServer(async (request, response) => {
    const path = request.url === "/" ? "/index.html" : request.url;
    try {
      const content = await readFile(`${out}client${path}`);
      response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
      response.end(content);
    } catch {
      response.statusCode = path === "/favicon.ico" ? 204 : 404;
      response.end();
    }
  });
  await new Promise((resolve) => files.listen(0, "127.0.0.1", resolve));
  t.after(() => files.close());
  const { complaints } = await priced(t, `http://127.0.0.1:${files.address().port}/`);
  assert.deepEqual(complaints, []);
});

test("works in Vite's development server", async (t) => {
  const { createServer } = await vite();
  const server = await createServer({
    root: user,
    configFile: false,
    logLevel: "error",
    cacheDir: `${out}cache`,
    server: { port: 0, host: "127.0.0.1", ws: false },
  });
  t.after(() => server.close());
  await server.listen();
  await priced(t, `http://127.0.0.1:${server.httpServer.address().port}/`);
});
