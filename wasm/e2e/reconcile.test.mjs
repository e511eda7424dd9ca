// A usage file checked in the page: the answers, what can be wrong with a file,
// and that it stays where it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";

const on = stage();
const digest = async () =>
  (await (await fetch(`${on.server.url}/v1/quote?seller=house&model=veo-3&seconds=8`)).json()).table;

async function open(t, options = {}) {
  const { context, page, complaints } = await listened(t, on.browser, [on.server.url], options);
  await page.goto(`${on.server.url}/reconcile`);
  return { context, page, complaints };
}

/** The page once its engine is there. */
async function ready(t, options) {
  const opened = await open(t, options);
  await status(opened.page, /^Ready/);
  return opened;
}

const status = (page, text) => page.locator("#usage-status").filter({ hasText: text }).waitFor();
const file = (name, content) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
});
const choose = (page, name, content) => page.locator("input[type=file]").setInputFiles(file(name, content));
const problem = async (page, words) => {
  await page.locator("#problem").filter({ hasText: words }).waitFor({ timeout: 60_000 });
  return page.locator("#problem").innerText();
};
const tryExample = async (page) => {
  await page.getByRole("button", { name: "Try the example" }).click();
  await listed(page, /^12 rows$/);
};
const listed = (page, words) => page.locator("[data-range]").filter({ hasText: words }).waitFor();

/** The listed rows as text, cells joined by " | ". */
const rows = (page) =>
  page
    .locator(".rows tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ")).join(" | ")),
    );

/** A pattern that is too long for a line. */
const joined = (...parts) => new RegExp(parts.map(({ source }) => source).join(""));

