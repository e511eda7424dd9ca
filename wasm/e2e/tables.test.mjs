// Where the pages and the elements have their prices from: the table of the day,
// beside the engine, and another where that cannot be had.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";
import { frozen } from "./built.mjs";
import { hosting, part, says } from "./host.mjs";

const on = stage();
const { host, open } = hosting(on);
afterEach(() => Object.assign(host, { folders: {}, dead: [] }));

const today = await readFile(frozen.table, "utf8");
const { version } = JSON.parse(today).table;
const day = (iso) =>
  new Date(iso)
    .toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })
    .replace("Sept", "Sep");
const digestOf = (text) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const veo = 'seller="house" model="veo-3" seconds="8"'; // 60 credits a second
const price = (more = "") => `<reelrate-price ${veo} ${more}>8 s of Veo 3 for some credits</reelrate-price>`;
const calculator = (more = "") =>
  `<reelrate-calculator ${veo} ${more}>8 s of Veo 3 for some credits</reelrate-calculator>`;

/** The site's table as of another version, with another price of a second of Veo 3 at the house. */
function edited(as, credits) {
  const row = '"amount":"60","from":"2026-01","id":"house/veo-3/per-second"';
  assert.equal(today.split(row).length, 2);
  return today.replace(row, row.replace("60", credits)).replace(`"version":"${version}"`, `"version":"${as}"`);
}

const json =
  (body, headers = {}) =>
  (route) =>
    route.fulfill({
      contentType: "application/json",
      headers: { "Access-Control-Allow-Origin": "*", ...headers },
      body,
    });

/** Lets neither of two requests be answered before both have been made. */
async function together(page, ...patterns) {
  const asked = patterns.map(() => Promise.withResolvers());
  for (const [i, pattern] of patterns.entries()) {
    await page.route(pattern, async (route) => {
      asked[i].resolve();
      await Promise.all(asked.map(({ promise }) => promise));
      await route.continue();
    });
  }
}

// --- pages ---------------------------------------------------------------------

