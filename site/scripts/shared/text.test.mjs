import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { joined, printable } from "./text.mjs";

describe("a text", () => {
  for (const [text, want] of [
    ["“8 s” × 480 – ≈ $0.80 é 专业版 ½", undefined],
    ["👩\u200D🎨 می\u200Cخواهم ❤\uFE0F", undefined],
    ["a\u00A0b", undefined],
    ["a\nb\tc\r", "a\uFFFDb\uFFFDc\uFFFD"],
    ["\x1B[31m\0\x7F\x9B", "\uFFFD[31m\uFFFD\uFFFD\uFFFD"],
    ["\u202Etxt\u202C\u2066\u2069\u2028\u2029\u200E\uFEFF", "\uFFFDtxt\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"],
    ["\uFFFE\uD800", "\uFFFD\uFFFD"],
  ])
    test(`is shown as ${JSON.stringify(want ?? text)}`, () => assert.equal(printable(text), want ?? text));
});

test("what is listed is joined", () => {
  assert.equal(joined([]), "");
  assert.equal(joined(["A"]), "A");
  assert.equal(joined(["A", "B", "C"]), "A, B and C");
});