describe("the example", () => {
  // 8 s of Veo 3 are 480 credits and with Agency 480 × 179 ÷ 5000 = $17.184; 10 s of Sora 2 are 100, 80 before;
  // the others are 10 and 15 (720p, 1080p), 9, 11 and 22 (5 s, 10 s), $0.71 + 5 × $0.02, $0.56 for 10 s, 8 × $0.10.
  const want = [
    joined(
      /^3 \| veo-3 House · 8 s h-101 · 3 Jun 2026 \| 480 credits \| 0 credits \| \+480 credits/,
      / \| Billed twice Line 2 has charged this job/,
    ),
    /^5 \| sora-2 House · 10 s .* \| 80 credits \| 100 credits \| −20 credits \| Old price/,
    /^10 \| ray-2 Luma API · 720p, no audio, 5 s .* \| \$0\.81 \| \$0\.71 \| \+\$0\.10 \| Audio/,
    /^4 \| veo-3 .* \| \$17\.18 \| \$17\.184 \| −\$0\.004 \| Rounded/,
    joined(
      /^9 \| kling\/v2-1-standard .* \| 22 credits \| 11 credits \| \+11 credits/,
      / \| No cause found .* It is the price with 10 s\./,
    ),
    /^8 \| sora-2-text-to-video .* \| 10 credits \| 0 credits \| \+10 credits \| Refund missing/,
    /^7 \| veo3_fast .* \| 18 credits \| 9 credits \| \+9 credits \| Retry billed .*2 × 9 credits = 18 credits/,
    joined(
      /^6 \| sora-2-text-to-video Endpoint platform · 720p, tier 2 .* \| 15 credits \| 10 credits \| \+5 credits/,
      / \| Other resolution It is the price at 1080p; the log says 720p\./,
    ),
    /^11 \| kling-v2\.1 .* \| \$0\.56 \| not known \| not known \| Minimum length/,
    /^12 \| sora-2 .* \| \$0\.80 \| not known \| not known \| Failed and billed/,
    /^15 \| veo-9 .* \| 480 credits \| not known \| – \| without a price model: House has no model "veo-9"\./,
    /^16 \| veo-3 .* \| – \| – \| – \| not readable seconds: "eight" is not a number/,
  ];

  test("is checked, and everything about it is right", async (t) => {
    const { page, complaints } = await ready(t);
    await tryExample(page);
    const got = await rows(page);
    assert.equal(got.length, want.length);
    want.forEach((pattern, i) => assert.match(got[i], pattern));
    assert.deepEqual(await page.locator("[data-counts] dd").allInnerTexts(), ["2", "10", "1", "1", "1"]);
    // 480 + 480 + 80 + 480; 480 + 0 + 100 are expected. 17.18 + 0.81 + 0.56 + 0.80 + 0.80; 17.184 + 0.71 + 0.80.
    // 15 + 18 + 10 + 22; 10 + 9 + 0 + 11.
    const totals = await page
      .locator(".totals tbody tr")
      .evaluateAll((all) => all.map((row) => [...row.cells].map((c) => c.textContent).join(" | ")));
    assert.deepEqual(totals, [
      "House credits | 1520 credits in 4 rows | 580 credits in 3 rows | +460 credits",
      "US dollars | $20.15 in 5 rows | $18.694 in 3 rows | +$0.096",
      "Endpoint credits | 65 credits in 4 rows | 30 credits in 4 rows | +35 credits",
      "Runway API credits60 credits held by jobs that have not ended | – | – | –",
    ]);
    const summary = await page.locator("[data-summary]").innerText();
    assert.match(
      summary,
      joined(
        /15 rows checked against rate table .*: 2 rows agree with the price, 10 rows differ,/,
        / 1 is of a job that has not ended, 1 has no price to compare with and 1 cannot be read\./,
      ),
    );
    assert.match(
      summary,
      /the bill is 460 House credits too much, \$0\.096 too much and 35 Endpoint credits too much\.$/,
    );
    assert.deepEqual(complaints, []);
  });

  test("by the keyboard alone; the result gets the focus and is announced", async (t) => {
    const { page } = await ready(t);
    const label = () => page.evaluate(() => document.activeElement?.innerText || document.activeElement?.name);
    for (let presses = 0; presses < 20 && (await label()) !== "file"; presses++) await page.keyboard.press("Tab");
    assert.equal(await label(), "file", "Tab does not reach the file");
    await page.keyboard.press("Tab");
    assert.equal(await label(), "Try the example");
    await page.keyboard.press("Enter");
    await status(page, "Checked. 10 of 15 rows differ.");
    assert.equal(await page.locator("#usage-status").getAttribute("role"), "status");
    assert.equal(await label(), "10 of 15 rows differ");
  });

  test("is narrowed and ordered", async (t) => {
    const { page } = await ready(t);
    await tryExample(page);
    await page.locator("[data-order]").selectOption("line");
    await page.waitForFunction(
      () =>
        document.querySelector(".rows .line").textContent === "3" &&
        document.querySelectorAll(".rows .line")[1].textContent === "4",
    );
    assert.deepEqual(
      (await rows(page)).map((row) => Number(row.split(" | ")[0])),
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16],
    );
    await page.locator("[data-filter]").selectOption("malformed");
    await listed(page, /^1 row$/);
    assert.match((await rows(page))[0], /^16 /);
    await page.locator(".why-table").getByRole("button", { name: "Audio" }).click();
    await page.locator(".rows .line").filter({ hasText: "10" }).waitFor();
    assert.equal(await page.locator("[data-filter]").inputValue(), "cause:audio");
    assert.equal((await rows(page)).length, 1);
    await page.locator(".rows th a").click();
    assert.match(page.url(), /\/models\/luma-api\/ray-2\/#luma-api\/ray-2\/720p-5s$/);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390, 320]) {
      test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
        const { page, complaints } = await ready(t, { colorScheme, viewport: { width, height: 900 } });
        const look = async (state) => {
          await page.screenshot({ path: `${shots}reconcile-${state}-${colorScheme}-${width}.png`, fullPage: true });
          await fits(page);
          await accessible(page);
        };
        await page.evaluate(() =>
          document.querySelectorAll("main details").forEach((d) => {
            d.open = true;
          }),
        );
        await page.locator("[name=offer]").selectOption("own");
        await look("empty");
        await page.locator("[name=offer]").selectOption("");
        await choose(page, "columns.csv", "day;model;price\n2026-06-01;veo-3;480\n");
        await problem(page, "semicolons");
        await look("problem");
        await tryExample(page);
        await look("result");
        assert.deepEqual(complaints, []);
      });
    }
  }
});

