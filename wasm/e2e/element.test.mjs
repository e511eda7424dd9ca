// The custom elements in a real browser, on pages of another origin than the one
// that serves them: what their attributes, properties, events and parts do, and
// how they bear what other people's pages do to them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";
import { frozen } from "./built.mjs";
import { hosting, part, says } from "./host.mjs";

const on = stage();
const { version } = JSON.parse(await readFile(`${frozen.npm}package.json`));

const { host, script, open } = hosting(on);
const veo = 'seller="house" model="veo-3" seconds="8"'; // 60 credits a second
const price = (more = "") => `<reelrate-price ${veo} ${more}>8 s of Veo 3 for some credits</reelrate-price>`;
const calculator = (more = "") =>
  `<reelrate-calculator ${veo} ${more}>8 s of Veo 3 for some credits</reelrate-calculator>`;

const engines = (requests) => requests.filter((url) => url.endsWith(".wasm")).length;

describe("<reelrate-price>", () => {
  test("is one figure in the line", async (t) => {
    const { page, complaints } = await open(
      t,
      `<p>It is ${price()}, or ${price('plan="agency"')}; twelve are ` +
        `${price('count="12" takes="3" plan="agency"')}.</p>`,
    );
    const line = page.locator('reelrate-price [part="price"]');
    await says(line.nth(0), "8 s Veo 3 = 480 credits");
    await says(line.nth(1), "8 s Veo 3 = 480 credits ($17.18)"); // 480 × 179 ÷ 5000 = 17.184
    await says(line.nth(2), "12 × 3 takes × 8 s Veo 3 = 17280 credits ($618.62)"); // 36 × 480, 36 × 17.184
    assert.equal(
      await page
        .locator("reelrate-price")
        .first()
        .evaluate((e) => getComputedStyle(e).display),
      "inline",
    );
    assert.match(
      await page.locator("reelrate-price a").first().getAttribute("href"),
      /^http:\/\/localhost:\d+\/\?seller=house&model=veo-3&seconds=8$/,
    );
    assert.deepEqual(complaints, []);
  });

  test("says alone what it comes to, when compact", async (t) => {
    const { page } = await open(t, price("compact"));
    await says(part(page, "price", "reelrate-price"), "480 credits");
  });

  test("does not leave an old figure where the engine refuses one", async (t) => {
    const { page } = await open(
      t,
      '<reelrate-price seller="house" model="veo-3" seconds="0">480 credits</reelrate-price>',
    );
    await says(part(page, "price", "reelrate-price"), 'no price (seconds: "0" is not accepted)');
  });
});

test("an attribute moves no cursor and turns no text around", async (t) => {
  const strange = "x&#27;[31m&#7;&#x202E;gnp&#x2066;";
  const { page } = await open(
    t,
    `<p><reelrate-price seller="house" model="veo-3${strange}" seconds="8"></reelrate-price>,
      <reelrate-price ${veo} resolution="${strange}" table="${strange}"></reelrate-price></p>
    <reelrate-calculator ${veo} resolution="${strange}" table="${strange}"></reelrate-calculator>`,
  );
  await part(page, "shot").waitFor();
  await page.locator('reelrate-price [part="price"]').nth(1).waitFor();
  for (const said of [
    await part(page, "root").innerText(),
    ...(await page.locator('reelrate-price [part="price"]').allInnerTexts()),
  ]) {
    assert.doesNotMatch(said, /[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]/, said);
  }
});

