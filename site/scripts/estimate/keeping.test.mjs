import assert from "node:assert/strict";
import { test } from "node:test";
import { found } from "./keeping.mjs";

const own = "v=1&line=Mine~house/veo-3~1~1~seconds:8&table=2026-01-01";
const labels = ({ read }) => read.state.lines.map(({ label }) => label);

test("a link comes before what the browser keeps, which is not lost", () => {
  const other = found("?v=1&line=Theirs~house/veo-3~1~1~seconds:8&table=2026-02-02", own);
  assert.deepEqual([other.by, ...labels(other), other.read.table], ["link", "Theirs", "2026-02-02"]);
  assert.equal(other.mine.lines[0].label, "Mine");
});

test("one's own link is nobody else's, whatever table made it", () => {
  const same = found("?v=1&line=Mine~house/veo-3~1~1~seconds:8&table=2026-02-02", own);
  assert.deepEqual([same.by, same.mine], ["link", undefined]);
  assert.equal(found("?v=1&line=Theirs", "").mine, undefined);
  assert.equal(found("?v=1&line=Theirs", "v=1&name=nothing+but+a+name").mine, undefined);
});

test("without a link there is what the browser keeps, if that has lines", () => {
  const again = found("?utm_source=x", own);
  assert.deepEqual([again.by, ...labels(again), again.read.table], ["kept", "Mine", "2026-01-01"]);
  for (const kept of ["", "rubbish", "v=1&name=x", "v=9&line=a"]) assert.equal(found("", kept).by, "nothing");
  assert.deepEqual(found("", "").read.state.lines, []);
});
