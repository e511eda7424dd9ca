// What an estimate is about: lines, and what belongs to all of them. Every value
// is the text that somebody typed; the engine judges it, so nothing is lost here.
// The same state makes the address, the file, the copy that the browser keeps,
// and the request.

/** The members of a line that describe the shot, as the API names them. */
export const shotMembers = [
  "seller",
  "model",
  "mode",
  "resolution",
  "audio",
  "hdr",
  "quality",
  "batch",
  "seconds",
  "tier",
  "images",
  "inputImages",
  "inputSeconds",
  "width",
  "height",
  "fps",
  "gpuHours",
];

/** All members of a line. */
export const lineMembers = [...shotMembers, "count", "takes", "label", "project", "client"];

/** How often jobs go wrong. */
export const realityMembers = ["failureRate", "timeoutRate", "duplicateRate"];

const texts = ["name", "client", "ceiling", "asOf", ...realityMembers];

/** The most lines that the engine adds up. */
export const mostLines = 100;

/** The longest address that is made: browsers and hosts take about 8 KiB. */
export const longestLink = 7000;

/** The version of the form of addresses and files. */
const version = "1";

export const empty = () => ({ ...Object.fromEntries(texts.map((name) => [name, ""])), pay: {}, lines: [] });

/** The members of a line that say something. */
export const said = (line) =>
  Object.fromEntries(
    lineMembers.filter((name) => (line[name] ?? "").trim() !== "").map((name) => [name, line[name].trim()]),
  );

/** The estimate request. */
export function request(state) {
  const out = { lines: state.lines.map(said) };
  const reality = Object.fromEntries(
    realityMembers.filter((name) => state[name].trim()).map((name) => [name, state[name].trim()]),
  );
  if (Object.keys(reality).length) out.reality = reality;
  if (state.asOf) out.asOf = state.asOf;
  return out;
}

// --- addresses -------------------------------------------------------------

/**
 * The query of an address. A line is
 *
 *   line=label~seller/model~count~takes~seconds:6~resolution:720p…
 *
 * in which a tilde that belongs to a text is %7E and a per cent sign %25, before
 * the whole is written as queries are.
 */
export function query(state, table) {
  const parts = [["v", version]];
  for (const name of texts) if (state[name].trim()) parts.push([name, state[name].trim()]);
  for (const [currency, choice] of Object.entries(state.pay)) parts.push(["pay", `${currency}:${choice}`]);
  for (const line of state.lines) parts.push(["line", lineText(line)]);
  if (table) parts.push(["table", table]);
  return parts.map(([name, value]) => `${name}=${readable(value)}`).join("&");
}

const readable = (value) =>
  encodeURIComponent(value)
    .replaceAll("%20", "+")
    .replaceAll(/%(2F|3A|2C)/g, decodeURIComponent);

const inner = (text) => text.replaceAll("%", "%25").replaceAll("~", "%7E");
const outer = (text) => text.replaceAll("%7E", "~").replaceAll("%25", "%");

function lineText(line) {
  const { label = "", seller = "", model = "", count = "", takes = "", ...rest } = said(line);
  const more = lineMembers.filter((name) => name in rest).map((name) => `${name}:${rest[name]}`);
  return [label, `${seller}/${model}`, count, takes, ...more].map(inner).join("~");
}

/**
 * Reads a query.
 * @returns {{state: object, table?: string, problems: string[]} | null} null where it says nothing of an estimate
 */
export function fromQuery(search) {
  const given = new URLSearchParams(search);
  if (![...given.keys()].some((name) => name === "line" || texts.includes(name))) return null;
  const state = empty();
  const problems = [];
  if (given.has("v") && given.get("v") !== version) {
    return {
      state,
      problems: [`This link is of version ${short(given.get("v"))}; this page reads version ${version}.`],
    };
  }
  for (const [name, value] of given) {
    if (texts.includes(name)) state[name] = value;
    else if (name === "line") addLine(state, value, problems);
    else if (name === "pay") {
      const [, currency, choice] = /^([^:]*):(.*)$/.exec(value) ?? [];
      if (currency) state.pay[currency] = choice;
      else problems.push(`pay: “${short(value)}” is not a currency and a way to pay.`);
    } else if (name !== "v" && name !== "table")
      problems.push(`The link has “${short(name)}”, which this page does not know.`);
  }
  return { state, table: given.get("table") ?? undefined, problems };
}

