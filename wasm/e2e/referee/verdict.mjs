// Which differences are declared, and what is to be said of the others.

import { changes, read, renamed } from "./differences.mjs";

/**
 * @typedef {object} Context what a class may look at beside the change
 * @property {string} operation
 * @property {any} request as it was asked; {} if it was no JSON
 * @property {any} old the whole answers, masked and with the new names
 * @property {any} now
 * @property {import("./differences.mjs").Change[]} changes all that differs between them
 *
 * @typedef {{ from: string, to: string, of: (object: any) => boolean, reason: string }} Rename
 * @typedef {import("./differences.mjs").Change} Change
 * @typedef {{ name: string, reason: string, explains: (change: Change, context: Context) => boolean }} Class
 */

/**
 * Hears pairs of answers. A change is explained by the first class that explains
 * it, and an answer only if each of its changes is explained.
 *
 * @param {{ renames: Rename[], classes: Class[] }} declared
 */
export function verdict({ renames, classes }) {
  const counts = new Map([...renames, ...classes].map((d) => [d, 0]));
  const groups = new Map();
  let asked = 0;
  let undeclared = 0;

  function hear({ operation, request, today }, oldText, nowText) {
    asked++;
    const used = new Set();
    const [old, now] = [renamed(read(oldText), renames, used), read(nowText)];
    const context = { operation, request: parsed(request), old, now, changes: changes(old, now) };
    const rest = context.changes.filter((change) => {
      const by = classes.find(({ explains }) => explains(change, context));
      if (by) used.add(by);
      return !by;
    });
    for (const d of used) counts.set(d, counts.get(d) + 1);
    if (rest.length === 0) return;
    undeclared++;
    const title = `${operation}: ${[...new Set(rest.map(heading))].sort().join(", ")}`;
    const group = groups.get(title) ?? { title, count: 0, first: { operation, request, today, rest } };
    groups.set(title, group);
    group.count++;
  }

  /** @param {boolean} all whether so many were asked that every class should have explained one */
  function report(all) {
    const stale = all ? [...counts].filter(([, count]) => count === 0).map(([d]) => title(d)) : [];
    const found = [...groups.values()].sort((a, b) => b.count - a.count);
    const lines = [
      ...found.slice(0, 5).map(({ first }) => inFull(first)),
      ...found.slice(0, 40).map(({ count, title }) => `${String(count).padStart(8)} NOT DECLARED ${cut(title, 300)}`),
      ...(found.length > 40 ? [`         and ${found.length - 40} other kinds`] : []),
      ...[...counts].map(([d, count]) => `${String(count).padStart(8)} ${title(d)}: ${d.reason}`),
      ...stale.map((name) => `declared and not seen: ${name}`),
      `${asked} requests, ${undeclared} answered otherwise than is declared`,
    ];
    return { text: lines.join("\n"), failed: undeclared > 0 || stale.length > 0 };
  }

  return { hear, report };
}

/** The part of a request that a change is about: a quote of several, a line of an estimate, or all of it. */
export function asked({ request }, { path: [list, i] }) {
  const parts = { results: request.quotes, lines: request.lines }[list];
  return parts?.[i] ?? request;
}

function parsed(request) {
  try {
    return JSON.parse(request) ?? {};
  } catch {
    return {};
  }
}

const title = (d) => d.name ?? `${d.from} is ${d.to}`;

function heading({ what, at, now }) {
  const error = what.startsWith("refused") ? ` by ${now.error.code} ${now.error.field ?? ""}` : "";
  return `${at || "the answer"} ${what}${error}`;
}

function inFull({ operation, request, today, rest }) {
  const shown = rest
    .slice(0, 20)
    .map(
      ({ what, path, old, now }) =>
        `  ${path.join(".") || "the answer"} ${what}\n    old ${json(old)}\n    now ${json(now)}`,
    );
  if (rest.length > 20) shown.push(`  and ${rest.length - 20} other changes`);
  return `${operation} ${cut(request, 2000)}\n  at ${today}\n${shown.join("\n")}\n`;
}

const json = (v) => cut(JSON.stringify(v) ?? "nothing", 600);
const cut = (s, most) => (s.length > most ? `${s.slice(0, most)}…` : s);