describe("<reelrate-calculator>", () => {
  test("shows the price with its reasons, and follows the keyboard", async (t) => {
    const { page, complaints } = await open(t, calculator('plan="agency" count="40" takes="3"'));
    await says(part(page, "credits"), "480 credits");
    await says(part(page, "dollars"), "$17.18");
    await says(part(page, "total"), "57600 credits$2062.08"); // 120 × 480; 120 × 17.184
    assert.deepEqual(await page.locator('[part="steps"] li').allTextContents(), [
      "8 s × 60 credits/s = 480 credits",
      "480 × $179 ÷ 5000 = $17.184",
      "40 × 3 takes × 480 credits = 57600 credits",
      "40 × 3 takes × $17.184 = $2062.08",
    ]);
    await page.locator("summary").click();
    assert.match(
      await page.locator('[part="sources"] li').first().textContent(),
      /^Video Credit Per-Second Pricing Analysis & Recommendations, lines 29, 167, 191, 211, Jan 2026$/,
    );

    const seconds = page.locator('input[name="seconds"]:not([type="range"])');
    await seconds.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("12");
    await says(part(page, "credits"), "720 credits");
    assert.equal(
      await page.evaluate(() => document.querySelector("reelrate-calculator").getAttribute("seconds")),
      "12",
    );
    assert.equal(
      await seconds.evaluate((input) => input.getRootNode().activeElement === input),
      true,
      "the focus stays where somebody types",
    );
    await says(
      page.locator('reelrate-calculator [role="status"]'),
      "Veo 3, 12 s, House: 86400 credits, $3093.12, since Jan 2026",
    ); // 120 × 720; × 0.0358
    assert.deepEqual(complaints, []);
  });

  test("another model gets answers that have a price", async (t) => {
    const { page } = await open(t, calculator('plan="starter"'));
    await says(part(page, "credits"), "480 credits");
    await page.locator('select[name="model"]').selectOption("sora-2");
    await says(part(page, "shot"), "Sora 2, 8 s, House");
    assert.equal(await page.evaluate(() => document.querySelector("reelrate-calculator").plan), "starter");
  });

  test("a refusal offers what is accepted", async (t) => {
    const { page } = await open(
      t,
      '<reelrate-calculator seller="endpoints" model="sora-2-text-to-video" ' +
        'resolution="720p" seconds="8"></reelrate-calculator>',
    );
    await says(part(page, "shot"), "No price: seconds");
    await part(page, "refusal").getByRole("button", { name: "10 credits 720p, tier 2" }).click();
    await says(part(page, "credits"), "10 credits");
    const attributes = () =>
      page.evaluate(() =>
        Object.fromEntries([...document.querySelector("reelrate-calculator").attributes].map((a) => [a.name, a.value])),
      );
    assert.deepEqual(await attributes(), {
      seller: "endpoints",
      model: "sora-2-text-to-video",
      resolution: "720p",
      tier: "2",
    });
  });

  test("asks for the model where none is given, and names what there is where it is unknown", async (t) => {
    const { page } = await open(t, '<reelrate-calculator seller="house"></reelrate-calculator>');
    await says(part(page, "shot"), "No price: model");
    await page.locator('select[name="model"]').selectOption("veo-3");
    await says(part(page, "credits"), "480 credits");
    await page.evaluate(() => (document.querySelector("reelrate-calculator").model = "veo-9"));
    await page.getByRole("button", { name: "veo-3", exact: true }).click();
    await says(part(page, "credits"), "480 credits");
  });

  test("an unknown model can be chosen again, and stays refused", async (t) => {
    const { page, complaints } = await open(
      t,
      '<reelrate-calculator seller="house" model="veo-9"></reelrate-calculator>',
    );
    await says(part(page, "shot"), "No price: model");
    const model = page.locator('select[name="model"]');
    assert.equal(await model.inputValue(), "veo-9");
    await model.evaluate((select) => select.dispatchEvent(new InputEvent("input", { bubbles: true })));
    await says(part(page, "shot"), "No price: model");
    await model.selectOption("veo-3");
    await says(part(page, "credits"), "480 credits");
    assert.deepEqual(complaints, []);
  });
});

// The dates are those of the sources: January 2026, 1 June 2026, or none; the house's
// prices hold since January. All but the house's are older than the table's limit.
describe("how a price stands", () => {
  const cases = [
    ['seller="house" model="veo-3" seconds="8"', "since Jan 2026", false],
    ['seller="google-api" model="veo-3.0-full" audio seconds="8"', "known as of Jan 2026, stale", true],
    ['seller="endpoints" model="veo3_fast"', "undated", true],
    ['seller="house" model="sora-2" seconds="8"', "since Jan 2026, ended at its maker 24 Sep 2026", true],
    [
      'seller="openai-api" model="sora-2-pro" resolution="1080p" seconds="10" as-of="2026-07-01"',
      "known as of 1 Jun 2026, disputed, ends 24 Sep 2026",
      true,
      "priced for 1 Jul 2026",
    ],
  ];
  for (const [attributes, want, doubtful, day] of cases) {
    test(`in a line: ${want}`, async (t) => {
      const { page, complaints } = await open(
        t,
        `<p>It is <reelrate-price ${attributes}>so much</reelrate-price>.</p>`,
      );
      const said = day ? `${want}; ${day}` : want;
      await says(part(page, "standing", "reelrate-price"), `, ${said}`);
      assert.match(await page.locator("p").ariaSnapshot(), new RegExp(`, ${said}`));
      const seen = await page.locator("reelrate-price").evaluate(({ shadowRoot: root }) => {
        const box = (name) => root.querySelector(`[part~="${name}"]`).getBoundingClientRect();
        const { textDecorationStyle } = getComputedStyle(root.querySelector('[part="figure"]'));
        return {
          title: root.querySelector(".line").title,
          width: root.querySelector(".line").getBoundingClientRect().width - box("price").width,
          hidden: box("standing").width,
          textDecorationStyle,
        };
      });
      assert.deepEqual(seen, { title: said, width: 0, hidden: 1, textDecorationStyle: doubtful ? "wavy" : "solid" });
      assert.doesNotMatch(await page.locator("p").ariaSnapshot(), new RegExp(new Date().toISOString().slice(0, 10)));
      await accessible(page);
      assert.deepEqual(complaints, []);
    });

    test(`in the calculator: ${want}`, async (t) => {
      const { page } = await open(t, `<reelrate-calculator ${attributes}>so much</reelrate-calculator>`);
      await says(part(page, "standing"), want[0].toUpperCase() + want.slice(1));
      const { version } = await page.evaluate(() => document.querySelector("reelrate-calculator").answer.table);
      await says(part(page, "table"), `Rate table ${version}${day ? `, ${day}` : ""}`);
    });
  }

  test("can be printed in the line", async (t) => {
    const { page } = await open(t, price(), {
      head: `${script()}<style>reelrate-price::part(standing) { all: unset }</style>`,
    });
    await says(part(page, "standing", "reelrate-price"), ", since Jan 2026");
    assert.ok((await part(page, "standing", "reelrate-price").boundingBox()).width > 50);
  });
});

