// Lists of shots as people have them: a table from a spreadsheet, or a sentence.
// What cannot be read is named with what would be, and then nothing is added.

import { parse, restored, write } from "./csv.mjs";
import { fold } from "../shared/fold.mjs";
import { lineMembers } from "./project.mjs";

/** What the columns of a table may be called, besides their own names. */
const aliases = {
  label: ["shot", "name", "description", "scene"],
  seconds: ["length", "duration", "sec", "s"],
  count: ["clips", "quantity", "qty", "number"],
  takes: ["attempts", "iterations"],
};

/** What a saved table says beyond the lines; read past when it is opened again. */
const computed = [
  "currency",
  "priceMin",
  "priceMax",
  "totalMin",
  "totalMax",
  "problem",
  "known",
  "standing",
  "asOf",
  "tableVersion",
  "tableDigest",
];

/** The order of a table without a header. */
export const order = ["label", "model", "seconds", "count", "takes", "project", "client"];

const columns = [
  "label",
  "seller",
  "model",
  "seconds",
  "count",
  "takes",
  "project",
  "client",
  ...lineMembers.filter(
    (name) => !["label", "seller", "model", "seconds", "count", "takes", "project", "client"].includes(name),
  ),
];

const columnOf = (header) => {
  const name = fold(restored(header.trim()));
  return [...columns, ...computed].find(
    (column) => fold(column) === name || aliases[column]?.some((alias) => alias === name),
  );
};

/**
 * The lines of a pasted text, a table or sentences.
 * @param {(name: string) => {seller: string, model: string}} modelOf what a model's name means
 * @param {(label: string) => {seller: string, model: string}} guess which model suits a shot that names none
 * @returns {{lines: object[], table?: string, problems: string[]}}
 */
export function read(text, modelOf, guess) {
  if (text.trim() === "") return { lines: [], problems: ["There is nothing to read yet."] };
  const { rows, separator, problem } = parse(text);
  const table =
    text.includes("\t") ||
    text.includes(";") ||
    columnsOf(rows[0]?.cells).length > 0 ||
    ((rows[0]?.cells.length ?? 0) > 3 && separator === ",");
  if (!table) return sentences(text, modelOf, guess);
  if (problem) return { lines: [], problems: [problem] };
  return fromTable(rows, modelOf, guess);
}

/** The columns of a header; none where it is no header. */
const columnsOf = (cells) => (cells?.filter((cell) => columnOf(cell)).length >= 2 ? cells.map(columnOf) : []);

/** The lines of a table. */
function fromTable(rows, modelOf, guess) {
  const problems = [];
  let named = columnsOf(rows[0]?.cells);
  const body = named.length ? rows.slice(1) : rows;
  if (!named.length) named = order;
  else {
    rows[0].cells.forEach((cell, i) => {
      if (!named[i] && cell.trim())
        problems.push(`Line ${rows[0].line}: no column is called “${cell.trim()}”. Columns: ${columns.join(", ")}.`);
      else if (named[i] && named.indexOf(named[i]) < i)
        problems.push(`Line ${rows[0].line}: two columns are ${named[i]}.`);
    });
    if (body.length === 0) problems.push("The table has a header and no lines.");
  }
  let table;
  const lines = body.map(({ line: number, cells }) => {
    const line = {};
    cells.forEach((cell, i) => {
      const name = named[i];
      const value = restored(cell);
      if (name === "tableVersion") table ??= value.trim() || undefined;
      if (i >= named.length && value.trim())
        problems.push(`Line ${number}: a cell “${value.trim()}” beyond the last column, ${named[named.length - 1]}.`);
      else if (lineMembers.includes(name))
        line[name] = name === "label" || name === "project" || name === "client" ? value : value.trim();
    });
    for (const name of ["seconds", "count", "takes"]) if (line[name]) line[name] = bare(line[name], name);
    if (!line.seller) Object.assign(line, line.model ? modelOf(line.model) : guess(line.label ?? ""));
    return line;
  });
  return { lines: problems.length ? [] : lines, table, problems };
}

