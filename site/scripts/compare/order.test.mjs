import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { built, ordered, orderWords, pressed } from "./order.mjs";

test("a header pressed again turns the order round, another begins from the least", () => {
  assert.deepEqual(pressed(built, "second"), { by: "second", down: true });
  assert.deepEqual(pressed({ by: "second", down: true }, "second"), { by: "second", down: false });
  assert.deepEqual(pressed({ by: "second", down: true }, "clip"), { by: "clip", down: false });
});

describe("rows", () => {
  const by = (values, order) => ordered(values, (value) => value, order);

  test("are ordered by numbers as numbers", () => {
    const amounts = ["0.500000", "10.000000", "9.900000"];
    assert.deepEqual(by(amounts, { by: "clip", down: false }), ["0.500000", "9.900000", "10.000000"]);
    assert.deepEqual(by(amounts, { by: "clip", down: true }), ["10.000000", "9.900000", "0.500000"]);
  });

  test("are ordered by names as a reader would, and by days with the undated first", () => {
    assert.deepEqual(by(["b", "C", "a"], { by: "name", down: false }), ["a", "b", "C"]);
    assert.deepEqual(by(["2026-06-01", "", "2026-01"], { by: "known", down: false }), ["", "2026-01", "2026-06-01"]);
  });

  test("of the same value stay as they are, and turn with the order", () => {
    const rows = [
      ["a", "1"],
      ["b", "1"],
      ["c", "0"],
    ];
    const names = (order) => ordered(rows, ([, value]) => value, order).map(([name]) => name);
    assert.deepEqual(names({ by: "second", down: false }), ["c", "a", "b"]);
    assert.deepEqual(names({ by: "second", down: true }), ["b", "a", "c"]);
  });

  test("that were given stay in their own order", () => {
    const given = ["2", "1"];
    by(given, built);
    assert.deepEqual(given, ["2", "1"]);
  });
});

test("an order is told in the words of its column", () => {
  assert.equal(orderWords({ by: "name", down: false }, "Model"), "Ordered by model, from A.");
  assert.equal(orderWords({ by: "name", down: true }, "Model"), "Ordered by model, from Z.");
  assert.equal(orderWords({ by: "clip", down: false }, "The clip"), "Ordered by the clip, the least first.");
  assert.equal(orderWords({ by: "clip", down: true }, "The clip"), "Ordered by the clip, the most first.");
  assert.equal(orderWords({ by: "known", down: false }, "Known"), "Ordered by known, the oldest first.");
  assert.equal(orderWords({ by: "known", down: true }, "Known"), "Ordered by known, the newest first.");
});
