// Tables of text: RFC 4180 as spreadsheets really write it. Strict where a guess
// could lose something, and blind to what the cells mean.

/** Nothing is longer than a whole list of lines could be. */
const longest = 1_000_000;

/** @typedef {{ line: number, cells: string[] }} TableRow its line is where it begins in the text, counted from 1 */

/**
 * Reads a table. Its separator is the first of tab, semicolon and comma that
 * its first line has outside of quotes; a byte order mark and all three ends of
 * lines are taken as they come. Lines without any text are left out.
 *
 * @param {string} text
 * @returns {{ separator: string, rows: TableRow[], problem?: string }}
 */
export function parse(text) {
  if (text.length > longest) {
    const problem = `The table has ${text.length} characters; at most ${longest} are read.`;
    return { separator: ",", rows: [], problem };
  }
  const s = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(s);
  /** @type {TableRow[]} */
  const rows = [];
  const on = { s, at: 0, line: 1 };
  while (on.at < s.length) {
    const start = on.line;
    const { cells, problem } = row(on, separator);
    if (problem) return { separator, rows, problem };
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: start, cells });
  }
  return { separator, rows };
}

/** @typedef {{ s: string, at: number, line: number }} Reading a text, and how far it is read */

/**
 * Reads the cells of a row, and its end.
 * @param {Reading} on
 * @param {string} separator
 */
function row(on, separator) {
  const { s } = on;
  const ends = (/** @type {number} */ at) => at >= s.length || s[at] === "\n" || s[at] === "\r";
  /** @type {string[]} */
  const cells = [];
  for (;;) {
    const opened = on.line;
    if (s[on.at] !== '"') {
      const from = on.at;
      while (!ends(on.at) && s[on.at] !== separator) on.at++;
      cells.push(s.slice(from, on.at));
    } else {
      const cell = quotedCell(on);
      if (cell === null) return { cells, problem: `Line ${opened}: ${unended}` };
      if (!ends(on.at) && s[on.at] !== separator) return { cells, problem: `Line ${on.line}: ${overfull}` };
      cells.push(cell);
    }
    if (s[on.at] !== separator) break;
    on.at++;
    if (on.at < s.length) continue;
    cells.push(""); // the text ends with an empty cell
    break;
  }
  if (s[on.at] === "\r" && s[on.at + 1] === "\n") on.at++;
  on.at++;
  on.line++;
  return { cells };
}

const unended = "a cell begins with a quotation mark and does not end with one.";
const overfull =
  "there is more in a cell after its closing quotation mark." +
  " A quotation mark inside a quoted cell is written twice.";

/**
 * Reads a cell in quotation marks; null where it does not end.
 * @param {Reading} on
 */
function quotedCell(on) {
  const { s } = on;
  let cell = "";
  for (on.at++; on.at < s.length; on.at++) {
    if (s[on.at] === '"' && s[++on.at] !== '"') return cell; // of two, one stands for itself
    cell += s[on.at];
    if (s[on.at] === "\n" || (s[on.at] === "\r" && s[on.at + 1] !== "\n")) on.line++;
  }
  return null;
}

/** @param {string} s */
function separatorOf(s) {
  const [first = ""] = /^(?:[^"\r\n]|"(?:[^"]|"")*(?:"|$))*/.exec(s) ?? [];
  const bare = first.replaceAll(/"(?:[^"]|"")*(?:"|$)/g, "");
  return ["\t", ";", ","].find((c) => bare.includes(c)) ?? ",";
}

/**
 * Writes a table as RFC 4180 has it, its cells made safe.
 * @param {string[][]} rows
 */
export const write = (rows) => rows.map((cells) => `${cells.map((cell) => quoted(safe(cell))).join(",")}\r\n`).join("");

/** @param {string} cell */
const quoted = (cell) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What a spreadsheet would run as a formula, however many apostrophes precede it. */
const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A cell that no spreadsheet runs: it gets an apostrophe in front.
 * @param {string} cell
 */
export const safe = (cell) => (formula.test(cell) ? `'${cell}` : cell);

/**
 * The cell that safe was given.
 * @param {string} cell
 */
export const restored = (cell) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);
