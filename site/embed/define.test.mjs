import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** @type {Map<string, Function>} */
let registered;
/** @type {unknown[]} */
let warned;

beforeEach(() => {
  registered = new Map();
  warned = [];
  const classes = new Set();
  globalThis.customElements = {
    get: (/** @type {string} */ name) => registered.get(name),
    define(/** @type {string} */ name, /** @type {Function} */ element) {
      if (!/^[a-z][a-z0-9.-]*-[a-z0-9.-]*$/.test(name)) throw new SyntaxError(`"${name}" is no name of an element`);
      if (registered.has(name) || classes.has(element)) throw new Error("a second time");
      classes.add(element);
      registered.set(name, element);
    },
  };
  console.warn = (...words) => warned.push(...words);
});

const { define, ReelratePrice } = await import("./define.mjs");

let copies = 0;

/** A copy of the script, at an address of its own. */
const at = (/** @type {string} */ query) => import(`./reelrate.mjs?copy=${copies++}${query}`);

const names = () => [...registered.keys()].join(" ");
const usual = "reelrate-calculator reelrate-price";

test("what a package defines is called as ever", () => {
  define();
  define();
  assert.equal(names(), usual);
  assert.ok(/** @type {any} */ (registered.get("reelrate-price")).prototype instanceof ReelratePrice);
});

test("one copy can have several prefixes", () => {
  define("acme");
  define();
  define("acme");
  assert.equal(names(), `acme-calculator acme-price ${usual}`);
});

test("a name that is taken stays whose it is", () => {
  const theirs = class {};
  customElements.define("acme-price", /** @type {any} */ (theirs));
  define("acme");
  assert.equal(names(), "acme-price acme-calculator");
  assert.equal(registered.get("acme-price"), theirs);
});

test("the script's address says the prefix", async () => {
  await at("");
  await at("&prefix=acme");
  await at("&prefix=x1&more=2");
  assert.equal(names(), `${usual} acme-calculator acme-price x1-calculator x1-price`);
  assert.deepEqual(warned, []);
});

test("a prefix that can begin no name is told of once, and the usual one taken", async () => {
  for (const prefix of ["1acme", "Acme", "a%20b", "é", "<b>"]) {
    registered.clear();
    warned = [];
    await at(`&prefix=${prefix}`);
    assert.equal(names(), usual, prefix);
    assert.equal(warned.length, 1, prefix);
  }
});

test("an empty prefix registers nothing yet", async () => {
  const { define } = await at("&prefix=");
  assert.equal(names(), "");
  define("acme");
  assert.equal(names(), "acme-calculator acme-price");
});

test("another parameter is no prefix", async () => {
  await at("&myprefix=acme");
  assert.equal(names(), usual);
});

test("nothing happens where there are no elements", () => {
  Reflect.deleteProperty(globalThis, "customElements");
  define("acme");
});
