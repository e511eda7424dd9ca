import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { catalogueOf, nothing } from "./catalogue.mjs";

/** Who answers what it was asked, and keeps it. */
function answering(refuse = () => false) {
  const asked = [];
  const ask = async (operation, request) => {
    asked.push([operation, request]);
    if (refuse(operation)) return { error: { code: "unknown_seller" } };
    return operation === "models" ? { models: [request] } : { offers: [request] };
  };
  return { asked, catalogue: catalogueOf(() => ask) };
}

describe("what is sold", () => {
  test("is asked once for a seller and a day", async () => {
    const { asked, catalogue } = answering();
    const first = await catalogue.sold("a", "2026-01-01");
    assert.equal(await catalogue.sold("a", "2026-01-01"), first);
    const request = { seller: "a", asOf: "2026-01-01" };
    assert.deepEqual(first, { models: [request], offers: [request] });
    assert.equal(asked.length, 2);
    await catalogue.sold("a");
    await catalogue.sold("");
    assert.deepEqual(
      asked.slice(2).map(([, of]) => of),
      [{ seller: "a" }, { seller: "a" }, {}, {}],
    );
  });

  test("is nothing where the seller is unknown, and no offers where there are none to be had", async () => {
    assert.equal(await answering(() => true).catalogue.sold("a"), nothing);
    const { catalogue } = answering((operation) => operation === "offers");
    assert.deepEqual(await catalogue.sold("a"), { models: [{ seller: "a" }], offers: [] });
  });

  test("is asked again after nobody answered", async () => {
    let there = false;
    const catalogue = catalogueOf(() => {
      if (!there) throw new Error("offline");
      return async (operation) => ({ [operation]: [] });
    });
    await assert.rejects(catalogue.sold("a"), /offline/);
    there = true;
    assert.deepEqual(await catalogue.sold("a"), { models: [], offers: [] });
  });

  test("is forgotten after twenty of them", async () => {
    const { asked, catalogue } = answering();
    for (let i = 0; i < 21; i++) await catalogue.sold(`seller-${i}`);
    await catalogue.sold("seller-0");
    assert.equal(asked.length, 2 * 22);
  });
});
