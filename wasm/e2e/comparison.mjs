// The page that compares, held against the API's answer for the same shot.

import assert from "node:assert/strict";

/** Prices, what is not confirmed and what has no price are the answer's, and nothing else is there. */
export async function comparisonIs(page, answer) {
  assert.deepEqual(
    (await compared(page)).map(([path, , clip]) => [path, clip]).sort(),
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

/** Of each row that is compared, where its model leads, the price of a second and that of the clip. */
export const compared = (page) => cells(page.locator("table.compared"), 3, 4);

const path = ({ seller, model }) => `/models/${seller.id}/${model.id}/`;
const about = ({ precision }) => (precision === "approx" || precision === "estimated" ? "≈ " : "");
const plain = ([path, reason]) => [path, reason.toLowerCase().replace(/\.$/, "")];

/** Of each row, where its model leads and what some of its cells say. */
const cells = (tables, ...columns) =>
  tables
    .locator("tbody tr")
    .evaluateAll(
      (rows, columns) =>
        rows.map((row) => [
          row.querySelector("th a").getAttribute("href"),
          ...columns.map((column) => row.cells[column].textContent),
        ]),
      columns,
    );
