import assert from "node:assert/strict";
import { test } from "node:test";
import { empty } from "./project.mjs";
import { command, fileName } from "./sending.mjs";

test("a command holds whatever a line is called, and obeys nothing of it", () => {
  const label = "it's \x9B\u202E";
  const text = command({ ...empty(), lines: [{ label, seconds: " 8 ", takes: "" }] }, "https://example.org");
  const [, body] = /^curl https:\/\/example\.org\/v1\/estimate -H '[^']*' -d '([^]*)'$/.exec(text);
  assert.ok(body.includes("it'\\''s \\u009b\\u202e"), body);
  assert.deepEqual(JSON.parse(body.replaceAll("'\\''", "'")), { lines: [{ seconds: "8", label }] });
});

test("a file is called as its project", () => {
  // biome-ignore format: a table
  for (const [name, want] of [
    ["Spring film", "spring-film"], ["  ", "estimate"], ["?!", "estimate"], ["–Über 専業 2–", "über-専業-2"],
  ])
    assert.equal(fileName(name), want);
});
