// Asks the pinned engine and this build's the same requests and shows every
// difference that is not declared:
//
//	node referee/referee.mjs [COUNT [SEED]]
//
// The requests are made from a seed and from the pinned engine's own table, so they
// stay the same while the new table changes.

import { boldly, requests } from "../requests.mjs";
import { classes, renames } from "./declared.mjs";
import { past, present } from "./engines.mjs";
import { commit, pinned } from "./pinned.mjs";
import { verdict } from "./verdict.mjs";

const enough = 100_000; // for every class to be seen
const [count = enough, seed = 1] = process.argv.slice(2).map(Number);

const folder = pinned();
if (folder) await referee(folder);
else console.log(`this shallow clone is without commit ${commit}, so no answers were compared`);

async function referee(folder) {
  const old = past(folder);
  const ask = await present();
  const matter = await old.matter();
  const usual = requests(seed, matter);
  const bold = requests(seed, matter, boldly);
  const { hear, report } = verdict({ renames, classes });

  const list = (from) => Array.from({ length: Math.min(500, count - from) }, (_, i) => (i % 2 ? bold() : usual()));
  for (let asked = 0, batch = list(0), answers = old.ask(batch); asked < count; ) {
    const now = batch.map(({ operation, request, today }) => ask(operation, request, today));
    const before = await answers;
    const heard = batch;
    asked += batch.length;
    batch = list(asked);
    answers = old.ask(batch); // while these are compared
    heard.forEach((request, i) => hear(request, before[i], now[i]));
  }
  await old.stop();

  const { text, failed } = report(count >= enough);
  console.log(text);
  if (failed) process.exitCode = 1;
}
