// The project estimate in a real browser, served by the native server.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";

const on = stage();

async function open(t, { path = "/estimate", prepare = async () => {}, ...options } = {}) {
  const opened = await listened(t, on.browser, [on.server.url, `blob:${on.server.url}`, "null"], {
    acceptDownloads: true,
    ...options,
  });
  await prepare(opened.page);
  await opened.page.goto(on.server.url + path);
  return opened;
}

const api = async (operation, body) =>
  (
    await fetch(`${on.server.url}/v1/${operation}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json();

/** "40 B-roll clips of 6 s and 5 hero shots of 8 s", as the API is asked for it. */
const wanted = [
  { label: "B-roll", seller: "house", model: "kling-v2.1", seconds: "6", count: "40", takes: "1" },
  { label: "Hero shots", seller: "house", model: "veo-3", seconds: "8", count: "5", takes: "1" },
];
const link = "/estimate?v=1&line=B-roll~house/kling-v2.1~40~1~seconds:6&line=Hero+shots~house/veo-3~5~1~seconds:8";

const sum = (page) => page.locator("#sum");
const shows = (page, text) => sum(page).filter({ hasText: text }).waitFor();
const line = (page, n) => page.locator("#lines > li").nth(n - 1);
const control = (page, n, name) => line(page, n).locator(`[name="${name}"]`);
const labels = (page) => page.locator('#lines [name="label"]').evaluateAll((all) => all.map((input) => input.value));
const focused = (page) =>
  page.evaluate(() => [
    document.activeElement.closest(".line")?.querySelector('[name="label"]').value,
    document.activeElement.name || document.activeElement.dataset.act,
  ]);

describe("the estimate", () => {
  test("of a sentence is the API's", async (t) => {
    const { page, complaints } = await open(t);
    await page.getByLabel("What do you need?").fill("40 B-roll clips of 6 s and 5 hero shots of 8 s");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await shows(page, "4320 credits"); // 40 × 6 × 8 + 5 × 8 × 60
    const want = await api("estimate", { lines: wanted });
    assert.equal(want.totals[0].amount.display, "4320 credits");
    for (const [i, { total, price, steps }] of want.lines.entries()) {
      const said = await line(page, i + 1).textContent();
      for (const text of [total.display, `${price.display} each`, ...steps])
        assert.ok(said.includes(text), `${text} is not in ${said}`);
    }
    const buy = await page.locator("#bills").textContent();
    for (const plans of ["0", "1"]) {
      const { dollars, fewestLeftOver } = await api("purchase", { seller: "house", credits: "4320", plans });
      for (const text of [dollars.display, `${fewestLeftOver.leftOver.credits} credits left over`])
        assert.ok(buy.includes(text), `${text} is not in ${buy}`);
    }
    for (const { offer, dollars } of want.totals[0].offers)
      assert.ok(buy.includes(`${dollars.display} with ${offer.name}`), `${offer.name} is not in ${buy}`);
    assert.match(await sum(page).textContent(), /Buy 1 × Studio and 2 × Pro\$224\.00/); // $120 + 2 × $52
    assert.deepEqual(complaints, []);
  });

  // The dates are those of the sources: January 2026, 1 June 2026 or none; the house's hold since January.
  test("says how each price stands, in the list, the sum, the sheet and the CSV", async (t) => {
    const { page, complaints } = await open(t, {
      path:
        `${link}&line=Aerials~google-api/veo-3.1-fast~5~1~seconds:8~audio:false` +
        "&line=Tests~endpoints/veo3_fast~1~1~&line=More~google-api/veo-3.0-full~1~1~seconds:8~audio:true",
    });
    await shows(page, "4320 credits");
    const stands = page.locator(".line-price .stands");
    assert.deepEqual(await stands.allTextContents(), [
      "Since Jan 2026",
      "Since Jan 2026",
      "Known as of Jan 2026, stale",
      "Undated",
      "Known as of Jan 2026, stale",
    ]);
    const said = await sum(page).textContent();
    for (const text of ["5 lines, 3 in doubt", "Lines 3, 5: known as of Jan 2026, stale.", "Line 4: undated."])
      assert.ok(said.includes(text), said);
    const day = new Date().toISOString().slice(0, 10);
    for (const shown of [said, ...(await page.locator(".line-price").allTextContents())])
      assert.ok(!shown.includes(day), shown);

    const sheet = page.locator("#sheet");
    for (const text of ["since Jan 2026", "known as of Jan 2026, stale", "undated", "Priced for"])
      assert.ok((await sheet.textContent()).includes(text), text);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const file = `${shots}standing.csv`;
    await download.saveAs(file);
    const rows = (await readFile(file, "utf8")).split("\r\n");
    assert.match(rows[0], /,problem,known,standing,asOf,/);
    assert.match(rows[1], /,,2026-01,since Jan 2026,/);
    assert.match(rows[3], /,,2026-01,"known as of Jan 2026, stale",/);
    assert.match(rows[4], /,,,undated,/);
    assert.deepEqual(complaints, []);
  });

  test("keeps sellers apart and says what it leaves out", async (t) => {
    const { page } = await open(t, {
      path:
        `${link}&line=Aerials~google-api/veo-3.1-fast~5~1~seconds:8~audio:false` +
        "&line=?~house/veo-33~1~1~seconds:8&line=Six~house/veo-3~1~1~seconds:six",
    });
    await shows(page, "2 without a price are not in the total");
    const said = await sum(page).textContent();
    // 5 × 8 s × $0.10–0.15
    for (const text of ["4320 credits", "$4.00–$6.00", "never add up"]) assert.ok(said.includes(text), said);
    await line(page, 4).getByText('House has no model "veo-33".').waitFor();
    await line(page, 5).getByText('"six" is not a number in plain decimal notation.').waitFor();
    assert.equal(await control(page, 5, "seconds").getAttribute("aria-invalid"), "true");
    await line(page, 4).getByRole("button", { name: "veo-3", exact: true }).click();
    await shows(page, "1 without a price is not in the total");
    assert.equal(await control(page, 4, "sold").inputValue(), "house/veo-3");
    await control(page, 5, "seconds").fill("6");
    await shows(page, "5160 credits"); // 480 and 360 more
  });

  test("is edited by the keyboard alone", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    await control(page, 1, "count").focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await focused(page), ["Hero shots", "count"]);
    await page.keyboard.press("Alt+ArrowUp");
    assert.deepEqual(await labels(page), ["Hero shots", "B-roll"]);
    assert.deepEqual(await focused(page), ["Hero shots", "count"]);
    await page.locator("#said").filter({ hasText: "Hero shots is line 1 of 2 now." }).waitFor();

    await line(page, 1).getByRole("button", { name: "Move down: line 1, Hero shots" }).press("Enter");
    assert.deepEqual(await labels(page), ["B-roll", "Hero shots"]);
    assert.deepEqual(await focused(page), ["Hero shots", "down"]);
    await line(page, 2)
      .getByRole("button", { name: /^Duplicate/ })
      .press("Space");
    assert.deepEqual(await labels(page), ["B-roll", "Hero shots", "Hero shots"]);
    await shows(page, "6720 credits"); // 2400 more
    await line(page, 1)
      .getByRole("button", { name: /^Remove/ })
      .press("Enter");
    await shows(page, "4800 credits");
    assert.deepEqual(await focused(page), ["Hero shots", "remove"]);
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await shows(page, "6720 credits");
    assert.deepEqual(await labels(page), ["B-roll", "Hero shots", "Hero shots"]);
  });

  test("takes rows of a spreadsheet, pasted into a line", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    await control(page, 1, "label").focus();
    const paste = (text) =>
      page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.activeElement.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, text);
    await paste("Logo\tVeo 3\t4\t1\t2\tSpring\tAcme\nDrone\tsora-2\t5\t3\t1\tSpring\tAcme\n");
    await shows(page, "4950 credits"); // 4 × 60 × 2 and 3 × 5 × 10 more
    assert.deepEqual(await labels(page), ["B-roll", "Logo", "Drone", "Hero shots"]);
    await page.locator("#groups").getByText("Spring").waitFor();
    assert.ok((await page.locator("#groups").textContent()).includes("630 credits"));

    await control(page, 1, "label").focus();
    await paste("Shot\tColour\tClips\nA\tred\t1\n");
    await page.locator("#add-problems").filter({ hasText: "no column is called “Colour”" }).waitFor();
    assert.equal(await page.locator("#add-text").inputValue(), "Shot\tColour\tClips\nA\tred\t1\n"); // nothing is lost
    assert.equal((await labels(page)).length, 4);
  });

  test("says what it cannot read, and keeps it", async (t) => {
    const { page } = await open(t);
    await page.locator("#add-text").fill("40 B-roll clips");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.locator("#add-problems").filter({ hasText: "“40 B-roll clips” is not read" }).waitFor();
    assert.equal(await page.locator("#add-text").inputValue(), "40 B-roll clips");
    assert.equal(await page.locator("#add-text").getAttribute("aria-invalid"), "true");
  });

  test("asks what a model asks for", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    await control(page, 2, "sold").selectOption("endpoints/sora-2-text-to-video");
    await control(page, 2, "tier").selectOption("3");
    await control(page, 2, "resolution").selectOption("1080p");
    await shows(page, "150 credits"); // 5 × 30, 002:8–30
    const {
      lines: [want],
    } = await api("estimate", {
      lines: [{ seller: "endpoints", model: "sora-2-text-to-video", tier: "3", resolution: "1080p", count: "5" }],
    });
    assert.equal(want.total.display, "150 credits");
    assert.equal(want.warnings[0].code, "upstream_sunset"); // OpenAI ended it in September 2026
    await page
      .locator(".line")
      .nth(1)
      .locator(".stands .state")
      .filter({ hasText: "ended at its maker 24 Sep 2026" })
      .waitFor();
    assert.match(await page.locator("#bills").textContent(), /no price of an endpoint credit/i);
  });

  test("goes no further than a hundred lines, and says so before", async (t) => {
    const { page } = await open(t, {
      path: `/estimate?v=1&${Array(99).fill("line=a~house/veo-3~1~1~seconds:8").join("&")}`,
    });
    await shows(page, "47520 credits"); // 99 × 480
    await page.locator("#list-count").filter({ hasText: "room for 1 more" }).waitFor();
    await page.locator("#add-text").fill("1 x of 8 s and 1 y of 8 s");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.locator("#add-problems").filter({ hasText: "room for 1: 100 are the most" }).waitFor();
    await page.locator("#presets button").first().click();
    await page.locator("#list-count").filter({ hasText: "100 lines, the most that are added up at once" }).waitFor();
    assert.equal(await page.locator("#presets button").first().isDisabled(), true);
  });
});

describe("the budget", () => {
  test("sets the purchase beside a ceiling", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    await page.getByLabel("Ceiling").fill("250");
    const says = (text) => page.locator("#chart").filter({ hasText: text }).waitFor();
    await says("Within the ceiling of $250.00: $26.00 left."); // 250 − 224
    await page.getByLabel("Ceiling").fill("200");
    await says("Over the ceiling of $200.00: by $24.00.");
    assert.equal(await page.locator("#chart .beyond").count(), 1);
    await page.getByRole("radio", { name: /1 × Agency/ }).check();
    await says("Within the ceiling of $200.00: $21.00 left."); // 200 − 179
    await page.getByLabel("Ceiling").fill("lots");
    await page.locator("#ceiling-error").filter({ hasText: "Accepted" }).waitFor();
    assert.equal(await page.getByLabel("Ceiling").getAttribute("aria-invalid"), "true");
  });

  test("says what bad luck and failing jobs cost, as the API does", async (t) => {
    const { page } = await open(t, {
      path: "/estimate?v=1&failureRate=0.05&ceiling=500&line=B-roll~house/kling-v2.1~40~3~seconds:6",
    });
    await shows(page, "5760 credits");
    const { keep } = await api("budget", { clips: "40", keep: { kept: "1", of: "3" } });
    const [{ percent, attempts }] = keep.percentiles;
    assert.equal(percent, "90");
    const {
      totals: [unlucky],
    } = await api("estimate", { lines: [{ ...wanted[0], count: attempts, takes: "1" }] });
    const {
      totals: [likely],
    } = await api("estimate", { lines: [{ ...wanted[0], takes: "3" }], reality: { failureRate: "0.05" } });
    const notes = await page.locator("#budget-notes").textContent();
    assert.ok(notes.includes(`P90: House ${unlucky.amount.display}`), notes);
    assert.ok(notes.includes(`${likely.expected.amount.display} expected`), notes);
    assert.ok((await line(page, 1).textContent()).includes(`${attempts} attempts are enough`));
    const chart = await page.locator("#chart").textContent();
    for (const credits of ["5760", likely.expected.amount.max, unlucky.amount.max]) {
      const { dollars } = await api("purchase", { seller: "house", credits });
      assert.ok(chart.includes(dollars.display), `${dollars.display} is not in ${chart}`);
    }
    assert.equal(await page.locator("#chart .limit").count(), 3);
    const fit = await api("budget", {
      seller: "house",
      model: "kling-v2.1",
      seconds: "6",
      takes: "3",
      offer: "studio",
      ceiling: "500",
    });
    assert.ok(
      (await page.locator("#paid-for").textContent()).includes(
        `pay for ${fit.ceiling.fits.clips} clips at the price of Studio, ${fit.ceiling.fits.dollars.display}.`,
      ),
    );
  });
});

describe("a link", () => {
  test("brings everything back", async (t) => {
    const { page } = await open(t);
    await page.getByRole("button", { name: "Start from an example" }).click();
    await shows(page, "4320 credits");
    await control(page, 1, "label").fill("B ~ 100 % & more");
    await page.getByLabel("Ceiling").fill("300");
    await page.getByLabel(/^Project for/).fill("Spring");
    await page.getByRole("radio", { name: /1 × Agency/ }).check();
    await page.waitForURL(/pay=house-credit:plans.*table=\d{4}-\d\d-\d\d$/);
    const address = page.url();
    const said = await sum(page).textContent();
    const other = await open(t, { path: address.slice(on.server.url.length) });
    await shows(other.page, "4320 credits");
    assert.equal(await sum(other.page).textContent(), said);
    assert.deepEqual(await labels(other.page), ["B ~ 100 % & more", "Hero shots"]);
    assert.equal(await other.page.getByLabel(/^Project for/).inputValue(), "Spring");
    assert.equal(other.page.url(), address);
    assert.equal(await other.page.locator('[data-note="table"]').isVisible(), false);
    assert.deepEqual(other.complaints, []);
  });

  test("of an older table says what the total was", async (t) => {
    const lines = [
      { seller: "house", model: "veo-3", seconds: "8" },
      { seller: "kling-app", model: "kling-3.0", resolution: "1080p", audio: "true", seconds: "8" },
    ];
    const then = await api("estimate", { lines, asOf: "2026-03-01" });
    assert.deepEqual(
      then.totals.map(({ amount }) => amount.display),
      ["480 credits"],
    ); // 003:61 is of June
    const { page } = await open(t, {
      path:
        "/estimate?v=1&line=~house/veo-3~1~1~seconds:8" +
        "&line=~kling-app/kling-3.0~1~1~resolution:1080p~audio:true~seconds:8&table=2026-03-01",
    });
    await page
      .locator('[data-note="table"]')
      .filter({ hasText: /Made with rate table 2026-03-01; .*changed.*480 credits\.$/ })
      .waitFor();
    await control(page, 1, "count").fill("2");
    await shows(page, "960 credits");
    await page.locator('[data-note="table"]').waitFor({ state: "hidden" }); // it is today's estimate now
    const same = await open(t, { path: "/estimate?v=1&line=~house/veo-3~1~1~seconds:8&table=2026-03-01" });
    await shows(same.page, "480 credits");
    await same.page.waitForTimeout(300);
    assert.equal(await same.page.locator('[data-note="table"]').isVisible(), false); // nothing of it has changed
  });

  test("never takes the place of what the browser keeps", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    await control(page, 2, "count").fill("6");
    await shows(page, "4800 credits");
    await page.waitForURL(/Hero\+shots~house\/veo-3~6/);
    await page.goto(`${on.server.url}/estimate?v=1&line=Theirs~house/veo-3~1~1~seconds:8`);
    await shows(page, "480 credits");
    await page.locator('[data-note="kept"]').filter({ hasText: "Your own, 2 lines, is still kept" }).waitFor();
    await control(page, 1, "count").fill("2");
    await shows(page, "960 credits");
    await page.waitForURL(/veo-3~2/);
    await page.getByRole("button", { name: "Empty the list" }).click();
    await shows(page, "Nothing to price yet");
    await page.goto(`${on.server.url}/estimate`); // without anything in the address
    await shows(page, "4800 credits");
    await page.locator('[data-note="kept"]').filter({ hasText: "Here is your last estimate again, 2 lines" }).waitFor();

    await page.goto(`${on.server.url}/estimate?v=1&line=Theirs~house/veo-3~1~1~seconds:8`);
    await page.getByRole("button", { name: "Go back to mine" }).click();
    await shows(page, "4800 credits");
    await page.goto(`${on.server.url}/estimate?v=1&line=Theirs~house/veo-3~1~1~seconds:8&table=2026-03-01`);
    await page.getByRole("button", { name: "Keep this one instead" }).click();
    await page.goto(`${on.server.url}/estimate`);
    await shows(page, "480 credits");
  });

  test("that would be too long is not made", async (t) => {
    const long = "x".repeat(150);
    const { page } = await open(t);
    await page
      .locator("#add-text")
      .fill(`label,model,seconds,count\n${Array(60).fill(`${long},veo-3,8,1`).join("\n")}`);
    await page.getByRole("button", { name: "Add to the list" }).click();
    await shows(page, "28800 credits"); // 60 × 480
    await page.locator("#too-long").filter({ hasText: "too long for a link" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Copy the link" }).isDisabled(), true);
    assert.equal(new URL(page.url()).search, "");
    await page.reload();
    await shows(page, "28800 credits"); // from what the browser keeps
  });

  test("works where the browser keeps nothing", async (t) => {
    const { page, complaints } = await open(t, {
      path: link,
      prepare: (page) =>
        page.addInitScript(() =>
          Object.defineProperty(globalThis, "localStorage", {
            get() {
              throw new DOMException("no", "SecurityError");
            },
          }),
        ),
    });
    await shows(page, "4320 credits");
    await control(page, 2, "count").fill("6");
    await shows(page, "4800 credits");
    assert.deepEqual(complaints, []);
  });
});

describe("a file", () => {
  for (const kind of ["CSV", "JSON"]) {
    test(`of ${kind} opens as it was saved`, async (t) => {
      const { page } = await open(t, { path: `${link.replace("B-roll", "=1%2B1")}&ceiling=300&name=Spring` });
      await shows(page, "4320 credits");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Save as ${kind}` }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `spring.${kind.toLowerCase()}`);
      const file = `${shots}estimate.${kind.toLowerCase()}`;
      await download.saveAs(file);
      const text = await readFile(file, "utf8");
      const want = await api("estimate", { lines: [{ ...wanted[0], label: "=1+1" }, wanted[1]] });
      if (kind === "JSON") {
        const saved = JSON.parse(text);
        assert.deepEqual(saved.answer, want);
        assert.deepEqual(await api("estimate", saved.request), want);
      } else {
        assert.ok(text.startsWith("\uFEFFlabel,seller,model,seconds,"), text);
        assert.match(text, /\r\n'=1\+1,house,kling-v2\.1,6,40,1,/);
        for (const part of [
          `${want.lines[0].price.value},`,
          `${want.lines[0].total.value},`,
          want.table.version,
          want.table.digest,
          want.asOf,
        ])
          assert.ok(text.includes(part), part);
      }
      const other = await open(t);
      await other.page.locator("#open").setInputFiles(file);
      await shows(other.page, "4320 credits");
      assert.deepEqual(await labels(other.page), ["=1+1", "Hero shots"]);
      assert.equal(await other.page.getByLabel("Ceiling").inputValue(), kind === "JSON" ? "300" : "");
    });
  }

  test("that is none changes nothing", async (t) => {
    const { page } = await open(t, { path: link });
    await shows(page, "4320 credits");
    const file = `${shots}broken.json`;
    await writeFile(file, '{"lines": [{"colour": "red"}]}');
    await page.locator("#open").setInputFiles(file);
    await page.locator("#add-problems").filter({ hasText: "broken.json: lines.0.colour: not known here" }).waitFor();
    assert.equal((await labels(page)).length, 2);
  });
});