test("attributes and properties mirror each other, and every other value is the first", async (t) => {
  const { page } = await open(t, calculator('theme="sepia" loading="soon"'));
  await says(part(page, "credits"), "480 credits");
  const seen = await page.evaluate(() => {
    const e = document.querySelector("reelrate-calculator");
    const first = [e.theme, e.loading, e.compact, e.seconds, e.asOf, e.plan];
    Object.assign(e, {
      seconds: 5,
      asOf: "2026-11-01",
      plan: "agency",
      gpuHours: null,
      inputImages: undefined,
      audio: false,
      theme: "dark",
      compact: true,
      name: "price",
    });
    e.setAttribute("takes", "2");
    const attributes = Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]));
    return { first, attributes, takes: e.takes, theme: e.theme, compact: e.compact, value: e.value };
  });
  assert.deepEqual(seen.first, ["auto", "lazy", false, "8", null, null]);
  assert.deepEqual(seen.attributes, {
    seller: "house",
    model: "veo-3",
    seconds: "5",
    theme: "dark",
    loading: "soon",
    audio: "false",
    plan: "agency",
    "as-of": "2026-11-01",
    name: "price",
    compact: "",
    takes: "2",
  });
  assert.deepEqual([seen.takes, seen.theme, seen.compact], ["2", "dark", true]);
  assert.equal(seen.value, "seller=house&model=veo-3&seconds=5&audio=false&takes=2&offer=agency&asOf=2026-11-01");
});

test("many changes at once are one question, and its event tells the answer", async (t) => {
  const { page } = await open(t, calculator());
  await page.waitForFunction(() => told.length === 1);
  await page.evaluate(() => {
    const e = document.querySelector("reelrate-calculator");
    for (let s = 1; s <= 10; s++) e.seconds = s;
    e.plan = "agency";
  });
  await page.waitForFunction(() => told.length === 2);
  await page.waitForTimeout(100);
  const told = await page.evaluate(() => globalThis.told);
  assert.equal(told.length, 2);
  const { type, tag, bubbles, composed, detail } = told[1];
  assert.deepEqual([type, tag, bubbles, composed], ["reelrate-quote", "reelrate-calculator", true, true]);
  assert.deepEqual(detail.request, { seller: "house", model: "veo-3", seconds: "10", offer: "agency" });
  // 10 × 60; 600 × 0.0358
  assert.deepEqual([detail.answer.credits.value, detail.answer.dollars.value], ["600", "21.480000"]);

  await page.evaluate(() => (document.querySelector("reelrate-calculator").seconds = 61));
  await page.waitForFunction(() => told.length === 3);
  const refused = await page.evaluate(() => globalThis.told[2]);
  assert.equal(refused.type, "reelrate-error");
  assert.deepEqual(
    [refused.detail.code, refused.detail.field, refused.detail.accepted],
    ["invalid_seconds", "seconds", ["a whole number from 1 to 60"]],
  );
});

test("whoever asks for a price gets the newest, and its event tells it once", async (t) => {
  const { page } = await open(t, calculator());
  await says(part(page, "credits"), "480 credits");
  const credits = await page.evaluate(async () => {
    globalThis.told = 0;
    document.addEventListener("reelrate-quote", () => globalThis.told++);
    const element = document.querySelector("reelrate-calculator");
    element.seconds = 9;
    const first = element.quote();
    await Promise.resolve(); // the update is under way
    element.seconds = 10;
    const answers = await Promise.all([first, element.quote()]);
    return answers.map((answer) => answer.credits.value);
  });
  assert.deepEqual(credits, ["600", "600"]); // 10 × 60
  assert.equal(await page.evaluate(() => globalThis.told), 1);
});

