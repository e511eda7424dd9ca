import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { put, questions } from "./linemodel.mjs";

const cell = (when) => ({ when, independent: [], unit: "clip" });
const model = {
  options: { resolution: ["720p", "1080p"], tier: ["1", "2"] },
  seconds: null,
  inputImages: null,
  cells: [cell({ resolution: ["720p"], tier: ["1"] }), cell({ resolution: ["1080p"], tier: ["2"] })],
};
const catalogue = { find: ({ model: id }) => (id === "new" ? model : undefined) };

describe("the questions of a line", () => {
  test("are its length, the others, and what the model does not ask for", () => {
    const { main, others, extras } = questions({ seller: "s", model: "new", tier: "1", fps: "24", count: "2" }, model);
    assert.equal(main.name, "tier");
    assert.deepEqual(
      others.map(({ name }) => name),
      ["resolution"],
    );
    assert.deepEqual(extras, ["fps"]);
  });

  test("are its seconds where nothing is known of the model", () => {
    const { main, others, extras } = questions({ resolution: "4K" }, undefined);
    assert.deepEqual([main.name, main.label, others, extras], ["seconds", "Seconds", [], ["resolution"]]);
  });
});

describe("what is put into a line", () => {
  test("with another model keeps what that has too, and adds what it needs", () => {
    const line = { seller: "s", model: "old", resolution: "1080p", fps: "24", count: "3", label: "L" };
    put(line, { seller: "s", model: "new" }, true, catalogue);
    assert.deepEqual(line, { seller: "s", model: "new", resolution: "1080p", tier: "2", count: "3", label: "L" });
  });

  test("is nothing but that where the model is not known or stays", () => {
    const line = { seller: "s", model: "old", fps: "24", count: "3" };
    put(line, { seller: "s", model: "other", seconds: "8" }, true, undefined);
    assert.deepEqual(line, { seller: "s", model: "other", seconds: "8", count: "3" });
    put(line, { seconds: undefined, tier: "1" }, false, catalogue);
    assert.deepEqual(line, { seller: "s", model: "other", tier: "1", count: "3" });
  });

  test("as a whole shot takes the place of the one that was there", () => {
    const line = { seller: "s", model: "new", resolution: "720p", tier: "1", fps: "24" };
    put(line, { resolution: "1080p", tier: "2" }, true, catalogue);
    assert.deepEqual(line, { seller: "s", model: "new", resolution: "1080p", tier: "2" });
  });
});