function addLine(state, text, problems) {
  if (state.lines.length >= mostLines) {
    if (!problems.some((p) => p.startsWith("The link has more")))
      problems.push(
        `The link has more than ${mostLines} lines, the most that are added up at once. The first ${mostLines} are here.`,
      );
    return;
  }
  const [label = "", sold = "", count = "", takes = "", ...rest] = text.split("~").map(outer);
  const slash = sold.indexOf("/");
  const line = { label, seller: slash < 0 ? "" : sold.slice(0, slash), model: sold.slice(slash + 1), count, takes };
  for (const part of rest) {
    const [, name, value] = /^([^:]*):(.*)$/s.exec(part) ?? [];
    if (lineMembers.includes(name)) line[name] = value;
    else
      problems.push(
        `Line ${state.lines.length + 1} of the link has “${short(part)}”, which is nothing that a line can say. A line can say: ${lineMembers.join(", ")}.`,
      );
  }
  state.lines.push(line);
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

// --- files -----------------------------------------------------------------

/** The file: the request and the answer as the API has them, and what else the page keeps. */
export function toJSON(state, answer) {
  const { name, client, ceiling, pay } = state;
  return `${JSON.stringify({ reelrate: "estimate", version, name, client, ceiling, pay, request: request(state), answer }, null, 2)}\n`;
}

/**
 * Reads such a file, or a bare request of the API.
 * @returns {{state?: object, table?: string, problems: string[]}} no state where there are problems
 */
export function fromJSON(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return { problems: [`This is not JSON: ${error.message}.`] };
  }
  if (!isObject(file))
    return {
      problems: ["A JSON object belongs here: a file that this page has saved, or an estimate request of the API."],
    };
  const own = file.reelrate !== undefined;
  if (own && (file.reelrate !== "estimate" || file.version !== version)) {
    return {
      problems: [
        `The file is “${short(String(file.reelrate))}”, version ${short(String(file.version))}; this page reads “estimate”, version ${version}.`,
      ],
    };
  }
  const asked = own ? file.request : file;
  const problems = [];
  const state = empty();
  if (!isObject(asked) || !Array.isArray(asked.lines))
    return { problems: [`${own ? "request.lines" : "lines"}: a list of lines belongs here.`] };
  if (asked.lines.length > mostLines)
    problems.push(`lines: ${asked.lines.length} of them; 1 to ${mostLines} are added up at once.`);
  const take = (into, name, value, field, allowed) => {
    if (!allowed.includes(name)) problems.push(`${field}: not known here. Known: ${allowed.join(", ")}.`);
    else if (value === null || isObject(value) || Array.isArray(value))
      problems.push(`${field}: a text or a number belongs here.`);
    else into[name] = String(value);
  };
  asked.lines.forEach((line, i) => {
    const read = {};
    if (!isObject(line)) problems.push(`lines.${i}: an object belongs here.`);
    else for (const [name, value] of Object.entries(line)) take(read, name, value, `lines.${i}.${name}`, lineMembers);
    state.lines.push(read);
  });
  for (const [name, value] of Object.entries(asked)) {
    if (name === "lines") continue;
    if (name === "reality" && isObject(value))
      for (const [n, v] of Object.entries(value)) take(state, n, v, `reality.${n}`, realityMembers);
    else take(state, name, value, name, ["asOf"]);
  }
  if (own) {
    for (const name of ["name", "client", "ceiling"])
      if (file[name] !== undefined) take(state, name, file[name], name, [name]);
    for (const [currency, choice] of Object.entries(isObject(file.pay) ? file.pay : {}))
      if (typeof choice === "string") state.pay[currency] = choice;
  }
  return problems.length ? { problems } : { state, table: own ? file.answer?.table?.version : undefined, problems };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
