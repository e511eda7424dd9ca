import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fold } from "./fold.mjs";

// The same names as in the engine's own test.
describe("a name", () => {
  for (const [name, want] of [
    ["aZ-09 az_AZ", "az09azaz"],
    ["Kling v2.1", "klingv21"],
    ["a/b (c)", "abc"],
    [" -_./()", ""],
    ["", ""],
    ["sora-2+", "sora2+"],
    ["Sora 2 专业版", "sora2专业版"],
    ["house\0", "house\0"],
    ["h.o-u+s*e", "hou+s*e"],
    ["é…@[`{", "é…@[`{"],
    ["a\tb\nc", "a\tb\nc"],
    ["a\u00A0b", "a\u00A0b"],
    ["\u212Aling", "\u212Aling"],
    ["ÄÖ", "ÄÖ"],
  ])
    test(`is folded as the engine folds ${JSON.stringify(name)}`, () => assert.equal(fold(name), want));
});
