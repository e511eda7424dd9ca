// Tables of text: RFC 4180 as spreadsheets really write it. Strict where a guess
// could lose something, and blind to what the cells mean.

/** Nothing is longer than a whole list of lines could be. */
const longest = 1_000_000;

/**
 * Reads a table. Its separator is the first of tab, semicolon and comma that
 * its first line has outside of quotes; a byte order mark and all three ends of
 * lines are taken as they come. Lines without any text are left out.
 * @returns {{separator: string, rows: {line: number, cells: string[]}[], problem?: string}}
 *   line is where the row begins in the text, counted from 1
 */
export function parse(text) {
  if (text.length > longest)
    return {
      separator: ",",
      rows: [],
      problem: `The table has ${text.length} characters; at most ${longest} are read.`,
    };
  const s = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(s);
  const rows = [];
  let [at, line, start] = [0, 1, 1];
  let cells = [];
  while (at < s.length) {
    let cell = "";
    if (s[at] === '"') {
      const opened = line;
      for (at++; ; at++) {
        if (at >= s.length)
          return {
            separator,
            rows,
            problem: `Line ${opened}: a cell begins with a quotation mark and does not end with one.`,
          };
        if (s[at] === '"' && s[++at] !== '"') break; // of two, one stands for itself
        cell += s[at];
        if (s[at] === "\n" || (s[at] === "\r" && s[at + 1] !== "\n")) line++;
      }
      if (at < s.length && s[at] !== separator && s[at] !== "\n" && s[at] !== "\r") {
        return {
          separator,
          rows,
          problem: `Line ${line}: there is more in a cell after its closing quotation mark. A quotation mark inside a quoted cell is written twice.`,
        };
      }
    } else while (at < s.length && s[at] !== separator && s[at] !== "\n" && s[at] !== "\r") cell += s[at++];
    cells.push(cell);
    if (s[at] === separator) {
      at++;
      if (at < s.length) continue;
      cells.push(""); // the text ends with an empty cell
    }
    if (cells.some((c) => c.trim() !== "")) rows.push({ line: start, cells });
    cells = [];
    if (s[at] === "\r" && s[at + 1] === "\n") at++;
    at++;
    start = ++line;
  }
  return { separator, rows };
}

function separatorOf(s) {
  const first = /^(?:[^"\r\n]|"(?:[^"]|"")*(?:"|$))*/.exec(s)[0].replaceAll(/"(?:[^"]|"")*(?:"|$)/g, "");
  return ["\t", ";", ","].find((c) => first.includes(c)) ?? ",";
}

/** Writes a table as RFC 4180 has it, its cells made safe. */
export function write(rows) {
  return rows.map((cells) => cells.map((cell) => quoted(safe(cell))).join(",") + "\r\n").join("");
}

const quoted = (cell) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What a spreadsheet would run as a formula, however many apostrophes precede it. */
const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that no spreadsheet runs: it gets an apostrophe in front. */
export const safe = (cell) => (formula.test(cell) ? `'${cell}` : cell);

/** The cell that safe was given. */
export const restored = (cell) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);