test("the answer is the API's, byte for byte", async (t) => {
  const { page } = await open(t, price('plan="agency" as-of="2026-11-01"'));
  const mine = await page.evaluate(async () => JSON.stringify(await document.querySelector("reelrate-price").quote()));
  const value = await page.evaluate(() => document.querySelector("reelrate-price").value);
  assert.equal(mine, await (await fetch(`${on.server.url}/v1/quote?${value}`)).text());
});

describe("in a form", () => {
  const form = (inner) =>
    `<form method="get" action="/done"><label for="p">Price</label>${inner}` +
    `<button id="send">Send</button><button type="reset">Reset</button></form>`;

  test("its request is submitted, reset and disabled", async (t) => {
    const { page } = await open(t, form(calculator('id="p" name="shot"')));
    await says(part(page, "credits"), "480 credits");
    const entries = () => page.evaluate(() => [...new FormData(document.querySelector("form"))]);
    await page.evaluate(() => (document.querySelector("#p").seconds = 5));
    await says(part(page, "credits"), "300 credits");
    assert.deepEqual(await entries(), [["shot", "seller=house&model=veo-3&seconds=5"]]);
    await page.getByRole("button", { name: "Reset" }).click();
    await says(part(page, "credits"), "480 credits");
    assert.deepEqual(await entries(), [["shot", "seller=house&model=veo-3&seconds=8"]]);
    await page.evaluate(() => document.querySelector("#p").setAttribute("disabled", ""));
    assert.equal(await page.locator('select[name="model"]').isDisabled(), true);
    assert.deepEqual(await entries(), []);
  });

  test("a form has the present attributes at once", async (t) => {
    const { page } = await open(t, form(calculator('id="p" name="shot"')));
    await says(part(page, "credits"), "480 credits");
    const sent = await page.evaluate(() => {
      document.querySelector("reelrate-calculator").seconds = 12;
      return new FormData(document.querySelector("form")).get("shot");
    });
    assert.equal(sent, "seller=house&model=veo-3&seconds=12");
  });

  test("what has no price cannot be sent", async (t) => {
    const { page } = await open(t, form(calculator('id="p" name="shot"')));
    await says(part(page, "credits"), "480 credits");
    const validity = () =>
      page.evaluate(() => {
        const e = document.querySelector("#p");
        return [e.checkValidity(), e.validationMessage];
      });
    assert.deepEqual(await validity(), [true, ""]);
    await page.evaluate(() => (document.querySelector("#p").seconds = 0));
    await says(part(page, "shot"), "No price: seconds");
    assert.deepEqual(await validity(), [false, '"0" is not accepted']);
    await page.evaluate(() => (document.querySelector("#p").seconds = 8));
    await says(part(page, "credits"), "480 credits");
    await page.locator("#send").click();
    await page.waitForURL("**/done?shot=*");
    assert.equal(new URL(page.url()).searchParams.get("shot"), "seller=house&model=veo-3&seconds=8");
  });
});

