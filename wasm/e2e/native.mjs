// Starts the native server over the built site.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The table whose prices tests know, whatever an operator makes of the default one. */
export const frozen = here("../../pricing/testdata/frozen/table.json");

/**
 * @param {string} [table] instead of the one that was built in
 * @returns {Promise<{url: string, stop: () => Promise<number>}>} stop resolves to the exit code
 */
export async function serve(table) {
  const prices = table ? ["-table", table] : [];
  const child = spawn(here("../../dist/server"), ["-site", here("../../dist/site"), ...prices], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = line.match(/http:\S+/) ?? [];
    if (!url) continue;
    return {
      url,
      stop: () => {
        child.kill("SIGINT");
        return ended;
      },
    };
  }
  throw new Error(`the server ended with ${await ended}`);
}