test("what a file writes moves no cursor and turns no text around", async (t) => {
  const { page } = await ready(t);
  const strange = "x\x1B[31m\x07\x9B\u202Egnp\u202C\u2066";
  const row = {
    job_id: strange,
    submitted_at: "2026-06-15",
    seller: "house",
    model: "veo-3",
    seconds: "8",
    credits_used: "481",
    project: strange,
    client: strange,
  };
  await choose(
    page,
    `${strange}.json`,
    JSON.stringify([
      row,
      { ...row, model: `veo-3${strange}` },
      { ...row, seller: strange },
      { ...row, status: strange },
      { ...row, resolution: strange },
      { ...row, [strange]: "1" },
    ]),
  );
  await listed(page, /^6 rows$/);
  assert.doesNotMatch(
    await page.locator("main").innerText(),
    /[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]/,
  );
  const [first, second] = await rows(page);
  assert.match(`${first}${second}`, /x\uFFFD\[31m/);
});

describe("a file", () => {
  const header = "job_id,seller,model,seconds,credits_used\n";

  test("can be dropped, chosen or pasted, as CSV or JSON", async (t) => {
    const { page } = await ready(t);
    const row = "j1,house,veo-3,8,960\n";
    await choose(page, "my bill.csv", header + row);
    await listed(page, /^1 row$/);
    assert.match(await page.locator("[data-summary]").innerText(), /^“my bill\.csv”: 1 row checked/);
    await page.evaluate(
      (text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], "dropped.json"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      JSON.stringify([960, 240].map((credits) => ({ seller: "house", model: "veo-3", seconds: 8, credits }))),
    );
    await listed(page, /^2 rows$/);
    assert.match(
      await page.locator("[data-summary]").innerText(),
      /^“dropped\.json”: .*the bill is 240 House credits too much/,
    );
    await page.getByText("Paste rows instead").click();
    await page.getByLabel("Rows, with the header first").fill(header + row.replace("960", "480"));
    await page.getByRole("button", { name: "Check these rows" }).click();
    await status(page, "Checked. Nothing differs.");
    assert.equal(await page.locator(".rows").isVisible(), false);
    assert.ok(
      (await page.getByLabel("Rows, with the header first").inputValue()).startsWith(header),
      "what was typed is lost",
    );
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      for (const name of ["may.csv", "june.csv"]) dataTransfer.items.add(new File(["model"], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await problem(page, "Nothing was checked: several files were dropped.Accepted: one file at a time.");
  });

  test("says what it does not say by the options", async (t) => {
    const { page } = await ready(t);
    await page.locator("[name=seller]").selectOption("house");
    await page.locator("[name=offer]").selectOption("agency");
    // 480 × 179 ÷ 5000 = 17.184 dollars.
    await choose(page, "usd.csv", "model,seconds,usd\nveo-3,8,17.184\nveo-3,8,17.20\n");
    await listed(page, /^1 row$/);
    assert.match((await rows(page))[0], /\| \$17\.20 \| \$17\.184 \| \+\$0\.016 \|/);
    // 480 × 30 ÷ 3000 = 4.80.
    await page.locator("[name=offer]").selectOption("own");
    await page.getByLabel("It costs").fill("30");
    await page.getByLabel("It has").fill("3000");
    await page.getByRole("button", { name: "Check again" }).click();
    await listed(page, /^2 rows$/);
    assert.match((await rows(page))[0], /\| \$17\.20 \| \$4\.80 \| \+\$12\.40 \|/);
    await page.getByLabel("It has").fill("");
    await page.getByRole("button", { name: "Check again" }).click();
    await problem(page, "plan.credits: it is needed here");
    await page.getByLabel("It has").fill("none");
    await page.getByRole("button", { name: "Check again" }).click();
    assert.match(await problem(page, "plan.credits"), /usd\.csv” was not checked: plan\.credits: .*\n+Accepted: /);
    assert.equal(await page.evaluate(() => document.activeElement.name), "credits");
    // Sora 2 was 80 flat until 2026: the day of rows without a date decides.
    await page.locator("[name=asOf]").fill("2025-11-03");
    await page.locator("[name=offer]").selectOption("");
    await choose(page, "old.csv", "model,seconds,credits\nsora-2,10,80\n");
    await status(page, "Checked. Nothing differs.");
    assert.match(await page.locator("[data-notes]").innerText(), /1 row without a date: priced as of 2025-11-03/);
  });

  for (const [name, content, words] of [
    [
      "without the columns",
      "day,price\n2026-06-01,480\n",
      /model: the header has no column for it\.\n+Accepted: .*credits_used/,
    ],
    [
      "with semicolons",
      "seller;model;credits\nhouse;veo-3;480\n",
      /separated by semicolons; they have to be separated by commas/,
    ],
    [
      "in Latin-1",
      Buffer.from(`${header}j1,house,veo-3,8,480\nCafé,house,veo-3,8,480\n`, "latin1"),
      /line 3 is not UTF-8\.\n+Accepted: CSV or JSON in UTF-8/,
    ],
    ["in UTF-16", Buffer.from(`\ufeff${header}`, "utf16le"), /the text is UTF-16/],
    ["of a spreadsheet program", Buffer.from("PK\u0003\u0004…"), /a workbook or another archive, not text/],
    ["without a row", " \n", /there is nothing in it\.\n+Accepted: a header row/],
    [
      "of more bytes than are taken",
      Buffer.alloc((5 << 20) + 1, "x"),
      /5,242,881 bytes, too many.*\n+Accepted: at most 5,242,880 bytes/,
    ],
    [
      "that is too long once its breaks are counted twice",
      `model\n${"x\n".repeat(2.5 * 1024 * 1024)}`,
      /bytes, too many/,
    ],
    [
      "of more rows than are taken",
      `${header}${",,,,1\n".repeat(100_001)}`,
      /log: the log has too many rows\.\n+Accepted: at most 100000 rows/,
    ],
  ]) {
    test(`${name} is refused with what would be taken, and the next is checked`, async (t) => {
      const { page } = await ready(t);
      await choose(page, "bad.csv", content);
      assert.match(await problem(page, "was not checked"), words);
      assert.ok(await page.locator("#usage").isVisible());
      assert.equal(await page.locator("#checked").isVisible(), false);
      await choose(page, "good.csv", `${header}j1,house,veo-3,8,480\n`);
      await status(page, "Checked. Nothing differs.");
      assert.equal(await page.locator("#problem").textContent(), "");
    });
  }
});

describe("a file of 100,000 rows", () => {
  // Every tenth row is billed at 960 credits and not at 480.
  const big = () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `j${i},veo-3,8,${i % 10 ? 480 : 960}\n`);
    return `job_id,model,seconds,credits\n${lines.join("")}`;
  };
  const start = async (page) => {
    await page.locator("[name=seller]").selectOption("house");
    await choose(page, "big.csv", big());
    await page
      .locator("[data-rows]")
      .filter({ hasText: /[1-9][\d,]* rows done/ })
      .waitFor();
  };

  test("leaves the page awake, and is shown in pages", async (t) => {
    const { page, complaints } = await ready(t);
    await start(page);
    const before = await page.locator("[data-rows]").innerText();
    await page.getByText(/^All \d+ columns$/).click();
    assert.ok(await page.locator(".columns-list").evaluate((d) => d.open), "the page did not answer to a click");
    assert.ok(await page.locator("#working").isVisible(), "it was over before the click");
    await page.waitForFunction((text) => document.querySelector("[data-rows]").textContent !== text, before);
    const share = await page.locator("progress").evaluate((bar) => bar.position);
    assert.ok(share > 0 && share <= 1, `a share of ${share}`);
    await page.locator("#checked").waitFor({ timeout: 60_000 });
    await listed(page, "Rows 1 to 25 of 10,000");
    assert.equal(await page.locator("#checked-title").innerText(), "10,000 of 100,000 rows differ");
    assert.match(
      await page.locator(".totals tbody").innerText(),
      /52\s?800\s?000 credits[^]*48\s?000\s?000 credits[^]*\+4\s?800\s?000 credits/,
    ); // 90,000 × 480 + 10,000 × 960
    assert.equal(await page.locator(".rows tbody tr").count(), 25);
    await page.getByRole("button", { name: "Next" }).click();
    await listed(page, "Rows 26 to 50 of 10,000");
    assert.match((await rows(page))[0], /^252 /); // the 26th that differs is row 250, on line 252
    await page.getByRole("button", { name: "Previous" }).click();
    await listed(page, "Rows 1 to 25");
    await page.keyboard.press("Enter"); // the focus has stayed, and there is nothing before
    await page.locator("[data-order]").selectOption("line"); // answered after it
    await page.locator("[data-order]").selectOption("size");
    await listed(page, "Rows 1 to 25");
    assert.match((await rows(page))[0], /^2 /);
    assert.deepEqual(complaints, []);
  });

  test("can be stopped, and checked again", async (t) => {
    const { page, complaints } = await ready(t);
    await start(page);
    await page.screenshot({ path: `${shots}reconcile-working.png` });
    await fits(page);
    await accessible(page);
    assert.equal(await page.evaluate(() => document.activeElement.innerText), "Stop");
    await page.keyboard.press("Enter");
    await status(page, "Stopped. Nothing of “big.csv” was kept.");
    assert.equal(await page.locator("#working").isVisible(), false);
    assert.equal(await page.locator("#checked").isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.innerText), "Check again");
    await page.keyboard.press("Enter");
    await page
      .locator("[data-rows]")
      .filter({ hasText: /[1-9][\d,]* rows done/ })
      .waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await tryExample(page);
    assert.deepEqual(complaints, []);
  });
});

