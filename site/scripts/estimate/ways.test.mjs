import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { real, skip } from "../../../wasm/e2e/real.mjs";
import { bill, paidLike } from "./ways.mjs";

const credits = (value) => ({ value, min: value, max: value, display: `${value} credits` });
const dollars = (value) => ({ value, min: value, max: value, cents: value, display: `$${value}` });
const seller = { id: "house", name: "House" };
const total = (more) => ({ currency: "house-credit", seller, amount: credits("4320"), offers: [], ...more });

describe("the ways to pay, by the engine", { skip }, () => {
  const line = { seller: "house", model: "veo-3", seconds: "8", count: "9" }; // 9 × 480 credits

  // 4320 credits: Studio has 2500 for $120 and Pro 1000 for $52, so one and two of these are 4500 for $224.
  // The Agency plan has 5000 for $179.
  test("are packs, a plan, and the price of every offer", async () => {
    const ask = await real();
    const { totals, lines } = await ask("estimate", { lines: [line] });
    const of = (choice) => bill(ask, totals[0], lines, choice, "");
    const { ways, way, reason, about, aboutDollars } = await of(undefined);
    assert.deepEqual(
      ways.slice(0, 2).map(({ id, dollars: { display } }) => [id, display]),
      [
        ["packs", "$224.00"],
        ["plans", "$179.00"],
      ],
    );
    assert.equal(way, ways[0]);
    assert.deepEqual([reason, about, aboutDollars], [null, false, false]);
    // 4320 × 179 ÷ 5000 = 154.656.
    assert.equal((await of("agency")).way.dollars.min, "154.656000");
    assert.equal((await of("plans")).way.id, "plans");
    assert.equal((await of("gone")).way.id, "packs");
  });

  // 3360 credits: Studio and Pro for $172, or a month of Creator (1500 for $59) and two Pro for $163;
  // at the price of Agency 3360 × 179 ÷ 5000 = 120.288.
  test("are the same for another amount", async () => {
    const ask = await real();
    const { totals } = await ask("estimate", { lines: [line] });
    const bills = await Promise.all(["packs", "plans", "agency"].map((way) => bill(ask, totals[0], [], way, "")));
    const found = await paidLike(ask, bills, () => credits("3360"), "");
    assert.deepEqual(
      found.map(({ min }) => min),
      ["172.000000", "163.000000", "120.288000"],
    );
    assert.deepEqual(await paidLike(ask, bills, () => undefined, ""), [null, null, null]);
  });
});

test("dollars are paid in dollars", async () => {
  const never = () => assert.fail("nothing is to be asked");
  const amount = dollars("4.00");
  const lines = [
    { status: "range", currency: "USD", warnings: [{ code: "approximate" }] },
    { status: "refused", error: {} },
  ];
  const got = await bill(never, total({ currency: "USD", seller: null, amount }), lines, "packs", "");
  assert.deepEqual(got.ways, [{ id: "dollars", dollars: amount }]);
  assert.deepEqual([got.about, got.aboutDollars, got.reason], [true, true, null]);
  assert.deepEqual(await paidLike(never, [got], () => dollars("5.00"), ""), [dollars("5.00")]);
});

test("nobody can say how many credits are enough for a price without an upper end", async () => {
  const offer = { id: "pro", name: "Pro", approximate: true };
  const offers = [{ offer, dollars: dollars("1.00") }];
  const open = total({ amount: { ...credits("10"), max: null }, offers });
  const got = await bill(() => assert.fail("nothing is to be asked"), open, [], undefined, "");
  assert.match(got.reason, /no published upper end/);
  assert.deepEqual(got.way, { id: "pro", offer, dollars: dollars("1.00") });
  assert.equal(got.aboutDollars, true);
  assert.deepEqual(
    await paidLike(
      () => assert.fail(),
      [got],
      () => open.amount,
      "",
    ),
    [null],
  );
});

const bundle = (...kinds) => ({ items: kinds.map((kind) => ({ kind })) });
const bought = (packs, most) => ({ fewestLeftOver: packs, mostCredits: most, dollars: dollars("9.00"), plans: "1" });

test("a month of a plan is a way only where a plan is bought", async () => {
  const asked = [];
  const only = (plans) => (_, request) => {
    asked.push(request);
    return request.plans === "0" ? bought(bundle("pack"), bundle("pack")) : plans;
  };
  const ids = async (plans) => (await bill(only(plans), total(), [], undefined, "2026-01-02")).ways.map(({ id }) => id);
  assert.deepEqual(await ids(bought(bundle("pack"), bundle("pack"))), ["packs"]);
  assert.deepEqual(await ids(bought(bundle("pack"), bundle("pack", "plan"))), ["packs", "plans"]);
  const request = { seller: "house", credits: "4320", asOf: "2026-01-02" };
  assert.deepEqual(asked.slice(0, 2), [
    { ...request, plans: "0" },
    { ...request, plans: "1" },
  ]);
});

test("where nothing can be bought there is the first reason and no way", async () => {
  let n = 0;
  const ask = () => ({ error: { message: `reason ${++n}` } });
  const got = await bill(ask, total(), [], undefined, "");
  assert.deepEqual([got.ways, got.way, got.reason, got.aboutDollars], [[], null, "reason 1", false]);
  assert.deepEqual(await paidLike(ask, [got], () => credits("1"), ""), [null]);
});
