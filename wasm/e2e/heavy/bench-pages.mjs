// Lighthouse's score for performance of the main pages, the best of three: what
// other programs take of the machine only lowers it.

import { devices, open, pages } from "./lighthouse.mjs";

const budget = 98;
const names = Object.keys(devices);
const lighthouse = await open();
console.log(`\nLighthouse, performance (budget ${budget})`.padEnd(44) + names.map((name) => name.padStart(9)).join(""));
for (const path of pages) {
  const scores = [];
  for (const device of names) {
    let best = 0;
    for (let run = 0; run < 3 && best < budget; run++) {
      best = Math.max(best, Math.round((await lighthouse.measure(path, device)).scores.performance * 100));
    }
    scores.push(best);
  }
  console.log(
    path.padEnd(43) +
      scores.map((score) => String(score).padStart(9)).join("") +
      (Math.min(...scores) < budget ? "  UNDER" : ""),
  );
}
await lighthouse.close();
