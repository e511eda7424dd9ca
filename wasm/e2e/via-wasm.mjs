// Answers {"op","request"} lines on standard input with the browser program's
// answers, one a line: the vector runner's road through the widget. The request
// is an object, or the text of one. ENGINE names the program among those built:
// release.wasm is TinyGo's. TABLE is the file of its table, if not the frozen one.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { engine } from "./engine.mjs";

const { ENGINE, TABLE } = process.env;
const ask = await engine(ENGINE, TABLE ? await readFile(TABLE) : undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const { op, request } = JSON.parse(line);
  console.log(ask(op, typeof request === "string" ? request : JSON.stringify(request)));
}
