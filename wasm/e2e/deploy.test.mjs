// What wrangler would upload, and that it answers.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { living, startShot } from "./built.mjs";
import { serve as serveNative } from "./native.mjs";
import { serve } from "./workerd.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../../dist/test/deploy");

// Cloudflare's limit for a Worker of the free plan.
const mostKiB = 3 * 1024;

test("the upload fits, and is a Worker that answers", async () => {
  await rm(out, { recursive: true, force: true }); // an earlier table would lie beside this one
  const wrangler = ["--no-install", "wrangler", "deploy", "--dry-run", "--outdir", out];
  const { stdout } = await promisify(execFile)("npx", wrangler, {
    cwd: here("../worker"),
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const gzip = Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]);
  console.log(`# ${gzip} KiB in gzip`);
  assert.ok(gzip > 0 && gzip < mostKiB, `${gzip} KiB in gzip, of ${mostKiB}:\n${stdout}`);
  assert.match(stdout, /env\.ASSETS/);

  const config = JSON.parse((await readFile(here("../worker/wrangler.jsonc"), "utf8")).replace(/^\s*\/\/.*$/gm, ""));
  const { limit, period } = config.ratelimits[0].simple;
  assert.equal(config.vars.RATE_LIMIT_POLICY, `"default";q=${limit};w=${period}`);

  const files = await readdir(out);
  const wasm = files.find((name) => name.endsWith(".wasm"));
  const table = files.find((name) => name.endsWith("table.json")); // its bytes, not an object in the script
  assert.deepEqual(await readFile(join(out, table)), await readFile(living.table));
  await writeFile(
    join(out, "deploy.capnp"),
    `
    using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "worker", worker = (
        compatibilityDate = "${config.compatibility_date}",
        modules = [
          (name = "index.js", esModule = embed "index.js"),
          (name = "${wasm}", wasm = embed "${wasm}"),
          (name = "${table}", data = embed "${table}"),
        ],
      ))],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
    );`,
  );
  const worker = await serve({ dir: out, file: join(out, "deploy.capnp") });
  const native = await serveNative(living);
  try {
    const shot = await startShot(living);
    const answers = await Promise.all([worker, native].map(({ url }) => fetch(url + shot)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    const [quote, want] = await Promise.all(answers.map((answer) => answer.json()));
    assert.deepEqual(quote, want);
  } finally {
    await Promise.all([worker.stop(), native.stop()]);
  }
});
