// What a visitor does, done in Chromium, Firefox and WebKit alike.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { frozen } from "../built.mjs";
import { serve } from "../native.mjs";
import { between } from "./between.mjs";
import { browsers } from "./three.mjs";

const shots = fileURLToPath(new URL("../../../dist/test/", import.meta.url));

/** Somebody else's page: it has nothing of the server behind. */
const foreign = (body) => (answer) =>
  Object.assign(answer, {
    status: 200,
    headers: new Headers({ "content-type": "text/html; charset=utf-8" }),
    body: Buffer.from(`<!doctype html><html lang="en"><title>Somebody else’s page</title>${body(answer.path)}`),
  });

let server;
const proxies = {};
before(async () => {
  await mkdir(shots, { recursive: true });
  server = await serve(frozen);
  const failing = (status) => (answer) => {
    if (answer.path.endsWith(".wasm")) Object.assign(answer, { status, body: Buffer.from("no") });
  };
  const changes = {
    "the engine is missing": failing(404),
    "the engine’s host is down": failing(503),
    "the engine may not be compiled": ({ headers }) => {
      const policy = headers.get("content-security-policy");
      if (policy) headers.set("content-security-policy", policy.replace(" 'wasm-unsafe-eval'", ""));
    },
    scriptless: (answer) => {
      // A frame whose sandbox lets no script run, but lets the page around it look in.
      if (answer.path === "/around")
        Object.assign(answer, {
          status: 200,
          body: Buffer.from(
            `<!doctype html><iframe sandbox="allow-same-origin" src="/" width="1200" height="800"></iframe>`,
          ),
        });
      answer.headers.delete("content-security-policy");
      if (answer.path === "/around") answer.headers.set("content-type", "text/html");
    },
    "a known address": ({ path, headers }) => {
      // as the site is built where it has one: site/publish.go
      if (path.startsWith("/embed/"))
        headers.set(
          "content-security-policy",
          headers
            .get("content-security-policy")
            .replaceAll("-src 'self'", `-src 'self' ${proxies["a known address"].url}`),
        );
    },
    // The path is the frame's sandbox, the query is whose page it frames.
    elsewhere: foreign((path) => {
      const { pathname, search } = new URL(path, server.url);
      const { url } = search ? proxies[decodeURIComponent(search.slice(1))] : server;
      return (
        `<iframe sandbox="${pathname.slice(1).replaceAll("+", " ")}"` +
        ` src="${url}/embed/?seller=house&amp;model=sora-2-pro&amp;seconds=12" width="600" height="800"></iframe>`
      );
    }),
    "a page with elements": foreign(
      () => `<script type="module" src="${server.url}/embed/v1/reelrate.js"></script>
      <p>A clip is <reelrate-price seller="house" model="veo-3" seconds="8">to be had</reelrate-price>.</p>
      <reelrate-calculator seller="house" model="veo-3" seconds="8">A calculator</reelrate-calculator>`,
    ),
    // Elements whose script is what was published, and whose other half is not.
    "a damaged copy": (answer) => {
      if (answer.path === "/")
        foreign(
          () => `<script type="module" src="/embed/v1/reelrate.js"></script>
        <script>addEventListener("reelrate-error", ({ detail }) => (globalThis.told = detail.code))</script>
        <reelrate-price seller="house" model="veo-3" seconds="8">to be had</reelrate-price>`,
        )(answer);
      else if (answer.path.includes("/answering.js"))
        answer.body = Buffer.concat([Buffer.from("globalThis.ran = true;"), answer.body]);
    },
  };
  for (const [name, change] of Object.entries(changes)) proxies[name] = await between(server.url, change);
});
after(() => Promise.all([server, ...Object.values(proxies)].map((s) => s?.stop())));

const api = async (operation, query) =>
  (await fetch(`${server.url}/v1/${operation}?${new URLSearchParams(query)}`)).json();

/** Waits for a figure of the price to read exactly so. */
const shows = (page, name, want) =>
  page.waitFor(
    (name, want) => document.querySelector(`#result [data-figure="${name}"]`)?.textContent.trim() === want,
    name,
    want,
  );

