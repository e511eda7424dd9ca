import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fromJSON, toJSON } from "./file.mjs";
import { fromQuery, query } from "./link.mjs";
import { empty, mostLines, request } from "./project.mjs";

// biome-ignore format: a table
const lines = [
  {
    label: "B-roll ~ 100 %", seller: "house", model: "kling-v2.1", seconds: "6",
    count: "40", takes: "2", project: "=1+1", client: "",
  },
  {
    label: "", seller: "endpoints", model: "wan/2-6-text-to-video", resolution: "720p", tier: "1",
    count: "x", takes: "",
  },
];
const state = () => ({
  ...empty(),
  name: "Spring & film",
  client: "Acme",
  ceiling: "500",
  pay: { "house-credit": "plans" },
  failureRate: "0.05",
  lines,
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
    const line = { label: "B-roll", seller: "house", model: "kling-v2.1", seconds: "6", count: "40", takes: "1" };
    assert.equal(
      query({ ...empty(), lines: [line] }, "2026-11-21"),
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
      '{"lines": [{"seller": "house", "model": "veo-3", "seconds": 8}],' +
        ' "asOf": "2026-07-01", "reality": {"failureRate": 0.05}}',
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
});
