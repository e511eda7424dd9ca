import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { extrasOf, shaped } from "./shape.mjs";

/** A model as the engine describes it; what a test does not say is left out. */
const model = (id, more) => ({
  id,
  medium: "video",
  family: null,
  state: "available",
  cells: [],
  options: {},
  seconds: null,
  inputImages: null,
  warnings: [],
  ...more,
});

const seconds = { default: "8", published: ["4", "8"], rule: "listed", max: "60" };
const cell = { unit: "second", independent: [], when: { resolution: ["720p", "1080p"], seconds: ["4", "8"] } };
const priced = model("a", { seconds, cells: [cell], options: { resolution: ["720p", "1080p"] } });

describe("a request of an address", () => {
  test("is shown as it is, right or wrong", () => {
    const request = { seller: "x", model: "a", offer: "o", resolution: "8K", shutter: "1" };
    const shape = shaped(request, [priced], { helpful: false });
    assert.equal(shape.chosen, priced);
    assert.deepEqual([shape.seller, shape.model, shape.offer, shape.own], ["x", "a", "o", false]);
    assert.deepEqual(
      shape.asks.map(({ name }) => name),
      ["seconds", "resolution"],
    );
    assert.deepEqual(shape.values, { resolution: "8K", shutter: "1" });
  });

  test("may name a model that there is not", () => {
    const { model: name, chosen, asks } = shaped({ seller: "x", model: "b" }, [priced], { helpful: true });
    assert.deepEqual([name, chosen, asks], ["b", undefined, []]);
  });

  test("has own credits only without seller and model", () => {
    assert.equal(shaped({ credits: "50" }, [], { helpful: false }).own, true);
    assert.equal(shaped({ credits: "50", model: "a" }, [priced], { helpful: false }).own, false);
    assert.equal(shaped({}, [], { helpful: false }).own, false);
  });
});

test("a change in the form gets what is missing", () => {
  const request = { seller: "x", model: "a", resolution: "1080p", count: "3" };
  const { values } = shaped(request, [priced], { helpful: true });
  assert.deepEqual(values, { resolution: "1080p", count: "3", seconds: "4" });
});

describe("at another seller", () => {
  const chosen = (models, before, name = "a") =>
    shaped({ seller: "y", model: name }, models, { helpful: true, moved: true, before }).model;
  const before = model("a", { family: "f" });

  test("the model of the same name is chosen, where it is sold", () => {
    assert.equal(chosen([model("b", { family: "f" }), model("a")], before), "a");
    assert.equal(chosen([model("b", { family: "f" }), model("a", { state: "ended" })], before), "b");
  });

  test("else one of its family, and rather one that its maker has not ended", () => {
    const ended = model("b", { family: "f", warnings: [{ code: "upstream_sunset" }] });
    assert.equal(chosen([model("c"), ended], before), "b");
    assert.equal(chosen([model("c"), ended, model("d", { family: "f" })], before), "d");
  });

  test("else one of its medium, else any that is sold, else the first", () => {
    assert.equal(chosen([model("b", { medium: "image" }), model("c")], before), "c");
    assert.equal(chosen([model("b", { state: "ended" }), model("c", { medium: "image" })], before), "c");
    assert.equal(chosen([model("b", { state: "ended" }), model("c", { state: "ended" })], before), "b");
    assert.equal(chosen([], before), "a");
  });

  test("of models without a family none is the same", () => {
    assert.equal(chosen([model("b", { medium: "image" }), model("c")], model("z"), "z"), "c");
  });
});

describe("what no control shows", () => {
  const values = { count: "1", fps: "24", "plan.price": "30", history: "true", credits: "5", width: undefined };
  const shown = new Set(["count"]);

  test("stays of an address", () => {
    const extras = { fps: "24", "plan.price": "30", history: "true", credits: "5" };
    assert.deepEqual(extrasOf(values, shown, true), extras);
  });

  test("stays of a changed form where it is no question of a model", () => {
    assert.deepEqual(extrasOf(values, shown, false), { "plan.price": "30", history: "true" });
  });

  test("stays whatever its name", () => {
    assert.deepEqual(Object.entries(extrasOf(JSON.parse('{"__proto__": "1"}'), shown, true)), [["__proto__", "1"]]);
  });
});
