import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { amount, rowsOf, signed, summary } from "./reconcile-words.mjs";

const dollars = (min, max = min) => ({ value: min === max ? min : null, min, max, cents: null, display: "rounded" });
const credits = (min, display = `${min} credits`) => ({ value: min, min, max: min, display });

describe("an amount", () => {
  // biome-ignore format: a table
  for (const [figure, want, withSign] of [
    [dollars("17.184000"), "$17.184", "+$17.184"],
    [dollars("17.180000"), "$17.18", "+$17.18"],
    [dollars("17.000000"), "$17.00", "+$17.00"],
    [dollars("0.000001"), "$0.000001", "+$0.000001"],
    [dollars("-0.004000"), "−$0.004", "−$0.004"],
    [dollars("0.000000"), "$0.00", "$0.00"],
    [dollars("1.000000", "1.500000"), "$1.00–$1.50", "+$1.00–$1.50"],
    [dollars("0.320000", null), "from $0.32", "+from $0.32"],
    [credits("480"), "480 credits", "+480 credits"],
    [credits("-20"), "−20 credits", "−20 credits"],
  ])
    test(`is ${want}, as a difference ${withSign}`, () => {
      assert.equal(amount(figure), want);
      assert.equal(signed(figure), withSign);
    });

  test("may not be known", () => assert.equal(amount(null), "not known"));
});

test("rows are counted in groups of three", () => {
  assert.deepEqual([rowsOf(1), rowsOf(0), rowsOf(100000)], ["1 row", "0 rows", "100,000 rows"]);
});

describe("a summary", () => {
  const none = { matches: 0, differs: 0, open: 0, unpriced: 0, malformed: 0 };
  const of = (status, counts, totals = []) => {
    const outcomes = { ...none, ...counts };
    const rows = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
    return summary(
      { status, outcomes, rows, totals, table: { version: "V" } },
      { c: "House credits", USD: "US dollars" },
    );
  };
  const total = (currency, difference, compared = 1) => ({ currency, difference, compared });

  test("says that nothing differs", () => {
    assert.deepEqual(of("matches", { matches: 1 }, [total("c", credits("0"))]), {
      title: "Nothing differs",
      text: "1 row checked against rate table V: 1 row agrees with the price.",
    });
  });

  test("says how the bill stands in every currency that was compared", () => {
    const totals = [
      total("c", credits("1", "1 credit")),
      total("USD", dollars("-0.096000")),
      total("x", credits("0")),
      total("y", credits("7"), 0),
    ];
    const { title, text } = of("differs", { matches: 1000, differs: 2, open: 1, malformed: 1 }, totals);
    assert.equal(title, "2 of 1,004 rows differ");
    assert.equal(
      text,
      "1,004 rows checked against rate table V: 1,000 rows agree with the price, 2 rows differ," +
        " 1 is of a job that has not ended and 1 cannot be read. Over the rows that have an expected amount," +
        " the bill is 1 House credit too much, $0.096 too little and right in x.",
    );
  });

  test("does not say that all is well where it could not look", () => {
    assert.equal(of("differs", { unpriced: 1 }).title, "No difference found, but some rows could not be checked");
  });
});