test("what a link writes moves no cursor and turns no text around", async (t) => {
  const strange = encodeURIComponent("x\x1B[31m\x07\x9B\u202Egnp\u202C\u2066");
  const { page } = await open(t, {
    path:
      `/estimate?v=1&name=${strange}&client=${strange}&table=${strange}` +
      `&line=${strange}~house/veo-3~1~1~seconds:8~project:${strange}&line=B~house/veo-3${strange}~1~1~seconds:8` +
      `&line=C~house/veo-3~1~1~seconds:8~resolution:${strange}&colour${strange}=1`,
  });
  await shows(page, /\d credits/);
  await page.locator("#add-text").fill("one \x1B\u202E clip, model \x9B\n3 clips of 8 s on \u202Ex");
  await page.getByRole("button", { name: "Add to the list" }).click();
  await page.locator("#add-problems li").first().waitFor();
  assert.doesNotMatch(
    await page.locator("body").innerText(),
    /[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]/,
  );
  const command = await page.locator("#api-body").textContent();
  assert.doesNotMatch(command, /[\x00-\x09\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]/);
  const [, body] = /'({[^]*})'/.exec(command);
  assert.equal(JSON.parse(body).lines[0].label, decodeURIComponent(strange)); // and says the same
});

describe("without the engine", () => {
  test("the API prices the same", async (t) => {
    const { page } = await open(t, {
      path: link,
      prepare: (page) => page.route("**/*.wasm", (route) => route.abort()),
    });
    await shows(page, "4320 credits");
    await page.locator('[data-note="engine"]').filter({ hasText: "asked of the API instead" }).waitFor();
    await page.locator("#bills").getByText("1 × Studio and 2 × Pro").first().waitFor();
    await page.getByLabel("Ceiling").fill("250");
    await page.locator("#chart").filter({ hasText: "$26.00 left" }).waitFor();
    await control(page, 2, "seconds").fill("six");
    await line(page, 2).getByText("is not a number").waitFor();
    await shows(page, "1920 credits");
  });

  test("and without the API nothing is lost", async (t) => {
    const prepare = async (page) => {
      await page.route("**/*.wasm", (route) => route.abort());
      await page.route("**/v1/**", (route) => route.abort());
    };
    const { page } = await open(t, { path: link, prepare });
    await shows(page, "Neither the engine in this page nor the API can be reached");
    assert.deepEqual(await labels(page), ["B-roll", "Hero shots"]);
    await page.locator("#add-text").fill("3 drone shots of 10 s");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await line(page, 3).waitFor();
    assert.deepEqual(await labels(page), ["B-roll", "Hero shots", "Drone shots"]);
  });
});

