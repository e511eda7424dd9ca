import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { forget, recent, remember } from "./recent.mjs";

/** @type {Map<string, string>} */
const kept = new Map();

beforeEach(() => {
  kept.clear();
  globalThis.localStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
});

const shot = (n) => ({ query: `seconds=${n}`, words: `${n} s` });

test("the latest six are kept, each once", () => {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 3]) remember(shot(n));
  assert.deepEqual(
    recent().map(({ words }) => words),
    ["3 s", "7 s", "6 s", "5 s", "4 s", "2 s"],
  );
});

test("the same words have the latest address", () => {
  remember({ query: "a", words: "8 s" });
  remember({ query: "b", words: "8 s" });
  assert.deepEqual(recent(), [{ query: "b", words: "8 s" }]);
});

test("forgotten, nothing is left in the browser", () => {
  remember(shot(1));
  forget();
  assert.deepEqual(recent(), []);
  assert.equal(kept.size, 0);
});

test("what somebody else has left there is passed over", () => {
  for (const left of ["", "{", "7", "null", '{"query":"a"}', '[null,1,{"query":1,"words":"x"}]']) {
    kept.set("reelrate-recent", left);
    assert.deepEqual(recent(), [], left);
  }
});

test("without storage nothing is kept, and nothing fails", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("denied");
    },
  });
  remember(shot(1));
  forget();
  assert.deepEqual(recent(), []);
  delete globalThis.localStorage;
});
