// The loader with each built engine, its table, and builds that die when asked to.
// TinyGo's are there after ./build.sh build --release.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { built, isBuilt, program, table } from "./engine.mjs";
import { differences, ofPages } from "./same.mjs";
import { listed } from "./requests.mjs";
import { grown } from "./start.mjs";
import { load, open } from "../../dist/widget/loader.mjs";

const shot = { seller: "house", model: "veo-3", seconds: 8 };
const text = new TextDecoder().decode(table);
const bytes = (text) => new TextEncoder().encode(text);
const digestOf = async (bytes) => `sha256:${Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex")}`;

for (const name of built) {
  describe(name, () => {
    test("loads a program and asks it", async () => {
      const ask = await load(program(name), table);
      assert.equal(ask("quote", shot).credits.value, "480"); // 60 credits a second
      assert.equal(ask("quote", { ...shot, seconds: 0 }).error.code, "invalid_seconds");
    });

    test("loads it from a host that does not know the media type", async () => {
      const ask = await load(program(name, "widget", "application/octet-stream"), table);
      assert.equal(ask("quote", shot).credits.value, "480");
    });

    test("takes the table as bytes, as a response and from where it is", async (t) => {
      t.mock.method(
        globalThis,
        "fetch",
        async (url) => (assert.equal(String(url), "https://there.example/table.json"), new Response(table)),
      );
      const url = "https://there.example/table.json";
      for (const source of [
        table,
        table.buffer,
        new Response(table),
        Promise.resolve(new Response(table)),
        url,
        new URL(url),
      ]) {
        assert.equal((await load(program(name), source))("quote", shot).credits.value, "480");
      }
    });

    test("fetches both at once", async (t) => {
      const asked = [];
      t.mock.method(
        globalThis,
        "fetch",
        (url) => (asked.push(url), url === name ? program(name) : Promise.resolve(new Response(table))),
      );
      const opened = load(name, "table.json");
      assert.deepEqual(asked, [name, "table.json"]);
      await opened;
    });

    test("answers by the table that it was given", async () => {
      const other = text.replaceAll('"amount":"60"', '"amount":"61"');
      const ask = await load(program(name), bytes(other));
      const answer = ask("quote", shot);
      assert.equal(answer.credits.value, "488"); // 61 credits a second
      assert.equal(answer.table.digest, await digestOf(bytes(other)));
      assert.equal((await load(program(name), table))("quote", shot).table.digest, await digestOf(table));
    });

    test("keeps the table's bytes, whatever becomes of the caller's", async (t) => {
      t.mock.method(console, "error", () => {});
      const mine = table.slice();
      const ask = await load(program(name, ...(isBuilt(name, "test/panic") ? ["test/panic"] : [])), mine);
      mine.fill(32);
      assert.equal(ask("quote", shot).credits.value, "480");
      if (isBuilt(name, "test/panic")) ask("exit", {});
      assert.equal(ask("quote", shot).credits.value, "480");
    });

    test("a table that it refuses rejects with what is wrong", async () => {
      const broken = {
        "cut short": [table.subarray(0, table.length / 2), null],
        empty: [new Uint8Array(), /./],
        "of another format": [bytes(text.replace('"format":1', '"format":2')), /format/],
        "no table": [bytes("<!doctype html>"), /./],
        "not UTF-8": [Uint8Array.from(table, (byte, i) => (i === 200 ? 0xff : byte)), /UTF-8/],
        "with a mark of its order of bytes": [bytes(`\ufeff${text}`), /./],
        "with a price that is none": [bytes(text.replace('"amount":"60"', '"amount":"sixty"')), /sixty/],
        "too long": [new Uint8Array((16 << 20) + 100).fill(32), /longer/],
      };
      for (const [how, [bad, message]] of Object.entries(broken)) {
        await assert.rejects(open(program(name), bad), (error) => {
          assert.ok(error instanceof Error, how);
          assert.equal(error.code, "invalid_table", how);
          assert.match(error.message, message ?? /./, how);
          assert.ok(error.field === null || /^[a-z]/.test(error.field), `${how}: ${error.field}`);
          return true;
        });
      }
      await assert.rejects(open(program(name), new Response("", { status: 404 })), /HTTP 404/);
      assert.equal((await load(program(name), table))("quote", shot).credits.value, "480");
    });

    test("a program that has no table says so", async () => {
      const answer = await withoutTable(name);
      assert.deepEqual([answer.status, answer.error.code], ["invalid", "invalid_table"]);
    });

    test("no request loads a table", async () => {
      const ask = await load(program(name), table);
      const other = text.replaceAll('"amount":"60"', '"amount":"61"');
      for (const request of [other, "{}", "", bytes(other)])
        assert.match(ask("load", request).error.code, /^(unknown_operation|too_large)$/);
      assert.equal(ask("quote", shot).credits.value, "480");
    });

    test("takes a table ten times as large", async () => {
      const ask = await load(program(name), grown(10));
      const first = ask("quote", { ...shot, seller: "house-7", everyOffer: true });
      assert.equal(first.credits.value, "480");
      for (let i = 0; i < 2000; i++)
        assert.deepEqual(ask("quote", { ...shot, seller: "house-7", everyOffer: true }), first);
    });

    test("answers for today, or for another day", async () => {
      const ask = await open(program(name), table);
      const asOf = (...today) => JSON.parse(ask("quote", JSON.stringify(shot), ...today)).asOf;
      assert.equal(asOf(), new Date().toISOString().slice(0, 10));
      assert.equal(asOf(Date.UTC(2026, 5, 1) / 1000), "2026-06-01");
    });

    test("is what a page finds under its name", async () => {
      const ask = await open(program(name), table);
      assert.equal(globalThis.reelrate, ask);
    });

    test("refuses what is too long or too deep, and lives on", async (t) => {
      const complaints = t.mock.method(console, "error", () => {});
      const ask = await open(program(name), table);
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
      const ask = await load(program(name, "test/panic"), table);
      assert.equal(ask("panic", {}).error.code, "internal");
      assert.equal(ask("quote", shot).credits.value, "480");
      const [said] = reports.flatMap(({ mock }) => mock.calls);
      assert.match(String(said.arguments[0]), name === "release.wasm" ? /unreachable/ : /panic in panic as asked/);
    });

    test("replaces a program that died", { skip: !isBuilt(name, "test/panic") }, async (t) => {
      t.mock.method(console, "error", () => {});
      const ask = await load(program(name, "test/panic"), table);
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

  test(`${name} has the operations that a page asks at once`, async () => {
    const ask = await open(program(name), table);
    assert.deepEqual([...listed(ask)], ["quote", "models", "offers", "estimate", "compare", "purchase", "budget"]);
  });
}

test("standard Go's engine has all operations", async () => {
  assert.equal(listed(await open(program("widget.wasm"), table)).size, 12);
});

describe("TinyGo's program", { skip: !built.includes("release.wasm") }, () => {
  test("asks nothing of its host", async () => {
    const module = await WebAssembly.compileStreaming(program("release.wasm"));
    const wanted = WebAssembly.Module.imports(module).map(({ name }) => name);
    // the loader answers these with 0
    for (const name of wanted) assert.match(name, /^(runtime\.ticks|syscall\/js\.valueGet)$/);
  });

  test("is replaced after its stack overflowed", { skip: !isBuilt("release.wasm", "test/panic") }, async (t) => {
    t.mock.method(console, "error", () => {});
    const ask = await load(program("release.wasm", "test/panic"), table);
    assert.equal(ask("recurse", {}).error.code, "internal");
    assert.equal(ask("quote", shot).credits.value, "480");
  });

  // The memory is put back when half of what is free is used: see the loader.
  test("answers the same before and after its memory was put back three times, and after a trap", {
    skip: !isBuilt("release.wasm", "test/panic"),
  }, async (t) => {
    t.mock.method(console, "error", () => {});
    const fills = t.mock.method(Uint8Array.prototype, "fill");
    const reset = () => fills.mock.calls.filter(({ arguments: [value, from] }) => value === 0 && from > 0).length;
    const ask = await open(program("release.wasm", "test/panic"), table);
    const requests = [
      ["quote", JSON.stringify({ ...shot, everyOffer: true })],
      ["models", "{}"],
      ["compare", '{"seconds":8}'],
      ["quote", '{"seller":"house","model":"nothing"}'],
      ["purchase", '{"seller":"house","credits":12345}'],
    ];
    const answers = () => requests.map(([operation, request]) => ask(operation, request));
    const first = answers();
    for (let i = 0; i < 10_000 && reset() < 3; i++) assert.deepEqual(answers(), first);
    assert.ok(reset() >= 3, `${reset()} resets`);
    assert.equal(JSON.parse(ask("exit", "{}")).error.code, "internal");
    assert.deepEqual(answers(), first);
    for (const again = reset() + 3; reset() < again; ) assert.deepEqual(answers(), first);
    const whole = await open(program("widget.wasm"), table);
    assert.deepEqual(
      first,
      requests.map(([operation, request]) => whole(operation, request)),
    );
  });

  /** Asks as often as it says, and gives the programs' memories. */
  async function memories(times, operation, request, prices = table) {
    const { Instance } = WebAssembly;
    const all = [];
    // biome-ignore lint/complexity/useArrowFunction: it is called with new
    WebAssembly.Instance = function (...args) {
      const instance = new Instance(...args);
      all.push(instance.exports.memory);
      return instance;
    };
    try {
      const ask = await open(program("release.wasm"), prices);
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
    const sizes = await memories(60, "models", {}, grown(10));
    assert.ok(sizes.length > 1, "never replaced");
    assert.ok(Math.max(...sizes) <= 64 << 20, `${sizes} bytes`);
  });
});

test("says what is wrong when there is no program", async () => {
  await assert.rejects(load(new Response("", { status: 404 }), table), /HTTP 404/);
  await assert.rejects(load(new Response("<!doctype html>"), table), WebAssembly.CompileError);
});

/** What the program answers whose table never came. */
async function withoutTable(name) {
  const module = await WebAssembly.compileStreaming(program(name));
  if (name === "widget.wasm") {
    const go = new globalThis.Go();
    go.run(await WebAssembly.instantiate(module, go.importObject));
    return JSON.parse(globalThis.reelrate("quote", JSON.stringify(shot)));
  }
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = () => (from === "gojs" ? 0n : 0);
  const { exports } = new WebAssembly.Instance(module, imports);
  exports._initialize();
  const operation = bytes("quote");
  new Uint8Array(exports.memory.buffer).set(operation, exports.reserve(operation.length, 0));
  const at = exports.ask(0);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, exports.size())));
}
