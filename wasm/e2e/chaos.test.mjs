// The program in its isolate under everything that may go wrong: each bad
// request gets its own error, and the next good one its price.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { frozen } from "./built.mjs";
import { serve } from "./workerd.mjs";

// A build with the routes of wasm/worker/panicroute_js.go.
const mortal = fileURLToPath(new URL("../../dist/test/panic", import.meta.url));
const json = { "Content-Type": "application/json" };
const shot = { seller: "house", model: "veo-3", seconds: 8 };
const query = "/v1/quote?seller=house&model=veo-3&seconds=8";

let worker;
before(async () => (worker = await serve({ dir: mortal, table: frozen.table })));
after(() => worker.stop());

const ask = (path, options) => fetch(worker.url + path, options);
const post = (path, body, options) =>
  ask(path, { method: "POST", headers: json, body: JSON.stringify(body), ...options });
const state = async () => (await ask("/v1/state")).json();

/** By both ways into Go: 60 credits a second. */
async function priced() {
  for (const answer of [await ask(query), await post("/v1/quote", shot)]) {
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).credits.value, "480");
  }
}

async function refused(response, status, code) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get("Content-Type"), "application/problem+json");
  assert.equal((await response.json()).code, code);
}

describe("one program", () => {
  test("answers all requests", async () => {
    const { served } = await state();
    await priced();
    assert.equal((await state()).served, served + 3);
  });

  test("keeps nothing of a request", async () => {
    const posts = async (count) => {
      for (let i = 0; i < count; i++) await (await post("/v1/quote", shot)).arrayBuffer();
      await state(); // what the collector found unused is let go when Go runs again
      return (await state()).objects;
    };
    const before = await posts(100);
    const after = await posts(400);
    assert.ok(after - before < 400, `${before} objects, ${after} after 400 requests`);
  });

  test("200 clients at once get each their own answer, right or wrong", async () => {
    const { served } = await state();
    const client = async (i) => {
      const seconds = (i % 60) + 1;
      const credits = String(60 * seconds);
      const [get, posted, wrong, batch] = await Promise.all([
        ask(`/v1/quote?seller=house&model=veo-3&seconds=${seconds}`),
        post("/v1/quote", { ...shot, seconds }),
        ask(`/v1/quote?seller=house&model=no-${i}`),
        post("/v1/quotes", {
          quotes: [
            { ...shot, seconds },
            { ...shot, model: `no-${i}` },
          ],
        }),
      ]);
      assert.equal((await get.json()).credits.value, credits);
      assert.equal((await posted.json()).credits.value, credits);
      assert.match((await wrong.json()).detail, new RegExp(`"no-${i}"`));
      const { results } = await batch.json();
      assert.equal(results[0].credits.value, credits);
      assert.match(results[1].error.message, new RegExp(`"no-${i}"`));
    };
    await Promise.all(Array.from({ length: 200 }, (_, i) => client(i)));
    assert.equal((await state()).served, served + 801);
  });

  test("does not wait for a slow body", async () => {
    let controller;
    const body = new ReadableStream({ start: (c) => (controller = c) });
    const send = (text) => controller.enqueue(new TextEncoder().encode(text));
    const slow = post("/v1/quote", null, { duplex: "half", body });
    send('{"seller":"house",');
    await priced(); // before the rest is sent
    send('"model":"veo-3","seconds":8}');
    controller.close();
    assert.equal((await (await slow).json()).credits.value, "480");
  });

  test("does not mind clients that go away, before or while they send, or before they read", async () => {
    const { goroutines } = await state();
    for (let round = 0; round < 10; round++) {
      const leaving = new AbortController();
      const upload = post("/v1/quote", null, { duplex: "half", body: slowly(["{", "}"]), signal: leaving.signal });
      setTimeout(() => leaving.abort(), 20);
      await assert.rejects(upload, { name: "AbortError" });
      await hangUp(`GET ${query} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await hangUp(
        `POST /v1/quote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"sel`,
      );
    }
    await priced();
    assert.equal((await state()).goroutines, goroutines);
  });

  test("refuses what is too long, and goes on", async () => {
    const long = " ".repeat(64 * 1024 + 1);
    await refused(await ask("/v1/quote", { method: "POST", headers: json, body: long }), 413, "too_large");
    await refused(
      await ask("/v1/reconcile", { method: "POST", headers: json, body: long.repeat(81) }),
      413,
      "too_large",
    );
    const unannounced = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 4; i++) controller.enqueue(new Uint8Array(32 * 1024).fill(32));
        controller.close();
      },
    });
    await refused(await post("/v1/quote", null, { body: unannounced, duplex: "half" }), 413, "too_large");
    await refused(await ask(`/v1/quote?model=${"x".repeat(12_000)}`), 422, "invalid_value");
    await refused(
      await ask("/v1/quote", { method: "POST", headers: json, body: "[".repeat(60_000) }),
      400,
      "wrong_type",
    );
    await priced();
  });

  test("takes large logs, many at once, within its memory", async () => {
    const { served } = await state();
    const row = `j%,2026-06-15,house,veo-3,,8,,completed,480,${"launch ".repeat(100)},acme\n`;
    const rows = 6000; // 4.5 MB
    const log =
      "job_id,submitted_at,seller,model,resolution,seconds,tier,status,credits_used,project,client\n" +
      Array.from({ length: rows }, (_, i) => row.replace("%", i)).join("");
    const answers = await Promise.all(Array.from({ length: 6 }, () => post("/v1/reconcile", { log, list: "none" })));
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      await answer.arrayBuffer();
    }
    await priced();
    const now = await state();
    console.log(`# ${now.served > served ? "the same program" : "a new program"} after 6 logs of ${rows} rows`);
  });

  test("leaves no goroutine behind", async () => {
    const { goroutines } = await state();
    await Promise.all(Array.from({ length: 100 }, () => priced()));
    assert.equal((await state()).goroutines, goroutines);
  });
});

