import assert from "node:assert/strict";
import { test } from "node:test";
import { date, label, noun, say, shotDetails, shotWords, standing, tableDay, unsure } from "./words.mjs";

test("numbers of a request have their nouns", () => {
  assert.equal(say("inputImages", "1"), "1 input image");
  assert.equal(say("inputImages", "2"), "2 input images");
  assert.equal(say("gpuHours", "0.5"), "0.5 GPU hours");
  assert.equal(say("width", "1280"), "1280 pixels wide");
  assert.equal(say("fps", "24"), "24 frames a second");
});

test("what no form is known for is said as it is, whatever its name", () => {
  assert.equal(say("shutter", "180"), "180");
  assert.equal(say("constructor", "x"), "x");
  assert.equal(say("seconds", "$&"), "$& s");
});

test("an option has a name of its own, else the words of its value", () => {
  assert.equal(label("audio", "false"), "No audio");
  assert.equal(label("batch", "false"), "At once");
  assert.equal(label("tier", "2"), "tier 2");
});

test("what is counted follows the medium", () => {
  assert.equal(noun({ medium: "image" }), "image");
  assert.equal(noun({ medium: "compute" }), "run");
  assert.equal(noun(undefined), "clip");
});

test("a shot is said without seller and model, and without what goes without saying", () => {
  const shot = { seller: "a", model: "b", seconds: "8", audio: "true", batch: "false" };
  assert.equal(shotDetails(shot), "8 s, with audio");
  assert.equal(shotDetails({ batch: "true" }), "in batch");
  assert.equal(shotDetails({ quality: "a\nb" }), "a\uFFFDb");
  const named = { shot, model: { id: "b", name: "B" }, seller: { id: "a", name: "A", kind: "house" } };
  assert.equal(shotWords(named), "B, 8 s, with audio, A");
  assert.equal(shotWords(named, "The A"), "B, 8 s, with audio, The A");
  assert.equal(shotWords({ shot: {}, model: null, seller: null }), "Your own credits");
});

test("a price stands as the engine says, with the day that was asked for", () => {
  const answer = { standing: { known: null, since: null, doubts: [], words: "undated" } };
  assert.equal(standing(answer), "undated");
  assert.equal(standing(answer, "2026-03-01T00:00:00Z"), "undated; priced for 1 Mar 2026");
  assert.equal(standing({ standing: null }, "2026-03-01"), "");
});

test("a day that is missing or no day is not made up", () => {
  assert.equal(date(null), "undated");
  assert.equal(date(undefined), "undated");
  assert.equal(date("2026-13-01"), "2026-13-01");
  assert.equal(tableDay({ table: { version: "2026-11-21.2" } }), "21 Nov 2026");
});

test("a model is unsure by its maker alone", () => {
  const [stale, ended] = [{ code: "stale" }, { code: "upstream_sunset" }];
  assert.equal(unsure({ warnings: [stale, ended] }), ended);
  assert.equal(unsure({ warnings: [stale] }), undefined);
  assert.equal(unsure({}), undefined);
});

test("a price of the operator's own without a day is called so, with its doubts", () => {
  assert.equal(standing({ standing: { words: "" } }), "our own price");
  assert.equal(standing({ standing: { words: ", ends 1 Dec 2026" } }), "our own price, ends 1 Dec 2026");
  assert.equal(standing({ standing: null }), "");
});
