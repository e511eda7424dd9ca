import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fill, valuesOf } from "./lines.mjs";

const origin = "https://reelrate.example";
const script = "/embed/v1/reelrate.js";
const attributes = [
  ["seller", "house"],
  ["model", "veo-3"],
  ["seconds", "8"],
  ["plan", "starter"],
];

/** A figure as the engine gives it. */
const credits = (value) => ({ value, min: value, max: value, display: `${value} credits` });
const dollars = (value, display) => ({ value, min: value, max: value, display });

/** Veo 3 at 60 a second: 480 for 8 s, and 480 × $15 ÷ 250 = $28.80. */
const answer = {
  shot: { seller: "house", model: "veo-3", seconds: "8" },
  model: { id: "veo-3", name: "Veo 3" },
  dollars: dollars("28.800000", "$28.80"),
  total: { generations: "1", credits: credits("480"), dollars: dollars("28.800000", "$28.80") },
};

const of = (more) => valuesOf({ origin, prefix: "reelrate", major: "v1", script, attributes, answer, ...more });

/** The values of a shot with another attribute. */
const having = (...more) => of({ attributes: [...attributes, ...more], answer: null });

test("the values of a shot", () => {
  assert.deepEqual(of(), {
    origin,
    prefix: "reelrate",
    major: "v1",
    address: "https://reelrate.example/embed/v1/reelrate.js",
    script: 'src="https://reelrate.example/embed/v1/reelrate.js"',
    attributes: 'seller="house" model="veo-3" seconds="8" plan="starter"',
    marks: "seller=house model=veo-3 seconds=8 plan=starter",
    query: "seller=house&model=veo-3&seconds=8&offer=starter",
    queryHTML: "seller=house&amp;model=veo-3&amp;seconds=8&amp;offer=starter",
    link: "https%3A%2F%2Freelrate.example%2F%3Fseller%3Dhouse%26model%3Dveo-3%26seconds%3D8%26offer%3Dstarter",
    badge: "house/veo-3.svg?seconds=8&offer=starter",
    alt: "8 s Veo 3",
    words: "8 s Veo 3",
    price: "480 credits ($28.80)",
  });
});

test("the exact script is named with its hash", () => {
  const exact = { script: "/embed/v1.2.3/reelrate.js?prefix=acme", integrity: "sha384-x" };
  const want = 'src="https://reelrate.example/embed/v1.2.3/reelrate.js?prefix=acme" integrity="sha384-x" crossorigin';
  assert.equal(of(exact).script, want);
});

describe("attributes", () => {
  test("without a value stand alone, and mean with", () => {
    const { attributes: made, query } = having(["audio", ""], ["compact", ""]);
    assert.match(made, / audio compact$/);
    assert.match(query, /&audio=true&offer=starter$/);
  });

  test("of the look are nothing that lint-docs checks, nor of the request", () => {
    const { marks, query, attributes: made } = having(["theme", "dark"], ["compact", ""]);
    assert.equal(marks, of().marks);
    assert.equal(query, of().query);
    assert.match(made, / theme="dark" compact$/);
  });

  test("name the table in the address, and not in a picture's, which is of today", () => {
    const values = having(["table", "2026-06-01.2"]);
    assert.match(values.query, /&table=2026-06-01\.2$/);
    assert.equal(values.badge, of().badge);
    assert.equal(values.marks, of().marks);
  });

  test("are members by other names", () => {
    const { query } = having(["input-images", "2"], ["as-of", "2026-06-01"]);
    assert.match(query, /&inputImages=2&offer=starter&asOf=2026-06-01$/);
  });
});

describe("the shot", () => {
  test("is said with its length first", () => {
    const { words } = of({ answer: { ...answer, shot: { ...answer.shot, resolution: "1080p", audio: "false" } } });
    assert.equal(words, "8 s Veo 3, 1080p, no audio");
    const timeless = { ...answer, shot: { model: "x", images: "2" } };
    assert.equal(of({ answer: timeless }).words, "Veo 3, 2 images");
  });

  test("without a price is named all the same", () => {
    const { words, alt, price, attributes: made } = of({ answer: null });
    assert.deepEqual([words, alt, price], ["This shot", "This shot", "no price"]);
    assert.equal(made, of().attributes);
  });
});

