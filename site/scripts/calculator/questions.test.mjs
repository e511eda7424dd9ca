import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { questions } from "./questions.mjs";

const shot = { seller: "house", model: "veo-3", seconds: "8" };

describe("what is asked", () => {
  test("once needs no budget", () => {
    assert.deepEqual(questions(shot), { quote: shot, budget: undefined });
    assert.equal(questions({ ...shot, takes: "1", count: "9" }).budget, undefined);
  });

  test("with takes has the price of a kept clip", () => {
    const { quote, budget } = questions({ ...shot, count: "5", takes: "3" });
    assert.deepEqual(quote, { ...shot, count: "5", takes: "3" });
    assert.deepEqual(budget, { ...shot, clips: "5", takes: "3" });
  });

  test("with takes that are none leaves it to the engine to say so", () => {
    assert.deepEqual(questions({ ...shot, takes: "many" }).budget, { ...shot, clips: "1", takes: "many" });
  });

  test("with a keep rate asks the quote for one attempt, and how many are enough in 9 of 10 cases", () => {
    const { quote, budget } = questions({ ...shot, "keep.kept": "3", "keep.of": "50", takes: "2" });
    assert.deepEqual(quote, shot);
    assert.deepEqual(budget, { ...shot, clips: "1", keep: { kept: "3", of: "50" }, percentiles: "90" });
  });

  test("of credits of one's own is priced by the clip", () => {
    const { quote, budget } = questions({ credits: "50", "plan.price": "30", "plan.credits": "3000", takes: "2" });
    const plan = { price: "30", credits: "3000" };
    assert.deepEqual(quote, { credits: "50", plan, takes: "2" });
    assert.deepEqual(budget, { creditsPerClip: "50", plan, clips: "1", takes: "2" });
  });

  test("of the past stays with the quote", () => {
    const { quote, budget } = questions({ ...shot, history: "true", takes: "2" });
    assert.equal(quote.history, "true");
    assert.equal("history" in budget, false);
  });

  test("by a member and by members of it keeps the first", () => {
    assert.deepEqual(questions({ plan: "x", "plan.price": "1" }).quote, { plan: "x" });
  });

  // A link that writes into what all objects share would change the page around it.
  test("by names that every object has stays with the question", () => {
    const names = ["__proto__.polluted", "toString.polluted", "constructor.polluted"];
    const { quote } = questions({ ...shot, ...Object.fromEntries(names.map((name) => [name, "1"])) });
    assert.equal({}.polluted, undefined);
    assert.equal({}.toString.polluted, undefined);
    assert.equal(Object.polluted, undefined);
    const asked = '"__proto__":{"polluted":"1"},"toString":{"polluted":"1"},"constructor":{"polluted":"1"}';
    assert.equal(JSON.stringify(quote), `{"seller":"house","model":"veo-3","seconds":"8",${asked}}`);
  });

  test("by such a name itself is asked too, for the engine to refuse", () => {
    const { quote } = questions(JSON.parse('{"__proto__":"1","plan.__proto__":"2"}'));
    assert.equal(JSON.stringify(quote), '{"__proto__":"1","plan":{"__proto__":"2"}}');
  });
});
