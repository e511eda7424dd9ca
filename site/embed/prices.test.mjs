import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";
import { inTime } from "./prices.mjs";

const never = new Promise(() => {});
const text = async (response) => (await response).text();
const other = (words) => async () => new Response(words);

describe("the table of prices", () => {
  test("is the site's where that can be had", async () => {
    assert.equal(await text(inTime(Promise.resolve(new Response("today")), never, assert.fail)), "today");
  });

  test("is another where the site has none, or says so by its status", async () => {
    for (const site of [Promise.reject(new Error("offline")), Promise.resolve(new Response("", { status: 404 }))]) {
      assert.equal(await text(inTime(site, never, other("kept"))), "kept");
    }
  });

  test("is another three seconds after the engine's first bytes, and not before", async (t) => {
    mock.timers.enable({ apis: ["setTimeout"] });
    t.after(() => mock.timers.reset());
    const table = text(inTime(never, Promise.resolve(new Response("")), other("kept")));
    await new Promise(setImmediate);
    mock.timers.tick(2999);
    assert.equal(await Promise.race([table, new Promise((open) => setImmediate(open, "open"))]), "open");
    mock.timers.tick(1);
    assert.equal(await table, "kept");
  });

  test("is the site's after all, where there is no other", async () => {
    let arrive;
    const late = new Promise((resolve) => (arrive = resolve));
    const missing = async () => {
      throw new Error("no table beside the script");
    };
    mock.timers.enable({ apis: ["setTimeout"] });
    const table = inTime(late, Promise.resolve(new Response("")), missing);
    await new Promise(setImmediate);
    mock.timers.tick(3000);
    mock.timers.reset();
    arrive(new Response("today"));
    assert.equal(await text(table), "today");
  });
});
