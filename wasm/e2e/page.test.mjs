// The built page in a real browser, served by the native on.server.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";

const on = stage();

/** Opens the page and collects everything it complains of or asks for elsewhere. */
async function open(t, { path = "/", prepare = async () => {}, ...options } = {}) {
  const { page, complaints } = await listened(t, on.browser, [on.server.url, "null"], options); // "null": data:
  await prepare(page);
  await page.goto(on.server.url + path);
  return { page, complaints };
}

/** Sets the calculator's controls, of whatever kind they are. */
async function calculate(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const named = page.locator(`form#calculator [name="${name}"]`);
    const kind = await named.first().evaluate((control) => control.type);
    if (kind === "radio") await page.locator(`form#calculator label:has([name="${name}"][value="${value}"])`).click();
    else if (kind === "select-one") await named.selectOption(value);
    else await named.fill(value);
  }
}

const figure = (page, name) => page.locator(`#result [data-figure="${name}"]`);

/** Waits for a figure to read exactly so. */
async function shows(page, name, want) {
  const exactly = new RegExp(`^\\s*${want.replaceAll(/[$.+()]/g, "\\$&")}\\s*$`);
  await figure(page, name).filter({ hasText: exactly }).waitFor();
}

/** "0.084000" as "0.084": the page may give a figure per second all the digits it has. */
const trimmed = (amount) => amount.replace(/\.?0+$/, "");

const api = async (query) => (await fetch(`${on.server.url}/v1/quote?${new URLSearchParams(query)}`)).json();

describe("without JavaScript", () => {
  // Per second at the house and per call at the endpoints, as documents 000 and 002 print them.
  const prices = [
    ["Sora 2", "10"],
    ["Sora 2 Pro", "35"],
    ["Luma Ray3", "15"],
    ["Kling v2.1", "8"],
    ["Veo 3", "60"],
    ["Minimax Hailuo-02", "5"],
    ["WAN Draft", "2"],
    ["WAN Pro", "5"],
    ["Mochi 1", "10"],
    ["nano-banana-pro", "12", "20"],
    ["kling/v2-1-master-text-to-video", "67", "134"],
    ["sora-2-text-to-video", "5", "10", "20", "8", "15", "30"],
    ["veo3_fast", "9"],
    ["wan/2-6-text-to-video", "30", "60", "90", "45", "89", "133"],
  ];

  test("prices are on the page", async (t) => {
    const { page } = await open(t, { javaScriptEnabled: false });
    for (const [model, ...amounts] of prices) {
      const rows = await page
        .locator("tr")
        .filter({ hasText: model })
        .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent).join(" ")));
      for (const amount of amounts) {
        const alone = new RegExp(`(^|[^0-9.])${amount}([^0-9.]|$)`);
        assert.ok(
          rows.some((row) => alone.test(row.replaceAll(model, ""))),
          `no row of ${model} has ${amount}: ${rows}`,
        );
      }
    }
  });

  test("the form asks the API", async (t) => {
    const { page } = await open(t, { javaScriptEnabled: false });
    await page.locator("form#calculator .submit button").click();
    const answer = JSON.parse(await page.locator("body").textContent());
    assert.equal(answer.status, "exact");
  });

  test("the table's digest is on the page, and is the API's", async (t) => {
    const { page } = await open(t, { javaScriptEnabled: false });
    const digest = await page.locator("[data-digest]").first().getAttribute("data-digest");
    assert.equal(digest, (await (await fetch(on.server.url + "/healthz")).json()).table.digest);
  });
});

