import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hint, read, tooLarge } from "./usage-file.mjs";

const bytes = (...parts) => new Blob(parts.map((part) => (typeof part === "number" ? Uint8Array.of(part) : part)));
const code = async (source, most = 100) => {
  const { text, problem } = await read(source, most);
  return problem ? [problem.code, problem.message] : text;
};

describe("a file", () => {
  test("of UTF-8 is its text, without its mark", async () => {
    assert.equal(await code(bytes("model\nCafé 専業版 👩\r\n")), "model\nCafé 専業版 👩\r\n");
    assert.equal(await code(bytes(0xef, 0xbb, 0xbf, "model\n")), "model\n");
  });

  // biome-ignore format: a table
  for (const [name, source, want] of [
    ["a workbook", bytes("PK", 3, 4, "…"), ["not_text", "this is a workbook or another archive, not text"]],
    ["UTF-16, the low byte first", bytes(0xff, 0xfe, "a", 0), ["not_utf8", "the text is UTF-16"]],
    ["UTF-16, the high byte first", bytes(0xfe, 0xff, 0, "a"), ["not_utf8", "the text is UTF-16"]],
    ["Latin-1 in its first line", bytes("Caf", 0xe9, "\nb\n"), ["not_utf8", "line 1 is not UTF-8"]],
    ["Latin-1 further on", bytes("a\n\né\nCaf", 0xe9, "\nb"), ["not_utf8", "line 4 is not UTF-8"]],
    ["Latin-1 in its last line", bytes("a\r\nCaf", 0xe9), ["not_utf8", "line 2 is not UTF-8"]],
    ["a letter that is cut off", bytes("a\nb", 0xc3), ["not_utf8", "line 2 is not UTF-8"]],
    ["nothing", bytes(), ["empty", "there is nothing in it"]],
    ["blanks", bytes(" \r\n\t"), ["empty", "there is nothing in it"]],
    ["a mark alone", bytes(0xef, 0xbb, 0xbf), ["empty", "there is nothing in it"]],
  ])
    test(`of ${name} is refused`, async () => assert.deepEqual(await code(source), want));

  test("of too many bytes is not even read", async () => {
    const source = { size: 1001, arrayBuffer: () => assert.fail("it is read") };
    assert.deepEqual(await code(source, 1000), ["too_large", "it has 1,001 bytes, too many to check at once"]);
    assert.equal(await code(bytes("x".repeat(1000)), 1000), "x".repeat(1000));
  });

  test("that is gone cannot be read", async () => {
    const source = { size: 1, arrayBuffer: () => Promise.reject(new Error("it has moved")) };
    assert.deepEqual(await code(source), ["unreadable", "the browser could not read it: it has moved"]);
  });
});

test("pasted rows are text already, whatever they hold", async () => {
  assert.equal(await code("PK\u0003\u0004", 1), "PK\u0003\u0004");
  assert.deepEqual(await code("\n "), ["empty", "there is nothing in it"]);
});

test("what is too large says how much would do", () => {
  const [first] = tooLarge(6_000_000, 5_242_880).accepted;
  assert.match(first, /^at most 5,242,880 bytes/);
});

test("a header that cannot be used is probably separated otherwise", () => {
  // biome-ignore format: a table
  for (const [text, wrong, want] of [
    ["day;model\n1,2", "invalid_header", /semicolons/], ["day\tmodel\n", "invalid_header", /tabs/],
    ["day;model,x\n", "invalid_header", /^$/], ["day\n;\t", "invalid_header", /^$/], ["day;model", "too_large", /^$/],
  ])
    assert.match(hint(text, wrong), want);
});
