// Starts the real Workers runtime over a folder of built files.

import { spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import runtime from "workerd";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {{dir?: string, table?: string, name?: string, file?: string}} options the folder
 *   with the modules, a file table.json that takes the place of theirs, the constant of the
 *   config to serve, and the config
 * @returns {Promise<{url: string, pid: number, log: () => string, stop: () => Promise<void>}>}
 */
export async function serve({
  dir = here("../../dist/worker"),
  table,
  name = "config",
  file = here("worker.capnp"),
} = {}) {
  const folders = [...(table ? [dirname(resolve(table))] : []), dir].flatMap((folder) => ["-I", folder]);
  // The runtime reports the port it got on this extra descriptor.
  const args = ["serve", file, name, ...folders, "--control-fd=3"];
  const child = spawn(runtime.default, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  process.setMaxListeners(0).once("exit", () => child.kill()); // a test that runs out of time does not stop it
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const port = await Promise.race([ended, listening(child.stdio[3])]);
  if (child.exitCode !== null) throw new Error(`workerd ended with ${child.exitCode}\n${log}`);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    log: () => log,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

async function listening(control) {
  for await (const line of createInterface(control)) {
    const message = JSON.parse(line);
    if (message.event === "listen") return message.port;
  }
  return new Promise(() => {}); // it ends instead, which the caller waits for too
}
