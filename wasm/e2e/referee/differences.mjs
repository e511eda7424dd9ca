// What differs between two answers to one request, as a list of changes, each with
// its place. Nothing is left out here but what every new table changes: its version
// and digest, and the ids of the documents that its prices were read in.

import { isDeepStrictEqual as same } from "node:util";

/**
 * @typedef {object} Change
 * @property {"added" | "removed" | "changed" | "reordered" | "refused" | "priced" | "refused otherwise"} what
 *   The last three are of an object that has an error now, had one, or has one with another code or field.
 * @property {string} at where, without positions: "results[].warnings[]"; "" is the whole answer
 * @property {(string | number)[]} path where, with them
 * @property {any} old undefined if it was added
 * @property {any} now undefined if it was removed
 * @property {{ old: any, now: any }} within the objects that it is a member of, or whose list it is in
 */

/** An answer without what is masked. Text that is no JSON stays text. */
export function read(text) {
  try {
    return masked(JSON.parse(text));
  } catch {
    return text;
  }
}

function masked(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(masked);
  const out = {};
  for (const [name, member] of Object.entries(value)) out[name] = masked(member);
  if (typeof out.table?.digest === "string")
    out.table = { ...out.table, version: typeof out.table.version, digest: "string" };
  if (typeof out.document === "string" && "line" in out) out.document = "string";
  return out;
}

/**
 * Gives members their new names.
 * @returns {any} another value; the names of the renames that were needed are added to used
 */
export function renamed(value, renames, used) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((v) => renamed(v, renames, used));
  const out = {};
  for (const [name, member] of Object.entries(value)) {
    const rename = renames.find(({ from, of }) => from === name && of(value));
    if (rename) used.add(rename);
    out[rename ? rename.to : name] = renamed(member, renames, used);
  }
  return out;
}

/** @returns {Change[]} */
export function changes(old, now) {
  const found = [];
  compare(old, now, { at: "", path: [], within: {} }, (what, old, now, { at, path, within }) =>
    found.push({ what, at, path, old, now, within }),
  );
  return found;
}

function compare(old, now, place, tell) {
  if (same(old, now)) return;
  if (Array.isArray(old) && Array.isArray(now)) return compareLists(old, now, place, tell);
  if (!isObject(old) || !isObject(now) || (isFigure(old) && isFigure(now))) return tell("changed", old, now, place);
  const verdict = refusal(old.error, now.error);
  if (verdict) return tell(verdict, old, now, place);
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const member = { at: place.at ? `${place.at}.${name}` : name, path: [...place.path, name], within: { old, now } };
    if (!Object.hasOwn(now, name)) tell("removed", old[name], undefined, member);
    else if (!Object.hasOwn(old, name)) tell("added", undefined, now[name], member);
    else compare(old[name], now[name], member, tell);
  }
}

const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
const isFigure = (v) => "exact" in v && "display" in v; // one amount, written in several ways

/** A refusal has nothing in common with an answer, so the two are not compared by members. */
function refusal(was, is) {
  if (!isObject(was)) return isObject(is) && "refused";
  if (!isObject(is)) return "priced";
  return (was.code !== is.code || was.field !== is.field) && "refused otherwise";
}

function compareLists(old, now, { at, path, within }, tell) {
  const element = (i) => ({ at: `${at}[]`, path: [...path, i], within });
  const pairs = paired(old, now).sort(([i], [j]) => i - j);
  for (const [i, j] of pairs) compare(old[i], now[j], element(i), tell);
  const [inOld, inNow] = [0, 1].map((side) => new Set(pairs.map((pair) => pair[side])));
  old.forEach((v, i) => inOld.has(i) || tell("removed", v, undefined, element(i)));
  now.forEach((v, j) => inNow.has(j) || tell("added", undefined, v, element(j)));
  if (pairs.some(([, j], i) => i > 0 && j < pairs[i - 1][1])) tell("reordered", old, now, { at, path, within });
}

/**
 * Which element is which: the same ones first, then those of one name, then texts by
 * their order if as many are left.
 */
function paired(old, now) {
  const answers = [...old, ...now].every((v) => v?.table && v.asOf);
  if (old.length === now.length && answers) return old.map((_, i) => [i, i]); // to a batch
  const pairs = [];
  const [left, right] = [new Set(old.keys()), new Set(now.keys())];
  const pair = (i, j) => {
    pairs.push([i, j]);
    left.delete(i);
    right.delete(j);
  };
  for (const by of [JSON.stringify, name]) {
    const called = Map.groupBy(right, (j) => by(now[j]));
    for (const i of left) {
      const label = by(old[i]);
      const j = label && called.get(label)?.shift();
      if (j !== undefined) pair(i, j);
    }
  }
  const [was, is] = [[...left], [...right]];
  if (was.length === is.length && was.every((i, k) => typeof old[i] !== "object" && typeof now[is[k]] !== "object"))
    was.forEach((i, k) => pair(i, is[k]));
  return pairs;
}

// What an element of a list is known by: the first of these whose first member it has.
const names = [
  ["submittedAt", "line"],
  ["line"],
  ["event"],
  ["job"],
  ["id", "seller", "kind"],
  ["seller", "model", "offer"],
  ["rate"],
  ["code", "field"],
  ["offer"],
  ["currency", "name"],
  ["name"],
  ["cause"],
  ["percent"],
  ["field"],
  ["shot"],
];

function name(v) {
  if (!isObject(v)) return undefined;
  const members = names.find(([first]) => v[first] != null);
  return members && JSON.stringify(members.map((m) => [m, v[m]?.id ?? v[m]]));
}
