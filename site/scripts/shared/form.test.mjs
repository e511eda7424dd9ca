import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { controls, settle } from "./form.mjs";

/** A cell as the engine describes it; what a test does not say is left out. */
const cell = ({ unit = "second", independent = [], ...when }) => ({ unit, when, independent });

/** @param {object} [more] */
const model = (more) => ({ cells: [], options: {}, seconds: null, inputImages: null, ...more });

const named = (list) => list.map(({ name, kind }) => `${name}: ${kind}`);

describe("the controls of a model", () => {
  test("a free length is a slider, a listed one a choice", () => {
    const free = { default: null, published: [], rule: "whole", max: "60" };
    assert.deepEqual(controls(model({ seconds: free })), [{ name: "seconds", kind: "length", max: "60" }]);
    const listed = { default: null, published: ["5", "10"], rule: "listed", max: "60" };
    const choice = { name: "seconds", kind: "choice", label: "Length", values: ["5", "10"] };
    assert.deepEqual(controls(model({ seconds: listed })), [choice]);
    assert.deepEqual(controls(model({ seconds: { ...listed, published: [] } })), []);
  });

  test("a mode is asked only where a cell names one, anything else where the model has values", () => {
    const options = { resolution: ["720p"], audio: [], mode: ["a", "b"] };
    assert.deepEqual(named(controls(model({ options }))), ["resolution: choice"]);
    const cells = [cell({ mode: ["a"] }), cell({ mode: ["a", "b"] }), cell({ mode: "unknown" })];
    assert.deepEqual(controls(model({ cells })), [
      { name: "mode", kind: "choice", label: "Made from", values: ["a", "b"] },
    ]);
  });

  test("a size is asked for pixels and for the tokens they make", () => {
    const size = ["width: number", "height: number", "fps: number"];
    for (const unit of ["megapixel", "token"])
      assert.deepEqual(named(controls(model({ cells: [cell({ unit })] }))), size);
    assert.deepEqual(named(controls(model({ cells: [cell({ unit: "image" })] }))), ["images: number"]);
  });

  test("a picture has no frame rate, and a price for so many pixels asks for them", () => {
    const still = model({ medium: "image", cells: [cell({ unit: "megapixel" })] });
    assert.deepEqual(named(controls(still)), ["width: number", "height: number"]);
    const sized = model({ medium: "image", cells: [cell({ unit: "image", pixels: { over: "0", upTo: "1000000" } })] });
    assert.deepEqual(named(controls(sized)), ["images: number", "width: number", "height: number"]);
  });

  test("a video that is paid by its pixels has a length", () => {
    const seconds = { default: null, published: [], rule: "listed", max: "60" };
    const made = model({ medium: "video", seconds, cells: [cell({ unit: "token" })] });
    assert.deepEqual(named(controls(made)), ["seconds: length", "width: number", "height: number", "fps: number"]);
  });

  test("input images tell how many there may be and what they switch to", () => {
    const [{ hint }] = controls(model({ inputImages: { max: "4", switchesTo: "edit" } }));
    assert.equal(hint, "up to 4; one or more switch to edit");
  });
});

describe("a form settles on what has a price", () => {
  const cells = [
    cell({ resolution: ["720p"], audio: ["true", "false"] }),
    cell({ resolution: ["1080p"], audio: ["true"] }),
  ];
  const options = { resolution: ["720p", "1080p", "4K"], audio: ["true", "false"] };
  const of = model({ cells, options });
  const list = controls(of);

  test("by the cell that has most of what is wanted", () => {
    assert.deepEqual(settle(of, list, { resolution: "1080p", audio: "true" }), { resolution: "1080p", audio: "true" });
    assert.deepEqual(settle(of, list, { resolution: "4K" }), { resolution: "720p", audio: "false" });
  });

  test("with a feature left off, and else the first value", () => {
    assert.deepEqual(settle(of, list, {}), { resolution: "720p", audio: "false" });
  });

  test("and names nothing that the source does not state, but what the price does not depend on", () => {
    const silent = model({ cells: [cell({ resolution: "unknown" })], options: { resolution: ["720p"] } });
    assert.deepEqual(settle(silent, controls(silent), { resolution: "720p" }), { resolution: undefined });
    const free = model({ cells: [cell({ independent: ["resolution"] })], options: { resolution: ["720p"] } });
    assert.deepEqual(settle(free, controls(free), {}), { resolution: "720p" });
  });

  test("with the length wanted, else the model's own", () => {
    const seconds = { default: "6", published: ["4"], rule: "whole", max: "60" };
    const video = model({ seconds });
    const length = controls(video);
    assert.deepEqual(settle(video, length, { seconds: "12" }), { seconds: "12" });
    assert.deepEqual(settle(video, length, {}), { seconds: "6" });
    assert.deepEqual(settle(model({ seconds: { ...seconds, default: null } }), length, {}), { seconds: "4" });
  });
});
