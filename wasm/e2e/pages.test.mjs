// The pages beside the calculator in a real browser, served by the native on.server.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";
import { compared, comparisonIs } from "./comparison.mjs";

const on = stage();

/** One page of each kind, and what it has to say at the least. */
const pages = {
  compare: ["/compare", "Compared by the second"],
  models: ["/models/", "All models"],
  model: ["/models/house/veo-3/", "Veo 3"],
  "model-folder": ["/models/endpoints/wan/2-6-text-to-video/", "wan/2-6-text-to-video"],
  "model-ended": ["/models/openai-api/sora-2-pro/", "Sora 2 Pro"],
  "model-of-an-ended-maker": ["/models/house/sora-2/", "Sora 2"],
  plans: ["/plans", "Plans and packs"],
  changes: ["/changes", "Price changes"],
  credits: ["/credits", "How credits work"],
  about: ["/about", "About the numbers"],
};

/** Opens a page and collects everything it complains of or asks for elsewhere. */
async function open(t, path, options = {}) {
  const { page, complaints } = await listened(t, on.browser, [on.server.url], options);
  await page.goto(on.server.url + path);
  return { page, complaints };
}

for (const [name, [path, title]] of Object.entries(pages)) {
  describe(path, () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
          const { page, complaints } = await open(t, path, { colorScheme, viewport: { width, height: 900 } });
          assert.equal(await page.locator("h1").innerText(), title);
          await page.screenshot({ path: `${shots}${name}-${colorScheme}-${width}.png`, fullPage: true });
          await fits(page);
          assert.deepEqual(complaints, []);
          // What is folded is read too.
          await page.evaluate(() =>
            document.querySelectorAll("details.others").forEach((d) => d.toggleAttribute("open", true)),
          );
          await accessible(page);
        });
      }
    }

    test("fits a window of 320 px, also with its details open", async (t) => {
      const { page } = await open(t, path, { viewport: { width: 320, height: 700 } });
      await fits(page);
      await page.evaluate(() =>
        document.querySelectorAll("main details").forEach((d) => {
          d.removeAttribute("name");
          d.open = true;
        }),
      );
      await fits(page);
    });

    test("stands without JavaScript", async (t) => {
      const { page, complaints } = await open(t, path, { javaScriptEnabled: false });
      assert.equal(await page.locator("h1").innerText(), title);
      assert.equal(await page.locator("form:visible").count(), 0, "a control that does nothing");
      assert.deepEqual(complaints, []);
      const listed = await page.locator(`nav[aria-label=Site] a[href="${path}"]`).count(); // the rest is at the foot
      assert.equal(await page.locator("nav [aria-current=page]").count(), listed);
    });
  });
}

describe("without JavaScript", () => {
  test("prices are in the tables", async (t) => {
    const { page } = await open(t, "/compare", { javaScriptEnabled: false });
    const row = page.locator("table.compared tr").filter({ hasText: "Veo 3.1 Fast" });
    assert.match(await row.innerText(), /\$0\.10–\$0\.15/);
    assert.ok(await row.isVisible());
  });

  test("a model leads into the calculator", async (t) => {
    const { page } = await open(t, "/models/kling-api/kling-v2.1/");
    await page.getByRole("link", { name: "Open it in the calculator" }).click();
    await page.locator('#result [data-figure="dollars"]').filter({ hasText: "$0.28" }).waitFor(); // 000:91
  });
});

