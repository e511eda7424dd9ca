// The rows of the bench's table. Each script of the bench leaves its own in
// dist/bench, and the last prints them all.

import { readFile, writeFile } from "node:fs/promises";

const file = (name) => new URL(`../../dist/bench/${name}.rows.json`, import.meta.url);
const rows = [];

/**
 * One row: what, how much of it, what it is held against in the same run, and the
 * most that the ratio should be; null where nobody promised any.
 */
export function row(what, measured, against, unit, most = 1, beside = "budget") {
  const over = most !== null && measured / against > most;
  rows.push([
    what,
    amount(measured, unit),
    `${beside} ${amount(against, unit)}`,
    (measured / against).toFixed(2),
    most === null ? "" : `≤ ${most}`,
    over ? "OVER" : "",
  ]);
}

const amount = (value, unit) => `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en-US")} ${unit}`;

export const save = (name) => writeFile(file(name), JSON.stringify(rows));

/** Prints this script's rows, and then what those of these names have saved. */
export async function print(...names) {
  const table = [["", "measured", "beside", "ratio", "should be", ""], ...rows];
  for (const name of names) table.push(...JSON.parse(await readFile(file(name), "utf8")));
  const widths = table[0].map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  console.log();
  for (const cells of table)
    console.log(
      cells
        .map((cell, i) => (i === 1 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join("  ")
        .trimEnd(),
    );
}
