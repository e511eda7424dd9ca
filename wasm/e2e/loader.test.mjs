// The loader with each built engine, and with builds that die when asked to.
// TinyGo's are there after ./build.sh build --release.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { built, isBuilt, program } from "./engine.mjs";
import { differences, ofPages } from "./same.mjs";
import { load, open } from "../../dist/widget/loader.mjs";

const shot = { seller: "house", model: "veo-3", seconds: 8 };

for (const name of built) {
  describe(name, () => {
    test("loads a program and asks it", async () => {
      const ask = await load(program(name));
      assert.equal(ask("quote", shot).credits.value, "480"); // 60 credits a second
      assert.equal(ask("quote", { ...shot, seconds: 0 }).error.code, "invalid_seconds");
    });

    test("loads it from a host that does not know the media type", async () => {
      const ask = await load(program(name, "widget", "application/octet-stream"));
      assert.equal(ask("quote", shot).credits.value, "480");
    });

    test("answers for today, or for another day", async () => {
      const ask = await open(program(name));
      const asOf = (...today) => JSON.parse(ask("quote", JSON.stringify(shot), ...today)).asOf;
      assert.equal(asOf(), new Date().toISOString().slice(0, 10));
      assert.equal(asOf(Date.UTC(2026, 5, 1) / 1000), "2026-06-01");
    });

    test("is what a page finds under its name", async () => {
      const ask = await open(program(name));
      assert.equal(globalThis.reelrate, ask);
    });

    test("refuses what is too long or too deep, and lives on", async (t) => {
      const complaints = t.mock.method(console, "error", () => {});
      const ask = await open(program(name));
      const code = (operation, request) => JSON.parse(ask(operation, request)).error.code;
      assert.equal(code("quote", `{"model":"${"x".repeat(64 << 10)}"}`), "too_large");
      assert.equal(code("quote", " ".repeat(70 << 20)), "too_large");
      assert.equal(code("o".repeat(1 << 20), "{}"), "unknown_operation");
      const deep = 60_000;
      for (const [operation, open, want] of [
        ["quote", "[", "wrong_type"],
        ["quote", '{"model":', "wrong_type"],
        ["quote", '{"plan":', "unknown_field"],
        ["estimate", '{"lines":[', "unknown_field"],
        ["quotes", '{"quotes":[', undefined],
      ]) {
        const answer = JSON.parse(ask(operation, open.repeat(Math.floor(deep / open.length))));
        assert.ok(answer.error, `${operation} of ${open} has no error`);
        assert.notEqual(answer.error.code, "internal", `${operation} of ${open}…`);
        if (want) assert.equal(answer.error.code, want, `${operation} of ${open}…`);
      }
      assert.notEqual(code("quotes", `{"quotes":[${"[".repeat(deep)}]}`), "internal");
      assert.equal(JSON.parse(ask("quote", JSON.stringify(shot))).status, "exact");
      assert.equal(complaints.mock.callCount(), 0, "the engine died");
    });

    // Chromium compiles and starts a program on a page's main thread at once, as
    // the loader's replacement has to be, up to this size.
    test("the program is small enough to be replaced inside a call", async () => {
      const { length } = await readFile(new URL(`../../dist/widget/${name}`, import.meta.url));
      assert.ok(length < 8 << 20, `${length} bytes`);
    });

    test("answers a panic, which is reported on the console", { skip: !isBuilt(name, "test/panic") }, async (t) => {
      const reports = [t.mock.method(console, "log", () => {}), t.mock.method(console, "error", () => {})];
      const ask = await load(program(name, "test/panic"));
      assert.equal(ask("panic", {}).error.code, "internal");
      assert.equal(ask("quote", shot).credits.value, "480");
      const [said] = reports.flatMap(({ mock }) => mock.calls);
      assert.match(String(said.arguments[0]), name === "release.wasm" ? /unreachable/ : /panic in panic as asked/);
    });

    test("replaces a program that died", { skip: !isBuilt(name, "test/panic") }, async (t) => {
      t.mock.method(console, "error", () => {});
      const ask = await load(program(name, "test/panic"));
      for (let round = 0; round < 3; round++) {
        assert.equal(ask("exit", {}).error.code, "internal");
        assert.equal(ask("quote", shot).credits.value, "480");
      }
    });
  });
}

for (const name of ofPages) {
  test(`${name} answers the whole engine's bytes`, async () => {
    const { different } = await differences(3000, 1, [name]);
    assert.equal(different, 0);
  });

  test(`${name} has neither table nor reconcile`, async () => {
    const ask = await open(program(name));
    for (const operation of ["table", "reconcile"]) {
      assert.equal(JSON.parse(ask(operation, '{"log":"seller,model,seconds,credits"}', undefined, () => {})).error.code, "unknown_operation");
    }
  });
}

describe("TinyGo's program", { skip: !built.includes("release.wasm") }, () => {
  test("asks nothing of its host", async () => {
    const module = await WebAssembly.compileStreaming(program("release.wasm"));
    const wanted = WebAssembly.Module.imports(module).map(({ name }) => name);
    for (const name of wanted) assert.match(name, /^(runtime\.ticks|syscall\/js\.valueGet)$/); // the loader answers these with 0
  });

  test("is replaced after its stack overflowed", { skip: !isBuilt("release.wasm", "test/panic") }, async (t) => {
    t.mock.method(console, "error", () => {});
    const ask = await load(program("release.wasm", "test/panic"));
    assert.equal(ask("recurse", {}).error.code, "internal");
    assert.equal(ask("quote", shot).credits.value, "480");
  });

  /** Asks as often as it says, and gives the programs' memories. */
  async function memories(times, operation, request) {
    const { Instance } = WebAssembly;
    const all = [];
    WebAssembly.Instance = function (...args) {
      const instance = new Instance(...args);
      all.push(instance.exports.memory);
      return instance;
    };
    try {
      const ask = await open(program("release.wasm"));
      const text = JSON.stringify(request);
      const first = ask(operation, text);
      for (let i = 0; i < times; i++) assert.equal(ask(operation, text), first);
    } finally {
      WebAssembly.Instance = Instance;
    }
    return all.map(({ buffer }) => buffer.byteLength);
  }

  test("never has more memory for many quotes", async () => {
    assert.deepEqual(await memories(20_000, "quote", { ...shot, everyOffer: true }), [2 << 20]);
  });

  test("is replaced before large answers have all the memory", async () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({ ...shot, seconds: (i % 60) + 1 }));
    const sizes = await memories(60, "quotes", { quotes: lines.map((line) => ({ ...line, everyOffer: true })) });
    assert.ok(sizes.length > 1, "never replaced");
    assert.ok(Math.max(...sizes) <= 64 << 20, `${sizes} bytes`);
  });
});

test("says what is wrong when there is no program", async () => {
  await assert.rejects(load(new Response("", { status: 404 })), /HTTP 404/);
  await assert.rejects(load(new Response("<!doctype html>")), WebAssembly.CompileError);
});