describe("the calculator", () => {
  for (const [name, request] of [
    ["house credits", { seller: "house", model: "veo-3", seconds: "8" }],
    ["house credits, another model", { seller: "house", model: "sora-2-pro", seconds: "12" }],
    ["several takes", { seller: "house", model: "kling-v2.1", seconds: "5", count: "40", takes: "3" }],
    ["a tier", { seller: "endpoints", model: "sora-2-text-to-video", resolution: "1080p", tier: "2" }],
    ["on a plan", { seller: "house", model: "veo-3", seconds: "8", offer: "agency" }],
  ]) {
    test(`shows what the API answers: ${name}`, async (t) => {
      const { page, complaints } = await open(t);
      const want = await api(request);
      assert.equal(want.status, "exact");
      await calculate(page, request);
      await shows(page, "credits", want.credits.display);
      if (want.dollars) await shows(page, "dollars", want.dollars.display);
      if (want.perSecond.dollars) {
        const { display, value } = want.perSecond.dollars;
        const shown = (await figure(page, "per-second").textContent()).trim();
        assert.ok([display, `$${trimmed(value)}`].includes(shown), shown);
      }
      const steps = await page.locator("#steps").textContent();
      for (const step of want.steps) assert.ok(steps.includes(step), `${step} is not in ${steps}`);
      assert.deepEqual(complaints, []);
    });
  }

  test("asks an engine that answers the API's bytes", async (t) => {
    const { page } = await open(t);
    await page.mouse.move(5, 5); // nobody there, no engine
    await page.waitForFunction(() => typeof globalThis.reelrate === "function");
    for (const request of [
      { seller: "house", model: "veo-3", seconds: 8, everyOffer: true },
      { seller: "openai-api", model: "sora-2", seconds: 8, resolution: "720p", asOf: "2026-06-01" },
      { seller: "endpoints", model: "sora-2-text-to-video", tier: 2, resolution: "720p" },
    ]) {
      const body = JSON.stringify(request);
      const there = await fetch(on.server.url + "/v1/quote", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      assert.equal(there.status, 200);
      assert.equal(await page.evaluate((body) => globalThis.reelrate("quote", body), body), await there.text());
    }
  });

  test("is at the state that its address names", async (t) => {
    const request = { seller: "house", model: "sora-2-pro", seconds: "12", offer: "agency" };
    const { page } = await open(t, { path: `/?${new URLSearchParams(request)}` });
    await shows(page, "credits", "420 credits"); // 35 a second
    for (const [name, value] of Object.entries(request)) {
      assert.equal(await page.locator(`form#calculator [name="${name}"]`).inputValue(), value);
    }
  });

  // OpenAI ended Sora 2 in September 2026; no source says whether the house goes on.
  test("says beside the price that the maker has ended a model, and once", async (t) => {
    const { page } = await open(t);
    const beware = page.locator("#beware");
    assert.equal(await beware.isVisible(), false); // Veo 3
    await calculate(page, { seller: "house", model: "sora-2", seconds: "8" });
    await shows(page, "credits", "80 credits");
    const { warnings } = await api({ seller: "house", model: "sora-2", seconds: "8" });
    assert.equal(warnings[0].code, "upstream_sunset");
    assert.equal((await beware.textContent()).toLowerCase(), `${warnings[0].message}.`.toLowerCase());
    assert.equal(await page.locator("#warnings li").count(), warnings.length - 1);
    await calculate(page, { seller: "house", model: "veo-3", seconds: "8" });
    await shows(page, "credits", "480 credits");
    assert.equal(await beware.isVisible(), false);
  });

  // The endpoint table prints a line of its own for each (002:24 beside 002:22).
  test("cites the line of the model itself where it is priced as another", async (t) => {
    const { page } = await open(t, { path: "/?seller=endpoints&model=hailuo/02-image-to-video-pro&seconds=5" });
    await shows(page, "credits", "24 credits");
    const [cited] = await page.locator("#sources li").allTextContents();
    assert.match(cited, /, line 24, undated, priced as hailuo\/02-text-to-video-pro$/);
  });

  test("says why there is no price, and shows none", async (t) => {
    const { page } = await open(t);
    await calculate(page, { seller: "house", model: "veo-3", seconds: "0" });
    await page.locator("#result").filter({ hasText: /"0"/ }).waitFor();
    assert.equal(await figure(page, "credits").isVisible(), false);
    assert.equal(await page.locator("#steps").isVisible(), false);
  });

  test("can be used with the keyboard alone", async (t) => {
    const { page } = await open(t);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
    for (let presses = 0; presses < 40 && (await focused()) !== "seconds"; presses++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "seconds", "Tab does not reach the length");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("5");
    await shows(page, "credits", "300 credits"); // Veo 3 at 60 a second
  });

  for (const [what, path] of [
    ["a plain page", "/"],
    ["a shared link", "/?seller=house&model=sora-2-pro&seconds=8&takes=3"],
  ]) {
    test(`loses nothing that is typed while the engine loads: ${what}`, async (t) => {
      let arrive;
      const arrived = new Promise((resolve) => (arrive = resolve));
      const { page } = await open(t, {
        path,
        prepare: (page) =>
          page.route("**/*.wasm", async (route) => {
            await arrived;
            await route.continue();
          }),
      });
      const seconds = page.locator('[name="seconds"]');
      await seconds.fill("1");
      arrive();
      await page.waitForFunction(() =>
        document.querySelector('#result [data-figure="shot"]').textContent.includes(", 1 s,"),
      );
      assert.ok(
        await seconds.evaluate((field) => field === document.activeElement),
        "the field is left while one types",
      );
      await page.keyboard.type("2");
      const rate = path === "/" ? 60 : 35; // Veo 3, Sora 2 Pro
      await shows(page, "credits", `${12 * rate} credits`);
      assert.equal(await page.locator('[name="takes"]').inputValue(), path === "/" ? "1" : "3");
    });
  }

  test("asks the API where the engine cannot load, and says so", async (t) => {
    const { page } = await open(t, { prepare: (page) => page.route("**/*.wasm", (route) => route.abort()) });
    await calculate(page, { seller: "house", model: "sora-2-pro", seconds: "12" });
    await shows(page, "credits", "420 credits");
    await page
      .getByRole("status")
      .filter({ hasText: /could not start/ })
      .waitFor();
  });

  test("says so where neither can be reached, and leaves the prices", async (t) => {
    const prepare = async (page) => {
      await page.route("**/*.wasm", (route) => route.abort());
      await page.route("**/v1/**", (route) => route.abort());
    };
    const { page } = await open(t, { prepare });
    await calculate(page, { seller: "house", seconds: "5" });
    await page
      .locator("#result")
      .filter({ hasText: /can be reached/ })
      .waitFor();
    assert.ok(await page.locator("tr").filter({ hasText: "Veo 3" }).first().isVisible());
  });
});

// The dates are those of the sources: January 2026, 1 June 2026 or none; the house's
// prices hold since January. All but the house's are older than the table's limit.
describe("how a price stands", () => {
  for (const [path, want] of [
    ["?seller=house&model=veo-3&seconds=8", "Since Jan 2026"],
    ["?seller=house&model=sora-2&seconds=8", "Since Jan 2026, ended at its maker 24 Sep 2026"],
    ["?seller=google-api&model=veo-3.0-full&audio=true&seconds=8", "Known as of Jan 2026, stale"],
    [
      "?seller=google-api&model=veo-3.0-full&audio=true&seconds=8&asOf=2026-03-01",
      "Known as of Jan 2026; priced for 1 Mar 2026",
    ],
    ["?seller=endpoints&model=veo3_fast", "Undated"],
    [
      "?seller=openai-api&model=sora-2-pro&resolution=1080p&seconds=10&asOf=2026-07-01",
      "Known as of 1 Jun 2026, disputed, ends 24 Sep 2026; priced for 1 Jul 2026",
    ],
    ["?credits=50&plan.price=30&plan.credits=3000", ""],
  ]) {
    for (const at of ["/", "/embed/"]) {
      test(`${at}${path}`, async (t) => {
        const { page, complaints } = await open(t, { path: at + path });
        await page.waitForFunction(
          () =>
            document.querySelector('[data-figure="total"]').textContent ||
            document.querySelector('[data-figure="total-credits"]').textContent,
        );
        const said = figure(page, "standing");
        assert.equal(await said.textContent(), want);
        assert.equal(await said.isVisible(), want !== "");
        assert.ok(!(await page.locator("#result").textContent()).includes(new Date().toISOString().slice(0, 10)));
        assert.deepEqual(complaints, []);
      });
    }
  }

  test("goes where there is no price", async (t) => {
    const { page } = await open(t);
    assert.equal(await figure(page, "standing").textContent(), "Since Jan 2026");
    await calculate(page, { seller: "house", model: "veo-3", seconds: "0" });
    await page.locator("#result").filter({ hasText: /"0"/ }).waitFor();
    assert.equal(await figure(page, "standing").isVisible(), false);
  });

  test("is told with a price of another table", async (t) => {
    const { page } = await open(t, {
      path: "/?seller=openai-api&model=sora-2&seconds=8&resolution=720p&table=2026-06-01",
    });
    await page
      .locator("#since")
      .filter({ hasText: "by those of that day it was $0.80, known as of 1 Jun 2026, ends 24 Sep 2026." })
      .waitFor();
  });
});

describe("repeats", () => {
  // Veo 3 is 60 a second, so 480 for 8 s. Three takes of five clips: 15 × 480 = 7200, and
  // 3 × 480 = 1440 for a clip that is kept. Starter is $15 for 250: $86.40 of 1440.
  test("a kept clip costs all its takes", async (t) => {
    const { page, complaints } = await open(t);
    await calculate(page, { seller: "house", model: "veo-3", seconds: "8", count: "5", takes: "3" });
    await shows(page, "total-credits", "7200 credits");
    await shows(page, "kept-credits", "1440 credits");
    await shows(page, "kept-dollars", "$86.40");
    await shows(page, "generations", "5 clips × 3 takes");
    assert.deepEqual(complaints, []);
  });

  // 3 of 50 kept are 50/3 takes: 480 × 50/3 = 8000 a kept clip, $480; five are 40000, $2400.
  test("a keep rate says what to expect, and what is enough", async (t) => {
    const { page, complaints } = await open(t);
    await calculate(page, { seller: "house", model: "veo-3", seconds: "8", count: "5" });
    await page.getByRole("button", { name: "Use a keep rate" }).click();
    await calculate(page, { "keep.kept": "3", "keep.of": "50" });
    await shows(page, "kept-credits", "8000 credits");
    await shows(page, "kept-dollars", "$480.00");
    await shows(page, "total-credits", "40000 credits");
    await shows(page, "total", "$2400.00");
    const query = "seller=house&model=veo-3&seconds=8&offer=starter&clips=5&keep.kept=3&keep.of=50&percentiles=90";
    const { keep } = await (await fetch(`${on.server.url}/v1/budget?${query}`)).json();
    await shows(page, "likely-attempts", `${keep.percentiles[0].attempts} attempts`);
    await shows(page, "likely-dollars", keep.percentiles[0].dollars.display);
    await page.waitForURL(/keep\.kept=3&keep\.of=50/);
    await page.reload(); // the address is the state
    await shows(page, "kept-credits", "8000 credits");
    assert.match(await page.locator("#api-link").getAttribute("href"), /^\/v1\/budget\?/);
    await calculate(page, { "keep.kept": "60" });
    await page
      .locator("#refusal")
      .filter({ hasText: /more are kept than attempted/i })
      .waitFor();
    await page.getByRole("button", { name: "Count takes instead" }).click();
    await shows(page, "generations", "5 clips × 1 take");
    assert.deepEqual(complaints, []);
  });
});

describe("a shared link", () => {
  const shot = { seller: "house", model: "veo-3", seconds: "8", offer: "starter" };
  const note = (page) => page.locator("#since");

  test("holds the table, and says nothing while that is the same", async (t) => {
    const { version } = (await api(shot)).table;
    const { page } = await open(t, { path: `/?${new URLSearchParams({ ...shot, table: version })}` });
    await shows(page, "credits", "480 credits");
    assert.equal(await note(page).isVisible(), false);
    await calculate(page, { seconds: "5" });
    await page.waitForURL(`**/*table=${version}`);
  });

  // The house's rates hold from January 2026: the same price in February.
  test("says nothing of another table with the same price", async (t) => {
    const { page } = await open(t, { path: `/?${new URLSearchParams({ ...shot, table: "2026-02-01" })}` });
    await shows(page, "credits", "480 credits");
    await page.waitForTimeout(300);
    assert.equal(await note(page).isVisible(), false);
  });

  // Before January 2026 the house had no such price.
  test("says so where there was none, until something else is asked", async (t) => {
    const { page } = await open(t, { path: `/?${new URLSearchParams({ ...shot, table: "2025-12-01" })}` });
    await note(page)
      .filter({ hasText: /Made with rate table 2025-12-01.*there was no answer/ })
      .waitFor();
    await shows(page, "credits", "480 credits");
    await calculate(page, { seconds: "5" });
    await note(page).waitFor({ state: "hidden" });
  });

  // Sora 2 at OpenAI was $0.10 a second until it ended in September 2026.
  test("says what it was where there is no price any more", async (t) => {
    const { page } = await open(t, {
      path: "/?seller=openai-api&model=sora-2&seconds=8&resolution=720p&table=2026-06-01",
    });
    await note(page)
      .filter({ hasText: /changed since: by those of that day it was \$0\.80/ })
      .waitFor();
    assert.ok(await page.locator("#refusal").isVisible());
  });

  test("made with who knows what is still answered, and shown as text", async (t) => {
    const { page, complaints } = await open(t, {
      path: `/?${new URLSearchParams({ ...shot, table: "<b>x</b>".repeat(50) })}`,
    });
    await note(page)
      .filter({ hasText: /rate table <b>x<\/b>/ })
      .waitFor();
    assert.ok((await note(page).textContent()).length < 200);
    await shows(page, "credits", "480 credits");
    assert.deepEqual(complaints, []);
  });
});

test("what a link writes moves no cursor and turns no text around", async (t) => {
  const strange = encodeURIComponent("x\x1B[31m\x07\x9B\u202Egnp\u202C\u2066");
  for (const more of [
    `&resolution=${strange}`,
    `&mode=${strange}`,
    `&${strange}=1`,
    `&table=${strange}`,
    `&model=veo-3${strange}`,
  ]) {
    const { page } = await open(t, {
      path: `/?seller=house${more.startsWith("&model") ? "" : "&model=veo-3"}&seconds=8${more}`,
    });
    await page
      .locator('#result [data-figure="credits"]')
      .filter({ hasText: "480" })
      .or(page.locator("#refusal .message").filter({ visible: true }))
      .first()
      .waitFor();
    assert.doesNotMatch(
      await page.locator("main").innerText(),
      /[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]/,
      more,
    );
  }
});

describe("common and recent shots", () => {
  test("are one click away, and the second visit begins with the last shot", async (t) => {
    const { page, complaints } = await open(t);
    await page.getByRole("link", { name: "B-roll", exact: true }).click();
    await shows(page, "generations", "10 clips × 1 take");
    await shows(page, "total-credits", "480 credits"); // Kling v2.1 at 8 a second: 10 × 6 × 8
    const lately = page.locator("#recent-shots a");
    await lately.first().waitFor();
    await page.goto(on.server.url);
    assert.equal(await lately.count(), 1);
    await lately.click();
    await shows(page, "total-credits", "480 credits");
    await page.getByRole("button", { name: "Forget them" }).click();
    assert.equal(await page.locator("#recent").isVisible(), false);
    await page.goto(on.server.url);
    assert.equal(await page.locator("#recent").isVisible(), false);
    assert.deepEqual(complaints, []);
  });

  test("do without storage", async (t) => {
    const prepare = (page) =>
      page.addInitScript(() =>
        Object.defineProperty(globalThis, "localStorage", {
          get() {
            throw new Error("denied");
          },
        }),
      );
    const { page, complaints } = await open(t, { prepare });
    await page.getByRole("link", { name: "Draft", exact: true }).click();
    await shows(page, "total-credits", "100 credits"); // WAN Draft at 2 a second: 10 × 5 × 2
    await page.waitForTimeout(2500);
    assert.deepEqual(complaints, []);
  });
});

describe("the page", () => {
  test("asks nothing of anybody else and has nothing to complain of", async (t) => {
    const { page, complaints } = await open(t);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(complaints, []);
  });

  test("has a policy that lets no inline script or style run", async () => {
    const { headers } = await fetch(on.server.url);
    const policy = headers.get("Content-Security-Policy");
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
  });

  test("has its own page for what is missing", async () => {
    const missing = await fetch(on.server.url + "/nosuch");
    assert.equal(missing.status, 404);
    assert.match(missing.headers.get("Content-Type"), /^text\/html/);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
        const { page } = await open(t, { colorScheme, viewport: { width, height: 900 } });
        await calculate(page, { seller: "house", model: "veo-3", seconds: "8" });
        await shows(page, "credits", "480 credits");
        await page.screenshot({ path: `${shots}page-${colorScheme}-${width}.png`, fullPage: true });
        await fits(page);
        await accessible(page);
      });
    }
  }
});
