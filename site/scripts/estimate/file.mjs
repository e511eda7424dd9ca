// An estimate as a JSON file: the request and the answer as the API has them, and
// what else the page keeps.

import { empty, lineMembers, mostLines, realityMembers, request, short, version } from "./project.mjs";

/** @import { Estimate } from "../shared/answers.d.ts" */
/** @import { Line, Read, State } from "./project.mjs" */

/** @param {State} state @param {Estimate} answer */
export function toJSON(state, answer) {
  const { name, client, ceiling, pay } = state;
  const file = { reelrate: "estimate", version, name, client, ceiling, pay, request: request(state), answer };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads such a file, or a bare request of the API.
 * @param {string} text
 * @returns {Read | { state?: undefined, problems: string[] }} no state where there are problems
 */
export function fromJSON(text) {
  const { file, problem } = parsed(text);
  if (!file) return { problems: [problem] };
  const own = file.reelrate !== undefined;
  const asked = own ? file.request : file;
  if (!isObject(asked) || !Array.isArray(asked.lines)) {
    return { problems: [`${own ? "request.lines" : "lines"}: a list of lines belongs here.`] };
  }
  /** @type {string[]} */
  const problems = [];
  const state = empty();
  takeRequest(state, asked, asked.lines, problems);
  if (own) takeOwn(state, file, problems);
  return problems.length > 0 ? { problems } : { state, table: own ? tableOf(file) : undefined, problems };
}

/**
 * A file's object, where it is one that is read here.
 * @param {string} text
 * @returns {{ file: Record<string, unknown>, problem?: undefined } | { file?: undefined, problem: string }}
 */
function parsed(text) {
  /** @type {unknown} */
  let file;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : error}.` };
  }
  if (!isObject(file)) {
    return {
      problem: "A JSON object belongs here: a file that this page has saved, or an estimate request of the API.",
    };
  }
  const { reelrate, version: made } = file;
  if (reelrate !== undefined && (reelrate !== "estimate" || made !== version)) {
    const what = `The file is “${short(String(reelrate))}”, version ${short(String(made))}`;
    return { problem: `${what}; this page reads “estimate”, version ${version}.` };
  }
  return { file };
}

/**
 * Takes one member as the text that it says.
 * @param {Record<string, unknown>} into
 * @param {[name: string, value: unknown]} member
 * @param {string} field its place in the file
 * @param {readonly string[]} allowed
 * @param {string[]} problems
 */
function take(into, [name, value], field, allowed, problems) {
  if (!allowed.includes(name)) problems.push(`${field}: not known here. Known: ${allowed.join(", ")}.`);
  else if (value === null || typeof value === "object") problems.push(`${field}: a text or a number belongs here.`);
  else into[name] = String(value);
}

/**
 * @param {State} state
 * @param {Record<string, unknown>} asked
 * @param {unknown[]} lines
 * @param {string[]} problems
 */
function takeRequest(state, asked, lines, problems) {
  if (lines.length > mostLines)
    problems.push(`lines: ${lines.length} of them; 1 to ${mostLines} are added up at once.`);
  lines.forEach((line, i) => {
    /** @type {Line} */
    const read = {};
    if (!isObject(line)) problems.push(`lines.${i}: an object belongs here.`);
    else for (const m of Object.entries(line)) take(read, m, `lines.${i}.${m[0]}`, lineMembers, problems);
    state.lines.push(read);
  });
  for (const member of Object.entries(asked)) {
    const [name, value] = member;
    if (name === "lines") continue;
    if (name === "reality" && isObject(value)) {
      for (const m of Object.entries(value)) take(state, m, `reality.${m[0]}`, realityMembers, problems);
    } else take(state, member, name, ["asOf"], problems);
  }
}

/** @param {State} state @param {Record<string, unknown>} file @param {string[]} problems */
function takeOwn(state, file, problems) {
  for (const name of ["name", "client", "ceiling"]) {
    if (file[name] !== undefined) take(state, [name, file[name]], name, [name], problems);
  }
  for (const [currency, choice] of Object.entries(isObject(file.pay) ? file.pay : {})) {
    if (typeof choice === "string") state.pay[currency] = choice;
  }
}

/** The version of the rate table of its answer. @param {Record<string, unknown>} file */
function tableOf({ answer }) {
  const table = isObject(answer) ? answer.table : undefined;
  return isObject(table) && typeof table.version === "string" ? table.version : undefined;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