/** "6 s" as "6", "3 takes" as "3"; anything else stays, for the engine to judge. */
function bare(text, name) {
  const unit = {
    seconds: /^(\d+)\s*(?:s|sec|secs|seconds?)$/i,
    count: /^(\d+)\s*(?:×|x|clips?|shots?)$/i,
    takes: /^(\d+)\s*(?:×|x|takes?)$/i,
  }[name];
  return unit.exec(text)?.[1] ?? text;
}

const example = "40 B-roll clips of 6 s";

/** The lines of sentences: "40 B-roll clips of 6 s and 5 hero shots of 8 s, 2 takes". */
function sentences(text, modelOf, guess) {
  const problems = [];
  const lines = [];
  // A part begins at a number that counts clips: the next one after it is their length.
  const parts = text
    .split(/\r\n?|\n|[;.](?=\s|$)|,\s*(?:and\s+)?(?=\d)(?!\s*\d+\s*takes?\b)|\s+(?:and|&|plus|\+)\s+(?=\d)/i)
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts) {
    const [, count, what, seconds, rest] =
      /^(\d+)\s*(?:×|x(?![a-z]))?\s*(.*?)[\s,]*(?:\b(?:of|at|with|each)\s+|×\s*|@\s*)?(\d+)\s*(?:s|sec|secs|seconds?)\b\.?(.*)$/i.exec(
        part,
      ) ?? [];
    if (!count) {
      problems.push(`“${part}” is not read. Say how many, what and how long: ${example}.`);
      continue;
    }
    let left = rest.trim();
    let label = what.replace(/\s*\b(?:clips?|videos?)$/i, "").trim();
    if (!label) {
      // "10 × 5 s close-ups"
      [label] = /^(?!(?:in|on|by|using|with|at|each)\b)[^,(\d]*?(?=,|\(|$|\s+(?:in|on|by|using|with|at|each)\b)/i.exec(
        left,
      ) ?? [""];
      left = left.slice(label.length).trim();
    }
    const line = {
      label: label && label[0].toUpperCase() + label.slice(1),
      ...guess(label),
      seconds,
      count,
      takes: "1",
    };
    while (left) {
      const [whole, takes, resolution] =
        /^(?:,|\(|each\b|in\b|at\b|with\b)?\s*(?:(\d+)\s*takes?(?:\s+each)?|(\d+p|\dk))\s*\)?/i.exec(left) ?? [];
      const [, model] = /^,?\s*(?:on|by|using|in|with)\s+(.+)$/i.exec(left) ?? [];
      if (whole && takes) line.takes = takes;
      else if (whole && resolution) line.resolution = resolution.replace(/k$/, "K");
      else if (/^each\b/i.test(left)) {
        left = left.slice(4).trim();
        continue;
      } else if (model) Object.assign(line, modelOf(model.trim()));
      else
        problems.push(
          `“${part}”: what “${left}” means is not clear. After the length may come “2 takes”, “in 1080p” or “on Veo 3”.`,
        );
      if (!whole) break;
      left = left.slice(whole.length).trim();
    }
    lines.push(line);
  }
  return { lines: problems.length ? [] : lines, problems };
}

/**
 * The table of an estimate.
 * @param {object[]} lines as the page has them
 * @param {object[]} priced what the engine answered to each
 */
export function table(lines, priced, { asOf, table: { version, digest } }) {
  const used = columns.filter((name) => order.includes(name) || name === "seller" || lines.some((line) => line[name]));
  const rows = lines.map((line, i) => {
    const { currency = "", price, total, standing, error } = priced[i] ?? {};
    const problem = error ? `${error.code}: ${error.message}` : "";
    return [
      ...used.map((name) => line[name] ?? ""),
      currency,
      price?.min ?? "",
      price ? (price.max ?? "none") : "",
      total?.min ?? "",
      total ? (total.max ?? "none") : "",
      problem,
      standing?.known ?? "",
      standing?.words ?? "",
      asOf,
      version,
      digest,
    ];
  });
  return write([[...used, ...computed], ...rows]);
}
