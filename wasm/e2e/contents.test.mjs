// What the small engine consists of, in a build of it with names: see wasm/build/small.sh.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parts } from "./parts.mjs";

test("the small engine has what it lists and nothing of another operation", () => {
  const has = Object.keys(parts(readFileSync(new URL("../../dist/test/named/release.wasm", import.meta.url))));
  const ours = "github.com/reelrate/reelrate/pricing";
  for (const name of ["", "/wire", "/table", "/purchase", "/budget"])
    assert(has.includes(ours + name), `pricing${name} is not there`);
  for (const name of ["reconcile", "margin", "ledger", "feeds", "rates", "receipt"]) {
    assert(!has.some((part) => part.includes(`${ours}/${name}`)), `pricing/${name} is there`);
  }
});
