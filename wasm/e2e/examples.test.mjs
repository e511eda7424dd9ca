// The examples for developers, against the native server: type-checked, run, and
// their output read. Once with a key and once without.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { frozen } from "./built.mjs";
import { serve } from "./native.mjs";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const types = join(root, "dist/types");
const tool = (name) => join(here, "node_modules/.bin", name);

/** What every example prints, but for the receipt.
 * The amounts are those of the frozen table: 8 × 60 credits. */
const printed = [
  /-- a quote\n/,
  /8 s × 60 credits\/s = 480 credits/,
  /480 × \$179 ÷ 5000 = \$17\.184/,
  /-- a batch\n/,
  /refused: 1\n/,
  /-- a refusal\n/,
  /code: unknown_model\n/,
  /detail: \S/,
  /-- a receipt\n/,
];

before(async () => {
  await mkdir(types, { recursive: true });
  await writeFile(join(types, "package.json"), '{"type": "module"}\n');
  await copyFile(join(root, "wasm/api/examples/quote.ts"), join(types, "quote.ts"));
  await run("npm", ["run", "--silent", "types"], { cwd: here });
  await run(tool("tsc"), ["--project", here]);
});

const shot = "seller=house&model=veo-3&seconds=8&offer=agency";

for (const signing of [false, true]) {
  describe(signing ? "with a key" : "without a key", () => {
    let server, folder;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "receipt"));
      delete process.env.SIGNING_KEYS;
      if (signing)
        process.env.SIGNING_KEYS = (await run("go", ["run", "./pricing/cmd/rates", "key"], { cwd: root })).stdout;
      server = await serve(frozen);
      delete process.env.SIGNING_KEYS;
    });
    after(() => server?.stop());

    const receipt = signing ? /good: held until \d{4}-\d\d-\d\dT[\d:.]+Z\n$/ : /this server does not sign\n$/;
    for (const [name, command, args, last] of [
      ["TypeScript", process.execPath, [join(types, "js/quote.js")], receipt],
      ["Go", "go", ["run", "./wasm/api/examples/go"], receipt],
      ["curl", "sh", [join(root, "wasm/api/examples/quote.sh")], signing ? /saved: rates verify/ : receipt],
    ]) {
      test(name, async () => {
        const { stdout } = await run(command, [...args, server.url, shot, folder], { cwd: root });
        for (const pattern of [...printed, last]) assert.match(stdout, pattern);
      });
    }

    test("the saved receipt verifies", { skip: !signing }, async () => {
      const verify = ["run", "./pricing/cmd/rates", "verify", "--table", frozen.table, "--keys"];
      const { stdout } = await run("go", [...verify, join(folder, "keys.json"), join(folder, "receipt.json")], {
        cwd: root,
      });
      assert.notEqual(stdout, "");
      assert.equal(
        Object.keys(JSON.parse(await readFile(join(folder, "receipt.json"), "utf8"))).join(),
        "payload,protected,signature",
      );
    });
  });
}
