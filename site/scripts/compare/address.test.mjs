import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isStandard, read, written } from "./address.mjs";

const columns = ["name", "second", "clip", "known"];
const begun = { seconds: "10" };
const start = { seconds: "10", resolution: "", audio: "", needs: "", market: "" };
const built = { by: "second", down: false };

describe("an address", () => {
  test("that says nothing is the page as it was built", () => {
    assert.deepEqual(read("", begun, columns), { asked: start, order: built });
    assert.equal(written({ seconds: "10" }, built, begun), "");
  });

  test("says what is otherwise", () => {
    const { asked, order } = read("?seconds=8&audio=false&market=api&order=clip&down=true", begun, columns);
    assert.deepEqual(asked, { ...start, seconds: "8", audio: "false", market: "api" });
    assert.deepEqual(order, { by: "clip", down: true });
  });

  test("keeps what the engine has to judge, and no order that there is not", () => {
    const { asked, order } = read("?seconds=&resolution=9K&order=price%22%5D&down=true", begun, columns);
    assert.deepEqual(asked, { ...start, seconds: "", resolution: "9K" });
    assert.deepEqual(order, built);
  });

  test("reads again what was written", () => {
    for (const [asked, order, text] of [
      [{ seconds: "10", needs: "native-audio" }, built, "needs=native-audio"],
      [{ seconds: "8", resolution: "a&b=c" }, built, "seconds=8&resolution=a%26b%3Dc"],
      [{ seconds: "10" }, { by: "second", down: true }, "order=second&down=true"],
      [{ seconds: "10", market: "app" }, { by: "name", down: false }, "market=app&order=name"],
    ]) {
      assert.equal(written(asked, order, begun), text);
      assert.deepEqual(read(`?${text}`, begun, columns), { asked: { ...start, ...asked }, order });
    }
  });
});

test("the shot of the page needs no engine, whichever market is shown", () => {
  assert.equal(isStandard({ seconds: "10", market: "api" }, begun), true);
  assert.equal(isStandard({ seconds: "8" }, begun), false);
  assert.equal(isStandard({ seconds: "10", audio: "true" }, begun), false);
  assert.equal(isStandard({}, begun), false);
});

test("a page may begin with a resolution and with or without audio", () => {
  const made = { seconds: "8", resolution: "720p", audio: "false" };
  assert.equal(isStandard(made, made), true);
  assert.equal(isStandard({ seconds: "8" }, made), false);
  assert.equal(written(made, built, made), "");
  assert.equal(written({ seconds: "8", audio: "false" }, built, made), "resolution=");
  assert.deepEqual(read("?resolution=", made, columns).asked, { ...start, seconds: "8", audio: "false" });
  assert.deepEqual(read("", made, columns).asked, { ...start, ...made });
});
