// Serves the built Worker in workerd until standard input closes, and says
// where: {"url":"http://127.0.0.1:PORT"}. The vector runner's road through it. TABLE is
// the file of its table, if not the build's.

import { serve } from "./workerd.mjs";

const worker = await serve({ table: process.env.TABLE });
console.log(JSON.stringify({ url: worker.url }));
process.stdin.resume().on("end", async () => {
  await worker.stop();
  process.exit();
});