describe("a program that dies", () => {
  for (const method of ["GET", "POST"]) {
    test(`is replaced, at the cost of the ${method} that killed it`, async () => {
      await priced();
      const killed = await ask("/v1/panic", { method });
      assert.equal(killed.headers.get("Retry-After"), "1");
      await refused(killed, 503, "unavailable");
      await priced();
      assert.equal((await state()).served, 3);
    });
  }

  test("again and again is not missed", async () => {
    for (let round = 0; round < 10; round++) {
      assert.equal((await ask("/v1/panic")).status, 503);
      await priced();
    }
  });

  test("takes no other request along", async () => {
    const slow = post("/v1/quote", null, {
      duplex: "half",
      body: slowly(['{"seller":"house",', '"model":"veo-3","seconds":8}']),
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 5 === 0 ? ask("/v1/panic").then((r) => assert.equal(r.status, 503)) : priced(),
      ),
    );
    assert.equal((await (await slow).json()).credits.value, "480");
  });
});

describe("a program that has grown too large", () => {
  for (const method of ["GET", "POST"]) {
    test(`is retired after a ${method}, and no request fails`, async () => {
      await priced();
      assert.equal((await ask("/v1/grow", { method })).status, 200);
      await priced();
      assert.deepEqual(await state().then(({ served, held }) => ({ served, held })), { served: 3, held: 0 });
    });
  }

  test("still answers who waits for it", async () => {
    const slow = Array.from({ length: 5 }, () =>
      post("/v1/quote", null, { duplex: "half", body: slowly(['{"seller":"house",', '"model":"veo-3","seconds":8}']) }),
    );
    await Promise.all([ask("/v1/grow"), ask("/v1/grow"), ...Array.from({ length: 50 }, priced)]);
    for (const answer of slow) assert.equal((await (await answer).json()).credits.value, "480");
  });
});

describe("a deployment that is broken", () => {
  /** Calls use with a copy of the Worker whose program is replaced. */
  async function broken(change, use) {
    const dir = await mkdtemp(join(tmpdir(), "reelrate-"));
    try {
      await cp(mortal, dir, { recursive: true });
      await writeFile(join(dir, "worker.wasm"), change(await readFile(join(dir, "worker.wasm"))));
      await use(dir);
    } finally {
      await rm(dir, { recursive: true });
    }
  }

  test("by half a program is not started by the runtime", () =>
    broken(
      (whole) => whole.subarray(0, whole.length / 2),
      (dir) => assert.rejects(serve({ dir }), /CompileError/),
    ));

  test("by a program that is not ours says so each time", () =>
    broken(
      () => Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
      async (dir) => {
        const worker = await serve({ dir });
        try {
          for (const path of [query, "/healthz", query])
            await refused(await fetch(worker.url + path), 503, "unavailable");
        } finally {
          await worker.stop();
        }
      },
    ));

  test("by a table that is none says so each time, and in the log", () =>
    broken(
      (whole) => whole,
      async (dir) => {
        await writeFile(join(dir, "table.json"), '{"format":2,"table":{}}');
        const worker = await serve({ dir });
        try {
          for (const path of [query, "/healthz", query])
            await refused(await fetch(worker.url + path), 503, "unavailable");
          assert.match(worker.log(), /invalid_table: .*format/);
        } finally {
          await worker.stop();
        }
      },
    ));

  test("still has its published tables, for which no program is started", () =>
    broken(
      () => Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
      async (dir) => {
        const worker = await serve({ dir, name: "withAssets" });
        try {
          assert.equal(
            await (await fetch(`${worker.url}/v1/rates/sha256:${"0af9".repeat(16)}`)).text(),
            "an earlier table",
          );
          await refused(await fetch(worker.url + query), 503, "unavailable");
        } finally {
          await worker.stop();
        }
      },
    ));

  test("by a signing key that cannot sign does not answer unsigned", async () => {
    const worker = await serve({ dir: mortal, table: frozen.table, name: "withBadKey" });
    try {
      await refused(await fetch(worker.url + query), 503, "unavailable");
      assert.match(worker.log(), /SIGNING_KEYS/);
      assert.doesNotMatch(worker.log(), /hunter2/);
    } finally {
      await worker.stop();
    }
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

/** Sends the beginning of a request and closes the connection. */
function hangUp(text) {
  const { hostname, port } = new URL(worker.url);
  return new Promise((resolve, reject) => {
    const socket = connect(port, hostname, () => socket.write(text, () => socket.destroy()));
    socket.on("close", resolve).on("error", reject);
  });
}
