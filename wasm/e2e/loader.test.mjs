// The loader with the built program, and with a build that ends when asked to.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import "../../dist/widget/wasm_exec.js";
import { load } from "../../dist/widget/loader.mjs";

const shot = { seller: "house", model: "veo-3", seconds: 8 };

async function program(path, type = "application/wasm") {
  const bytes = await readFile(new URL(path, import.meta.url));
  return new Response(bytes, { headers: { "Content-Type": type } });
}

test("loads a program and asks it", async () => {
  const ask = await load(program("../../dist/widget/widget.wasm"));
  assert.equal(ask("quote", shot).credits.value, "480"); // 60 credits a second
  assert.equal(ask("quote", { ...shot, seconds: 0 }).error.code, "invalid_seconds");
});

test("loads it from a host that does not know the media type", async () => {
  const ask = await load(program("../../dist/widget/widget.wasm", "application/octet-stream"));
  assert.equal(ask("quote", shot).credits.value, "480");
});

test("says what is wrong when there is no program", async () => {
  await assert.rejects(load(new Response("", { status: 404 })), /HTTP 404/);
  await assert.rejects(load(new Response("<!doctype html>")), WebAssembly.CompileError);
});

test("replaces a program that died", async () => {
  const ask = await load(program("../../dist/test/panic/widget.wasm"));
  for (let round = 0; round < 3; round++) {
    assert.equal(ask("exit", {}).error.code, "internal");
    assert.equal(ask("quote", shot).credits.value, "480");
  }
});

// Chromium compiles and starts a program on a page's main thread at once, as
// the loader's replacement has to be, up to this size.
test("the program is small enough to be replaced inside a call", async () => {
  const { length } = await readFile(new URL("../../dist/widget/widget.wasm", import.meta.url));
  assert.ok(length < 8 << 20, `${length} bytes`);
});
