import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { attributeOf, camel, memberOf, members, requestOf, take } from "./members.mjs";

/** An element as far as its attributes go. */
function having(attributes) {
  const all = new Map(Object.entries(attributes));
  return {
    all,
    getAttribute: (name) => all.get(name) ?? null,
    setAttribute: (name, value) => all.set(name, value),
    removeAttribute: (name) => all.delete(name),
  };
}

describe("attributes", () => {
  test("are members in kebab-case, but a plan, which is an offer", () => {
    assert.equal(memberOf("input-images"), "inputImages");
    assert.equal(memberOf("plan"), "offer");
    assert.equal(attributeOf("offer"), "plan");
    assert.equal(attributeOf("asOf"), "as-of");
    assert.equal(attributeOf("plan"), undefined, "a plan of one's own has no attribute");
    assert.equal(camel("gpu-hours"), "gpuHours");
    for (const name of members) assert.equal(attributeOf(memberOf(name)), name);
  });

  test("make a request of what they say and nothing else", () => {
    const request = requestOf(having({ seller: " a ", model: "b", seconds: "", plan: "c", theme: "dark", junk: "x" }));
    assert.deepEqual({ ...request }, { seller: "a", model: "b", offer: "c" });
    assert.equal(Object.getPrototypeOf(request), null);
  });

  test("that are there without a value say yes where that can be said", () => {
    assert.deepEqual(
      { ...requestOf(having({ audio: "", hdr: "false", seconds: " " })) },
      { audio: "true", hdr: "false" },
    );
  });

  test("take members and leave what is no attribute", () => {
    const element = having({ seller: "a", model: "b", seconds: "8" });
    take(element, { seconds: "5", inputImages: "2", credits: "9", model: undefined });
    assert.deepEqual(Object.fromEntries(element.all), { seller: "a", seconds: "5", "input-images": "2" });
  });

  test("take a whole shot in place of theirs; what is counted stays, and a plan with its seller", () => {
    const before = { seller: "a", model: "b", audio: "true", plan: "p", count: "3", takes: "2", "as-of": "2026-01-01" };
    const kept = { count: "3", takes: "2", "as-of": "2026-01-01" };
    const same = having(before);
    take(same, { seller: "a", model: "c" }, true);
    assert.deepEqual(Object.fromEntries(same.all), { seller: "a", model: "c", plan: "p", ...kept });
    const other = having(before);
    take(other, { seller: "z", model: "c" }, true);
    assert.deepEqual(Object.fromEntries(other.all), { seller: "z", model: "c", ...kept });
  });
});