describe("the sheet", () => {
  test("is printed instead of the page, on one sheet of paper", async (t) => {
    const { page } = await open(t, {
      path: `${link}&line=Aerials~google-api/veo-3.1-fast~5~1~seconds:8~audio:false&name=Spring+film&client=Acme`,
    });
    await shows(page, "4320 credits");
    await page.locator("#sheet").filter({ hasText: "Spring film" }).waitFor({ state: "attached" });
    assert.equal(await page.locator("#sheet").isVisible(), false);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#sheet").isVisible(), true);
    for (const gone of ["#list", ".top", ".foot", "#example-worked", ".slate"])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    const said = await page.locator("#sheet").textContent();
    const { table, totals, lines } = await api("estimate", {
      lines: [
        ...wanted,
        { label: "Aerials", seller: "google-api", model: "veo-3.1-fast", seconds: "8", audio: "false", count: "5" },
      ],
    });
    for (const text of [
      "Acme",
      table.version,
      table.digest,
      ...totals.map(({ amount }) => amount.display),
      ...lines.map(({ total }) => total.display),
      "$224.00",
      "The source gives a range",
    ])
      assert.ok(said.includes(text), `${text} is not in ${said}`);
    await page.screenshot({ path: `${shots}estimate-print.png`, fullPage: true });
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  });
});

