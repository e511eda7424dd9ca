// Starts the native server over the built site.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isOfThisBuild } from "./built.mjs";

/** @import { Built } from "./built.mjs" */

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {Pick<Built, "site" | "table">} built
 * @returns {Promise<{url: string, stop: () => Promise<number>}>} stop resolves to the exit code
 */
export async function serve(built) {
  isOfThisBuild(built);
  const child = spawn(here("../../dist/server"), ["-site", built.site, "-table", built.table], {
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
