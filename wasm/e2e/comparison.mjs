// The page that compares, held against the API's answer for the same shot.

import assert from "node:assert/strict";

/** Prices, what is not confirmed and what has no price are the answer's, and nothing else is there. */
export async function comparisonIs(page, answer) {
  assert.deepEqual(
    (await cells(page.locator("table.compared"), 4)).sort(),
    answer.comparable.map((row) => [path(row), about(row) + row.dollars.display]).sort(),
  );
  for (const [list, models] of [
    ["unconfirmed", answer.unconfirmed],
    ["others", answer.notComparable],
  ]) {
    const listed = await cells(page.locator(`[data-list=${list}]`), 2);
    assert.deepEqual(listed.map(plain).sort(), models.map((row) => plain([path(row), row.reason])).sort());
  }
}

const path = ({ seller, model }) => `/models/${seller.id}/${model.id}/`;
const about = ({ precision }) => (precision === "approx" || precision === "estimated" ? "≈ " : "");
const plain = ([path, reason]) => [path, reason.toLowerCase().replace(/\.$/, "")];

/** Of each row, where its model leads and what one of its cells says. */
const cells = (tables, column) =>
  tables
    .locator("tbody tr")
    .evaluateAll(
      (rows, column) =>
        rows.map((row) => [row.querySelector("th a").getAttribute("href"), row.cells[column].textContent]),
      column,
    );