describe("the page", () => {
  const full =
    `${link.replace("~40~1~", "~40~2~")}` +
    "&line=Aerials~google-api/veo-3.1-fast~5~1~seconds:8~audio:false~project:Spring~client:Acme" +
    "&line=No~endpoints/sora-2-text-to-video~1~1~resolution:720p~seconds:8&ceiling=250&failureRate=0.05";
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390, 320]) {
      test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
        const { page, complaints } = await open(t, { path: full, colorScheme, viewport: { width, height: 844 } });
        await shows(page, "1 without a price is not in the total");
        await page.locator("#chart").getByText("Over the ceiling").first().waitFor();
        await page.screenshot({ path: `${shots}estimate-${colorScheme}-${width}.png`, fullPage: true });
        await fits(page);
        await accessible(page);
        await page.evaluate(() =>
          document.querySelectorAll("main details").forEach((d) => {
            d.open = true;
          }),
        );
        await fits(page);
        await accessible(page);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll("project-estimate :is(button, input, select, summary, textarea)")]
            .map((e) => [e, (e.type === "radio" || e.type === "file" ? e.closest("label") : e).getBoundingClientRect()])
            .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
            .map(([e, { width, height }]) => `${e.outerHTML.slice(0, 80)} ${width}×${height}`),
        );
        assert.deepEqual(small, []);
        assert.deepEqual(complaints, []);
      });
    }
  }

  test("is accessible while it is empty", async (t) => {
    const { page } = await open(t, { viewport: { width: 390, height: 844 } });
    await shows(page, "Nothing to price yet");
    await page.screenshot({ path: `${shots}estimate-empty.png` });
    await fits(page);
    await accessible(page);
  });

  test("stands without JavaScript", async (t) => {
    const { page } = await open(t, { javaScriptEnabled: false });
    assert.equal(
      await page.locator(":is(input, button, select, textarea, form):visible").count(),
      0,
      "a control that does nothing",
    );
    for (const text of ["4320 credits", "$224.00", "$179.00", "/v1/estimate"]) {
      assert.ok((await page.locator("main").innerText()).replaceAll(/\u200a/g, "").includes(text), text);
    }
  });

  test("is used on a phone, by somebody who has never heard of credits", async (t) => {
    const { page } = await open(t, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const steps = [
      () => page.locator("#add-text").tap(),
      () => page.keyboard.type("40 B-roll clips of 6 s and 5 hero shots of 8 s"),
      () => page.getByRole("button", { name: "Add to the list" }).tap(),
    ];
    for (const step of steps) await step();
    await shows(page, "Buy 1 × Studio and 2 × Pro");
    // What to buy and for how much is on the screen then, without scrolling.
    for (const text of ["$224.00", "or 1 × Agency for a month: $179.00"]) {
      const box = await sum(page).getByText(text).last().boundingBox();
      assert.ok(box.y > 0 && box.y + box.height <= 844, `${text} at ${box.y}`);
    }
    await page.screenshot({ path: `${shots}estimate-phone.png` });
  });
});