/** Waits for the price to be the API's. */
async function showsAnswer(page, query) {
  const want = await api("quote", query);
  assert.equal(want.status, "exact");
  await shows(page, "credits", want.credits.display);
  await shows(page, "dollars", want.dollars.display);
  const steps = await page.evaluate(() => [...document.querySelectorAll("#steps li")].map((li) => li.textContent));
  assert.deepEqual(steps.slice(0, want.steps.length), want.steps);
}

const value = (page, name) => page.evaluate((name) => document.querySelector(`[name="${name}"]`).value, name);
const askedTheAPI = (page) =>
  page.evaluate(() =>
    performance.getEntriesByType("resource").some(({ name }) => new URL(name).pathname.startsWith("/v1/")),
  );

/** The rows of the comparison as they stand: whose, and what the clip costs. */
const compared = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("table.compared tbody tr")]
      .filter((row) => row.checkVisibility())
      .map((row) => [row.querySelector("th a").getAttribute("href"), row.cells[4].textContent]),
  );

/** The rows as the API would have them. */
async function comparable(query) {
  const { comparable } = await api("compare", query);
  const about = ({ precision }) => (precision === "approx" || precision === "estimated" ? "≈ " : "");
  return comparable.map((row) => [`/models/${row.seller.id}/${row.model.id}/`, about(row) + row.dollars.display]);
}