describe("the price", () => {
  const price = (more) => of({ answer: { ...answer, ...more } }).price;

  test("of one has all its places, of many those of a sum", () => {
    const cheap = { dollars: dollars("0.084000", "$0.08") };
    assert.equal(price({ ...cheap, total: { ...answer.total, dollars: cheap.dollars } }), "480 credits ($0.084)");
    const ten = { generations: "10", credits: credits("4800"), dollars: dollars("0.840000", "$0.84") };
    assert.equal(price({ ...cheap, total: ten }), "4800 credits ($0.84)");
  });

  test("is in credits, in dollars or in both", () => {
    assert.equal(price({ dollars: null, total: { ...answer.total, dollars: null } }), "480 credits");
    assert.equal(price({ total: { ...answer.total, credits: null } }), "$28.80");
  });
});

describe("a pattern", () => {
  test("is filled by its names, and what nobody knows stays", () => {
    assert.equal(fill("{a}-{b}-{a} { c } {}", { a: "1", b: "" }), "1--1 { c } {}");
    assert.equal(fill("{nosuch} {a}", { a: "1" }), "{nosuch} 1");
  });

  test("is filled once: a value is no pattern", () => {
    assert.equal(fill("{a} {b}", { a: "{b} $& $1", b: "2" }), "{b} $& $1 2");
  });

  test("has no names that every object has", () => {
    assert.equal(fill("{constructor} {__proto__}", {}), "{constructor} {__proto__}");
  });
});

// Whoever copies the lines of a stranger's link puts nothing of that link's making into a page.
describe("a hostile text", () => {
  const hostile = `--><script>alert("1")</script>&\x1B\u202E\n'`;

  test("ends no attribute, no comment and no tag, and turns no line around", () => {
    const values = having(["resolution", hostile], ["mode", hostile]);
    const shown = "--&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;\uFFFD\uFFFD\uFFFD'";
    assert.ok(values.attributes.endsWith(` resolution="${shown}" mode="${shown}"`), values.attributes);
    assert.ok(values.marks.endsWith(` resolution="${shown}" mode="${shown}"`), values.marks);
    for (const name of ["query", "queryHTML", "link", "badge"]) assert.doesNotMatch(values[name], /[<>"\s\x1B\u202E]/);
    assert.doesNotMatch(values.queryHTML, /&(?!amp;)/);
  });

  test("in a name from the table is text as well", () => {
    const named = { ...answer, model: { id: "x", name: `<b>"${"\u202E"}` } };
    assert.equal(of({ answer: named }).words, "8 s &lt;b&gt;&quot;\uFFFD");
  });

  test("leaves the folder of the pictures by no slash of its own", () => {
    const { badge } = of({
      attributes: [
        ["seller", "a?b#c"],
        ["model", "x/y z"],
      ],
      answer: null,
    });
    assert.equal(badge, "a%3Fb%23c/x/y%20z.svg");
  });

  // The address stands between single quotes in a shell, and between brackets in Markdown.
  test("leaves the quotes of a shell and the brackets of Markdown in no address", () => {
    const strange = "x'y(z)!";
    const values = of({
      attributes: [
        ["seller", strange],
        ["model", strange],
        ["resolution", strange],
        ["table", strange],
      ],
      answer: null,
    });
    for (const name of ["query", "queryHTML", "badge"]) assert.doesNotMatch(values[name], /['()]/, name);
    assert.match(values.query, /&table=x%27y%28z%29%21$/);
    assert.equal(values.badge, "x%27y%28z%29%21/x%27y%28z%29%21.svg?resolution=x%27y%28z%29%21");
  });
});
