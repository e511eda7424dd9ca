// The embedded calculator in a real browser: in the frame that /oembed answers
// with, on a page of another origin, as a site's owner would put it there.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { accessible, fits, listened, shots, stage } from "./browser.mjs";

const on = stage();

let host;
before(async () => (host = await hosting()));
after(() => host?.close());

/** Somebody else's site: any path is a page with what is in host.embedded, that notes what it is told. */
async function hosting() {
  const other = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      request.url === "/favicon.ico"
        ? ""
        : `<!doctype html><html lang="en"><title>Somebody else’s page</title><main><h1>A page</h1>
      <script>
        globalThis.told = [];
        addEventListener("message", ({ data, origin, source }) => told.push({
          data,
          origin,
          ours: source === document.querySelector("iframe").contentWindow,
        }));
      </script>${other.embedded}</main>`,
    );
  });
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  other.url = `http://127.0.0.1:${other.address().port}`; // the native server is at localhost: another site
  return other;
}

const veo = "?seller=house&model=veo-3&seconds=8";

const oembed = async (query, more = "") => {
  const response = await fetch(`${on.server.url}/oembed?url=${encodeURIComponent(`${on.server.url}/${query}`)}${more}`);
  assert.equal(response.status, 200);
  return response.json();
};

/** Opens a page and collects everything it complains of or asks for elsewhere. */
async function open(t, url, { prepare = async () => {}, ...options } = {}) {
  const { page, context, complaints } = await listened(t, on.browser, [on.server.url, host.url], options);
  await prepare(page);
  await page.goto(url);
  return { page, context, complaints };
}

/** Opens somebody else's page with the html in it. */
async function embed(t, html, options) {
  host.embedded = html;
  const opened = await open(t, host.url, options);
  const element = await opened.page.waitForSelector("iframe");
  return { ...opened, element, frame: await element.contentFrame() };
}

/** Waits for a figure to read exactly so. */
const shows = (frame, name, want) =>
  frame
    .locator(`#result [data-figure="${name}"]`)
    .filter({ hasText: new RegExp(`^\\s*${want.replaceAll(/[$.]/g, "\\$&")}\\s*$`) })
    .waitFor();

describe("in a frame that has no origin", () => {
  const confined = async () => {
    const { html } = await oembed(veo);
    assert.match(html, / sandbox="allow-scripts [^"]*"/);
    return html.replace(/ sandbox="[^"]*"/, ' sandbox="allow-scripts"');
  };

  test("shows the price and follows the keyboard, without a complaint or a cookie", async (t) => {
    const { page, context, frame, complaints } = await embed(t, await confined());
    await shows(frame, "credits", "480 credits"); // Veo 3 at 60 a second
    assert.equal(await frame.evaluate(() => self.origin), "null");

    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute("name"));
    for (let presses = 0; presses < 20 && (await focused()) !== "seconds"; presses++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "seconds", "Tab does not reach the length");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("5");
    await page.keyboard.press("Enter"); // a sandbox complains of a form that would be sent
    await shows(frame, "credits", "300 credits");

    await frame.waitForURL((url) => url.searchParams.get("seconds") === "5");
    assert.match(await frame.locator("#full-page").getAttribute("href"), /^\/\?.*\bseconds=5\b/);
    assert.equal(await frame.evaluate(() => typeof globalThis.reelrate), "function", "the engine answers, not the API");
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(complaints, []);
  });

  test("says how high it is, and nothing else", async (t) => {
    const { page, frame, element } = await embed(t, await confined(), { viewport: { width: 400, height: 900 } });
    await shows(frame, "credits", "480 credits");
    const told = () => page.evaluate(() => globalThis.told);
    await page.waitForFunction(() => globalThis.told.length > 0);
    const fit = (height) => element.evaluate((frame, height) => (frame.style.height = `${height}px`), height);
    await fit((await told()).at(-1).data.height);
    await page.waitForTimeout(300);
    const before = await told();
    for (const { data, origin, ours } of before) {
      assert.deepEqual(Object.keys(data).sort(), ["height", "type"]);
      assert.equal(data.type, "reelrate-height");
      assert.ok(Number.isInteger(data.height) && data.height >= 80 && data.height <= 4000, `${data.height}`);
      assert.deepEqual([origin, ours], ["null", true]);
    }
    const room = await frame.evaluate(() => document.documentElement.clientHeight - document.body.scrollHeight);
    assert.ok(room >= 0 && room < 2, `a frame of that height has ${room} px to spare`);

    await frame.locator('[name="seconds"]').fill("0"); // a refusal has another height
    await frame.locator("#refusal").waitFor();
    await page.waitForFunction((before) => globalThis.told.length > before, before.length);
    await fit((await told()).at(-1).data.height);
    await page.waitForTimeout(300);
    const rest = (await told()).length;
    await page.waitForTimeout(500);
    assert.equal((await told()).length, rest, "it does not come to rest");
  });

  test("does not listen", async (t) => {
    const { page, frame, complaints } = await embed(t, await confined());
    await shows(frame, "credits", "480 credits");
    const seen = () => frame.evaluate(() => [document.body.innerText, location.href]);
    const before = await seen();
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector("iframe");
      for (const message of ["x", { type: "reelrate-height", height: 1 }, { seconds: 5 }])
        contentWindow.postMessage(message, "*");
    });
    await page.waitForTimeout(200);
    assert.deepEqual(await seen(), before);
    assert.deepEqual(complaints, []);
  });

  test("asks the API where the engine cannot load", async (t) => {
    const { frame } = await embed(t, await confined(), {
      prepare: (page) => page.route("**/*.wasm", (route) => route.abort()),
    });
    await shows(frame, "credits", "480 credits");
    await frame
      .getByRole("status")
      .filter({ hasText: /could not start/ })
      .waitFor();
  });
});

