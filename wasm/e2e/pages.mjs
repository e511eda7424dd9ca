// The pages of a built site.

import { glob } from "node:fs/promises";

/** The files of a site's pages, which are these at the least. @param {{site: string}} built */
export async function pages({ site }) {
  const files = (await Array.fromAsync(glob("**/*.html", { cwd: site }))).sort();
  const always = ["404", "compare", "docs/embed", "embed/index", "estimate", "index", "models/index", "plans"];
  for (const name of always) if (!files.includes(`${name}.html`)) throw new Error(`${site} has no ${name}.html`);
  return files;
}

/** Where the hosts serve a page's file. */
export const address = (file) => `/${file.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "")}`;
