import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "./words.mjs";

test("every language has the words that there are", () => {
  for (const tag of [undefined, "", "en", "en-GB", "EN-us", "ar", "zh-Hant"]) assert.equal(words(tag).lang, "en");
});

test("a tag that objects have a member of is a language without words", () => {
  for (const tag of ["constructor", "toString", "__proto__"]) assert.equal(words(tag).lang, "en");
});

test("the words with a gap", () => {
  const { withPlan, noPriceFor, pricesOf } = words("en");
  assert.equal(withPlan("Agency"), "with Agency");
  assert.equal(noPriceFor("seconds"), "No price: seconds");
  assert.equal(pricesOf("1 Nov 2026"), "prices of 1 Nov 2026");
});
