// A usage file as text, or what is wrong with it.

/** @import { Problem } from "./messages.d.ts" */

/** @typedef {{ text: string, problem?: undefined } | { text?: undefined, problem: Problem }} Text */

const utf8 = { accepted: ["CSV or JSON in UTF-8; spreadsheets call it “CSV UTF-8”"] };

/** @type {Problem} */
const empty = {
  code: "empty",
  message: "there is nothing in it",
  accepted: ["a header row and at least one row under it"],
};

/**
 * @param {Blob | string} source a file, or rows that were pasted
 * @param {number} most bytes
 * @returns {Promise<Text>}
 */
export async function read(source, most) {
  const out = typeof source === "string" ? { text: source } : await decoded(source, most);
  return out.text?.trim() === "" ? { problem: empty } : out;
}

/** @param {Blob} source @param {number} most @returns {Promise<Text>} */
async function decoded(source, most) {
  if (source.size > most) return { problem: tooLarge(source.size, most) };
  let bytes;
  try {
    bytes = new Uint8Array(await source.arrayBuffer());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: { code: "unreadable", message: `the browser could not read it: ${why}`, accepted: [] } };
  }
  const begins = (/** @type {number[]} */ ...start) => start.every((byte, i) => bytes[i] === byte);
  if (begins(0x50, 0x4b, 3, 4)) {
    return { problem: { code: "not_text", message: "this is a workbook or another archive, not text", ...utf8 } };
  }
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
    return { problem: { code: "not_utf8", message: "the text is UTF-16", ...utf8 } };
  }
  try {
    return { text: strict(bytes) };
  } catch {
    return { problem: { code: "not_utf8", message: `line ${badLine(bytes)} is not UTF-8`, ...utf8 } };
  }
}

/** @param {Uint8Array} bytes */
const strict = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/**
 * The first line that cannot be read. No character of UTF-8 has a line break inside.
 * @param {Uint8Array} bytes
 */
function badLine(bytes) {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(10, from);
    try {
      strict(bytes.subarray(from, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    from = end + 1;
  }
}

/**
 * @param {number} size in bytes as the engine counts them, with breaks and quotes escaped
 * @param {number} most
 * @returns {Problem}
 */
export const tooLarge = (size, most) => ({
  code: "too_large",
  message: `it has ${size.toLocaleString("en")} bytes, too many to check at once`,
  accepted: [
    `at most ${most.toLocaleString("en")} bytes, in which a line break or a quotation mark counts as two`,
    "the command below, which has no limit",
  ],
});

/**
 * What a header that cannot be used probably is.
 * @param {string} text
 * @param {string} code of what is wrong
 */
export function hint(text, code) {
  const [header] = text.slice(0, 2000).split("\n", 1);
  if (code !== "invalid_header" || header.includes(",")) return "";
  if (header.includes(";")) return "Its columns are separated by semicolons; they have to be separated by commas.";
  if (header.includes("\t")) return "Its columns are separated by tabs; they have to be separated by commas.";
  return "";
}