describe("the child content", () => {
  const standing = async (page) => {
    const child = page.locator("reelrate-calculator");
    assert.equal(await child.innerText(), "8 s of Veo 3 for some credits");
    assert.ok((await child.boundingBox()).height > 10);
  };

  test("stands without JavaScript", async (t) => {
    const { page } = await open(t, calculator(), { javaScriptEnabled: false });
    await standing(page);
  });

  test("stands before the element is needed, and asks nobody", async (t) => {
    const { page, requests } = await open(t, `<div style="height: 200vh"></div>${calculator()}${price()}`);
    await page.waitForFunction(() => customElements.get("reelrate-calculator"));
    await page.waitForTimeout(500);
    await standing(page);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith("host")),
      ["/embed/v1/reelrate.js", `/embed/v${version}/reelrate.js?prefix=`],
    );
    await page.locator("reelrate-calculator").scrollIntoViewIfNeeded();
    await says(part(page, "credits"), "480 credits");
    assert.equal(engines(requests), 1);
  });

  test("is no longer shown beside a price", async (t) => {
    const { page } = await open(t, calculator());
    await says(part(page, "credits"), "480 credits");
    assert.doesNotMatch(await page.locator("body").innerText(), /for some credits/);
  });

  test("stands where neither engine nor API can be reached, and comes back to life when they can", async (t) => {
    const { page } = await open(t, calculator(), {
      prepare: async (page) => {
        await page.route("**/*.wasm", (route) => route.abort());
        await page.route("**/v1/**", (route) =>
          route.request().url().includes("/embed/") ? route.continue() : route.abort(),
        );
      },
    });
    await page.waitForFunction(() => told.length > 0);
    const [{ type, detail }] = await page.evaluate(() => globalThis.told);
    assert.deepEqual([type, detail.code], ["reelrate-error", "unreachable"]);
    await standing(page);
    assert.match(
      await page.evaluate(() =>
        document
          .querySelector("reelrate-calculator")
          .quote()
          .catch((error) => error.message),
      ),
      /fetch/,
    );

    await page.unroute("**/*.wasm");
    await page.evaluate(() => (document.querySelector("reelrate-calculator").seconds = 5));
    await says(part(page, "credits"), "300 credits");
  });

  test("stands where the other half cannot be fetched, and comes back to life when it can", async (t) => {
    const { page } = await open(t, calculator() + price(), {
      prepare: (page) => page.route("**/answering.js*", (route) => route.abort()),
    });
    await page.waitForFunction(() => told.length > 1);
    assert.deepEqual(
      await page.evaluate(() => told.map(({ type, detail }) => [type, detail.code])),
      Array(2).fill(["reelrate-error", "unreachable"]),
    );
    await standing(page);

    await page.unroute("**/answering.js*");
    await page.evaluate(() => (document.querySelector("reelrate-calculator").seconds = 5));
    await says(part(page, "credits"), "300 credits");
  });

  /** With another last byte than was published. */
  const damaged = async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  };

  test("a damaged other half is not run", async (t) => {
    const { page, requests } = await open(t, calculator(), {
      prepare: (page) => page.route("**/answering.js*", damaged),
    });
    await page.waitForFunction(() => told.length > 0);
    await standing(page);
    assert.equal(
      await page.evaluate(() =>
        document
          .querySelector("reelrate-calculator")
          .quote()
          .catch((error) => error.message.replace(/.*\//, "")),
      ),
      "answering.js?1 cannot be fetched, or is not what was published",
    );
    assert.ok(!requests.some((url) => url.startsWith("/v1/")), "nor is anything asked of the API");
  });

  test("a damaged engine is not run", async (t) => {
    const { page, requests } = await open(t, calculator(), { prepare: (page) => page.route("**/*.wasm", damaged) });
    await says(part(page, "credits"), "480 credits");
    assert.ok(requests.includes("/v1/quote?seller=house&model=veo-3&seconds=8"), "the API answers instead");
  });
});

