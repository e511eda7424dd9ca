import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asking } from "./asking.mjs";

const engine = () => "engine";
const api = () => "api";

describe("who answers", () => {
  test("is started once, when somebody first wants it", async () => {
    const how = [];
    const { wake } = asking(async (priority) => (how.push(priority), engine), assert.fail);
    assert.deepEqual(how, []);
    assert.equal(await wake("low"), engine);
    assert.equal(await wake("high"), engine);
    assert.deepEqual(how, ["low"]);
  });

  test("is another where that fails, who is told why and how it was asked for", async () => {
    const told = [];
    const failing = async () => {
      throw new Error("no WebAssembly");
    };
    const { wake } = asking(failing, ({ message }, how) => (told.push(message, how), api));
    assert.equal(await wake("low"), api);
    assert.equal(await wake("high"), api);
    assert.deepEqual(told, ["no WebAssembly", "low"]);
  });

  test("is tried again after a failure, and only then", async () => {
    let works = false;
    const start = async () => {
      if (!works) throw new Error("offline");
      return engine;
    };
    const rethrow = (error) => {
      throw error;
    };
    const { wake, startOver } = asking(start, rethrow);
    await assert.rejects(wake(), /offline/);
    works = true;
    await assert.rejects(wake(), /offline/);
    startOver();
    assert.equal(await wake(), engine);
  });
});
