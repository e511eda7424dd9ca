import assert from "node:assert/strict";
import { test } from "node:test";
import { expected, unlucky } from "./forecasts.mjs";

const line = (more) => ({ status: "exact", shot: { model: "m" }, count: "3", takes: "2", ...more });
const refused = { status: "refused", error: {} };
const never = () => assert.fail("nothing is to be asked");

test("nothing is left to chance with one take each", async () => {
  assert.equal(await unlucky(never, [line({ takes: "1" }), refused], [], ""), null);
  assert.equal(await unlucky(never, [], [], ""), null);
});

test("chance is asked once for each number, and lines keep their places", async () => {
  const asked = [];
  const ask = (operation, request) => {
    asked.push([operation, request]);
    if (operation === "budget") return { keep: { percentiles: [{ percent: "50" }, { percent: "90", attempts: "8" }] } };
    return { totals: [{ currency: "c", amount: { max: "1" } }] };
  };
  const lines = [refused, line(), line({ takes: "1" }), line()];
  const got = await unlucky(ask, lines, [], "2026-01-02");
  assert.deepEqual(got.attempts, [null, "8", "3", "8"]);
  const shot = (count) => ({ model: "m", count });
  assert.deepEqual(asked, [
    ["budget", { clips: "3", keep: { kept: "1", of: "2" } }],
    ["estimate", { lines: [shot("8"), shot("3"), shot("8")], asOf: "2026-01-02" }],
  ]);
  assert.equal(got.cost.of("c").currency, "c");
});

test("where nobody can say how many attempts, it says for which line", async () => {
  const none = () => ({ keep: { percentiles: [], reason: "too many" } });
  assert.deepEqual(await unlucky(none, [refused, line({ count: "4" })], [], ""), {
    attempts: [],
    reason: "Line 2: too many",
  });
  const wrong = () => ({ error: { message: "not a number" } });
  assert.deepEqual(await unlucky(wrong, [line({ count: "5" })], [], ""), {
    attempts: [],
    reason: "Line 1: not a number",
  });
});

test("attempts are said even where they have no price", async () => {
  const ask = (operation) =>
    operation === "budget"
      ? { keep: { percentiles: [{ percent: "90", attempts: "9" }] } }
      : { error: { message: "too long" } };
  assert.deepEqual(await unlucky(ask, [line({ count: "6" })], [], ""), { attempts: ["9"], reason: "too long" });
});

test("jobs that fail are expected only where it was asked", async () => {
  assert.equal(await expected(never, { totals: [] }, [], ""), null);
  assert.equal(await expected(never, { totals: [{ currency: "c" }] }, [], ""), null);
  const amount = { min: "2", max: "2" };
  const way = { id: "dollars" };
  const got = await expected(
    never,
    { totals: [{ currency: "USD", expected: { amount } }] },
    [{ currency: "USD", way }],
    "",
  );
  assert.deepEqual(got.dollars, [amount]);
  assert.equal(got.of("other"), undefined);
});
