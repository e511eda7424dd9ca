import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, restored, safe, write } from "./csv.mjs";

const cells = (text) => parse(text).rows.map((row) => row.cells);

// biome-ignore format: a table
const tables = [
  ["commas", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]],
  ["semicolons, with commas in cells", "a;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]]],
  ["tabs", "a\tb\r1\t\r", [["a", "b"], ["1", ""]]],
  ["a byte order mark", "\uFEFFa,b\n1,2", [["a", "b"], ["1", "2"]]],
  ["quotes, separators and lines in a cell", 'a,b\n"x, ""y""\nz",2\n', [["a", "b"], ['x, "y"\nz', "2"]]],
  ["a separator that only a quoted cell has", '"a;b",c\n1,2', [["a;b", "c"], ["1", "2"]]],
  ["empty lines", "a,b\n\n , \n1,2\n\n", [["a", "b"], ["1", "2"]]],
  ["an empty last cell", "a,", [["a", ""]]],
  ["a quotation mark inside an unquoted cell", 'a,5" lens\n', [["a", '5" lens']]],
  ["nothing", "", []],
];
for (const [name, text, want] of tables) test(`reads ${name}`, () => assert.deepEqual(cells(text), want));

test("says where a cell does not end, and where its line is", () => {
  assert.match(parse('a,b\n1,"2\n3').problem, /^Line 2: .*does not end/);
  assert.match(parse('a,b\n"1\n2"x,2').problem, /^Line 3: .*after its closing/);
  assert.equal(parse('a,b\n"1\n2",3\nx,y').rows[2].line, 4);
});

// biome-ignore format: a table
const odd = [
  "=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-x", "'tis", "", "plain", " =1", 'a"b',
  "a,b;c\td", "  x  ", "line\r\nline",
];
test("lets no cell be a formula, and gives back what it was", () => {
  for (const text of odd) {
    const [[cell]] = cells(write([[text, "x"]]));
    assert.equal(restored(cell), text, JSON.stringify(text));
    assert.doesNotMatch(cell, /^[=+\-@\t\r\n\uFF1D]/, JSON.stringify(text));
  }
  assert.equal(safe("=1+1"), "'=1+1");
  assert.equal(safe("'tis"), "'tis");
});
