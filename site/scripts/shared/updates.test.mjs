import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { updates } from "./updates.mjs";

/** A run that is ended by hand: what it is given, it gives or throws. */
function byHand() {
  const open = [];
  const run = () => new Promise((resolve, reject) => open.push({ resolve, reject }));
  const begun = async (n) => {
    while (open.length < n) await null;
    return open[n - 1];
  };
  return { run, begun, open };
}

describe("updates", () => {
  test("asked for at once are one", async () => {
    const { run, begun, open } = byHand();
    const follow = updates(run);
    const asked = [follow.ask(), follow.ask()];
    (await begun(1)).resolve("a");
    assert.deepEqual(await Promise.all(asked), ["a", "a"]);
    assert.equal(open.length, 1);
  });

  test("asked for while one runs are one more after it, whose end all wait for", async () => {
    const { run, begun, open } = byHand();
    const follow = updates(run);
    const first = follow.ask();
    const one = await begun(1);
    assert.equal(follow.stale, false);
    const later = [follow.ask(), follow.ask()];
    assert.equal(follow.stale, true, "what the first finds is old");
    one.resolve("old");
    const two = await begun(2);
    assert.equal(follow.stale, false);
    two.resolve("new");
    assert.deepEqual(await Promise.all([first, ...later]), ["new", "new", "new"]);
    assert.equal(open.length, 2);
  });

  test("that fail are rejected, unless another is wanted", async () => {
    const { run, begun } = byHand();
    const follow = updates(run);
    const first = follow.ask();
    const one = await begun(1);
    const second = follow.ask();
    one.reject(new Error("old"));
    (await begun(2)).resolve("new");
    assert.deepEqual(await Promise.all([first, second]), ["new", "new"]);

    const third = follow.ask();
    (await begun(3)).reject(new Error("gone"));
    await assert.rejects(third, /gone/);
    const fourth = follow.ask();
    (await begun(4)).resolve("again");
    assert.equal(await fourth, "again");
  });
});
