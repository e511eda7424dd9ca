// The built Worker in the real runtime, over HTTP, as Cloudflare would run it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve as serveNative } from "./native.mjs";
import { serve } from "./workerd.mjs";

const quote = (query) => `/v1/quote?${query}`;
const json = { "Content-Type": "application/json" };

describe("the API", () => {
  let worker;
  before(async () => (worker = await serve()));
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
    const rates = await ask("/v1/rates");
    const { digest } = await rates.json();
    assert.equal(rates.headers.get("ETag"), `"${digest}"`);
    for (const path of [quote("seller=house&model=veo-3&seconds=8"), "/v1/models", "/v1/offers", "/healthz"]) {
      assert.equal((await (await ask(path)).json()).table.digest, digest, path);
    }
    const held = await ask("/v1/rates", { headers: { "If-None-Match": `"sha256:0", "${digest}"` } });
    assert.equal(held.status, 304);
    assert.equal(await held.text(), "");
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
    ["a length nobody published", quote("seller=endpoints&model=sora-2-text-to-video&resolution=720p&seconds=8"), {}, 422, "duration_not_published", "/seconds"],
    ["a resolution nobody priced so", quote("seller=kling-app&model=kling-3.0&resolution=1080p&audio=false&seconds=5"), {}, 422, "option_not_published"],
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

  test("the native server answers with the same bytes", async () => {
    const native = await serveNative();
    try {
      for (const path of [
        quote("seller=house&model=veo-3&seconds=8&asOf=2026-07-01&everyOffer=true"),
        quote("seller=house&model=nosuch&asOf=2026-07-01"),
        "/v1/models/endpoints/wan/2-6-text-to-video?asOf=2026-07-01",
        "/v1/offers?asOf=2026-07-01",
        "/v1/rates",
        "/v1/nosuch",
      ]) {
        const [here, there] = [await ask(path), await fetch(native.url + path)];
        assert.equal(here.status, there.status, path);
        assert.equal(await here.text(), await there.text(), path);
        for (const name of ["Content-Type", "Cache-Control", "ETag", "Access-Control-Allow-Origin"]) {
          assert.equal(here.headers.get(name), there.headers.get(name), `${path} ${name}`);
        }
      }
    } finally {
      assert.equal(await native.stop(), 0);
    }
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
    for (const [path, want] of [
      ["/", "asset /"],
      ["/assets/x.css", "asset /assets/x.css"],
      ["/v10", "asset /v10"],
    ]) {
      assert.equal(await (await fetch(worker.url + path)).text(), want);
    }
    assert.equal((await (await fetch(worker.url + "/healthz")).json()).status, "ok");
    assert.equal((await fetch(worker.url + "/v1/nosuch")).status, 404);
  } finally {
    await worker.stop();
  }
});

// A build with two more routes: /v1/panic ends the program, /v1/served counts
// the requests that this program has had.
describe("the program in its isolate", () => {
  let worker;
  before(async () => (worker = await serve({ dir: fileURLToPath(new URL("../../dist/test/panic", import.meta.url)) })));
  after(() => worker.stop());
  const served = async () => Number(await (await fetch(worker.url + "/v1/served")).text());
  const price = async () => (await fetch(worker.url + quote("seller=house&model=veo-3&seconds=8"))).json();

  test("is one and the same for all requests", async () => {
    const first = await served();
    await price();
    assert.equal(await served(), first + 2);
  });

  test("is replaced when it dies, at the cost of the request that killed it", async () => {
    await price();
    const killed = await fetch(worker.url + "/v1/panic");
    assert.equal(killed.status, 503);
    assert.equal(killed.headers.get("Content-Type"), "application/problem+json");
    assert.equal(killed.headers.get("Retry-After"), "1");
    assert.equal((await killed.json()).code, "unavailable");
    assert.equal((await price()).credits.value, "480");
    assert.equal(await served(), 2);
  });

  test("dies again and again without being missed", async () => {
    for (let round = 0; round < 10; round++) {
      assert.equal((await fetch(worker.url + "/v1/panic")).status, 503);
      assert.equal((await price()).credits.value, "480");
    }
  });

  test("dies among others without taking them along", async () => {
    const slow = fetch(worker.url + "/v1/quote", {
      method: "POST",
      headers: json,
      duplex: "half",
      body: slowly(['{"seller":"house",', '"model":"veo-3","seconds":8}']),
    });
    const others = Array.from({ length: 20 }, (_, i) => (i % 5 === 0 ? fetch(worker.url + "/v1/panic") : price()));
    const answers = await Promise.all(others);
    answers.forEach((answer, i) => {
      if (i % 5 === 0) assert.equal(answer.status, 503);
      else assert.equal(answer.credits.value, "480");
    });
    assert.equal((await (await slow).json()).credits.value, "480");
  });

  test("does not mind a client that goes away while it sends", async () => {
    const first = await served();
    const leaving = new AbortController();
    const upload = fetch(worker.url + "/v1/quote", {
      method: "POST",
      headers: json,
      duplex: "half",
      body: slowly(["{", "}"]),
      signal: leaving.signal,
    });
    setTimeout(() => leaving.abort(), 50);
    await assert.rejects(upload, { name: "AbortError" });
    assert.equal((await price()).credits.value, "480");
    assert.ok((await served()) > first); // the same program
  });
});

/** A body whose chunks come 200 ms apart. */
function slowly(chunks) {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
  return new ReadableStream({
    async pull(controller) {
      if (chunks.length === 0) return controller.close();
      controller.enqueue(new TextEncoder().encode(chunks.shift()));
      await pause();
    },
  });
}
