// What is under test. One server and one engine are built, and two sites:
//
//	living  the price list that is deployed, whose prices an operator changes. What is
//	        tested of it are rules, and the files themselves.
//	frozen  the list under testdata, which stays. Tests that know prices ask it.

import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @typedef {{site: string, npm: string, table: string}} Built two folders, with a slash at their ends, and a file */

/** @type {Built} */
export const living = { site: `${root}dist/site/`, npm: `${root}dist/npm/`, table: `${root}dist/table.json` };

/** @type {Built} */
export const frozen = {
  site: `${root}dist/frozen/site/`,
  npm: `${root}dist/frozen/npm/`,
  table: `${root}pricing/testdata/frozen/table.json`,
};

/**
 * Somebody else's lists: a brand that began with two sheets, a vendor without plans.
 * @type {Record<string, Built>}
 */
export const lists = Object.fromEntries(
  ["brand", "harbor"].map((name) => {
    const folder = `${root}dist/lists/${name}/`;
    return [name, { site: `${folder}site/`, npm: `${folder}npm/`, table: `${folder}rates/table.json` }];
  }),
);

/** Refuses a site of an earlier build: it would be tested with what this one no longer is. @param {Built} built */
export function isOfThisBuild({ site }) {
  const made = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made(`${site}_headers`) < made(`${root}dist/widget/loader.mjs`))
    throw new Error(`${site} is not of the last build: ./build.sh test build-frozen build-lists`);
}

/** The day that the version of a list's table names, for which its site is built. @param {Pick<Built, "table">} built */
export async function dayOf({ table }) {
  return JSON.parse(await readFile(table, "utf8")).table.version.split(".")[0];
}

/** Where the API prices the shot that a site's calculator starts with. @param {Built} built */
export async function startShot({ site }) {
  const page = await readFile(`${site}index.html`, "utf8");
  return /id="api-link" href="([^"]+)"/.exec(page)[1].replaceAll("&amp;", "&");
}
