// Tables and sentences of the estimate.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "./csv.mjs";
import { empty, request } from "./project.mjs";
import { read, table } from "./shotlist.mjs";

const modelOf = (name) => ({ seller: "house", model: { "Veo 3": "veo-3" }[name] ?? name });
const guess = (label) => ({ seller: "house", model: /b-roll/i.test(label) ? "kling-v2.1" : "veo-3" });
const models = { named: modelOf, guess };
const lines = (text) => {
  const { lines: list, problems } = read(text, models);
  assert.deepEqual(problems, []);
  return list;
};
const problems = (text) => {
  const { lines: list, problems: said } = read(text, models);
  assert.deepEqual(list, []);
  return said;
};

describe("a table of shots", () => {
  test("has its columns in any order, by several names", () => {
    assert.deepEqual(lines("Clips;Model;Shot;Length;Project\n40;Veo 3;B-roll;6 s;Spring\n"), [
      { count: "40", seller: "house", model: "veo-3", label: "B-roll", seconds: "6", project: "Spring" },
    ]);
  });

  test("needs no header", () => {
    assert.deepEqual(lines("B-roll\tkling-v2.1\t6\t40\t2\tSpring\tAcme"), [
      {
        label: "B-roll",
        seller: "house",
        model: "kling-v2.1",
        seconds: "6",
        count: "40",
        takes: "2",
        project: "Spring",
        client: "Acme",
      },
    ]);
  });

  test("keeps what it cannot judge, for the engine to refuse", () => {
    assert.deepEqual(lines("label,model,seconds,count\nA,veo-3,six,-1\n"), [
      { label: "A", seller: "house", model: "veo-3", seconds: "six", count: "-1" },
    ]);
  });

  test("names the line and the columns it could have", () => {
    const said = problems("label,model,seconds,colour\nA,veo-3,6,red\nB,veo-3,6,red,9");
    assert.match(said[0], /^Line 1: no column is called “colour”\. Columns: label, seller, model/);
    assert.match(said[1], /^Line 3: a cell “9” beyond the last column/);
    assert.match(problems("label,model,seconds+,count\nA,veo-3,6,1")[0], /^Line 1: no column is called “seconds\+”/);
    assert.match(problems("label,model,2 seconds,count\nA,veo-3,6,1")[0], /^Line 1: no column is called “2 seconds”/);
    assert.match(problems("label,count,label\nA,1,B")[0], /two columns are label/);
    assert.match(problems("label,count\n")[0], /no lines/);
    assert.match(problems('label,count\nA,"1')[0], /does not end/);
  });
});

// biome-ignore format: a table
const sentences = [
  ["40 B-roll clips of 6 s and 5 hero shots of 8 s", [["40", "B-roll", "6", "1"], ["5", "Hero shots", "8", "1"]]],
  ["40 B-roll clips of 6s, 5 hero shots at 8 seconds.", [["40", "B-roll", "6", "1"], ["5", "Hero shots", "8", "1"]]],
  ["10 × 5 s close-ups, 3 takes", [["10", "Close-ups", "5", "3"]]],
  ["3 drone shots of 10 s, 2 takes each and 1 logo of 4 s", [["3", "Drone shots", "10", "2"], ["1", "Logo", "4", "1"]]],
  ["12 videos of 8 sec", [["12", "", "8", "1"]]],
  ["2 a of 5 s\n3 b of 6 s", [["2", "A", "5", "1"], ["3", "B", "6", "1"]]],
];

describe("a sentence", () => {
  for (const [text, want] of sentences) {
    test(text, () => {
      const got = lines(text).map(({ count, label, seconds, takes }) => [count, label, seconds, takes]);
      assert.deepEqual(got, want);
    });
  }

  test("takes a resolution and a model", () => {
    assert.deepEqual(lines("5 hero shots of 8 s in 1080p on Veo 3"), [
      {
        label: "Hero shots",
        seller: "house",
        model: "veo-3",
        seconds: "8",
        count: "5",
        takes: "1",
        resolution: "1080p",
      },
    ]);
  });

  test("says which part is not read, and adds nothing of the rest", () => {
    assert.match(problems("40 B-roll clips of 6 s and 5 hero shots")[0], /^“5 hero shots” is not read/);
    assert.match(problems("5 hero shots of 8 s please")[0], /what “please” means is not clear/);
    for (const none of ["  ", ";", ";\n;"]) assert.match(problems(none)[0], /nothing to read/);
  });
});

// biome-ignore format: a table
const kept = [
  {
    label: "B-roll ~ 100 %", seller: "house", model: "kling-v2.1", seconds: "6",
    count: "40", takes: "2", project: "=1+1", client: "",
  },
  {
    label: "", seller: "endpoints", model: "wan/2-6-text-to-video", resolution: "720p", tier: "1",
    count: "x", takes: "",
  },
];
const answered = [
  {
    currency: "house-credit",
    price: { min: "48", max: "48" },
    total: { min: "3840", max: "3840" },
    standing: { known: "2026-01", words: "known as of Jan 2026, stale" },
  },
  { error: { code: "invalid_count", message: "no" } },
];

test("a saved table has every line again, and the numbers of the answer", () => {
  const answer = { asOf: "2026-11-22", table: { version: "2026-11-21", digest: "sha256:x" } };
  const text = table(kept, answered, answer);
  const [header, ...cells] = parse(text).rows.map((row) => row.cells);
  const [first, second] = cells.map((list) => Object.fromEntries(header.map((name, i) => [name, list[i]])));
  assert.equal(first.project, "'=1+1");
  assert.deepEqual([first.priceMin, first.priceMax, first.totalMax], ["48", "48", "3840"]);
  assert.deepEqual([first.tableVersion, first.tableDigest, first.asOf], ["2026-11-21", "sha256:x", "2026-11-22"]);
  assert.deepEqual([first.known, first.standing], ["2026-01", "known as of Jan 2026, stale"]);
  assert.deepEqual(
    [second.priceMin, second.totalMax, second.known, second.standing, second.problem],
    ["", "", "", "", "invalid_count: no"],
  );
  const back = read(text, models);
  assert.deepEqual(back.problems, []);
  assert.equal(back.table, "2026-11-21");
  assert.deepEqual(request({ ...empty(), lines: back.lines }).lines, request({ ...empty(), lines: kept }).lines);
});
