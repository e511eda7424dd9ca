import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { paidFor, underCeiling, verdict } from "./ceiling.mjs";

const dollars = (min, max = min) => ({ min, max, display: `$${min}` });

/** A budget as the engine answers it. */
const budget = (over, overBy, after) => ({
  ceiling: { over, overBy: overBy && dollars(overBy), fits: null },
  gate: { spend: { remainingAfter: dollars(after) } },
});

describe("dollars under a ceiling", () => {
  test("are taken one after another, and nothing is left after one that is over", async () => {
    const asked = [];
    const answers = [budget(false, null, "4"), budget(true, "1", "-1"), budget(true, "2", "-2")];
    const ask = (_, request) => {
      asked.push(request);
      return answers[asked.length - 1];
    };
    const { steps } = await underCeiling(ask, [dollars("6"), null, dollars("3", "5"), dollars("2")], "10");
    const request = (min, more) => ({ dollarsPerClip: min, clips: "1", gate: { spent: "0", job: min }, ...more });
    assert.deepEqual(asked, [
      request("6", { ceiling: "10" }),
      request("3", { ceiling: "4", dollarsPerClipMax: "5", gate: { spent: "0", job: "5" } }),
      request("2", { ceiling: "0" }),
    ]);
    assert.deepEqual(steps, [
      { over: false, overBy: null, left: dollars("4") },
      null,
      { over: true, overBy: dollars("1"), left: null },
      { over: true, overBy: dollars("2"), left: null },
    ]);
  });

  test("without an upper end may be enough or not, unless they are over at best", async () => {
    const step = async (over) =>
      (await underCeiling(() => budget(over, null, "4"), [dollars("6", null)], "10")).steps[0];
    assert.deepEqual(await step(false), { over: null, overBy: null, left: null });
    assert.equal((await step(true)).over, true);
  });

  test("have no steps beside a ceiling that is none", async () => {
    const error = { message: "no" };
    assert.deepEqual(await underCeiling(() => ({ error }), [dollars("6")], "x"), { steps: [], error });
    await assert.rejects(
      underCeiling(() => ({ ceiling: null, gate: null }), [dollars("6")], "10"),
      /no ceiling/,
    );
  });
});

test("a ceiling pays for a line at the price of its way, or of the first that is bought", async () => {
  const asked = [];
  const ask = (_, request) => {
    asked.push(request.offer);
    return request.model === "none" ? { error: {} } : { ceiling: { fits: { clips: "2" } } };
  };
  const line = (currency, model = "m") => ({ status: "exact", currency, shot: { model }, takes: "1" });
  const bills = [
    { currency: "USD", way: { id: "dollars" } },
    { currency: "a", way: { offer: { id: "o", name: "O" } } },
    {
      currency: "b",
      way: {
        purchase: {
          fewestLeftOver: {
            items: [
              { offer: "p", name: "P" },
              { offer: "q", name: "Q" },
            ],
          },
        },
      },
    },
    { currency: "c", way: null },
  ];
  const lines = [line("USD"), line("a"), line("b"), line("c"), { status: "refused" }, line("USD", "none")];
  const got = await paidFor(ask, lines, bills, "10", "");
  assert.deepEqual(asked, [undefined, "o", "p", undefined]);
  assert.deepEqual(
    got.map((fit) => fit && [fit.clips, fit.offer]),
    [["2", undefined], ["2", "O"], ["2", "P"], null, null, null],
  );
});

describe("the verdict", () => {
  const house = { total: { seller: { id: "h", name: "?" } } };
  const paid = { total: { seller: null } };
  const is = (steps, bills, priced = steps) =>
    verdict({ dollars: priced, steps }, bills, { display: "$10.00" }, { h: "House" });
  const within = (left) => ({ over: false, overBy: null, left });
  const over = (by) => ({ over: true, overBy: { display: by }, left: null });

  // biome-ignore format: a table
  for (const [want, steps, bills] of [
    ["", [], []],
    ["Within the ceiling of $10.00: $4.00 left.", [within({ min: "4", max: "4", display: "$4.00" })], [house]],
    ["Within the ceiling of $10.00: $0.00 is left.", [within({ min: "0.00", max: "0.00", display: "$0.00" })], [house]],
    ["Over the ceiling of $10.00: by $1.00.", [over("$1.00")], [house]],
    ["Over the ceiling of $10.00: House by $1.00, Paid in dollars by $2.00.",
      [over("$1.00"), over("$2.00")], [house, paid]],
    ["House not counted: no price in dollars.", [null], [house]],
    ["Over the ceiling of $10.00: Paid in dollars by $1.00. House not counted: no price in dollars.",
      [null, over("$1.00")], [house, paid]],
    ["Nobody can say whether $10.00 is enough: a price has no published upper end.",
      [{ over: null, overBy: null, left: null }], [house]],
  ])
    test(want || "is empty without steps", () => assert.equal(is(steps, bills), want));
});
