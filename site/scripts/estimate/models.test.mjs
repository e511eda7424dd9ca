import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { catalogue } from "./models.mjs";

describe("a name", () => {
  const names = { house: "House", api: "API" };
  const models = [
    ["house", "sora-2", "Sora 2"],
    ["house", "sora-2-pro", "Sora 2 Pro"],
    ["api", "sora-2", "Sora 2"],
    ["api", "veo", "Veo"],
    ["hidden", "x", "X"],
  ].map(([id, model, name]) => ({ seller: { id }, id: model, name, state: "available" }));
  const { named } = catalogue(models, names, "");
  for (const [text, seller, model] of [
    ["SORA_2", "house", "sora-2"],
    ["sora 2 (pro)", "house", "sora-2-pro"],
    ["v.e.o", "api", "veo"],
    ["api/sora-2", "api", "sora-2"],
    ["Sora 2 专业版", "house", "Sora 2 专业版"],
    ["sora-2+", "house", "sora-2+"],
    ["sora-2\0", "house", "sora-2\0"],
    ["Veo\u00A0", "house", "Veo\u00A0"],
    ["x", "house", "x"],
  ])
    test(`${JSON.stringify(text)} is ${model} of ${seller}`, () =>
      assert.deepEqual(named(text, "house"), { seller, model }));
});
