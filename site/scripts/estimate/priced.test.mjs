import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { real, skip } from "../../../wasm/e2e/real.mjs";
import { isAbout, priced } from "./priced.mjs";
import { empty } from "./project.mjs";

const shot = (more) => ({ label: "Hero", seller: "house", model: "veo-3", seconds: "8", ...more });
const state = (...lines) => ({ ...empty(), lines });
const refusal = (field, code = "invalid_value") => ({
  error: { code, field, message: "no", accepted: [], alternatives: [] },
});

describe("lines, by the engine", { skip }, () => {
  // 8 s × 60 credits are 480.
  test("have their prices, and one that cannot be read costs no other", async () => {
    const lines = [shot({ count: "x", project: "P", takes: "2" }), shot({ count: "2" }), shot({ model: "veo-33" })];
    const { lines: got, refused, asked, answer } = await priced(await real(), state(...lines));
    assert.equal(refused, 2);
    assert.deepEqual(
      asked.lines.map((line) => line.model),
      ["veo-3", "veo-33"],
    ); // without the one
    assert.equal(answer.totals[0].amount.display, "960 credits");
    const [first, second, third] = got;
    assert.equal(second.total.display, "960 credits");
    assert.deepEqual([third.status, third.error.field, third.shot.model], ["refused", "model", "veo-33"]);
    const { error, ...unread } = first;
    assert.deepEqual([error.code, error.field], ["invalid_value", "count"]);
    assert.deepEqual(unread, {
      line: 1,
      label: "Hero",
      project: "P",
      client: null,
      status: "refused",
      shot: { seller: "house", model: "veo-3", seconds: "8" },
    });
  });

  test("have none where no line can be read", async () => {
    const { lines, refused, answer } = await priced(await real(), state(shot({ takes: "x" }), shot({ count: "two" })));
    assert.deepEqual(
      lines.map(({ error }) => error.field),
      ["takes", "count"],
    );
    assert.equal(refused, 2);
    assert.equal(answer, undefined);
  });

  test("have none where the day is no day", async () => {
    const { error, lines } = await priced(await real(), { ...state(shot()), asOf: "soon" });
    assert.equal(error.field, "asOf");
    assert.equal(lines, undefined);
  });
});

test("a line that is wrong as a whole is set aside without a field", async () => {
  const asked = [];
  const ask = (_, { lines }) => {
    asked.push(lines.map(({ label }) => label));
    return asked.length === 1 ? refusal("lines.1") : { lines: [{ status: "exact", warnings: [] }], refused: 0 };
  };
  const { lines, refused } = await priced(ask, state(shot({ label: "A" }), shot({ label: "B" })));
  assert.deepEqual(asked, [["A", "B"], ["A"]]);
  assert.equal(refused, 1);
  assert.equal(lines[0].status, "exact");
  assert.equal(lines[1].error.field, null);
});

test("an error of a line that nobody has is not asked about again", async () => {
  const { error } = await priced(() => refusal("lines.7.count"), state(shot()));
  assert.equal(error.field, "lines.7.count");
});

test("a line is approximate where the source says so", () => {
  const line = (code) => ({ status: "exact", warnings: [{ code }] });
  assert.equal(isAbout(line("approximate")), true);
  assert.equal(isAbout(line("estimated")), true);
  assert.equal(isAbout(line("range")), false);
  assert.equal(isAbout({ status: "refused", error: {} }), false);
});
