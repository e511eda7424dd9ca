// What an estimate is about: lines, and what belongs to all of them. Every value
// is the text that somebody typed; the engine judges it, so nothing is lost here.
// The same state makes the address, the file, the copy that the browser keeps,
// and the request.

/** @import { Requests } from "../shared/answers.d.ts" */

/**
 * What somebody says of a line, by the names of lineMembers.
 * @typedef {Record<string, string | undefined>} Line
 */

/**
 * What somebody says of an estimate. Texts are "" where nothing is said.
 * @typedef {object} State
 * @property {string} name of the project, for the sheet
 * @property {string} client for the sheet
 * @property {string} ceiling in dollars
 * @property {string} asOf the day that it is priced for; today where it is ""
 * @property {string} failureRate shares of all jobs, as the engine has them
 * @property {string} timeoutRate
 * @property {string} duplicateRate
 * @property {Record<string, string>} pay the id of a way to pay, by currency
 * @property {Line[]} lines
 */

/**
 * What a link or a file has: its state, the version of the rate table that it was
 * made with, and what was wrong with it.
 * @typedef {{ state: State, table?: string, problems: string[] }} Read
 */

/** The members of a line that describe the shot, as the API names them. */
// biome-ignore format: a table
export const shotMembers = [
  "seller", "model", "mode", "resolution", "audio", "hdr", "quality", "batch", "seconds", "tier",
  "images", "inputImages", "inputSeconds", "width", "height", "fps", "gpuHours",
];

/** All members of a line. */
export const lineMembers = [...shotMembers, "count", "takes", "label", "project", "client"];

/** How often jobs go wrong. */
export const realityMembers = /** @type {const} */ (["failureRate", "timeoutRate", "duplicateRate"]);

/** The members of the state that are texts. */
export const texts = /** @type {const} */ (["name", "client", "ceiling", "asOf", ...realityMembers]);

/** @param {string} name @returns {name is typeof texts[number]} */
export const isText = (name) => texts.some((text) => text === name);

/** The most lines that the engine adds up. */
export const mostLines = 100;

/** The version of the form of addresses and files. */
export const version = "1";

/** @returns {State} */
export const empty = () => ({
  name: "",
  client: "",
  ceiling: "",
  asOf: "",
  failureRate: "",
  timeoutRate: "",
  duplicateRate: "",
  pay: {},
  lines: [],
});

/**
 * The members that say something, without what surrounds them.
 * @param {Line} from
 * @param {readonly string[]} names
 */
function saying(from, names) {
  /** @type {Record<string, string>} */
  const out = {};
  for (const name of names) {
    const text = from[name]?.trim();
    if (text) out[name] = text;
  }
  return out;
}

/**
 * The members of a line that say something.
 * @param {Line} line
 */
export const said = (line) => saying(line, lineMembers);

/**
 * The estimate request. The engine judges the texts in it.
 * @param {State} state
 */
export function request({ lines, asOf, failureRate, timeoutRate, duplicateRate }) {
  const reality = saying({ failureRate, timeoutRate, duplicateRate }, realityMembers);
  return /** @type {Requests["estimate"]} */ ({
    lines: lines.map(said),
    ...(Object.keys(reality).length > 0 ? { reality } : {}),
    ...(asOf ? { asOf } : {}),
  });
}

/**
 * A text of somebody else's, not too long to be shown again.
 * @param {string} text
 */
export const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
