import assert from "node:assert/strict";
import { test } from "node:test";
import { guess, lineOf } from "./usual.mjs";

const start = { seller: "s", model: "first" };
const preset = (name, model) => ({ name, seller: "s", model, seconds: "5", takes: "1", count: "2" });
const usual = { presets: [preset("B-roll", "b"), preset("Hero shot", "h"), preset("Ad cut", "a")], example: [], start };

test("a shot that names no model gets that of a common one that is called alike", () => {
  // biome-ignore format: a table
  for (const [label, want] of [
    ["b roll of the sea", "b"], ["Hero shots", "h"], ["the HERO", "h"], ["ad cuts", "a"], ["an ad", "first"],
    ["", "first"], ["–", "first"],
  ])
    assert.deepEqual(guess(usual, label), { seller: "s", model: want }, label);
});

test("a common shot is a line", () => {
  const line = { label: "B-roll", seller: "s", model: "b", seconds: "5", count: "2", takes: "1" };
  assert.deepEqual(lineOf(usual.presets[0]), line);
});

test("a shot is made as the common one is, and is as long as it says itself", () => {
  const made = { ...preset("Wide", "w"), resolution: "1080p", audio: "true" };
  const begun = { ...start, resolution: "720p", takes: "", count: "" };
  const usual = { presets: [made], example: [], start: begun };
  assert.deepEqual(guess(usual, "wide"), { seller: "s", model: "w", resolution: "1080p", audio: "true" });
  assert.deepEqual(guess(usual, "else"), { seller: "s", model: "first", resolution: "720p" });
});

test("a site without a price to begin with guesses nothing", () => {
  assert.deepEqual(guess({ presets: [], example: [], start: { seller: "", model: "" } }, "any"), {
    seller: "",
    model: "",
  });
});

test("a common shot without a length is a line without one", () => {
  const { seconds: _none, ...still } = preset("Still", "i");
  assert.deepEqual(lineOf({ ...still, note: "one picture" }), {
    label: "Still",
    seller: "s",
    model: "i",
    count: "2",
    takes: "1",
  });
});