describe("when it is loaded", () => {
  test("eager does not wait to be seen", async (t) => {
    const { page } = await open(t, `<div style="height: 300vh"></div>${calculator('loading="eager"')}`);
    await page.waitForFunction(() => told.length === 1);
  });

  test("fifty elements have one engine", async (t) => {
    const { page, requests, complaints } = await open(
      t,
      Array.from(
        { length: 50 },
        (_, i) => `<p><reelrate-price seller="house" model="veo-3" seconds="${i + 1}">x</reelrate-price></p>`,
      ).join("") + calculator(),
    );
    for (const i of [0, 49]) {
      await page.locator("reelrate-price").nth(i).scrollIntoViewIfNeeded();
      await says(page.locator("reelrate-price").nth(i).locator('[part="figure"]'), `${60 * (i + 1)} credits`);
    }
    assert.equal(engines(requests), 1);
    assert.deepEqual(complaints, []);
  });

  test("taken away and put back it is the same", async (t) => {
    const { page } = await open(t, `<div id="a">${calculator()}</div><div id="b"></div>`);
    await says(part(page, "credits"), "480 credits");
    await page.evaluate(() => {
      globalThis.kept = document.querySelector("reelrate-calculator");
      kept.remove();
      kept.seconds = 5;
    });
    await page.waitForTimeout(100);
    await page.evaluate(() => document.querySelector("#b").append(globalThis.kept));
    await says(part(page, "credits"), "300 credits");
    await page.evaluate(() => {
      for (let i = 0; i < 5; i++) document.querySelector(i % 2 ? "#a" : "#b").append(globalThis.kept);
    });
    await says(part(page, "credits"), "300 credits");
    assert.equal(await page.locator('[part="result"]').count(), 1);
  });

  test("before it was ever seen it may go", async (t) => {
    const { page, requests } = await open(t, `<div id="a" style="margin-top: 300vh">${calculator()}</div>`);
    await page.waitForFunction(() => customElements.get("reelrate-calculator"));
    await page.evaluate(() => document.querySelector("reelrate-calculator").remove());
    await page.evaluate(() => scrollTo(0, 1e6));
    await page.waitForTimeout(300);
    assert.equal(engines(requests), 0);
  });

  test("properties set before the class is there are taken over", async (t) => {
    const { page } = await open(t, calculator(), { head: "" });
    await page.evaluate((src) => {
      Object.assign(document.querySelector("reelrate-calculator"), { seconds: 5, theme: "dark" });
      document.head.append(Object.assign(document.createElement("script"), { type: "module", src }));
    }, `${on.server.url}/embed/v1/reelrate.js`);
    await says(part(page, "credits"), "300 credits");
    assert.equal(
      await page.evaluate(() => document.querySelector("reelrate-calculator").getAttribute("theme")),
      "dark",
    );
  });

  test("the script twice, by two addresses", async (t) => {
    const { page, requests, complaints } = await open(t, calculator(), {
      head: script() + script(`v${version}/reelrate.js`) + script(`v${version}/reelrate.js?again`),
    });
    await says(part(page, "credits"), "480 credits");
    assert.equal(engines(requests), 1);
    assert.deepEqual(complaints, []);
  });

  test("an older version that is there first keeps its elements", async (t) => {
    const { page, requests, complaints } = await open(t, calculator(), {
      head:
        `<script>customElements.define("reelrate-calculator", class extends HTMLElement {});` +
        ` customElements.define("reelrate-price", class extends HTMLElement {});</script>${script()}`,
    });
    await page.waitForTimeout(800);
    assert.equal(engines(requests), 0);
    assert.equal(await page.locator("reelrate-calculator").innerText(), "8 s of Veo 3 for some credits");
    assert.deepEqual(complaints, []);
  });

  test("under an exact version with its hash, and not with another", async (t) => {
    const { files } = await (await fetch(`${on.server.url}/embed/v${version}/integrity.json`)).json();
    const checked = (hash) => script(`v${version}/reelrate.js`, ` integrity="${hash}" crossorigin="anonymous"`);
    const { page } = await open(t, calculator(), { head: checked(files["reelrate.js"]) });
    await says(part(page, "credits"), "480 credits");
    const { page: other } = await open(t, calculator(), { head: checked(files["engine.wasm"]) });
    await other.waitForTimeout(500);
    assert.equal(await other.evaluate(() => customElements.get("reelrate-calculator")), undefined);
  });

  test("the line of the README, in a page with nothing else", async (t) => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    const [, line] = /```html\n(.*)\n```/.exec(readme);
    host.headers = {};
    host.page = line.replace("http://localhost:8787", on.server.url);
    assert.notEqual(host.page, line);
    const { page, complaints } = await listened(t, on.browser, [on.server.url, host.url]);
    await page.goto(host.url);
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    assert.deepEqual(complaints, []);
  });

  test("hydration finds what the server wrote", async (t) => {
    const { page } = await open(t, `<div id="app">${calculator()}</div>`);
    const before = await page.evaluate(() => document.querySelector("#app").innerHTML);
    await says(part(page, "credits"), "480 credits");
    assert.equal(await page.evaluate(() => document.querySelector("#app").innerHTML), before);
  });
});

