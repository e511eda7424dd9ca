// Answers {"op","request"} lines on standard input with the browser program's
// answers, one a line: the vector runner's road through the widget. The request
// is an object, or the text of one.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import "../../dist/widget/wasm_exec.js";
import { load } from "../../dist/widget/loader.mjs";

const program = await readFile(new URL("../../dist/widget/widget.wasm", import.meta.url));
await load(new Response(program, { headers: { "Content-Type": "application/wasm" } }));

for await (const line of createInterface({ input: process.stdin })) {
  const { op, request } = JSON.parse(line);
  const text = typeof request === "string" ? request : JSON.stringify(request);
  console.log(globalThis.reelrate(op, text)); // the answer's own bytes, not the loader's object
}
