// The referee sees what is not declared, and a class explains no more than it says.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { classes, renames } from "./declared.mjs";
import { changes, read, renamed } from "./differences.mjs";
import { asked, verdict } from "./verdict.mjs";

const warning = (code, message = "", field = null) => ({ code, field, message });
const refusal = (code, field, accepted = []) => ({
  status: "refused",
  error: { code, field, message: "", accepted, alternatives: [] },
});
const quote = (more) => ({
  status: "exact",
  credits: { value: "480" },
  warnings: [],
  asOf: "2026-07-01",
  table: { version: "2026-11-21", digest: "sha256:fe" },
  ...more,
});
const list = (old, now) => changes(old, now).map(({ what, at }) => `${at} ${what}`);

describe("differences", () => {
  const cases = [
    ["none", quote(), quote(), []],
    ["members in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ["a figure", quote(), quote({ credits: { value: "481" } }), ["credits.value changed"]],
    [
      "an amount in all its forms",
      { total: { value: "1", exact: "1", display: "1 credit" } },
      { total: { value: "2", exact: "2", display: "2 credits" } },
      ["total changed"],
    ],
    ["a number that becomes a text", { count: 1 }, { count: "1" }, ["count changed"]],
    ["null that becomes nothing", { note: null }, {}, ["note removed"]],
    ["nothing that becomes null", {}, { note: null }, ["note added"]],
    ["a list that becomes an object", { a: [] }, { a: {} }, ["a changed"]],
    [
      "one warning before another",
      { warnings: [warning("stale")] },
      { warnings: [warning("sunset"), warning("stale")] },
      ["warnings[] added"],
    ],
    [
      "one of two warnings of a code gone",
      { warnings: [warning("a", "1"), warning("a", "2")] },
      { warnings: [warning("a", "2")] },
      ["warnings[] removed"],
    ],
    [
      "a warning in other words",
      { warnings: [warning("a", "1"), warning("b")] },
      { warnings: [warning("b"), warning("a", "2")] },
      ["warnings[].message changed", "warnings reordered"],
    ],
    [
      "a row that moved",
      { prices: [{ rate: "a" }, { rate: "b" }] },
      { prices: [{ rate: "b" }, { rate: "a" }] },
      ["prices reordered"],
    ],
    [
      "the row of a seller's model with another price",
      { prices: [{ seller: { id: "s" }, model: { id: "m" }, dollars: "1" }] },
      {
        prices: [
          { seller: { id: "r" }, model: { id: "m" }, dollars: "1" },
          { seller: { id: "s" }, model: { id: "m" }, dollars: "2" },
        ],
      },
      ["prices[].dollars changed", "prices[] added"],
    ],
    ["the words of a step", { steps: ["a", "b"] }, { steps: ["a", "c"] }, ["steps[] changed"]],
    ["a step more", { steps: ["a"] }, { steps: ["b", "a", "c"] }, ["steps[] added", "steps[] added"]],
    ["a price that is refused now", quote(), refusal("invalid_value", "images"), [" refused"]],
    ["a refusal that has a price now", refusal("invalid_value", "images"), quote(), [" priced"]],
    [
      "a refusal for another reason",
      refusal("invalid_value", "images"),
      refusal("invalid_value", "fps"),
      [" refused otherwise"],
    ],
    [
      "a refusal that accepts something else",
      refusal("a", "b", ["x"]),
      refusal("a", "b", ["x", "y"]),
      ["error.accepted[] added"],
    ],
    [
      "a refusal in a batch",
      { results: [quote({ model: 1 }), quote({ model: 2 })] },
      { results: [quote({ model: 1, ...refusal("a", "b") }), quote({ model: 2 })] },
      ["results[] refused"],
    ],
    [
      "equal quotes of a batch that change places",
      { results: [quote({ model: 1 }), quote({ model: 2 })] },
      { results: [quote({ model: 2 }), quote({ model: 1 })] },
      ["results[].model changed", "results[].model changed"],
    ],
    ["no JSON", read("{"), quote(), [" changed"]],
  ];
  for (const [name, old, now, want] of cases) test(name, () => assert.deepEqual(list(old, now), want));

  test("a change says where and within what", () => {
    const [change] = changes(
      { lines: [{ line: 1 }, { line: 2, price: "1" }] },
      { lines: [{ line: 1 }, { line: 2, price: "2" }] },
    );
    assert.deepEqual(change, {
      what: "changed",
      at: "lines[].price",
      path: ["lines", 1, "price"],
      old: "1",
      now: "2",
      within: { old: { line: 2, price: "1" }, now: { line: 2, price: "2" } },
    });
  });
});

describe("what is masked", () => {
  const cases = [
    [
      "version and digest of the table",
      { table: { version: "1", digest: "a" } },
      { table: { version: "2", digest: "b" } },
      [],
    ],
    [
      "not that there is a digest",
      { table: { version: "1", digest: "a" } },
      { table: { version: "2" } },
      ["table.version changed", "table.digest removed"],
    ],
    ["not another version", { version: "1" }, { version: "2" }, ["version changed"]],
    [
      "the id of a source's document",
      { sources: [{ document: "000", line: 1 }] },
      { sources: [{ document: "a", line: 1 }] },
      [],
    ],
    [
      "not its line",
      { sources: [{ document: "000", line: 1 }] },
      { sources: [{ document: "000", line: 2 }] },
      ["sources[] removed", "sources[] added"],
    ],
  ];
  for (const [name, old, now, want] of cases)
    test(name, () => assert.deepEqual(list(read(JSON.stringify(old)), read(JSON.stringify(now))), want));
});

describe("what has another name", () => {
  const rate = { id: "a", asOf: "2026-01", sources: [] };
  const cases = [
    ["a rate's day", { rates: [rate] }, { rates: [{ id: "a", known: "2026-01", sources: [] }] }, []],
    [
      "a day that is another one",
      { rates: [rate] },
      { rates: [{ id: "a", known: "2026-02", sources: [] }] },
      ["rates[].known changed"],
    ],
    [
      "a rate that has the old name still",
      { rates: [rate] },
      { rates: [rate] },
      ["rates[].known removed", "rates[].asOf added"],
    ],
    [
      "an answer that lost its own day",
      { asOf: "2026-01", table: {} },
      { known: "2026-01", table: {} },
      ["asOf removed", "known added"],
    ],
    [
      "a compared price's day",
      { prices: [{ rate: "a", rateAsOf: "2026-01" }] },
      { prices: [{ rate: "a", known: "2026-01" }] },
      [],
    ],
  ];
  for (const [name, old, now, want] of cases)
    test(name, () => assert.deepEqual(list(renamed(old, renames, new Set()), now), want));
});

describe("the verdict", () => {
  const warns = (code) => ({
    name: `warns of ${code}`,
    reason: "a test",
    explains: ({ what, at, now }) => what === "added" && at === "warnings[]" && now.code === code,
  });
  const old = quote();
  const hear = (classes, ...answers) => {
    const v = verdict({ renames: [], classes });
    for (const now of answers)
      v.hear({ operation: "quote", request: '{"seconds":8}', today: 0 }, JSON.stringify(old), JSON.stringify(now));
    return v.report(true);
  };

  test("is silent about answers that are alike", () => {
    assert.deepEqual(hear([], old), { text: "1 requests, 0 answered otherwise than is declared", failed: false });
  });

  test("shows a difference with its request, its place and both values", () => {
    const { text, failed } = hear([], quote({ credits: { value: "481" } }));
    assert.equal(failed, true);
    assert.match(text, /^quote \{"seconds":8\}\n  at 0\n  credits\.value changed\n    old "480"\n    now "481"\n/);
    assert.match(text, /^ +1 NOT DECLARED quote: credits\.value changed$/m);
    assert.match(text, /^1 requests, 1 answered otherwise/m);
  });

  test("counts by what differs, and shows five kinds in full", () => {
    const now = Array.from({ length: 7 }, (_, i) => quote({ [`m${i}`]: 1 }));
    const { text } = hear([], ...now, now[6]);
    assert.match(text, /^quote .*\n.*\n  m6 added\n/);
    assert.equal(text.match(/^quote /gm).length, 5);
    assert.deepEqual(text.match(/\d NOT DECLARED .*/g).slice(0, 2), [
      "2 NOT DECLARED quote: m6 added",
      "1 NOT DECLARED quote: m0 added",
    ]);
    assert.equal(text.match(/NOT DECLARED/g).length, 7);
  });

  test("names the code and field of a refusal", () => {
    assert.match(
      hear([], refusal("invalid_value", "images")).text,
      /1 NOT DECLARED quote: the answer refused by invalid_value images$/m,
    );
  });

  test("counts what a class explains", () => {
    const { text, failed } = hear(
      [warns("a")],
      quote({ warnings: [warning("a")] }),
      quote({ warnings: [warning("a"), warning("a", "again")] }),
    );
    assert.equal(text, "       2 warns of a: a test\n2 requests, 0 answered otherwise than is declared");
    assert.equal(failed, false);
  });

  const both = quote({ warnings: [warning("b"), warning("a")] });

  test("leaves what a class does not explain", () => {
    const { text, failed } = hear([warns("a")], both);
    assert.equal(failed, true);
    assert.match(text, /NOT DECLARED quote: warnings\[\] added$/m);
    assert.match(text, /warnings\.0 added\n    old nothing\n    now \{"code":"b"/);
    assert.doesNotMatch(text, /now \{"code":"a"/);
  });

  test("leaves the price beside a warning that is declared", () => {
    assert.match(
      hear([warns("a")], quote({ warnings: [warning("a")], credits: { value: "1" } })).text,
      /NOT DECLARED quote: credits\.value changed$/m,
    );
  });

  test("takes several classes for one answer", () => {
    assert.equal(hear([warns("a"), warns("b")], both).failed, false);
  });

  test("refuses a class that nothing needs, if enough was asked", () => {
    for (const [name, classes] of [
      ["none", [warns("a")]],
      ["one that another one covers", [{ ...warns("b"), name: "all", explains: () => true }, warns("a")]],
    ]) {
      const v = verdict({ renames: [], classes });
      v.hear({ operation: "quote", request: "{}" }, JSON.stringify(old), JSON.stringify(name === "none" ? old : both));
      assert.equal(v.report(false).failed, false, name);
      assert.equal(v.report(true).failed, true, name);
      assert.match(v.report(true).text, /^declared and not seen: warns of a$/m, name);
    }
  });

  test("gives a class the shot that a change is about", () => {
    const request = { quotes: [{ seconds: 1 }, { seconds: 2, images: 3 }] };
    const seen = [];
    const v = verdict({
      renames: [],
      classes: [
        {
          name: "images",
          reason: "",
          explains: (change, context) => seen.push(asked(context, change)) && change.what === "refused",
        },
      ],
    });
    v.hear(
      { operation: "quotes", request: JSON.stringify(request) },
      JSON.stringify({ results: [quote(), quote()] }),
      JSON.stringify({ results: [quote(), quote(refusal("invalid_value", "images"))] }),
    );
    assert.deepEqual(seen, [request.quotes[1]]);
    assert.equal(v.report(true).failed, false);
    assert.deepEqual(asked({ request: { lines: [5] } }, { path: ["lines", 0, "price"] }), 5);
    assert.deepEqual(asked({ request: { seconds: 1 } }, { path: ["credits"] }), { seconds: 1 });
  });

  test("is not put off by a request or an answer that is no JSON", () => {
    const v = verdict({ renames: [], classes: [] });
    v.hear({ operation: "quote", request: "{" }, "{", "{");
    assert.equal(v.report(true).failed, false);
    v.hear({ operation: "quote", request: "null" }, "{", "[");
    assert.equal(v.report(true).failed, true);
  });
});

test("what is declared has a name and a reason, once", () => {
  for (const { reason } of [...renames, ...classes]) assert.match(reason, /\w{3}/);
  assert.equal(new Set(classes.map(({ name }) => name)).size, classes.length);
});