describe("a page", () => {
  const visit = async (t, path, prepare = async () => {}) => {
    const opened = await listened(t, on.browser, [on.server.url]);
    await prepare(opened.page, opened.context);
    await opened.page.goto(on.server.url + path);
    return opened;
  };
  const shows = (page, credits) =>
    page.locator('#result [data-figure="credits"]').filter({ hasText: credits }).waitFor();
  const shot = "/?seller=house&model=veo-3&seconds=";

  test("fetches its table with the engine and not after it, by a name that is of its content", async (t) => {
    const tables = [];
    const { page, complaints } = await visit(t, `${shot}7`, async (page) => {
      page.on("request", (request) => {
        if (/table/.test(request.url())) tables.push(request.url());
      });
      await together(page, "**/*.wasm", "**/assets/table-*.json");
    });
    await shows(page, "420 credits");
    assert.deepEqual(tables, [`${on.server.url}/assets/table-${digestOf(today).slice(7, 23)}.json`]);
    const response = await fetch(tables[0]);
    assert.match(response.headers.get("Cache-Control"), /max-age=31536000, immutable/);
    assert.equal(await response.text(), today);
    assert.deepEqual(complaints, []);
  });

  test("asks the API where its table cannot be had", async (t) => {
    const { page } = await visit(t, `${shot}7`, (page) =>
      page.route("**/assets/table-*.json", (route) => route.fulfill({ status: 404 })),
    );
    await shows(page, "420 credits");
    await page.locator("#notice").filter({ hasText: "asked of the API instead" }).waitFor();
  });

  test("that checks usage files has the same table, and is then ready without a network", async (t) => {
    const { page, context, complaints } = await visit(t, "/reconcile", (_page, context) =>
      together(context, "**/*.wasm", "**/assets/table-*.json"),
    );
    await page.locator("#usage-status").filter({ hasText: "Ready" }).waitFor({ state: "attached" });
    await context.setOffline(true);
    await page.getByRole("button", { name: "Try the example" }).click();
    await page.locator("text=checked against rate table").first().waitFor();
    assert.ok((await page.locator("body").innerText()).includes(`rate table ${version}`));
    assert.deepEqual(complaints, []);
  });

  // The house's rate has held since January; the table of November had another.
  describe("whose link was made with a former table", () => {
    const note = (page) => page.locator("#since");
    const former = (as, credits) => async (page) => {
      const text = edited(as, credits);
      await page.route(
        "**/embed/tables.json",
        json(JSON.stringify({ [as]: digestOf(text), [version]: digestOf(today) })),
      );
      await page.route(`**/v1/rates/${digestOf(text)}`, json(text));
    };
    const corrected =
      "Made with rate table 2026-11-01; this is " + version + ". A correction has changed the price of ";

    test("says where a correction intervened", async (t) => {
      const { page, complaints } = await visit(t, `${shot}8&table=2026-11-01`, former("2026-11-01", "55"));
      // 8 × 55
      await says(note(page), `${corrected}2026-11-01 since: that table said 440 credits, this one says 480 credits.`);
      await shows(page, "480 credits");
      assert.deepEqual(complaints, []);
    });

    test("says so of the day that it asks for", async (t) => {
      const { page } = await visit(t, `${shot}8&asOf=2026-03-01&table=2026-11-01`, former("2026-11-01", "55"));
      await says(note(page), `${corrected}2026-03-01 since: that table said 440 credits, this one says 480 credits.`);
    });

    test("says so of a whole list", async (t) => {
      const { page } = await visit(
        t,
        "/estimate?v=1&line=~house/veo-3~2~1~seconds:8&table=2026-11-01",
        former("2026-11-01", "55"),
      );
      await says(
        page.locator('[data-note="table"]'),
        `${corrected}2026-11-01 since: that table said 880 credits, this one says 960 credits.`,
      ); // 2 × 8 × 55, × 60
    });

    test("says nothing where there was none", async (t) => {
      for (const asOf of ["", "&asOf=2026-03-01"]) {
        const asked = Promise.withResolvers();
        const { page } = await visit(t, `${shot}8${asOf}&table=2026-11-01`, async (page) => {
          await former("2026-11-01", "60")(page);
          page.on("requestfinished", (request) => {
            if (request.url().includes("/v1/rates/")) asked.resolve();
          });
        });
        await asked.promise;
        await page.waitForTimeout(300);
        assert.equal(await note(page).isVisible(), false);
      }
    });

    test("tells what it can where that table is no longer to be had", async (t) => {
      const { page } = await visit(t, `${shot}8&asOf=2026-03-01&table=2026-11-01`, (page) =>
        page.route("**/embed/tables.json", json("{}")),
      );
      await says(
        note(page),
        `Made with rate table 2026-11-01; this is ${version}. ` +
          `Both say what held on 2026-03-01, which only a correction can have changed.`,
      );
      const { page: other } = await visit(t, `${shot}8&table=2026-11-01.2`, (page) =>
        page.route("**/embed/tables.json", (route) => route.abort()),
      );
      await shows(other, "480 credits");
      await other.waitForTimeout(300);
      assert.equal(await note(other).isVisible(), false);
    });

    test("tells changes of one day apart by their number", async (t) => {
      const { page } = await visit(t, `${shot}8&table=${version}.10`);
      await says(note(page), `Made with rate table ${version}.10; this is ${version}. Reload to get the newer prices.`);
    });
  });
});

// --- elements on somebody's page -----------------------------------------------

/** The package in a folder of the host, as from a CDN: it knows of no site until it is told of one. */
const packaged = (site) => `<script type="module">
  import { configure } from "/lib/reelrate.js";
  ${site ? `configure({ site: "${site}" });` : ""}</script>`;
const withPackage = () => {
  host.folders = { "/lib/": frozen.npm };
};
const tablesOf = (requests) => requests.filter((url) => url.includes("table"));

