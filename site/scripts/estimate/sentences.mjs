// Shots in words: "40 B-roll clips of 6 s and 5 hero shots of 8 s, 2 takes".

import { capital } from "../shared/text.mjs";

/** @import { Line } from "./project.mjs" */
/** @import { List, Models } from "./shotlist.mjs" */

const example = "40 B-roll clips of 6 s";

/** A part begins at a number that counts clips: the next one after it is their length. */
const between = /\r\n?|\n|[;.](?=\s|$)|,\s*(?:and\s+)?(?=\d)(?!\s*\d+\s*takes?\b)|\s+(?:and|&|plus|\+)\s+(?=\d)/i;

/** How many, what, how long, and the rest. */
const part = new RegExp(
  String.raw`^(\d+)\s*(?:×|x(?![a-z]))?\s*(.*?)[\s,]*(?:\b(?:of|at|with|each)\s+|×\s*|@\s*)?` +
    String.raw`(\d+)\s*(?:s|sec|secs|seconds?)\b\.?(.*)$`,
  "i",
);

/** "10 × 5 s close-ups": what they are, behind the length. */
const behind = /^(?!(?:in|on|by|using|with|at|each)\b)[^,(\d]*?(?=,|\(|$|\s+(?:in|on|by|using|with|at|each)\b)/i;

const takesOrResolution = /^(?:,|\(|each\b|in\b|at\b|with\b)?\s*(?:(\d+)\s*takes?(?:\s+each)?|(\d+p|\dk))\s*\)?/i;
const onModel = /^,?\s*(?:on|by|using|in|with)\s+(.+)$/i;

/**
 * @param {string} text
 * @param {Models} models
 * @returns {List}
 */
export function sentences(text, models) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Line[]} */
  const lines = [];
  for (const words of text.split(between)) {
    if (words.trim()) lines.push(...sentence(words.trim(), models, problems));
  }
  return { lines: problems.length > 0 ? [] : lines, problems };
}

/**
 * One kind of shot; none where it is not read.
 * @param {string} words
 * @param {Models} models
 * @param {string[]} problems
 * @returns {Line[]}
 */
function sentence(words, models, problems) {
  const [, count, what, seconds, rest] = part.exec(words) ?? [];
  if (!count) {
    problems.push(`“${words}” is not read. Say how many, what and how long: ${example}.`);
    return [];
  }
  let left = rest.trim();
  let label = what.replace(/\s*\b(?:clips?|videos?)$/i, "").trim();
  if (!label) {
    [label] = behind.exec(left) ?? [""];
    left = left.slice(label.length).trim();
  }
  const line = { label: capital(label), ...models.guess(label), seconds, count, takes: "1" };
  const unclear = detail(line, left, models);
  if (unclear) {
    problems.push(
      `“${words}”: what “${unclear}” means is not clear.` +
        " After the length may come “2 takes”, “in 1080p”, or “on” and a model.",
    );
  }
  return [line];
}

/**
 * Puts what follows the length into the line.
 * @param {Line} line
 * @param {string} left
 * @param {Models} models
 * @returns {string} what is not clear
 */
function detail(line, left, models) {
  while (left) {
    const [whole, takes, resolution] = takesOrResolution.exec(left) ?? [];
    const [, model] = onModel.exec(left) ?? [];
    if (whole && takes) line.takes = takes;
    else if (whole && resolution) line.resolution = resolution.replace(/k$/, "K");
    else if (/^each\b/i.test(left)) {
      left = left.slice(4).trim();
      continue;
    } else if (model) {
      Object.assign(line, models.named(model.trim()));
      return "";
    } else return left;
    left = left.slice(whole.length).trim();
  }
  return "";
}
