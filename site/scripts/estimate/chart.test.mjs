import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, widest } from "./chart.mjs";

const figure = (min, max = min) => ({ min, max });

test("a bar has a piece for each bill, what it may cost more, and what is beyond the ceiling", () => {
  assert.deepEqual(pieces([figure("10"), null, figure("4", "6"), figure("1", null)], figure("12")), [
    { class: "bill bill-0", from: 0, to: 10 },
    { class: "bill bill-1", from: 10, to: 10 },
    { class: "bill bill-2", from: 10, to: 14 },
    { class: "maybe", from: 14, to: 16 },
    { class: "bill bill-3", from: 16, to: 17 },
    { class: "beyond", from: 12, to: 17 },
  ]);
  assert.deepEqual(pieces([figure("12")], figure("12")), [{ class: "bill bill-0", from: 0, to: 12 }]);
  assert.deepEqual(pieces([figure("12")], undefined), [{ class: "bill bill-0", from: 0, to: 12 }]);
});

test("the width has room for the longest bar and the ceiling", () => {
  const forecasts = [{ dollars: [figure("10"), figure("40", "90")] }, { dollars: [null] }];
  assert.equal(widest(forecasts, undefined), 102);
  assert.equal(widest(forecasts, figure("200")), 204);
  assert.equal(widest([{ dollars: [null] }], undefined), 1);
});
