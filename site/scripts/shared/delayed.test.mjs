import assert from "node:assert/strict";
import { test } from "node:test";
import { delayed } from "./delayed.mjs";

test("the last of several calls is made, and once", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const later = delayed();
  /** @type {string[]} */
  const made = [];
  later(() => made.push("first"), 100);
  mock.timers.tick(99);
  later(() => made.push("second"), 100);
  mock.timers.tick(99);
  assert.deepEqual(made, []);
  mock.timers.tick(1);
  assert.deepEqual(made, ["second"]);
  mock.timers.tick(1000);
  assert.deepEqual(made, ["second"]);
});

test("each place has its own call", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const made = [];
  delayed()(() => made.push("here"), 10);
  delayed()(() => made.push("there"), 10);
  mock.timers.tick(10);
  assert.deepEqual(made, ["here", "there"]);
});
