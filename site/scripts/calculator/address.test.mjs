import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { curl, inAPI, read, valid, written } from "./address.mjs";

describe("an address", () => {
  test("that asks nothing has no request", () => {
    assert.deepEqual(read(""), { members: undefined, twice: undefined, table: undefined });
    assert.deepEqual(read("?table=2026-06-01"), { members: undefined, twice: undefined, table: "2026-06-01" });
  });

  test("has the members of its request, but those without a value, and its table apart", () => {
    const { members, table } = read("?seller=house&model=wan%2Fpro+x&offer=&plan.price=30&table=2026-06-01");
    assert.deepEqual(members, { seller: "house", model: "wan/pro x", "plan.price": "30" });
    assert.equal(table, "2026-06-01");
    assert.deepEqual(read("?seller=").members, {});
  });

  test("says which parameter it has twice, the table too", () => {
    assert.equal(read("?a=1&b=2&b=2&a=3").twice, "b"); // which comes again first
    assert.equal(read("?a=1&table=x&table=y").twice, "table");
    assert.equal(read("?a=1&A=1").twice, undefined);
  });

  test("keeps a member whatever its name", () => {
    assert.deepEqual(Object.entries(read("?__proto__=1&constructor=2").members), [
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  test("reads again what was written", () => {
    const request = { seller: "a&b=c", model: "x/y #?%", asOf: "2026-06-01T00:00:00+02:00" };
    const { members, table } = read(`?${written(request, "sha256:00")}`);
    assert.deepEqual([members, table], [request, "sha256:00"]);
    assert.equal(written({ model: "x/y" }, "1"), "model=x/y&table=1");
  });
});

test("the API is asked for the budget where there is one, else for the quote", () => {
  assert.equal(inAPI({ model: "x/y", count: "3" }, undefined), "/v1/quote?model=x/y&count=3");
  const budget = { model: "x/y", clips: "3", keep: { kept: "1", of: "4" } };
  assert.equal(inAPI({ model: "x/y" }, budget), "/v1/budget?model=x/y&clips=3&keep.kept=1&keep.of=4");
});

test("no address leaves its quotes in a shell", () => {
  assert.equal(curl("https://a.example/v1/quote?model=x'y';z"), "curl 'https://a.example/v1/quote?model=x%27y%27;z'");
});

test("a catalogue is asked for a day that is one", () => {
  assert.equal(valid("2026-06-01"), "2026-06-01");
  assert.equal(valid("2026-06-01T10:00:00Z"), "2026-06-01T10:00:00Z");
  for (const none of [undefined, "", "2026-06", "2026-06-01x", "yesterday"]) assert.equal(valid(none), undefined);
});