test("the answer's own frame opens the whole page, with the same shot", async (t) => {
  const { html, title, width, height } = await oembed(`${veo}&offer=agency`, "&maxwidth=500");
  assert.match(title, /^8 s of Veo 3 at House: 480 credits, \$17\.18 with Agency \(since Jan 2026\)$/);
  const { context, element, frame } = await embed(t, html);
  assert.deepEqual(
    await element.evaluate(({ clientWidth, clientHeight, title }) => [clientWidth, clientHeight, title]),
    [width, height, title],
  );
  await shows(frame, "dollars", "$17.18");
  const [full] = await Promise.all([
    context.waitForEvent("page"),
    frame.getByRole("link", { name: "Reelrate" }).click(),
  ]);
  await shows(full, "dollars", "$17.18");
  assert.equal(new URL(full.url()).pathname, "/");
  assert.deepEqual(
    await full.evaluate(() => [self.origin, opener]),
    [on.server.url, null],
    "it is a page like any other",
  );
});

test("only the embedded page may be framed", async (t) => {
  const policy = async (path) => (await fetch(on.server.url + path)).headers.get("Content-Security-Policy");
  const [home, embedded] = [await policy("/"), await policy("/embed/")];
  assert.match(home, /; frame-ancestors 'none'$/);
  assert.equal(embedded, home.replace(/'none'$/, "*"));
  assert.doesNotMatch(embedded, /,/, "one policy, not two");

  const { frame } = await embed(t, `<iframe title="a page" src="${on.server.url}/"></iframe>`);
  await frame.waitForURL("chrome-error://**");
});

test("without JavaScript there is a price", async (t) => {
  const { page, complaints } = await open(t, `${on.server.url}/embed/`, { javaScriptEnabled: false });
  await shows(page, "credits", "480 credits");
  assert.deepEqual(complaints, []);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 640]) {
    test(`is accessible and fits, ${colorScheme} at ${width} px`, async (t) => {
      const { page } = await open(t, `${on.server.url}/embed/${veo}&offer=agency&count=40&takes=3`, {
        colorScheme,
        viewport: { width, height: 760 },
      });
      await shows(page, "total-credits", "57600 credits"); // 40 × 3 × 480
      await page.screenshot({ path: `${shots}embed-${colorScheme}-${width}.png`, fullPage: true });
      await fits(page);
      await accessible(page);
    });
  }
}
