// The thread of the pinned engine, which comes with the loader of its time.

import { readFile } from "node:fs/promises";
import { parentPort, workerData as folder } from "node:worker_threads";

await import(`${folder}/wasm_exec.js`);
const { open } = await import(`${folder}/loader.mjs`);
const program = await readFile(`${folder}/widget.wasm`);
const ask = await open(new Response(program, { headers: { "Content-Type": "application/wasm" } }));

parentPort.on("message", (requests) => {
  parentPort.postMessage(requests.map(({ operation, request, today }) => ask(operation, request, today)));
});
