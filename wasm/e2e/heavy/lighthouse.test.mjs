// What Lighthouse finds on the main pages. Its score for performance is a time of
// this machine and so is in ./build.sh bench; here are the parts of it that are not.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { devices, open, pages } from "./lighthouse.mjs";

const reports = fileURLToPath(new URL("../../../dist/test/lighthouse/", import.meta.url));

/** What a page may weigh in bytes as they are sent, without the engine, which comes after it. */
const most = 60_000;

let lighthouse;
before(async () => {
  await mkdir(reports, { recursive: true });
  lighthouse = await open();
});
after(() => lighthouse?.close());

for (const path of pages) {
  for (const device of Object.keys(devices)) {
    test(`${path} on a ${device}`, async (t) => {
      const { scores, lost, lhr } = await lighthouse.measure(path, device);
      await writeFile(
        `${reports}${path.replaceAll("/", "-").replace(/^-|-$/g, "") || "home"}-${device}.json`,
        JSON.stringify(lhr),
      );
      t.diagnostic(`${JSON.stringify(scores)} ${lost.join("; ")}`);
      for (const category of ["accessibility", "best-practices", "seo"])
        assert.equal(scores[category], 1, `${category}: ${lost}`);
      const moved = lhr.audits["cumulative-layout-shift"].numericValue;
      assert.ok(moved < 0.1, `what is on the page moves by ${moved}`);
      const sent = lhr.audits["network-requests"].details.items.filter(({ url }) => !url.endsWith(".wasm"));
      const weight = sent.reduce((sum, { transferSize }) => sum + transferSize, 0);
      assert.ok(weight > 0 && weight < most, `it weighs ${weight} bytes`);
    });
  }
}