describe("the comparison", () => {
  const api = async (query) => (await fetch(`${on.server.url}/v1/compare?${query}`)).json();

  async function equals(page, answer) {
    await comparisonIs(page, answer);
    assert.ok(answer.comparable.length > 5, "too little to compare");
  }

  const settled = (page, text) => page.locator("[data-caption]").first().filter({ hasText: text }).waitFor();

  test("the static tables are the API's answer for the same shot", async (t) => {
    const { page } = await open(t, "/compare");
    await equals(page, await api("seconds=10&market=all"));
  });

  test("marks what its maker has ended, before and after it is priced again", async (t) => {
    const marked = (page) =>
      page
        .locator("table.compared tbody tr")
        .filter({ hasText: "ended at its maker" })
        .evaluateAll((rows) =>
          rows
            .map(
              (row) =>
                `${row.querySelector("a").getAttribute("href")} ${row.querySelector("summary .tag").textContent}`,
            )
            .sort(),
        );
    const want = (answer) =>
      answer.comparable
        .filter(({ warnings: [first] }) => first?.code === "upstream_sunset")
        .map(({ seller, model }) => `/models/${seller.id}/${model.id}/ ended at its maker 24 Sep 2026`)
        .sort();
    const { page } = await open(t, "/compare");
    assert.deepEqual(await marked(page), [
      "/models/house/sora-2-pro/ ended at its maker 24 Sep 2026",
      "/models/house/sora-2/ ended at its maker 24 Sep 2026",
    ]);
    await page.locator("[name=seconds]").fill("8");
    await settled(page, "for 8 s");
    assert.deepEqual(await marked(page), want(await api("seconds=8&market=all")));
  });

  test("prices another length, by the keyboard, as the API does", async (t) => {
    const { page, complaints } = await open(t, "/compare");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
    for (let presses = 0; presses < 20 && (await focused()) !== "seconds"; presses++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "seconds", "Tab does not reach the length");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("5");
    await settled(page, "for 5 s");
    await equals(page, await api("seconds=5&market=all"));
    await page
      .getByRole("status")
      .filter({ hasText: /prices through an API/ })
      .waitFor();
    assert.equal(new URL(page.url()).search, "?seconds=5");
    assert.deepEqual(complaints, []);
  });

  // Priced again, a row says the same of its date as the row that the page came with.
  test("says how each price stands, with the engine and without", async (t) => {
    const { page } = await open(t, "/compare");
    const stands = () =>
      page
        .locator("table.compared tbody tr")
        .evaluateAll((rows) =>
          Object.fromEntries(
            rows.map((row) => [
              row.querySelector("th a").getAttribute("href"),
              row.querySelector("summary").textContent,
            ]),
          ),
        );
    const before = await stands();
    assert.equal(before["/models/house/veo-3/"], "since Jan 2026");
    assert.equal(before["/models/house/sora-2/"], "since Jan 2026 ended at its maker 24 Sep 2026");
    assert.equal(before["/models/google-api/veo-3.1-fast/"], "Jan 2026 stale");
    assert.equal(before["/models/aggregators/kling-3.0/"], "1 Jun 2026 stale disputed");
    await page.locator("[name=seconds]").fill("9");
    await settled(page, "for 9 s");
    await page.locator("[name=seconds]").fill("10");
    await settled(page, "for 10 s");
    assert.deepEqual(await stands(), before);
    await page.locator('[data-market=api] [data-sort="known"] button').click();
    await page.getByRole("status").filter({ hasText: "Ordered by known, the oldest first." }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("order"), "known");
  });

  test("asks for a resolution and a use", async (t) => {
    const { page } = await open(t, "/compare");
    await page.locator("[name=resolution]").selectOption("1080p");
    await settled(page, "for 10 s, 1080p");
    await equals(page, await api("seconds=10&resolution=1080p&market=all"));
    await page.locator("[name=resolution]").selectOption("");
    await page.locator("[name=needs]").selectOption("native-audio");
    const want = await api("seconds=10&needs=native-audio&market=all");
    await page.waitForFunction(
      (n) => document.querySelectorAll("[data-list=others] tbody tr").length === n,
      want.notComparable.length,
    );
    assert.equal((await compared(page)).length, want.comparable.length);
  });

  test("restores everything from its address", async (t) => {
    const { page } = await open(t, "/compare");
    await page.locator("[name=seconds]").fill("8");
    await page.locator("[name=audio]").selectOption("false");
    await page.locator("[name=market]").selectOption("api");
    await settled(page, "for 8 s, no audio");
    await page.locator('[data-market=api] [data-sort="clip"] button').click();
    await page.locator('[data-market=api] [data-sort="clip"] button').click();
    const before = await compared(page);
    await page.reload();
    await settled(page, "for 8 s, no audio");
    assert.deepEqual(await compared(page), before);
    assert.equal(await page.locator("[data-market=app]").isVisible(), false);
    assert.equal(await page.locator('[data-market=api] [data-sort="clip"]').getAttribute("aria-sort"), "descending");
    assert.equal(await page.locator("[name=seconds]").inputValue(), "8");
  });

  test("orders by its headers, without the engine", async (t) => {
    const { page } = await open(t, "/compare");
    let fetched = false;
    page.on("request", (request) => {
      fetched ||= request.url().endsWith(".wasm");
    });
    const seconds = () =>
      page
        .locator("[data-market=app] table.compared tbody tr")
        .evaluateAll((rows) => rows.map((row) => Number(row.dataset.second)));
    const up = await seconds();
    assert.deepEqual(
      up,
      [...up].sort((a, b) => a - b),
    );
    assert.equal(await page.locator('[data-market=app] [data-sort="second"]').getAttribute("aria-sort"), "ascending");
    await page.locator('[data-market=app] [data-sort="second"] button').focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(
      await seconds(),
      [...up].sort((a, b) => b - a),
    );
    assert.equal(await page.locator('[data-market=app] [data-sort="second"]').getAttribute("aria-sort"), "descending");
    await page.locator('[data-market=app] [data-sort="name"] button').click();
    const names = await page.locator("[data-market=app] table.compared th a").allTextContents();
    assert.deepEqual(
      names,
      [...names].sort((a, b) => a.localeCompare(b, "en")),
    );
    assert.equal(await page.locator("[aria-sort]").count(), 2); // one in each table
    assert.equal(fetched, false);
  });

  test("says what is wrong with a length, and takes the next", async (t) => {
    const { page } = await open(t, "/compare");
    await page.locator("[name=seconds]").fill("0");
    await page
      .locator("#compare-error")
      .filter({ hasText: /not accepted/ })
      .waitFor();
    assert.equal(await page.locator("[name=seconds]").getAttribute("aria-invalid"), "true");
    await page.locator("[name=seconds]").fill("6");
    await settled(page, "for 6 s");
    assert.equal(await page.locator("#compare-error").textContent(), "");
  });

  test("asks the API where the engine cannot load", async (t) => {
    const { page } = await open(t, "/compare");
    await page.route("**/*.wasm", (route) => route.abort());
    await page.locator("[name=seconds]").fill("4");
    await settled(page, "for 4 s");
    await equals(page, await api("seconds=4&market=all"));
  });
});

test("the feed is Atom, served as XML, and the page names it", async (t) => {
  const { page } = await open(t, "/changes");
  const href = await page.locator('link[type="application/atom+xml"]').getAttribute("href");
  const response = await fetch(on.server.url + href);
  assert.match(response.headers.get("content-type"), /xml/);
  const parsed = await page.evaluate(
    (text) => {
      const root = new DOMParser().parseFromString(text, "application/xml").documentElement;
      return [
        root.namespaceURI,
        root.getElementsByTagName("entry").length,
        root.getElementsByTagName("parsererror").length,
      ];
    },
    await response.text(),
  );
  assert.equal(parsed[0], "http://www.w3.org/2005/Atom");
  assert.ok(parsed[1] > 10);
  assert.equal(parsed[2], 0);
});
