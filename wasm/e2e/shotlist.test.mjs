// Tables, sentences, links and files of the estimate, without a browser.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { catalogue } from "../../site/assets/catalogue.mjs";
import { parse, restored, safe, write } from "../../site/assets/csv.mjs";
import { printable } from "../../site/assets/dom.mjs";
import { fold } from "../../site/assets/fold.mjs";
import { empty, fromJSON, fromQuery, mostLines, query, request, toJSON } from "../../site/assets/project.mjs";
import { read, table } from "../../site/assets/shotlist.mjs";

const cells = (text) => parse(text).rows.map((row) => row.cells);

describe("csv", () => {
  for (const [name, text, want] of [
    [
      "commas",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons, with commas in cells",
      "a;b\r\n1,5;2\r\n",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\r1\t\r",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    [
      "a byte order mark",
      "\uFEFFa,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "quotes, separators and lines in a cell",
      'a,b\n"x, ""y""\nz",2\n',
      [
        ["a", "b"],
        ['x, "y"\nz', "2"],
      ],
    ],
    [
      "a separator that only a quoted cell has",
      '"a;b",c\n1,2',
      [
        ["a;b", "c"],
        ["1", "2"],
      ],
    ],
    [
      "empty lines",
      "a,b\n\n , \n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["an empty last cell", "a,", [["a", ""]]],
    ["a quotation mark inside an unquoted cell", 'a,5" lens\n', [["a", '5" lens']]],
    ["nothing", "", []],
  ])
    test(`reads ${name}`, () => assert.deepEqual(cells(text), want));

  test("says where a cell does not end, and where its line is", () => {
    assert.match(parse('a,b\n1,"2\n3').problem, /^Line 2: .*does not end/);
    assert.match(parse('a,b\n"1\n2"x,2').problem, /^Line 3: .*after its closing/);
    assert.equal(parse('a,b\n"1\n2",3\nx,y').rows[2].line, 4);
  });

  test("lets no cell be a formula, and gives back what it was", () => {
    for (const text of [
      "=1+1",
      "+49 30",
      "-5",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "\n=1",
      "＝1",
      "'=1",
      "''-x",
      "'tis",
      "",
      "plain",
      " =1",
      'a"b',
      "a,b;c\td",
      "  x  ",
      "line\r\nline",
    ]) {
      const [[cell]] = cells(write([[text, "x"]]));
      assert.equal(restored(cell), text, JSON.stringify(text));
      assert.doesNotMatch(cell, /^[=+\-@\t\r\n\uFF1D]/, JSON.stringify(text));
    }
    assert.equal(safe("=1+1"), "'=1+1");
    assert.equal(safe("'tis"), "'tis");
  });
});

const modelOf = (name) => ({ seller: "house", model: { "Veo 3": "veo-3" }[name] ?? name });
const guess = (label) => ({ seller: "house", model: /b-roll/i.test(label) ? "kling-v2.1" : "veo-3" });
const lines = (text) => {
  const { lines: list, problems } = read(text, modelOf, guess);
  assert.deepEqual(problems, []);
  return list;
};
const problems = (text) => {
  const { lines: list, problems: said } = read(text, modelOf, guess);
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

// The same names as in the engine's own test.
describe("a name", () => {
  for (const [name, want] of [
    ["aZ-09 az_AZ", "az09azaz"],
    ["Kling v2.1", "klingv21"],
    ["a/b (c)", "abc"],
    [" -_./()", ""],
    ["", ""],
    ["sora-2+", "sora2+"],
    ["Sora 2 专业版", "sora2专业版"],
    ["house\0", "house\0"],
    ["h.o-u+s*e", "hou+s*e"],
    ["é…@[`{", "é…@[`{"],
    ["a\tb\nc", "a\tb\nc"],
    ["a\u00A0b", "a\u00A0b"],
    ["\u212Aling", "\u212Aling"],
    ["ÄÖ", "ÄÖ"],
  ])
    test(`is folded as the engine folds ${JSON.stringify(name)}`, () => assert.equal(fold(name), want));

  const models = [
    ["house", "sora-2", "Sora 2"],
    ["house", "sora-2-pro", "Sora 2 Pro"],
    ["api", "sora-2", "Sora 2"],
    ["api", "veo", "Veo"],
    ["hidden", "x", "X"],
  ].map(([id, model, name]) => ({ seller: { id }, id: model, name, state: "available" }));
  const { named } = catalogue(models, { house: "House", api: "API" }, "");
  for (const [text, seller, model] of [
    ["SORA_2", "house", "sora-2"],
    ["sora 2 (pro)", "house", "sora-2-pro"],
    ["v.e.o", "api", "veo"],
    ["api/sora-2", "api", "sora-2"],
    ["Sora 2 专业版", "house", "Sora 2 专业版"],
    ["sora-2+", "house", "sora-2+"],
    ["sora-2\0", "house", "sora-2\0"],
    ["Veo\u00A0", "house", "Veo\u00A0"],
    ["x", "house", "x"],
  ])
    test(`${JSON.stringify(text)} is ${model} of ${seller}`, () =>
      assert.deepEqual(named(text, "house"), { seller, model }));
});

describe("a text", () => {
  for (const [text, want] of [
    ["“8 s” × 480 – ≈ $0.80 é 专业版 ½", undefined],
    ["👩\u200D🎨 می\u200Cخواهم ❤\uFE0F", undefined],
    ["a\u00A0b", undefined],
    ["a\nb\tc\r", "a\uFFFDb\uFFFDc\uFFFD"],
    ["\x1B[31m\0\x7F\x9B", "\uFFFD[31m\uFFFD\uFFFD\uFFFD"],
    ["\u202Etxt\u202C\u2066\u2069\u2028\u2029\u200E\uFEFF", "\uFFFDtxt\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"],
    ["\uFFFE\uD800", "\uFFFD\uFFFD"],
  ])
    test(`is shown as ${JSON.stringify(want ?? text)}`, () => assert.equal(printable(text), want ?? text));
});

describe("a sentence", () => {
  for (const [text, want] of [
    [
      "40 B-roll clips of 6 s and 5 hero shots of 8 s",
      [
        ["40", "B-roll", "6", "1"],
        ["5", "Hero shots", "8", "1"],
      ],
    ],
    [
      "40 B-roll clips of 6s, 5 hero shots at 8 seconds.",
      [
        ["40", "B-roll", "6", "1"],
        ["5", "Hero shots", "8", "1"],
      ],
    ],
    ["10 × 5 s close-ups, 3 takes", [["10", "Close-ups", "5", "3"]]],
    [
      "3 drone shots of 10 s, 2 takes each and 1 logo of 4 s",
      [
        ["3", "Drone shots", "10", "2"],
        ["1", "Logo", "4", "1"],
      ],
    ],
    ["12 videos of 8 sec", [["12", "", "8", "1"]]],
    [
      "2 a of 5 s\n3 b of 6 s",
      [
        ["2", "A", "5", "1"],
        ["3", "B", "6", "1"],
      ],
    ],
  ]) {
    test(text, () =>
      assert.deepEqual(
        lines(text).map(({ count, label, seconds, takes }) => [count, label, seconds, takes]),
        want,
      ),
    );
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
    assert.match(problems("  ")[0], /nothing to read/);
  });
});

const state = () => ({
  ...empty(),
  name: "Spring & film",
  client: "Acme",
  ceiling: "500",
  pay: { "house-credit": "plans" },
  failureRate: "0.05",
  lines: [
    {
      label: "B-roll ~ 100 %",
      seller: "house",
      model: "kling-v2.1",
      seconds: "6",
      count: "40",
      takes: "2",
      project: "=1+1",
      client: "",
    },
    {
      label: "",
      seller: "endpoints",
      model: "wan/2-6-text-to-video",
      resolution: "720p",
      tier: "1",
      count: "x",
      takes: "",
    },
  ],
});
const said = (s) => ({ ...s, lines: request(s).lines });

describe("a link", () => {
  test("is read as it was written, and can be read", () => {
    const text = query(state(), "2026-11-21");
    const back = fromQuery(`?${text}`);
    assert.deepEqual(back.problems, []);
    assert.equal(back.table, "2026-11-21");
    assert.deepEqual(said(back.state), said(state()));
    assert.equal(query(back.state, "2026-11-21"), text);
    assert.equal(
      query(
        {
          ...empty(),
          lines: [{ label: "B-roll", seller: "house", model: "kling-v2.1", seconds: "6", count: "40", takes: "1" }],
        },
        "2026-11-21",
      ),
      "v=1&line=B-roll~house/kling-v2.1~40~1~seconds:6&table=2026-11-21",
    );
  });

  test("of somebody else is not an estimate, and of another version not ours", () => {
    assert.equal(fromQuery("?utm_source=x"), null);
    assert.match(fromQuery("?v=2&line=a").problems[0], /version 2/);
  });

  test("says what it has that no line can say, and how much is too much", () => {
    assert.match(fromQuery("?line=a~house/veo-3~1~1~colour:red").problems[0], /^Line 1 .*colour:red.*seconds/);
    const many = fromQuery(`?${"line=a&".repeat(mostLines + 5)}`);
    assert.equal(many.state.lines.length, mostLines);
    assert.equal(many.problems.length, 1);
  });
});

describe("a file", () => {
  const answer = { asOf: "2026-11-22", table: { version: "2026-11-21", digest: "sha256:x" } };

  test("of JSON comes back as it was", () => {
    const back = fromJSON(toJSON(state(), answer));
    assert.deepEqual(back.problems, []);
    assert.equal(back.table, "2026-11-21");
    assert.deepEqual(said(back.state), said(state()));
  });

  test("may be a request of the API", () => {
    const { state: read } = fromJSON(
      '{"lines": [{"seller": "house", "model": "veo-3", "seconds": 8}], "asOf": "2026-07-01", "reality": {"failureRate": 0.05}}',
    );
    assert.deepEqual(read.lines, [{ seller: "house", model: "veo-3", seconds: "8" }]);
    assert.equal(read.asOf, "2026-07-01");
    assert.equal(read.failureRate, "0.05");
  });

  test("that is none is refused with the member at fault", () => {
    for (const [text, want] of [
      ["[]", /object belongs here/],
      ["{", /not JSON/],
      ["{}", /^lines: a list/],
      ['{"lines": [1]}', /^lines\.0: an object/],
      ['{"lines": [{"colour": "red"}]}', /^lines\.0\.colour: not known here\. Known: seller/],
      ['{"lines": [{"seconds": {}}]}', /^lines\.0\.seconds: a text/],
      ['{"lines": [], "offers": 1}', /^offers: not known/],
      ['{"reelrate": "estimate", "version": "9"}', /version 9/],
      [JSON.stringify({ lines: Array(mostLines + 1).fill({}) }), /^lines: 101 of them; 1 to 100/],
    ]) {
      const got = fromJSON(text);
      assert.equal(got.state, undefined, text);
      assert.match(got.problems[0], want);
    }
  });

  test("of CSV has every line again, and the numbers of the answer", () => {
    const price = { min: "48", max: "48" };
    const text = table(
      state().lines,
      [
        {
          currency: "house-credit",
          price,
          total: { min: "3840", max: "3840" },
          standing: { known: "2026-01", words: "known as of Jan 2026, stale" },
        },
        { error: { code: "invalid_count", message: "no" } },
      ],
      answer,
    );
    const [header, first, second] = cells(text);
    const row = (list) => Object.fromEntries(header.map((name, i) => [name, list[i]]));
    assert.equal(row(first).project, "'=1+1");
    assert.deepEqual(
      [
        row(first).priceMin,
        row(first).priceMax,
        row(first).totalMax,
        row(first).tableVersion,
        row(first).tableDigest,
        row(first).asOf,
        row(first).known,
        row(first).standing,
      ],
      ["48", "48", "3840", "2026-11-21", "sha256:x", "2026-11-22", "2026-01", "known as of Jan 2026, stale"],
    );
    assert.deepEqual(
      [row(second).priceMin, row(second).totalMax, row(second).known, row(second).standing, row(second).problem],
      ["", "", "", "", "invalid_count: no"],
    );
    const back = read(text, modelOf, guess);
    assert.deepEqual(back.problems, []);
    assert.equal(back.table, "2026-11-21");
    assert.deepEqual(said({ ...empty(), lines: back.lines }).lines, said(state()).lines);
  });
});
