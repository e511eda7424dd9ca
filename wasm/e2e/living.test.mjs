// The site of the price list that is deployed, whatever its prices are: its pages open in
// silence and say what the API says. Nothing here knows a seller, a model or a price.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { accessible, listened, stage } from "./browser.mjs";
import { dayOf, living, startShot } from "./built.mjs";
import { comparisonIs } from "./comparison.mjs";
import { attributes, hosting } from "./host.mjs";
import { address, pages } from "./pages.mjs";

const on = stage(living);
const { open } = hosting(on);
const files = await pages(living);
const start = await startShot(living);

// The site is built for the day that its table's version names. On another one a price
// may have begun or ended.
const day = await dayOf(living);
const onThatDay = (page) => page.clock.setFixedTime(`${day}T12:00:00Z`);

/** What the API says on that day. */
async function api(path, body) {
  const url = new URL(path, on.server.url);
  if (body) body.asOf ??= day;
  else url.searchParams.set("asOf", day);
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, body && { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}

/** Opens a page of the site on that day. */
async function visit(t, path) {
  const { page, complaints } = await listened(t, on.browser, [on.server.url]);
  await onThatDay(page);
  await page.goto(on.server.url + path);
  return { page, complaints };
}

/** Text without the gaps that only a reader sees. */
const text = (locator) => locator.evaluate((place) => place.textContent.replaceAll(/\s+/g, " ").trim());

/** What is said has all of these amounts and names, whole: 5 credits are not in 45 credits. */
async function has(locator, ...wanted) {
  const said = await text(locator);
  for (const want of wanted) {
    const plain = want.replaceAll(/[$.+*?()|[\]{}^\\-]/g, "\\$&");
    assert.match(said, new RegExp(`(?<![\\d.,])${plain}(?!\\d)`));
  }
}

const shot = new URL(start, "http://localhost").searchParams;
const itsPage = `/models/${shot.get("seller")}/${shot.get("model")}/`;

/** The models' pages are made alike, so one of them stands for all; every.test.mjs looks at each. */
const standsForItself = (file) => !/^models\/.+\//.test(file) || address(file) === itsPage;

// Two at a time, as there may be two cores.
describe("every page opens without a complaint and is accessible", { concurrency: 2 }, () => {
  for (const file of files) {
    test(address(file), async (t) => {
      const { page, complaints } = await listened(t, on.browser, [on.server.url]);
      await page.goto(on.server.url + address(file));
      await page.mouse.move(1, 1); // somebody is there, for which some pages wait
      await page.waitForFunction(() => !document.querySelector(":not(:defined)"));
      if (standsForItself(file)) await accessible(page);
      const missing = (complaint) => file === "404.html" && complaint.includes("404");
      assert.deepEqual(
        complaints.filter((complaint) => !missing(complaint)),
        [],
      );
    });
  }
});

describe("the shot that the site starts with", () => {
  let want;
  before(async () => {
    want = await api(start);
  });

  test("costs in the calculator what the API says, before and after it is priced there", async (t) => {
    for (const path of ["/", `/?${shot}`]) {
      const { page, complaints } = await visit(t, path);
      const figure = (name) => page.locator(`#result [data-figure="${name}"]`);
      await figure("total-credits").filter({ hasText: /\d/ }).waitFor();
      await has(figure("credits"), want.credits.display);
      if (want.dollars) await has(figure("dollars"), want.dollars.display);
      assert.deepEqual(complaints, []);
    }
  });

  test("costs as much in an element", async (t) => {
    const { page, complaints } = await open(t, `<reelrate-price ${attributes(shot)}>some price</reelrate-price>`, {
      prepare: onThatDay,
    });
    const price = page.locator("reelrate-price [part=price]");
    await price.filter({ hasText: /\d/ }).waitFor();
    await has(price, want.credits.display, ...(want.dollars ? [want.dollars.display] : []));
    assert.deepEqual(complaints, []);
  });
});

test("the comparison is the API's", async (t) => {
  const { page } = await visit(t, "/compare");
  const asked = await page.locator('a[href^="/v1/compare"]').getAttribute("href");
  await comparisonIs(page, await api(asked));
});

test("each seller's packs and plans are the API's", async (t) => {
  const { page } = await visit(t, "/plans");
  for (const table of await page.locator("section[id]:has(table.plans)").all()) {
    const { offers } = await api(`/v1/offers?seller=${await table.getAttribute("id")}`);
    const rows = await table.locator("table.plans tbody tr").all();
    assert.equal(rows.length, offers.length);
    for (const [i, { name, price, credits }] of offers.entries()) {
      await has(rows[i].locator("th"), name);
      if (price && credits) {
        await has(rows[i].locator('[data-label="Price"]'), price.display);
        await has(rows[i].locator('[data-label="Credits"]'), credits);
      }
    }
  }
});

test("the estimate's example comes to what the API says of its request", async (t) => {
  const { page: first } = await visit(t, "/estimate");
  const { page, complaints } = await visit(t, `/estimate${await first.locator("#example-below").getAttribute("href")}`);
  await page.locator("#sum").filter({ hasText: /\d/ }).waitFor();
  const [request] = /{.*}/s.exec(await page.locator("#api-body").textContent());
  const { totals } = await api("/v1/estimate", JSON.parse(request));
  assert.ok(totals.length > 0);
  await has(page.locator("#sum"), ...totals.map(({ amount }) => amount.display));
  assert.deepEqual(complaints, []);
});