describe("on a hostile page", () => {
  const strict = (more) => ({
    "Content-Security-Policy":
      `default-src 'none'; script-src ${on.server.url} ${more}; connect-src ${on.server.url};` +
      ` require-trusted-types-for 'script'; trusted-types 'none'`,
  });

  test("under a strict policy", async (t) => {
    const { page, complaints } = await open(t, calculator('plan="agency"') + price(), {
      headers: strict("'wasm-unsafe-eval'"),
    });
    await says(part(page, "dollars"), "$17.18");
    assert.notEqual(
      await part(page, "card").evaluate((e) => getComputedStyle(e).borderTopWidth),
      "0px",
      "it has its styles",
    );
    assert.deepEqual(complaints, []);
  });

  test("under a policy that knows its scripts by a nonce", async (t) => {
    for (const more of ["", " 'strict-dynamic'"]) {
      const headers = {
        "Content-Security-Policy":
          `default-src 'none'; script-src 'nonce-abc'${more} 'wasm-unsafe-eval';` + ` connect-src ${on.server.url}`,
      };
      const { page, complaints } = await open(t, calculator('plan="agency"'), {
        headers,
        head: script(`v${version}/reelrate.js`, ' nonce="abc"'),
      });
      await says(part(page, "dollars"), "$17.18");
      assert.deepEqual(complaints, []);
    }
  });

  test("where no engine may be compiled the API answers, and no engine is fetched", async (t) => {
    const { page, requests } = await open(t, calculator('plan="agency"'), { headers: strict("") });
    await says(part(page, "dollars"), "$17.18");
    assert.equal(engines(requests), 0);
    await page.locator('select[name="model"]').selectOption("sora-2");
    await says(part(page, "shot"), "Sora 2, 8 s, House");
  });

  test("that unsets everything", async (t) => {
    const { page } = await open(t, calculator() + `<p>${price()}</p>`, {
      head: `${script()}<style>* { all: unset; } html { color: lime; font-size: 4px; }</style>`,
    });
    await says(part(page, "credits"), "480 credits");
    const style = await part(page, "card").evaluate((e) => {
      const { fontSize, color, display } = getComputedStyle(e);
      return { fontSize, color, display };
    });
    assert.equal(style.fontSize, "16px");
    assert.notEqual(style.color, "rgb(0, 255, 0)");
    await page.screenshot({ path: `${shots}element-unset.png` });
  });

  test("that has names of its own and has changed everybody's", async (t) => {
    const { page, complaints } = await open(t, calculator('plan="agency"') + price(), {
      head: `<script>
      Object.prototype.junk = "junk"; Object.prototype.seconds = "junk";
      Object.prototype.toJSON = function () { return "junk"; };
      Array.prototype.first = function () { return this[0]; }; Array.prototype.toJSON = function () { return "junk"; };
      globalThis.Go = "mine"; globalThis.fs = "mine"; globalThis.process = "mine";
      globalThis.path = "mine"; globalThis.reelrate = "mine";
      globalThis.reelrateReady = () => { throw new Error("called"); };
      const theirs = fetch; globalThis.fetch = (...all) => theirs(...all);
    </script>${script()}`,
    });
    await says(part(page, "dollars"), "$17.18");
    await says(part(page, "price", "reelrate-price"), "8 s Veo 3 = 480 credits");
    assert.deepEqual(await page.evaluate(() => [Go, fs, process, path, reelrate]), [
      "mine",
      "mine",
      "mine",
      "mine",
      "mine",
    ]);
    assert.deepEqual(complaints, []);
  });

  test("that never heard of us keeps its globals", async (t) => {
    const { page } = await open(
      t,
      `${calculator()}<script>globalThis.before = Object.getOwnPropertyNames(globalThis);</script>`,
    );
    await says(part(page, "credits"), "480 credits");
    const added = await page.evaluate(() =>
      Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name) && name !== "before"),
    );
    assert.deepEqual(added, []);
  });

  test("that isolates itself", async (t) => {
    const headers = { "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin" };
    const { page, complaints } = await open(
      t,
      `${calculator()}<iframe title="calculator" sandbox="allow-scripts"` +
        ` src="${on.server.url}/embed/?seller=house&model=veo-3&seconds=5"></iframe>`,
      { headers },
    );
    await says(part(page, "credits"), "480 credits");
    await page.frameLocator("iframe").locator('[data-figure="credits"]').filter({ hasText: "300 credits" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});

describe("a frame with frame-host.js", () => {
  const frame = (more = "") =>
    `<iframe title="calculator" width="400" height="100" ${more}` +
    ` src="${on.server.url}/embed/?seller=house&model=veo-3&seconds=8"></iframe>`;
  const heights = (page) => page.locator("iframe").evaluateAll((list) => list.map((f) => f.clientHeight));

  test("is as high as the calculator in it, sandboxed or not", async (t) => {
    const { page, complaints } = await open(
      t,
      `<style>iframe { box-sizing: border-box; border: 5px solid; }</style>` +
        `${frame('sandbox="allow-scripts"')}${frame()}`,
      { head: script("v1/frame-host.js"), viewport: { width: 1280, height: 2600 } },
    );
    for (const inside of page.frames().slice(1))
      await inside.locator('#result [data-figure="credits"]').filter({ hasText: "480 credits" }).waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll("iframe")].every((f) => f.clientHeight > 400));
    await page.waitForTimeout(300);
    for (const { clientHeight, needed } of await Promise.all(
      page
        .frames()
        .slice(1)
        .map((f) =>
          f.evaluate(() => ({
            clientHeight: innerHeight,
            needed: Math.ceil(document.body.getBoundingClientRect().height),
          })),
        ),
    )) {
      assert.equal(clientHeight, needed);
    }
    assert.deepEqual(complaints, []);
  });

  test("hears nobody else, and nothing but a height within bounds", async (t) => {
    const told = (message) => `parent.postMessage(${JSON.stringify(message)}, "*");`;
    const height = { type: "reelrate-height", height: 900 };
    const { page } = await open(
      t,
      `<iframe title="another" sandbox="allow-scripts" height="100" srcdoc='<script>${told(height)}</script>'></iframe>
      <iframe title="another page" height="100" 
        src="data:text/html,<script>${encodeURIComponent(told(height))}</script>"></iframe>`,
      { head: script("v1/frame-host.js") },
    );
    await page.evaluate((height) => postMessage(height, "*"), height);
    await page.waitForTimeout(500);
    assert.deepEqual(await heights(page), [100, 100]);

    const { page: ours } = await open(t, frame('sandbox="allow-scripts"'), { head: script("v1/frame-host.js") });
    const [, inside] = ours.frames();
    await inside.locator('#result [data-figure="credits"]').filter({ hasText: "480 credits" }).waitFor();
    await ours.waitForFunction(
      () => {
        // it has come to rest
        const { clientHeight } = document.querySelector("iframe");
        const same = clientHeight > 400 && globalThis.last === clientHeight;
        globalThis.last = clientHeight;
        return same;
      },
      null,
      { polling: 500 },
    );
    const [before] = await heights(ours);
    for (const [height, want] of [
      ["1e9", before],
      [null, before],
      [5.5, before],
      [1e9, 4000],
      [-1, 80],
    ]) {
      await inside.evaluate((height) => parent.postMessage({ type: "reelrate-height", height }, "*"), height);
      await ours.waitForTimeout(100);
      assert.deepEqual(await heights(ours), [want], `told ${height}`);
    }
  });
});

