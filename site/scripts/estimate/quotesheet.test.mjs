import assert from "node:assert/strict";
import { test } from "node:test";
import { attempts } from "./quotesheet.mjs";
import { doubted } from "./sum.mjs";

test("a line without a price has as many clips and takes as were asked for", () => {
  const refused = { status: "refused", shot: { model: "m" } }; // the engine does not say how many
  assert.deepEqual(attempts(refused, { count: " 5 ", takes: "2" }), { count: "5", takes: "2" });
  assert.deepEqual(attempts(refused, { count: "" }), { count: "1", takes: "1" });
  assert.deepEqual(attempts({ status: "exact", count: "3", takes: "1" }, { count: "03" }), { count: "3", takes: "1" });
});

test("doubts are said once, with the lines that they are about", () => {
  const line = (words, ...doubts) => ({ status: "exact", standing: { words, doubts } });
  const lines = [
    line("old", "stale"),
    line("new"),
    { status: "refused" },
    line("old", "stale"),
    line("none", "undated"),
  ];
  assert.deepEqual(doubted(lines), [
    ["old", [1, 4]],
    ["none", [5]],
  ]);
});
