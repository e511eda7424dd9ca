// The scripts write these as the static pages do; agree_test.go asks the pages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { query } from "./api.mjs";
import { apart, runs, sentence } from "./text.mjs";
import { date, fine, say, terms } from "./words.mjs";

const cases = JSON.parse(readFileSync(new URL("../../testdata/agree.json", import.meta.url), "utf8"));

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const group = (digits, i) => (i ? `<span class="d3">${digits}</span>` : digits);

/** What dom.mjs makes of a text's runs, as markup. */
const marked = (text) =>
  runs(text)
    .map((run) => (typeof run === "string" ? escaped(run) : run.map(group).join("")))
    .join("");

const unit = (text) => {
  const [number, name] = apart(text);
  return marked(number) + (name && `<span class="unit">${name}</span>`);
};

describe("pages and scripts agree on", () => {
  for (const [name, value, want] of cases.values) test(`${name} ${value}`, () => assert.equal(say(name, value), want));
  for (const [iso, want] of cases.dates) test(`the day ${iso}`, () => assert.equal(date(iso), want));
  for (const [text, want] of cases.sentences) test(`the sentence ${text}`, () => assert.equal(sentence(text), want));
  for (const [text, want] of cases.digits) test(`the digits of ${text}`, () => assert.equal(marked(text), want));
  for (const [text, want] of cases.units) test(`the unit of ${text}`, () => assert.equal(unit(text), want));
  for (const { words, min, max, display } of cases.dollars) {
    test(words, () => assert.equal(fine({ value: min === max ? min : null, min, max, display }), words));
  }
  for (const { words, ...offer } of cases.offers) test(words, () => assert.equal(terms(offer), words));
  for (const { members, text } of cases.queries) {
    test(text, () => assert.equal(query(Object.fromEntries(members)), text));
  }
});