/** RFC 4180, for a text that is known to be sound. */
function parse(text) {
  const out = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy)) {
    out.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") out.push([]);
  }
  return out.slice(0, -1);
}

test("the CSV has every row, exactly, and nothing that a spreadsheet would run", async (t) => {
  const { page } = await ready(t);
  await choose(
    page,
    "june.csv",
    "job_id,seller,model,seconds,offer,usd,project,client\n" +
      '=1+1,house,veo-3,8,agency,17.18,"@SUM(A1), ""x""","two\nlines"\nok,house,veo-3,8,agency,17.184,-2,+3\n',
  );
  await listed(page, /^1 row$/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download all rows as CSV" }).click(),
  ]);
  const { version, digest: sum } = await digest();
  assert.equal(download.suggestedFilename(), `june-checked-${version}.csv`);
  const text = await readFile(await download.path(), "utf8");
  assert.equal(text[0], "\ufeff");
  const [names, ...lines] = parse(text.slice(1));
  const cells = lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
  assert.equal(cells.length, 2);
  const [first, second] = cells;
  assert.deepEqual(
    [
      first.line,
      first.job_id,
      first.outcome,
      first.cause,
      first.billed,
      first.expected_min,
      first.difference,
      first.project,
      first.client,
      first.table_version,
      first.table,
    ],
    ["2", "'=1+1", "differs", "rounding", "17.18", "17.184", "-0.004", '\'@SUM(A1), "x"', "two\nlines", version, sum],
  );
  assert.deepEqual(
    [second.line, second.job_id, second.outcome, second.difference, second.project, second.client],
    ["4", "ok", "matches", "0", "'-2", "'+3"],
  );
});

