// Every built page and its styles, read by the validator of the W3C.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { glob } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vnu from "vnu-jar";
import { living } from "../built.mjs";
import { pages } from "../pages.mjs";

const { site } = living;

/** What the validator has to say of the files, warnings too, each once with all its places. */
async function said(...args) {
  const output = await new Promise((resolve) => {
    // It ends with an error when it has anything to say.
    execFile("java", ["-jar", vnu, "--format", "json", ...args], { maxBuffer: 1 << 28 }, (error, _stdout, stderr) =>
      resolve(stderr || String(error ?? "")),
    );
  });
  const found = {};
  for (const { type, subType, url = "", lastLine, message } of JSON.parse(output).messages) {
    (found[`${subType ?? type}: ${message}`] ??= []).push(`${url.split("/dist/site/")[1]}:${lastLine}`);
  }
  return found;
}

test("every page is valid HTML, without a warning", async () => {
  const all = (await pages(living)).map((file) => site + file);
  assert.deepEqual(await said(...all), {});
});

test("the icon is valid SVG", async () => assert.deepEqual(await said("--svg", `${site}favicon.svg`), {}));

// CSS Basic User Interface 4 has it, and Chromium; the validator's list is older.
const newer = "error: CSS: “field-sizing”: Property “field-sizing” doesn't exist.";

test("the styles are valid CSS", async () => {
  const styles = await Array.fromAsync(glob(`${site}assets/*.css`));
  assert.ok(styles.length >= 2, `only ${styles.length} style sheets`);
  const { [newer]: known, ...found } = await said("--css", ...styles);
  assert.deepEqual(found, {});
});

test("the validator is awake", async () => {
  const found = Object.keys(await said(fileURLToPath(new URL("bad.html", import.meta.url))));
  assert.equal(found.length, 2);
  assert.match(found.join(), /Stray end tag.*CSS.*rdd|CSS.*rdd.*Stray end tag/);
});
