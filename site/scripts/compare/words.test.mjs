import assert from "node:assert/strict";
import { test } from "node:test";
import { caption, silent, stated, summary } from "./words.mjs";

test("a caption says the length first", () => {
  assert.equal(caption(1, { resolution: "1080p", audio: "false", seconds: "8" }), "1 price for 8 s, 1080p, no audio.");
  assert.equal(caption(0, { seconds: "10" }), "0 prices for 10 s.");
});

test("a summary counts what is shown", () => {
  const tables = [
    { title: "Through an API", count: 20 },
    { title: "In an app", count: 1 },
  ];
  assert.equal(summary(tables), "20 prices through an API, 1 price in an app.");
  assert.equal(summary(tables.slice(1)), "1 price in an app.");
});

test("a price says for what it is, and what its source does not say", () => {
  assert.equal(
    stated({ seller: "a", model: "b", resolution: "720p", audio: "true", seconds: "8" }),
    "720p, with audio",
  );
  assert.equal(stated({ seller: "a", model: "b", seconds: "8" }), "");
  const when = {
    mode: "any",
    resolution: "unknown",
    audio: ["true"],
    hdr: "unknown",
    seconds: "unknown",
    tier: "unknown",
  };
  assert.equal(silent(when), "resolution, HDR");
  assert.equal(silent({}), "");
});
