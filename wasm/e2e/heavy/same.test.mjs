// All engines in Firefox and WebKit answer what the whole one answers in node,
// byte for byte. same.test.mjs does the same in Chromium, with more requests.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { built } from "../engine.mjs";
import { serve } from "../same-page.mjs";
import { browsers } from "./three.mjs";

let same;
before(async () => {
  same = await serve(2000, 3);
});
after(() => same.stop());

for (const name of ["Firefox", "WebKit"]) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await browsers[name]();
    });
    after(() => browser?.close());
    for (const engine of built) {
      test(engine, async (t) => {
        const page = await browser.open(same.url(engine)); // WebKit has one at a time
        t.after(() => page.close());
        assert.equal(await page.waitFor(() => document.title.length === 64 && document.title), await same.want(engine));
      });
    }
  });
}