test("nothing of the file leaves the browser", async (t) => {
  const { context, page, complaints } = await open(t);
  const before = [];
  page.on("request", (request) => before.push(`${request.method()} ${new URL(request.url()).pathname}`));
  context.on("request", (request) => before.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await status(page, /^Ready/);
  for (const request of before) assert.match(request, /^GET \/(assets\/|favicon\.svg$)/);
  const after = [];
  context.on("request", (request) => {
    if (!request.url().startsWith("blob:")) after.push(request.url());
  });
  await context.setOffline(true);
  await tryExample(page);
  await choose(page, "mine.csv", "seller,model,seconds,credits\nhouse,veo-3,8,960\n");
  await listed(page, /^1 row$/);
  await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download all rows as CSV" }).click(),
  ]);
  assert.deepEqual(after, []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(complaints, []);
});

test("where the engine cannot load, it says so and sends nothing", async (t) => {
  const { context, page } = await listened(t, on.browser, [on.server.url]);
  await page.route("**/*.wasm", (route) => route.abort());
  await context.route("**/*.wasm", (route) => route.abort());
  const posts = [];
  context.on("request", (request) => {
    if (request.method() !== "GET" || request.url().includes("/v1/")) posts.push(request.url());
  });
  await page.goto(`${on.server.url}/reconcile`);
  assert.match(
    await problem(page, "did not start the engine"),
    /Your file was not sent anywhere\. The command or the API can check it/,
  );
  assert.equal(await page.locator("#usage").isVisible(), false);
  await accessible(page);
  await page.locator("#problem").getByRole("link").click();
  assert.match(page.url(), /#elsewhere$/);
  assert.deepEqual(posts, []);
});

test("without JavaScript it says what it needs and how else it is done", async (t) => {
  const { page, complaints } = await open(t, { javaScriptEnabled: false });
  assert.equal(await page.locator("h1").innerText(), "Was the bill right?");
  assert.equal(await page.locator("form:visible, button:visible").count(), 0, "a control that does nothing");
  assert.match(await page.locator("main").innerText(), /needs JavaScript, which is off/);
  assert.match(await page.locator("#elsewhere").innerText(), /rates reconcile usage\.csv[^]*curl/);
  assert.deepEqual(complaints, []);
});
