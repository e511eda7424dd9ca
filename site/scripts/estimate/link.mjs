// The address of an estimate. A line is
//
//   line=label~seller/model~count~takes~seconds:6~resolution:720p…
//
// in which a tilde that belongs to a text is %7E and a per cent sign %25, before the
// whole is written as queries are.

import { empty, isText, lineMembers, mostLines, said, short, texts, version } from "./project.mjs";

/** @import { Line, Read, State } from "./project.mjs" */

/** The longest address that is made: browsers and hosts take about 8 KiB. */
export const longestLink = 7000;

/**
 * The query of an address.
 * @param {State} state
 * @param {string} [table] the version of the rate table
 */
export function query(state, table) {
  const parts = [["v", version]];
  for (const name of texts) if (state[name].trim()) parts.push([name, state[name].trim()]);
  for (const [currency, choice] of Object.entries(state.pay)) parts.push(["pay", `${currency}:${choice}`]);
  for (const line of state.lines) parts.push(["line", lineText(line)]);
  if (table) parts.push(["table", table]);
  return parts.map(([name, value]) => `${name}=${readable(value)}`).join("&");
}

/** @param {string} value */
const readable = (value) =>
  encodeURIComponent(value)
    .replaceAll("%20", "+")
    .replaceAll(/%(2F|3A|2C)/g, (code) => decodeURIComponent(code));

/** @param {string} text */
const inner = (text) => text.replaceAll("%", "%25").replaceAll("~", "%7E");

/** @param {string} text */
const outer = (text) => text.replaceAll("%7E", "~").replaceAll("%25", "%");

/** @param {Line} line */
function lineText(line) {
  const { label = "", seller = "", model = "", count = "", takes = "", ...rest } = said(line);
  const more = lineMembers.filter((name) => name in rest).map((name) => `${name}:${rest[name]}`);
  return [label, `${seller}/${model}`, count, takes, ...more].map(inner).join("~");
}

/**
 * Reads a query.
 * @param {string} search
 * @returns {Read | null} null where it says nothing of an estimate
 */
export function fromQuery(search) {
  const given = new URLSearchParams(search);
  if (![...given.keys()].some((name) => name === "line" || isText(name))) return null;
  const state = empty();
  const made = given.get("v");
  if (made !== null && made !== version) {
    return { state, problems: [`This link is of version ${short(made)}; this page reads version ${version}.`] };
  }
  /** @type {string[]} */
  const problems = [];
  for (const [name, value] of given) {
    if (isText(name)) state[name] = value;
    else if (name === "line") addLine(state, value, problems);
    else if (name === "pay") addWay(state, value, problems);
    else if (name !== "v" && name !== "table") {
      problems.push(`The link has “${short(name)}”, which this page does not know.`);
    }
  }
  return { state, table: given.get("table") ?? undefined, problems };
}

/** @param {State} state @param {string} text @param {string[]} problems */
function addWay({ pay }, text, problems) {
  const [, currency, choice] = /^([^:]*):(.*)$/.exec(text) ?? [];
  if (currency) pay[currency] = choice;
  else problems.push(`pay: “${short(text)}” is not a currency and a way to pay.`);
}

const tooMany =
  `The link has more than ${mostLines} lines, the most that are added up at once.` +
  ` The first ${mostLines} are here.`;

/** @param {State} state @param {string} text @param {string[]} problems */
function addLine({ lines }, text, problems) {
  if (lines.length >= mostLines) {
    if (!problems.includes(tooMany)) problems.push(tooMany);
    return;
  }
  const [label = "", sold = "", count = "", takes = "", ...rest] = text.split("~").map(outer);
  const slash = sold.indexOf("/");
  /** @type {Line} */
  const line = { label, seller: slash < 0 ? "" : sold.slice(0, slash), model: sold.slice(slash + 1), count, takes };
  for (const part of rest) {
    const [, name, value] = /^([^:]*):(.*)$/s.exec(part) ?? [];
    if (lineMembers.includes(name)) line[name] = value;
    else {
      const none = `Line ${lines.length + 1} of the link has “${short(part)}”, which is nothing that a line can say.`;
      problems.push(`${none} A line can say: ${lineMembers.join(", ")}.`);
    }
  }
  lines.push(line);
}
