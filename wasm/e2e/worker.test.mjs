// The built Worker in the real runtime, over HTTP, as Cloudflare would run it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { frozen } from "./built.mjs";
import { serve as serveNative } from "./native.mjs";
import { serve } from "./workerd.mjs";

const quote = (query) => `/v1/quote?${query}`;
const json = { "Content-Type": "application/json" };

describe("the API", () => {
  let worker;
  before(async () => (worker = await serve({ table: frozen.table })));
  after(() => worker.stop());
  const ask = (path, options) => fetch(worker.url + path, options);

  test("a price, with its steps, sources and the table's digest", async () => {
    const response = await ask(quote("seller=house&model=veo-3&seconds=8"));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Content-Type"), "application/json");
    const answer = await response.json();
    assert.equal(answer.status, "exact");
    assert.equal(answer.credits.value, "480"); // 60 credits a second
    assert.deepEqual(answer.steps.slice(0, 1), ["8 s × 60 credits/s = 480 credits"]);
    assert.equal(answer.rates[0].sources[0].document, "000");
    assert.match(answer.table.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(answer.asOf, new Date().toISOString().slice(0, 10));
  });

  test("one digest everywhere", async () => {
    const inForce = await ask("/v1/rates");
    const bytes = new Uint8Array(await inForce.arrayBuffer());
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    assert.equal(inForce.headers.get("Content-Location"), `/v1/rates/${digest}`);
    for (const path of [quote("seller=house&model=veo-3&seconds=8"), "/v1/models", "/v1/offers", "/healthz"]) {
      assert.equal((await (await ask(path)).json()).table.digest, digest, path);
    }
    assert.deepEqual(new Uint8Array(await (await ask(`/v1/rates/${digest}`)).arrayBuffer()), bytes);
  });

  test("what is held is confirmed, not sent again", async () => {
    for (const path of [quote("seller=house&model=veo-3&seconds=8"), "/v1/rates"]) {
      const tag = (await ask(path)).headers.get("ETag");
      assert.match(tag, /^"[0-9a-f]+"$/);
      const held = await ask(path, { headers: { "If-None-Match": `"0", ${tag}` } });
      assert.equal(held.status, 304, path);
      assert.equal(held.headers.get("ETag"), tag);
      assert.equal(await held.text(), "");
    }
  });

  test("a body means what a query means", async () => {
    const get = await ask(quote("seller=house&model=veo-3&seconds=8&plan.price=30&plan.credits=3000"));
    const post = await ask("/v1/quote", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ seller: "house", model: "veo-3", seconds: 8, plan: { price: 30, credits: "3000" } }),
    });
    assert.equal(post.status, 200);
    assert.equal(await post.text(), await get.text());
  });

  test("HEAD is GET without the body", async () => {
    const path = quote("seller=house&model=veo-3&seconds=8");
    const [get, head] = [await ask(path), await ask(path, { method: "HEAD" })];
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
    assert.equal(head.headers.get("Content-Length"), String((await get.arrayBuffer()).byteLength));
  });

  test("a page of another origin may post JSON", async () => {
    const preflight = await ask("/v1/quote", {
      method: "OPTIONS",
      headers: { Origin: "https://docs.example", "Access-Control-Request-Method": "POST" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("Access-Control-Allow-Origin"), "*");
    assert.match(preflight.headers.get("Access-Control-Allow-Methods"), /\bPOST\b/);
    assert.match(preflight.headers.get("Access-Control-Allow-Headers"), /Content-Type/);
  });

  test("a model is priced until its sunset", async () => {
    const path = quote("seller=openai-api&model=sora-2&seconds=8&resolution=720p");
    const before = await ask(`${path}&asOf=2026-06-01`);
    assert.equal((await before.json()).dollars.cents, "0.80"); // $0.10 a second
    assert.equal(before.headers.get("Cache-Control"), "public, max-age=300");
    const after = await ask(`${path}&asOf=2026-09-24`);
    assert.equal(after.status, 422);
    const problem = await after.json();
    assert.equal(problem.code, "sunset");
    assert.ok(problem.alternatives.length > 0);
  });

  for (const [name, path, options, status, code, pointer] of [
    ["no such model", quote("seller=house&model=nosuch"), {}, 422, "unknown_model", "/model"],
    ["no seconds at all", quote("seller=house&model=veo-3&seconds=0"), {}, 422, "invalid_seconds", "/seconds"],
    [
      "a length nobody published",
      quote("seller=endpoints&model=sora-2-text-to-video&resolution=720p&seconds=8"),
      {},
      422,
      "duration_not_published",
      "/seconds",
    ],
    [
      "a resolution nobody priced so",
      quote("seller=kling-app&model=kling-3.0&resolution=1080p&audio=false&seconds=5"),
      {},
      422,
      "option_not_published",
    ],
    ["an unknown parameter", quote("seller=house&model=veo-3&colour=red"), {}, 400, "unknown_field", "/colour"],
    ["a parameter twice", quote("seller=house&model=veo-3&seconds=8&seconds=9"), {}, 400, "invalid_query", "/seconds"],
    ["broken JSON", "/v1/quote", { method: "POST", headers: json, body: "{" }, 400, "invalid_json"],
    ["no body", "/v1/quote", { method: "POST", headers: json }, 422, "missing_parameter", "/seller"],
    ["a body that is not JSON", "/v1/quote", { method: "POST", body: "seller=house" }, 415, "unsupported_media_type"],
    ["a body of 1 MiB", "/v1/quote", { method: "POST", headers: json, body: " ".repeat(1 << 20) }, 413, "too_large"],
    ["a method it does not have", "/v1/offers", { method: "DELETE" }, 405, "method_not_allowed"],
    ["a path it does not have", "/v1/nosuch", {}, 404, "not_found"],
    ["a model's path it does not have", "/v1/models/house/nosuch", {}, 404, "unknown_model", "/model"],
  ]) {
    test(`refused: ${name}`, async () => {
      const response = await ask(path, options);
      assert.equal(response.status, status);
      assert.equal(response.headers.get("Content-Type"), "application/problem+json");
      assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
      const problem = await response.json();
      assert.equal(problem.code, code);
      assert.equal(problem.status, status);
      if (pointer) assert.equal(problem.errors[0].pointer, pointer);
      if (status === 405) assert.equal(response.headers.get("Allow"), "GET, HEAD, OPTIONS");
    });
  }

  // What a caller wrote comes back in a line of text, an SVG, a title and a problem.
  test("nothing that cannot be printed comes back", async () => {
    const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;
    for (const more of [
      "%0Aerror:+none",
      "%1B%5B31m",
      "%00",
      "%C2%9B31m",
      "%E2%80%AE",
      "%E2%81%A6",
      "%EF%BF%BE",
      "+专业版",
      "%2B",
    ]) {
      for (const [seller, model, rest] of [
        ["house", "veo-3", `&resolution=${more}`],
        ["house", `veo-3${more}`, ""],
        [`house${more}`, "veo-3", ""],
        ["house", "veo-3", `&x${more}=1`],
      ]) {
        const asked = quote(`seller=${seller}&model=${model}&seconds=8${rest}`);
        const text = await ask(asked, { headers: { Accept: "text/plain" } });
        const lines = (await text.text()).replace(/\n$/, "").split("\n");
        for (const line of lines) {
          assert.doesNotMatch(line, unprintable, asked);
          if (text.status !== 200) assert.match(line, /^(error|no price|accepted|priced): /, asked);
        }
        if (text.status === 200) assert.equal(lines.length, 1, asked);
        const picture = await ask(
          `/badge/${seller.replaceAll("+", "%20")}/${model.replaceAll("+", "%20")}.svg?seconds=8${rest}`,
          { headers: { Accept: "image/svg+xml" } },
        );
        assert.equal(picture.headers.get("Content-Type"), "image/svg+xml", asked);
        assert.doesNotMatch(await picture.text(), unprintable, asked);
        const problem = await (await ask(asked)).json();
        if (problem.detail) assert.doesNotMatch(problem.detail, unprintable, asked);
        if (seller + model !== "houseveo-3") assert.match(problem.code, /^unknown_(seller|model)$/, asked);
        const { title, html } = await (
          await ask(
            `/oembed?url=${encodeURIComponent(`${worker.url}/?seller=${seller}&model=${model}&seconds=8${rest}`)}`,
          )
        ).json();
        assert.doesNotMatch(title + html, unprintable, asked);
      }
    }
  });

  test("the native server answers with the same bytes", async () => {
    const native = await serveNative(frozen);
    try {
      for (const path of [
        quote("seller=house&model=veo-3&seconds=8&asOf=2026-07-01&everyOffer=true"),
        quote("seller=house&model=nosuch&asOf=2026-07-01"),
        "/v1/models/endpoints/wan/2-6-text-to-video?asOf=2026-07-01",
        "/v1/offers?asOf=2026-07-01",
        "/v1/rates",
        "/v1/nosuch",
        "/badge/house/veo-3.svg?seconds=8&asOf=2026-07-01",
        "/badge/house/nosuch.svg",
        "/badge/house/%00%1B%0A%E2%80%AE.svg",
      ]) {
        const plain = { headers: { "Accept-Encoding": "identity" } };
        const [here, there] = [await ask(path, plain), await fetch(native.url + path, plain)];
        assert.equal(here.status, there.status, path);
        assert.equal(await here.text(), await there.text(), path);
        for (const name of [
          "Content-Type",
          "Cache-Control",
          "ETag",
          "Sunset",
          "Reelrate-Signature",
          "Access-Control-Allow-Origin",
          "Content-Security-Policy",
        ]) {
          assert.equal(here.headers.get(name), there.headers.get(name), `${path} ${name}`);
        }
      }
    } finally {
      assert.equal(await native.stop(), 0);
    }
  });

  test("a link to the site is embedded, by any way into Go", async () => {
    const page = encodeURIComponent(`${worker.url}/?seller=house&model=veo-3&seconds=8`);
    const get = await ask(`/oembed?url=${page}`);
    assert.equal(get.status, 200);
    const { type, title, html } = await get.json();
    assert.equal(type, "rich");
    assert.match(title, /480 credits/);
    assert.match(html, new RegExp(`src="${worker.url}/embed/\\?`));
    const head = await ask(`/oembed?url=${page}`, { method: "HEAD" });
    assert.equal(head.headers.get("ETag"), get.headers.get("ETag"));
  });

  test("50 clients at once get each their own price", async () => {
    const client = async (seconds) => {
      for (let round = 0; round < 3; round++) {
        const body = JSON.stringify({ seller: "house", model: "veo-3", seconds });
        const answers = await Promise.all([
          ask(quote(`seller=house&model=veo-3&seconds=${seconds}`)),
          ask("/v1/quote", { method: "POST", headers: json, body }),
        ]);
        for (const answer of answers) assert.equal((await answer.json()).credits.value, String(60 * seconds));
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => client(i + 1)));
  });
});

