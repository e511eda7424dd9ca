// Lists of shots as people have them: a table from a spreadsheet, or sentences.
// What cannot be read is named with what would be, and then nothing is added.

import { fold } from "../shared/fold.mjs";
import { parse, restored, write } from "./csv.mjs";
import { lineMembers } from "./project.mjs";
import { sentences } from "./sentences.mjs";

/** @import { Estimate, Line as Answered } from "../shared/answers.d.ts" */
/** @import { TableRow } from "./csv.mjs" */
/** @import { Line } from "./project.mjs" */

/** @typedef {{ seller: string, model: string }} Sold */

/**
 * Who knows the models of a list.
 * @typedef {object} Models
 * @property {(name: string) => Sold} named what a model's name means
 * @property {(label: string) => Sold} guess which model suits a shot that names none
 */

/**
 * What was read: no lines where there are problems.
 * @typedef {{ lines: Line[], table?: string, problems: string[] }} List
 */

/**
 * What the columns of a table may be called, besides their own names.
 * @type {Record<string, string[]>}
 */
const aliases = {
  label: ["shot", "name", "description", "scene"],
  seconds: ["length", "duration", "sec", "s"],
  count: ["clips", "quantity", "qty", "number"],
  takes: ["attempts", "iterations"],
};

/** What a saved table says beyond the lines; read past when it is opened again. */
// biome-ignore format: a table
const computed = [
  "currency", "priceMin", "priceMax", "totalMin", "totalMax", "problem", "known", "standing",
  "asOf", "tableVersion", "tableDigest",
];

/** The order of a table without a header. */
export const order = ["label", "model", "seconds", "count", "takes", "project", "client"];

/** Those that every model has come first. */
const columns = [
  ...new Set(["label", "seller", "model", "seconds", "count", "takes", "project", "client", ...lineMembers]),
];

/**
 * The column that a header means, if any.
 * @param {string} header
 */
function columnOf(header) {
  const name = fold(restored(header.trim()));
  return [...columns, ...computed].find((column) => fold(column) === name || aliases[column]?.includes(name));
}

/**
 * The lines of a pasted text, a table or sentences.
 * @param {string} text
 * @param {Models} models
 * @returns {List}
 */
export function read(text, models) {
  const nothing = { lines: [], problems: ["There is nothing to read yet."] };
  if (text.trim() === "") return nothing;
  const { rows, separator, problem } = parse(text);
  const first = rows.length > 0 ? rows[0].cells : [];
  const isTable = /[\t;]/.test(text) || columnsOf(first).length > 0 || (first.length > 3 && separator === ",");
  if (!isTable) return sentences(text, models);
  if (problem) return { lines: [], problems: [problem] };
  return rows.length > 0 ? fromTable(rows, models) : nothing;
}

/**
 * The columns of a header; none where it is no header.
 * @param {string[]} cells
 */
const columnsOf = (cells) => (cells.filter((cell) => columnOf(cell)).length >= 2 ? cells.map(columnOf) : []);

/**
 * The lines of a table.
 * @param {TableRow[]} rows
 * @param {Models} models
 * @returns {List}
 */
function fromTable(rows, models) {
  const header = columnsOf(rows[0].cells);
  const problems = header.length > 0 ? wrongHeader(rows[0], header) : [];
  const body = header.length > 0 ? rows.slice(1) : rows;
  if (body.length === 0) problems.push("The table has a header and no lines.");
  const named = header.length > 0 ? header : order;
  const at = named.indexOf("tableVersion");
  const table = body.map(({ cells }) => restored(cells[at] ?? "").trim()).find(Boolean);
  const lines = body.map((row) => lineOf(row, named, models, problems));
  return { lines: problems.length > 0 ? [] : lines, table, problems };
}

/**
 * What is wrong with a header.
 * @param {TableRow} header
 * @param {(string | undefined)[]} named
 */
function wrongHeader({ line, cells }, named) {
  return cells.flatMap((cell, i) => {
    if (!named[i]) {
      const none = `Line ${line}: no column is called “${cell.trim()}”. Columns: ${columns.join(", ")}.`;
      return cell.trim() ? [none] : [];
    }
    return named.indexOf(named[i]) < i ? [`Line ${line}: two columns are ${named[i]}.`] : [];
  });
}

/** Members whose spaces are somebody's own. */
const free = ["label", "project", "client"];

/**
 * A row of a table as a line.
 * @param {TableRow} row
 * @param {(string | undefined)[]} named its columns
 * @param {Models} models
 * @param {string[]} problems
 */
function lineOf({ line: number, cells }, named, models, problems) {
  /** @type {Line} */
  const line = {};
  cells.forEach((cell, i) => {
    const name = named[i] ?? "";
    const value = restored(cell);
    const text = value.trim();
    if (i >= named.length && text) {
      problems.push(`Line ${number}: a cell “${text}” beyond the last column, ${named[named.length - 1]}.`);
    } else if (lineMembers.includes(name)) line[name] = free.includes(name) ? value : text;
  });
  for (const [name, unit] of Object.entries(units)) {
    const text = line[name];
    if (text) line[name] = unit.exec(text)?.[1] ?? text;
  }
  if (!line.seller) Object.assign(line, line.model ? models.named(line.model) : models.guess(line.label ?? ""));
  return line;
}

/** "6 s" is read as "6", "3 takes" as "3"; anything else stays, for the engine to judge. */
const units = {
  seconds: /^(\d+)\s*(?:s|sec|secs|seconds?)$/i,
  count: /^(\d+)\s*(?:×|x|clips?|shots?)$/i,
  takes: /^(\d+)\s*(?:×|x|takes?)$/i,
};

/**
 * The table of an estimate.
 * @param {Line[]} lines as the page has them
 * @param {readonly Answered[]} priced what the engine answered to each
 * @param {Pick<Estimate, "asOf" | "table">} answer
 */
export function table(lines, priced, { asOf, table: { version, digest } }) {
  const used = columns.filter((name) => order.includes(name) || name === "seller" || lines.some((line) => line[name]));
  const rows = lines.map((line, i) => [
    ...used.map((name) => line[name] ?? ""),
    ...computedOf(priced[i]),
    ...[asOf, version, digest],
  ]);
  return write([[...used, ...computed], ...rows]);
}

/**
 * What a saved table says of a line, from its currency to its standing.
 * @param {Answered | undefined} line
 */
function computedOf(line) {
  if (!line) return Array(8).fill("");
  if ("error" in line) return ["", "", "", "", "", `${line.error.code}: ${line.error.message}`, "", ""];
  const { currency, price, total, standing } = line;
  const range = (/** @type {typeof price} */ { min, max }) => [min, max ?? "none"];
  return [currency, ...range(price), ...range(total), "", standing.known ?? "", standing.words];
}
