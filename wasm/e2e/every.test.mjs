// Every built page, held against what is promised of all of them.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { accessible, fits, listened, stage } from "./browser.mjs";
import { living } from "./built.mjs";
import { address, pages } from "./pages.mjs";

const on = stage(living);
const files = await pages(living);

/** Opens a page, does something with it and gives what it complained of. */
async function visit(t, file, options, look) {
  const { page, complaints } = await listened(t, on.browser, [on.server.url], options);
  await page.goto(on.server.url + address(file));
  await page.mouse.move(1, 1); // somebody is there, for which some pages wait
  await page.waitForFunction(() => !document.querySelector(":not(:defined)"));
  await look?.(page);
  return complaints;
}

/** Opens what is folded, one of a group too. */
const unfold = (page) =>
  page.evaluate(() =>
    document.querySelectorAll("details").forEach((d) => {
      d.removeAttribute("name");
      d.open = true;
    }),
  );

// Two at a time, as there may be two cores.
describe("every page", { concurrency: 2 }, () => {
  for (const file of files) {
    test(address(file), async (t) => {
      const complaints = await visit(
        t,
        file,
        { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" },
        async (page) => {
          await still(page);
          await reachable(page);
          await unfold(page);
          for (const width of [1280, 390]) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
            await accessible(page);
            await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
            await accessible(page, "color-contrast"); // all that darkness changes
          }
          for (const width of [640, 320]) {
            // 640: a window of 1280 at 200 %
            await page.setViewportSize({ width, height: 450 });
            await fits(page);
            await whole(page);
          }
        },
      );
      assert.deepEqual(
        complaints.filter((c) => !(file === "404.html" && /404/.test(c))),
        [],
      );
    });
  }
});

/** Nothing moves by itself. */
async function still(page) {
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((e) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(e);
        return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior !== "auto";
      })
      .map((e) => e.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(moving, []);
}

/**
 * Tab comes to every control, one sees where it is, and nothing lies over it. Those in
 * shadows are passed, not counted.
 */
async function reachable(page) {
  const controls = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"),
    ].filter(
      (e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && (e.type !== "radio" || e.checked),
    );
    globalThis.missed = new Set(controls);
    globalThis.faults = [];
    document.addEventListener("focusin", (event) => {
      const [target] = event.composedPath(); // in a shadow, what is focused there
      missed.delete(target);
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2)
        faults.push(`no focus to be seen: ${target.outerHTML.slice(0, 150)}`);
      requestAnimationFrame(() => {
        const { left, right, top, bottom } = target.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
        const there = document.elementFromPoint(x, y);
        if (document.activeElement === target && !(there && (target.contains(there) || there.contains(target))))
          faults.push(`covered: ${target.outerHTML.slice(0, 150)}`);
      });
    });
    return controls.length;
  });
  assert.ok(controls > 3);
  for (let presses = 0; presses < controls + 25; presses++) await page.keyboard.press("Tab");
  const [missed, faults] = await page.evaluate(() => {
    document.activeElement.blur(); // the link to the content lies over others while it is there
    return [[...globalThis.missed].map((e) => e.outerHTML.slice(0, 150)), globalThis.faults];
  });
  assert.deepEqual(missed, [], "Tab does not reach them");
  assert.deepEqual(faults, []);
}

/** No text is cut off at the side, unless it can be scrolled to. */
async function whole(page) {
  const cut = await page.evaluate(() => {
    const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
    const hidden = (e) => e && (getComputedStyle(e).clipPath !== "none" || hidden(e.parentElement));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const out = new Set();
    while (walk.nextNode()) {
      const { currentNode: text } = walk;
      const e = text.parentElement;
      if (!text.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
      range.selectNodeContents(text);
      const { left, right } = range.getBoundingClientRect();
      if ((left < -1 || right > innerWidth + 1) && !scrolls(e) && !hidden(e))
        out.add(`${innerWidth}: ${text.data.trim().slice(0, 80)} (${left} to ${right})`);
    }
    return [...out];
  });
  assert.deepEqual(cut, []);
}

describe("the policy", () => {
  let policies;
  before(async () => {
    policies = new Map(
      await Promise.all(
        files.map(async (file) => [address(file), (await fetch(on.server.url + address(file))).headers]),
      ),
    );
  });

  test("of every page lets nothing in that is not ours, and nothing inline", () => {
    for (const [path, headers] of policies) {
      const directives = Object.fromEntries(
        headers
          .get("Content-Security-Policy")
          .split("; ")
          .map((d) => d.split(/ (.*)/, 2)),
      );
      const { "frame-ancestors": framed, ...rest } = directives;
      assert.deepEqual(
        rest,
        {
          "default-src": "'none'",
          "script-src": "'self' 'wasm-unsafe-eval'",
          "style-src": "'self'",
          "img-src": "'self'",
          "connect-src": "'self'",
          "form-action": "'self'",
          "base-uri": "'none'",
        },
        path,
      );
      assert.equal(framed, path === "/embed/" ? "*" : "'none'", path);
      assert.equal(headers.get("X-Content-Type-Options"), "nosniff", path);
      assert.equal(headers.get("Set-Cookie"), null, path);
    }
  });
});