/** What is done in each browser: on which server, at which address, in what window. */
const scenarios = [
  {
    name: "the calculator answers while one types, as the API does, without asking it",
    async run(page) {
      await page.type('[name="seconds"]', "12");
      await showsAnswer(page, { seller: "house", model: "veo-3", seconds: "12", offer: "starter" });
      await page.select('[name="offer"]', "agency");
      await showsAnswer(page, { seller: "house", model: "veo-3", seconds: "12", offer: "agency" });
      await page.type('[name="seconds"]', "0");
      await page.waitFor(() => document.querySelector("#refusal").innerText.includes('"0"'));
      await page.type('[name="seconds"]', "5");
      await showsAnswer(page, { seller: "house", model: "veo-3", seconds: "5", offer: "agency" });
      assert.equal(await askedTheAPI(page), false);
      await page.waitFor(() =>
        location.search.startsWith("?seller=house&model=veo-3&seconds=5&count=1&takes=1&offer=agency"),
      );
    },
  },
  {
    name: "a link to a price is the price again",
    path: "/?seller=house&model=sora-2-pro&seconds=12&count=40&takes=3&offer=agency",
    shot: "link",
    async run(page) {
      await shows(page, "credits", "420 credits"); // 12 s at 35
      await shows(page, "total-credits", "50400 credits"); // 40 × 3 × 420
      for (const [name, want] of Object.entries({
        seller: "house",
        model: "sora-2-pro",
        seconds: "12",
        count: "40",
        takes: "3",
        offer: "agency",
      })) {
        assert.equal(await value(page, name), want);
      }
    },
  },
  {
    name: "the comparison takes another length, a market and an order",
    path: "/compare",
    shot: "compare",
    async run(page) {
      assert.deepEqual((await compared(page)).sort(), (await comparable({ seconds: "10", market: "all" })).sort());
      await page.type('[name="seconds"]', "5");
      await page.waitFor(() => document.querySelector("[data-caption]").textContent.endsWith("for 5 s."));
      assert.deepEqual((await compared(page)).sort(), (await comparable({ seconds: "5", market: "all" })).sort());
      await page.select('[name="market"]', "api");
      await page.waitFor(() => !document.querySelector("[data-market=app]").checkVisibility());
      const rows = await compared(page);
      assert.deepEqual([...rows].sort(), (await comparable({ seconds: "5", market: "api" })).sort());
      assert.ok(rows.length > 5, "too little to compare");
      await page.click('[data-market=api] [data-sort="name"] button');
      const names = await page.evaluate(() =>
        [...document.querySelectorAll("[data-market=api] table.compared th a")].map((a) => a.textContent),
      );
      assert.deepEqual(
        names,
        [...names].sort((a, b) => a.localeCompare(b, "en")),
      );
      await page.waitFor(() => new URLSearchParams(location.search).get("seconds") === "5");
    },
  },
  {
    name: "an estimate is made of a sentence, kept in its link and saved as a table",
    path: "/estimate",
    shot: "estimate",
    async run(page) {
      const sums = (text) => page.waitFor((text) => document.querySelector("#sum").textContent.includes(text), text);
      const add = () => page.click('#add [type="submit"]');
      await page.type("#add-text", "40 B-roll clips of 6 s and 5 hero shots of 8 s");
      await add();
      await sums("4320 credits"); // 40 × 6 × 8 + 5 × 8 × 60
      const link = "?v=1&line=B-roll~house/kling-v2.1~40~1~seconds:6&line=Hero+shots~house/veo-3~5~1~seconds:8&";
      await page.waitFor((link) => location.search.startsWith(link), link);
      await page.evaluate(() => localStorage.clear()); // so that only the link has it
      await page.reload();
      await sums("4320 credits");

      await page.evaluate(() => {
        // each browser saves a file elsewhere; this one stays in the page
        URL.createObjectURL = (blob) => {
          blob.text().then((text) => {
            globalThis.saved = text;
          });
          return "blob:";
        };
        HTMLAnchorElement.prototype.click = () => {};
      });
      await page.click('[data-keep="csv"]');
      const saved = await page.waitFor(() => globalThis.saved);
      const rows = saved.split("\r\n");
      assert.match(rows[0], /^\uFEFF?label,seller,model,seconds,/);
      assert.match(rows[1], /^B-roll,house,kling-v2\.1,6,40,1,.*,1920,1920,/); // 40 × 6 × 8
      assert.match(rows[2], /^Hero shots,house,veo-3,8,5,1,.*,2400,2400,/); // 5 × 8 × 60
      await page.evaluate((text) => {
        document.querySelector("#add-text").value = text;
      }, saved);
      await add();
      await sums("8640 credits"); // the same once more
      assert.deepEqual(
        await page.evaluate(() => [...document.querySelectorAll('#lines [name="label"]')].map(({ value }) => value)),
        ["B-roll", "Hero shots", "B-roll", "Hero shots"],
      );
      assert.equal(await askedTheAPI(page), false);
    },
  },
  {
    name: "a usage file is checked in a worker",
    path: "/reconcile",
    shot: "reconcile",
    async run(page) {
      await page.click("[data-try]");
      await page.waitFor(() => document.querySelector("#checked-title").innerText === "10 of 15 rows differ");
      // The largest difference first: 8 s of Veo 3 were billed twice.
      assert.match(await page.text(".rows tbody tr"), /480 credits\s+0 credits\s+\+480 credits\s+Billed twice/);
    },
  },
  {
    name: "the elements are priced on a page of another origin",
    on: "a page with elements",
    shot: "elements",
    async run(page) {
      const says = (tag, part, want) =>
        page.waitFor(
          (tag, part, want) =>
            document
              .querySelector(tag)
              .shadowRoot?.querySelector(`[part~="${part}"]`)
              ?.textContent.replaceAll(/\s+/g, " ")
              .trim() === want,
          tag,
          part,
          want,
        );
      await says("reelrate-price", "price", "8 s Veo 3 = 480 credits"); // 8 × 60
      await says("reelrate-calculator", "credits", "480 credits");
      await page.evaluate(() => {
        for (const tag of ["reelrate-price", "reelrate-calculator"]) document.querySelector(tag).seconds = 5;
      });
      await says("reelrate-price", "price", "5 s Veo 3 = 300 credits");
      await says("reelrate-calculator", "credits", "300 credits");
      assert.equal(await askedTheAPI(page), false);
    },
  },
  {
    name: "an element runs nothing that was not published with it",
    on: "a damaged copy",
    async run(page) {
      assert.equal(await page.waitFor(() => globalThis.told), "unreachable");
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      assert.equal(await page.text("reelrate-price"), "to be had");
    },
  },
  // In WebKit 'self' of a policy is nobody in a frame without an origin, so nothing of the page
  // would load there, neither script nor style, if its policy did not name the site.
  ...[
    { sandbox: "allow-scripts", of: "a known address", origin: "null" },
    { sandbox: "allow-scripts", origin: "null", not: "WebKit" },
    { sandbox: "allow-scripts+allow-same-origin" },
  ].map(({ sandbox, of, origin, not }) => ({
    name: `the embedded calculator works in a frame of another site, sandbox ${sandbox}${of ? `, from ${of}` : ""}`,
    on: "elsewhere",
    path: `/${sandbox}${of ? `?${of}` : ""}`,
    not,
    shot: `embed-${sandbox}${of ? "-known" : ""}`,
    async run(page) {
      await page.enter("iframe");
      await shows(page, "credits", "420 credits"); // Sora 2 Pro: 12 s at 35
      assert.equal(await page.evaluate(() => self.origin), origin ?? server.url);
      await page.type('[name="seconds"]', "5");
      await shows(page, "credits", "175 credits");
      assert.equal(
        await page.evaluate(() => typeof globalThis.reelrate),
        "function",
        "the engine answers, not the API",
      );
    },
  })),
  {
    name: "without scripts there are prices and a way to ask",
    on: "scriptless",
    path: "/around",
    async run(page) {
      const there = await page.waitFor(() => {
        const inner = document.querySelector("iframe").contentDocument;
        return (
          inner?.readyState === "complete" &&
          inner.querySelector("#house") && {
            start: inner.querySelector('#result [data-figure="credits"]').innerText,
            row: [...inner.querySelectorAll("#house tr")]
              .map((row) => row.innerText.replace(/\s+/g, " "))
              .find((row) => row.startsWith("Veo 3")),
            told: inner.querySelector("noscript").innerText,
            button: inner.querySelector("form .submit button").checkVisibility(),
            ran: inner.querySelector(".copies").hidden === false,
          }
        );
      });
      assert.equal(there.start, "480 credits");
      assert.match(there.row, /^Veo 3 60 credits\/s 480 credits \$28\.80 .* \$17\.18$/); // 000:29, 167
      assert.match(there.told, /Without JavaScript the button asks the price API/);
      assert.deepEqual([there.button, there.ran], [true, false]);
    },
  },
  ...["the engine is missing", "the engine’s host is down", "the engine may not be compiled"].map((on) => ({
    name: `where ${on}, the page says so and the API answers`,
    on,
    async run(page) {
      await page.type('[name="seconds"]', "12");
      await showsAnswer(page, { seller: "house", model: "veo-3", seconds: "12", offer: "starter" });
      assert.ok(await askedTheAPI(page));
      assert.match(
        await page.text("#notice"),
        /engine could not start in this browser, so each price is asked of the API/,
      );
      assert.match(await page.text("#house"), /Veo 3\s+60 credits\/s\s+480/);
    },
  })),
  ...["/compare", "/models/house/veo-3/", "/plans"].map((path) => ({
    name: `a table whose rows are cards is a table to a screen reader, at ${path}`,
    path,
    width: 390,
    shot: path.replaceAll("/", "-").slice(1),
    async run(page) {
      const [cards, seen] = await page.evaluate(() => {
        const visible = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
        return [
          visible("td").some((td) => getComputedStyle(td).display !== "table-cell"),
          {
            table: visible("table").length,
            row: visible("tr").length,
            cell: visible("td").length,
            columnheader: visible("thead th").length,
            rowheader: visible("tbody th").length,
          },
        ];
      });
      assert.ok(cards && seen.cell > 10);
      assert.deepEqual(await page.roles(Object.keys(seen)), seen);
    },
  })),
];

for (const [name, start] of Object.entries(browsers)) {
  describe(name, () => {
    let browser;
    before(async () => (browser = await start()));
    after(() => browser?.close());

    for (const { name: what, on, path = "/", width, shot, run } of scenarios.filter(({ not }) => not !== name)) {
      test(what, async (t) => {
        const page = await browser.open((on ? proxies[on] : server).url + path, { width });
        t.after(() => page.close());
        await page.waitFor(() => !document.querySelector(":not(:defined)")); // its scripts have begun
        await run(page);
        if (shot) await page.screenshot(`${shots}three-${shot}-${name}.png`);
        const foreign = await page.evaluate(() =>
          performance
            .getEntriesByType("resource")
            .map(({ name }) => name)
            .filter((name) => new URL(name).hostname !== "localhost"),
        );
        assert.deepEqual(foreign, [], "asked of others");
      });
    }
  });
}
