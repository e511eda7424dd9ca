// Elements whose names begin as a site wants: the address of their script says how, and
// a site with a prefix of its own hands that address out.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listened, stage } from "./browser.mjs";
import { attributes, hosting, part } from "./host.mjs";
import { serve } from "./native.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const on = stage();
const { open, script } = hosting(on);

/** A shot that has a price, whatever the table: the one that the API's description shows. */
let shot, price, exact, hash;

async function look() {
  const get = async (path) => (await fetch(on.server.url + path)).json();
  const { components } = await get("/openapi.json");
  shot = new URL(components.schemas.PageAddress.examples[0]).searchParams;
  const { credits, dollars } = await get(`/v1/quote?${shot}`);
  price = (credits ?? dollars).display;
  const moving = await (await fetch(`${on.server.url}/embed/v1/reelrate.js`)).text();
  [, exact] = /"\.\.\/(v[\d.]+\/reelrate\.js)\?prefix="/.exec(moving);
  hash = (await get(`/embed/${exact.split("/")[0]}/integrity.json`)).files["reelrate.js"];
}

const sentence = (prefix) => `<p><${prefix}-price ${attributes(shot)}>some credits</${prefix}-price></p>`;
const shows = (page, tag) => part(page, "figure", tag).filter({ hasText: price }).waitFor();
const defined = (page, tag) => page.evaluate((tag) => Boolean(customElements.get(tag)), tag);

describe("a script's address", () => {
  before(look);

  test("says how the names begin, the moving one's and the exact one's with its hash", async (t) => {
    for (const head of [
      script("v1/reelrate.js?prefix=acme"),
      script(`${exact}?prefix=acme`, ` integrity="${hash}" crossorigin="anonymous"`),
    ]) {
      const { page, complaints } = await open(t, sentence("acme") + sentence("reelrate"), { head });
      await shows(page, "acme-price");
      assert.equal(await defined(page, "reelrate-price"), false);
      assert.equal(await page.locator("reelrate-price").innerText(), "some credits");
      assert.match(await page.locator("acme-price a").getAttribute("href"), new RegExp(`^${on.server.url}/\\?`));
      assert.deepEqual(complaints, []);
    }
  });

  test("of two prefixes has both on one page, by either version", async (t) => {
    const head = script("v1/reelrate.js?prefix=acme") + script() + script(`${exact}?prefix=other`);
    const { page, complaints, requests } = await open(
      t,
      sentence("acme") + sentence("reelrate") + sentence("other") + sentence("acme"),
      { head },
    );
    for (const tag of ["acme-price >> nth=0", "reelrate-price", "other-price", "acme-price >> nth=1"])
      await page.locator(tag).locator('[part="figure"]').filter({ hasText: price }).waitFor();
    assert.deepEqual(complaints, []);
    assert.equal(requests.filter((url) => url.endsWith("/answering.js")).length, 1, "the other half is one for all");
  });

  test("that says what begins no name is told of once, and means the usual one", async (t) => {
    for (const path of ["v1/reelrate.js", exact]) {
      for (const prefix of ["1acme", "", "a/b"].filter((prefix) => prefix || path !== exact)) {
        const { page, complaints } = await open(t, sentence("reelrate"), { head: script(`${path}?prefix=${prefix}`) });
        await shows(page, "reelrate-price");
        assert.match(await page.locator("reelrate-price a").getAttribute("href"), new RegExp(`^${on.server.url}/\\?`));
        assert.equal(complaints.length, 1, `${path} ${prefix}: ${complaints}`);
        assert.match(complaints[0], /-calculator/);
      }
    }
  });
});

describe("a site with a prefix of its own", () => {
  let folder, server, url;
  before(async () => {
    await look();
    folder = await mkdtemp(join(tmpdir(), "prefix"));
    const rates = join(folder, "rates");
    await cp(join(root, "pricing/testdata/frozen"), rates, { recursive: true });
    const config = join(rates, "site.yaml");
    await writeFile(config, `${await readFile(config, "utf8")}\nelements: {prefix: acme}\n`);
    const widget = (name) => join(root, "dist/widget", name);
    const made = ["-wasm", widget("widget.wasm"), "-full", widget("widget.wasm"), "-exec", widget("wasm_exec.js")];
    const site = join(folder, "site");
    await promisify(execFile)(
      "go",
      ["run", "./site", "-rates", rates, "-out", site, ...made, "-loader", widget("loader.mjs")],
      { cwd: root },
    );
    server = await serve({ site: `${site}/`, table: join(rates, "table.json") });
    url = server.url;
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  test("has the same script, byte for byte", async () => {
    const [mine, usual] = await Promise.all(
      [url, on.server.url].map(async (site) => (await fetch(`${site}/embed/${exact}`)).text()),
    );
    assert.equal(mine, usual);
  });

  test("shows its own elements and hands them out", async (t) => {
    const { page, complaints } = await listened(t, on.browser, [url]);
    await page.goto(`${url}/docs/embed`);
    const address = `${url}/embed/v1/reelrate.js?prefix=acme`;
    await page.mouse.move(5, 5); // somebody is there
    await page.locator("acme-calculator [part=credits]").waitFor();
    const lines = page.locator("#price code");
    await lines.filter({ hasText: `src="${address}"` }).waitFor();
    await page.locator("acme-price [part=figure]").waitFor();
    await page.locator('[name="script"]').selectOption("exact");
    await lines.filter({ hasText: `${exact}?prefix=acme" integrity=` }).waitFor();
    assert.match(await lines.textContent(), /<acme-price .*<\/acme-price>/);
    assert.equal(await defined(page, "reelrate-price"), false);
    assert.deepEqual(complaints, []);
  });
});