test("static assets answer for the paths that are not the API's", async () => {
  const worker = await serve({ name: "withAssets" });
  try {
    for (const path of ["/", "/assets/x.css", "/v10", "/plans?model=veo-3"]) {
      assert.equal(
        await (await fetch(worker.url + path)).text(),
        `<link type="application/json+oembed" href="/oembed?url=x">asset ${path.split("?")[0]}`,
      );
    }
    // A page that is shared with a shot describes that shot.
    for (const path of ["/", "/embed/"]) {
      assert.equal(
        await (await fetch(`${worker.url}${path}?model=veo-3&x=%22%20`)).text(),
        `<link type="application/json+oembed" href="/oembed?url=x%3Fmodel%3Dveo-3%26x%3D%2522%2520">asset ${path}`,
      );
    }
    assert.equal((await (await fetch(worker.url + "/healthz")).json()).status, "ok");
    assert.equal((await fetch(worker.url + "/v1/nosuch")).status, 404);
  } finally {
    await worker.stop();
  }
});

test("a table that was published is a static asset under its digest", async () => {
  const worker = await serve({ name: "withAssets" });
  const earlier = "0af9".repeat(16);
  const ask = (name, options) => fetch(`${worker.url}/v1/rates/${name}`, options);
  try {
    for (const name of [`sha256:${earlier}`, `sha256%3A${earlier}`]) {
      const answer = await ask(name);
      assert.equal(await answer.text(), "an earlier table");
      const headers = [
        "Access-Control-Allow-Origin",
        "Cache-Control",
        "Content-Type",
        "ETag",
        "X-Content-Type-Options",
      ].map((name) => answer.headers.get(name));
      assert.deepEqual(headers, [
        "*",
        "public, max-age=31536000, immutable",
        "application/json",
        '"earlier"',
        "nosniff",
      ]);
    }
    assert.equal((await ask(`sha256:${earlier}`, { headers: { "If-None-Match": '"earlier"' } })).status, 304);
    const head = await ask(`sha256:${earlier}`, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    // All others are the API's.
    for (const [name, status, options] of [
      [`sha256:${"0".repeat(64)}`, 404],
      [`sha256:${earlier.toUpperCase()}`, 404],
      [`${earlier}.json`, 404],
      ["sha256:0", 404],
      [`sha256:${earlier}`, 405, { method: "POST" }],
    ]) {
      const answer = await ask(name, options);
      assert.deepEqual([answer.status, answer.headers.get("Content-Type")], [status, "application/problem+json"], name);
      await answer.arrayBuffer();
    }
    const { table } = await (await fetch(`${worker.url}/healthz`)).json();
    assert.equal((await ask(table.digest)).status, 200);
  } finally {
    await worker.stop();
  }
});