test("a pinned table tells of a change, and of none where there is none", async (t) => {
  const { page } = await open(t, `<p>${price('table="2025-12-01"')}</p><p>${price(`table="${"2026-11-20"}"`)}</p>`);
  await says(page.locator('reelrate-price [part="price"]').nth(1), "8 s Veo 3 = 480 credits");
  await page
    .locator('reelrate-price [part="note"]')
    .filter({ hasText: /Made with rate table 2025-12-01; this is .* there was no answer/ })
    .waitFor();
  assert.equal(await page.locator('reelrate-price [part="note"]').count(), 1);
});

test("with a height given nothing on the page moves", async (t) => {
  const { page } = await open(
    t,
    `<style>reelrate-calculator { display: block; height: 420px }</style>` +
      `<p>Before</p>${calculator()}<p id="below">Below</p>`,
    {
      prepare: (page) =>
        page.addInitScript(() => {
          globalThis.shifts = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) globalThis.shifts += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
        }),
    },
  );
  await says(part(page, "credits"), "480 credits");
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => globalThis.shifts), 0);
});

test("the host's properties and parts theme it", async (t) => {
  const { page } = await open(t, calculator(), {
    head:
      `${script()}` +
      `<style>reelrate-calculator { --reelrate-accent: rgb(1, 2, 3); --reelrate-card: rgb(4, 5, 6); }` +
      ` reelrate-calculator::part(credits) { color: rgb(7, 8, 9); }</style>`,
  });
  await says(part(page, "credits"), "480 credits");
  assert.equal(await part(page, "card").evaluate((e) => getComputedStyle(e).backgroundColor), "rgb(4, 5, 6)");
  assert.equal(await part(page, "credits").evaluate((e) => getComputedStyle(e).color), "rgb(7, 8, 9)");
});

const mixed = () =>
  `<p>A clip of ${price('plan="agency"')} in a line of text.</p>${calculator('plan="agency" count="40" takes="3"')}`;

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 390, 800]) {
    test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
      const { page } = await open(t, mixed(), { colorScheme, viewport: { width, height: 900 } });
      await says(part(page, "total"), "57600 credits$2062.08");
      await page.screenshot({ path: `${shots}element-${colorScheme}-${width}.png`, fullPage: true });
      await fits(page);
      await accessible(page);
    });
  }
}

test("the theme can be told, whatever the page has", async (t) => {
  const { page } = await open(t, calculator('theme="dark"') + calculator('theme="light"') + calculator(), {
    colorScheme: "light",
  });
  await says(part(page, "credits").nth(2), "480 credits");
  const cards = await part(page, "card").evaluateAll((list) => list.map((e) => getComputedStyle(e).backgroundColor));
  assert.deepEqual(cards, ["rgb(25, 28, 33)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
  await accessible(page);
});

test("a refusal is accessible, in a page from right to left as well", async (t) => {
  const { page } = await open(
    t,
    `${mixed()}<reelrate-calculator seller="endpoints" model="sora-2-text-to-video"` +
      ` resolution="720p" seconds="8"></reelrate-calculator>`,
    { dir: "rtl", lang: "ar", viewport: { width: 390, height: 900 } },
  );
  await says(part(page, "shot").nth(1), "No price: seconds");
  await page.screenshot({ path: `${shots}element-rtl-390.png`, fullPage: true });
  const [fields, text] = await part(page, "field")
    .first()
    .evaluate((e) => [getComputedStyle(e).direction, e.closest("[lang]").lang]);
  assert.deepEqual([fields, text], ["rtl", "en"]);
  await fits(page);
  await accessible(page);
});
