import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rows } from "./usage-rows.mjs";

const row = (line, currency, min, more) => ({
  line,
  currency,
  outcome: "differs",
  cause: "audio",
  difference: min === null ? null : { min, max: min },
  rate: null,
  under: null,
  ...more,
});

const rows = new Rows();
rows.add([
  row(2, "USD", "-0.5"),
  row(3, "credit", "900", { cause: "rounding" }),
  row(4, null, null, { outcome: "malformed", cause: null }),
]);
rows.add([
  row(5, "USD", "9.25"),
  row(6, "USD", "-10"),
  row(7, "credit", null, { outcome: "unpriced", cause: null }),
  row(8, "USD", "0.50"),
]);
const lines = (filter, order, from = 0, most = 25) =>
  rows.page({ filter, order, from }, most).rows.map(({ line }) => line);

describe("the rows to look at", () => {
  test("are ordered by size in each currency, the first that came first, and then those that are not known", () => {
    assert.deepEqual(lines("", "size"), [6, 5, 2, 8, 3, 4, 7]); // 10, 9.25, 0.5 and 0.5 dollars; 900 credits
  });

  test("are ordered as in the file, and that is not lost by ordering them otherwise", () => {
    assert.deepEqual(lines("", "line"), [2, 3, 4, 5, 6, 7, 8]);
  });

  test("are narrowed by what became of them, or why", () => {
    assert.deepEqual(lines("malformed", "size"), [4]);
    assert.deepEqual(lines("differs", "line"), [2, 3, 5, 6, 8]);
    assert.deepEqual(lines("cause:rounding", "size"), [3]);
    assert.deepEqual(lines("cause:none", "size"), []);
  });

  test("are given out in pages", () => {
    const page = (from) => rows.page({ filter: "differs", order: "line", from }, 2);
    assert.deepEqual([page(0).count, page(0).from], [5, 0]);
    assert.deepEqual(
      [0, 2, 4, 6].map((from) => page(from).rows.map(({ line }) => line)),
      [[2, 3], [5, 6], [8], []],
    );
  });
});

test("a row keeps the rate by which it would have been billed, and nothing that is not shown", () => {
  const some = new Rows();
  some.add([row(2, "USD", "1", { rate: "a/b/c", under: "d", dollars: "…" }), row(3, "USD", "1", { under: "d/e/f" })]);
  const [first, second] = some.page({ filter: "", order: "line", from: 0 }, 9).rows;
  assert.deepEqual([first.rate, second.rate], ["a/b/c", "d/e/f"]);
  assert.ok(!("dollars" in first) && !("under" in first));
});
