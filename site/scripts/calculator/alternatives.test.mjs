import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { alternativeWords, taken } from "./alternatives.mjs";

const request = {
  seller: "house",
  model: "veo-3",
  seconds: "0",
  resolution: "720p",
  count: "4",
  takes: "2",
  offer: "agency",
  asOf: "2026-06-01",
};

describe("what is taken", () => {
  test("as a value changes that alone", () => {
    assert.deepEqual(taken(request, { seconds: "8" }), { ...request, seconds: "8" });
  });

  test("as nothing goes", () => {
    const { resolution: _gone, ...rest } = request;
    assert.deepEqual(taken(request, { resolution: undefined }), rest);
  });

  test("as a whole shot leaves how often, when and, at the same seller, the offer", () => {
    const [count, takes, asOf] = ["4", "2", "2026-06-01"];
    const there = { seller: "house", model: "wan-pro", seconds: "5" };
    assert.deepEqual(taken(request, there, true), { ...there, count, takes, asOf, offer: "agency" });
    const elsewhere = { seller: "kling-api", model: "kling-v2.1" };
    assert.deepEqual(taken(request, elsewhere, true), { ...elsewhere, count, takes, asOf });
  });

  test("with takes of its own leaves no other repeats", () => {
    const repeated = { seller: "house", count: "4", "keep.kept": "1", "keep.of": "3" };
    assert.deepEqual(taken(repeated, { model: "veo-3" }, true), {
      model: "veo-3",
      count: "4",
      "keep.kept": "1",
      "keep.of": "3",
    });
    assert.deepEqual(taken(repeated, { model: "veo-3", takes: "1" }, true), { model: "veo-3", count: "4", takes: "1" });
  });

  test("leaves the request that it began with", () => {
    const before = { ...request };
    taken(request, { seller: "x", model: undefined }, true);
    assert.deepEqual(request, before);
  });
});

describe("an alternative", () => {
  const shot = { seller: "kling-api", model: "kling-v2.1", seconds: "5", audio: "false" };

  test("does not say what it shares with the request", () => {
    assert.equal(alternativeWords(shot, "closest", shot, "Kling"), "5 s, no audio");
  });

  test("says its model, its seller and why", () => {
    assert.equal(alternativeWords(shot, "closest", request, "Kling"), "kling-v2.1 at Kling · 5 s, no audio · closest");
  });

  test("of the same model needs no reason", () => {
    const words = alternativeWords(shot, "the same model elsewhere", request, "Kling");
    assert.equal(words, "kling-v2.1 at Kling · 5 s, no audio");
  });
});
