// Serves the built Worker in workerd until standard input closes, and says
// where: {"url":"http://127.0.0.1:PORT"}. The vector runner's road through it. TABLE is
// the file of its table, if not the build's.

import { dirname, resolve } from "node:path";
import { serve } from "./workerd.mjs";

const { TABLE } = process.env;
const worker = await serve({ before: TABLE && dirname(resolve(TABLE)) });
console.log(JSON.stringify({ url: worker.url }));
process.stdin.resume().on("end", async () => {
  await worker.stop();
  process.exit();
});
