import assert from "node:assert/strict";
import { test } from "node:test";
import { bought, items, leftOver, lineWords, mark, sellerName, whichLines } from "./wording.mjs";

test("what is bought is counted and joined", () => {
  assert.equal(items({ items: [] }), "nothing");
  const bundle = {
    items: [
      { name: "Studio", count: "1" },
      { name: "Pro", count: "2" },
    ],
  };
  assert.equal(items(bundle), "1 × Studio and 2 × Pro");
  assert.equal(bought({ purchase: { fewestLeftOver: bundle } }), "Buy 1 × Studio and 2 × Pro");
  assert.equal(bought({ offer: { name: "Pro" } }), "At the price of Pro");
  assert.equal(bought({}), "");
});

test("what is left over, and what of it may lapse", () => {
  const left = (credits, lapsed) => leftOver({ leftOver: { credits }, lapsed });
  assert.equal(left("0", "0"), "Nothing is left over");
  assert.equal(left("1", "0"), "1 credit left over");
  assert.equal(left("180", "1"), "180 credits left over, 1 credit that may not last");
});

test("lines, sellers and doubts have their names", () => {
  assert.equal(whichLines([1, 2], 2), "All lines");
  assert.equal(whichLines([2], 3), "Line 2");
  assert.equal(whichLines([1, 3], 3), "Lines 1, 3");
  assert.equal(sellerName({ seller: null }, {}), "Paid in dollars");
  assert.equal(sellerName({ seller: { id: "h", name: "House Inc." } }, { h: "House" }), "House");
  assert.equal(sellerName({ seller: { id: "x", name: "X" } }, { h: "House" }), "X");
  assert.deepEqual([mark(true), mark(false)], ["≈ ", ""]);
  const shot = { seller: "h", model: "m", count: "2", takes: "1", label: "L", project: "P", client: "C" };
  assert.equal(lineWords({ ...shot, resolution: "1080p", seconds: "8" }), "1080p, 8 s");
});