describe("an element from a site", () => {
  test("has the site's table with the engine and not after it, and once for all", async (t) => {
    const { page, requests, complaints } = await open(t, price() + price('plan="agency"') + calculator(), {
      prepare: (page) => together(page, "**/engine.wasm", "**/embed/table.json"),
    });
    await says(part(page, "price", "reelrate-price").first(), "8 s Veo 3 = 480 credits");
    await says(part(page, "standing"), "Since Jan 2026");
    assert.deepEqual(tablesOf(requests), ["/embed/table.json"]);
    assert.deepEqual(complaints, []);
  });

  test("has new prices with its old version", async (t) => {
    const { page } = await open(t, price() + calculator(), {
      prepare: (page) => page.route("**/embed/table.json", json(edited("2031-01-02.2", "70"))),
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 560 credits"); // 8 × 70
    await says(part(page, "table"), "Rate table 2031-01-02.2");
  });

  test("asks the API where the table cannot be had or is of another form", async (t) => {
    for (const broken of [
      (route) => route.fulfill({ status: 404 }),
      (route) => route.abort(),
      json('{"format":2,"table":{}}'),
      json("<!doctype html>"),
    ]) {
      const { page, requests } = await open(t, price(), {
        prepare: (page) => page.route("**/embed/table.json", broken),
      });
      await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
      assert.ok(requests.includes("/v1/quote?seller=house&model=veo-3&seconds=8"));
      assert.equal(await part(page, "standing", "reelrate-price").textContent(), ", since Jan 2026");
    }
  });

  test("may be cached for minutes, is asked about by its tag, and is for everybody", async () => {
    for (const accept of ["br", "gzip", "identity"]) {
      const response = await fetch(`${on.server.url}/embed/table.json`, { headers: { "Accept-Encoding": accept } });
      assert.equal(await response.text(), today);
      const {
        "access-control-allow-origin": origin,
        "cache-control": cache,
        "content-type": type,
        etag,
      } = Object.fromEntries(response.headers);
      assert.deepEqual([origin, cache, type], ["*", "public, max-age=300", "application/json"]);
      assert.ok(etag, accept);
      const again = await fetch(`${on.server.url}/embed/table.json`, {
        headers: { "Accept-Encoding": accept, "If-None-Match": etag },
      });
      assert.equal(again.status, 304);
    }
  });

  test("is fetched once in two visits", async (t) => {
    const { page, context } = await open(t, price());
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    const second = await context.newPage();
    const devtools = await context.newCDPSession(second);
    await devtools.send("Network.enable");
    const seen = {};
    devtools.on("Network.responseReceived", ({ response }) => {
      seen[response.url] = response.fromDiskCache;
    });
    await second.goto(host.url);
    await says(part(second, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    assert.equal(seen[`${on.server.url}/embed/table.json`], true);
  });

  // A copy of the site where nobody answers for the table the second time.
  test("shows what it had, with its day, where the site is out of reach", async (t) => {
    host.folders = { "/embed/": `${frozen.site}embed/` };
    const { page, context } = await open(t, price() + calculator(), {
      head: '<script type="module" src="/embed/v1/reelrate.js"></script>',
    });
    await says(part(page, "standing"), "Since Jan 2026");
    host.dead = ["/embed/table.json"];
    const second = await context.newPage();
    await second.goto(host.url);
    await says(part(second, "standing"), `Since Jan 2026, prices of ${day(version)}`);
  });
});

describe("an element from a package", () => {
  const kept = `prices of ${day(version)}`;
  const quotes = (requests) => requests.filter((url) => url.includes("/v1/"));

  test("has the package's table where it knows of no site, and says of which day", async (t) => {
    withPackage();
    const { page, requests, complaints } = await open(t, price() + calculator(), {
      head: packaged(),
      prepare: (page) => together(page, "**/engine.wasm", "**/lib/table.json"),
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    await says(part(page, "standing", "reelrate-price"), `, since Jan 2026, ${kept}`);
    assert.equal(await page.locator("reelrate-price .line").getAttribute("title"), `since Jan 2026, ${kept}`);
    await says(part(page, "standing"), `Since Jan 2026, ${kept}`);
    assert.deepEqual(tablesOf(requests), ["host/lib/table.json"]);
    assert.deepEqual(complaints, []);
  });

  test("has the site's where it knows of one, and no other", async (t) => {
    withPackage();
    const { page, requests, complaints } = await open(t, price() + calculator(), {
      head: packaged(on.server.url),
      prepare: (page) => page.route("**/embed/table.json", json(edited("2031-01-02", "70"))),
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 560 credits");
    await says(part(page, "standing"), "Since Jan 2026");
    assert.deepEqual(tablesOf(requests), ["/embed/table.json"]);
    assert.deepEqual(complaints, []);
  });

  for (const [name, broken] of Object.entries({
    "is gone": (route) => route.fulfill({ status: 404 }),
    fails: (route) => route.fulfill({ status: 500 }),
    "is out of reach": (route) => route.abort(),
    "is a page": json("<!doctype html><title>Sign in</title>"),
    "is cut off": json(today.slice(0, 50_000)),
    "is of a form that this engine does not know": json('{"format":2,"table":{}}'),
    "never comes": () => {},
  })) {
    test(`has the package's where the site's ${name}, and says of which day`, async (t) => {
      withPackage();
      const { page, requests, complaints } = await open(t, price() + calculator(), {
        head: packaged(on.server.url),
        prepare: (page) => page.route("**/embed/table.json", broken),
      });
      await says(part(page, "standing"), `Since Jan 2026, ${kept}`);
      await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
      assert.deepEqual(quotes(requests), []);
      assert.equal(complaints.filter((text) => text.includes("the prices of the day could not be had")).length, 1);
    });
  }

  test("waits for the site's where there is no other", async (t) => {
    withPackage();
    const { page } = await open(t, price(), {
      head: packaged(on.server.url),
      prepare: async (page) => {
        await page.route("**/lib/table.json", (route) => route.fulfill({ status: 404 }));
        await page.route("**/embed/table.json", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 4000)); // longer than its patience
          await json(edited("2031-01-02", "70"))(route);
        });
      },
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 560 credits");
    await says(part(page, "standing", "reelrate-price"), ", since Jan 2026");
  });

  test("asks the API where there is no table at all", async (t) => {
    withPackage();
    const { page, requests } = await open(t, price(), {
      head: packaged(on.server.url),
      prepare: (page) => page.route("**/table.json", (route) => route.abort()),
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    assert.deepEqual(quotes(requests), ["/v1/quote?seller=house&model=veo-3&seconds=8"]);
  });

  test("keeps its children where there is neither table nor site, and comes back to life", async (t) => {
    withPackage();
    const { page } = await open(t, calculator(), {
      head: packaged(),
      prepare: (page) => page.route("**/table.json", (route) => route.abort()),
    });
    await page.waitForFunction(() => told.length === 1);
    assert.equal(await page.evaluate(() => told[0].detail.code), "unreachable");
    assert.equal(await page.locator("reelrate-calculator").innerText(), "8 s of Veo 3 for some credits");
    await page.unroute("**/table.json");
    await page.evaluate(() => (document.querySelector("reelrate-calculator").seconds = 5));
    await says(part(page, "credits"), "300 credits");
  });

  test("says the day beside a refusal, too", async (t) => {
    withPackage();
    const { page } = await open(
      t,
      '<reelrate-calculator seller="house" model="veo-9" seconds="8"></reelrate-calculator>',
      { head: packaged() },
    );
    await says(part(page, "standing"), `P${kept.slice(1)}`);
  });

  test("takes its table from where it is told", async (t) => {
    withPackage();
    const { page } = await open(t, price(), {
      head:
        '<script type="module">import { configure } from "/lib/reelrate.js"; ' +
        'configure({ table: "/elsewhere/prices.json" });</script>',
      prepare: (page) => page.route("**/elsewhere/prices.json", json(edited("2031-01-02", "70"))),
    });
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 560 credits");
    await says(part(page, "standing", "reelrate-price"), ", since Jan 2026, prices of 2 Jan 2031");
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`is accessible and fits with the day of its prices, ${colorScheme}`, async (t) => {
      withPackage();
      const { page } = await open(
        t,
        `<p>A clip of ${price('plan="agency"')} in a line of text.</p>` +
          `${calculator('plan="agency" count="40" takes="3"')}`,
        {
          head: packaged(on.server.url),
          colorScheme,
          viewport: { width: 390, height: 900 },
          prepare: (page) => page.route("**/embed/table.json", (route) => route.fulfill({ status: 404 })),
        },
      );
      await says(part(page, "standing"), `Since Jan 2026, ${kept}`);
      await page.screenshot({ path: `${shots}element-kept-${colorScheme}-390.png`, fullPage: true });
      await fits(page);
      await accessible(page);
    });
  }
});

test("an element that was written with a former table says where a correction intervened", async (t) => {
  const text = edited("2026-11-01", "55");
  for (const pinned of ["2026-11-01", digestOf(text)]) {
    const { page, complaints } = await open(t, price(`table="${pinned}"`) + price(`table="${version}"`), {
      prepare: async (page) => {
        await page.route("**/embed/tables.json", json(JSON.stringify({ "2026-11-01": digestOf(text) })));
        await page.route(`**/v1/rates/${digestOf(text)}`, json(text));
      },
    });
    await says(
      part(page, "note", "reelrate-price"),
      `(Made with rate table 2026-11-01; this is ${version}. ` +
        `A correction has changed the price of 2026-11-01 since: ` +
        `that table said 440 credits, this one says 480 credits.)`,
    );
    await says(part(page, "figure", "reelrate-price").first(), "480 credits");
    assert.deepEqual(complaints, []);
  }
});
