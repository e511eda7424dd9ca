// The engine of one commit, for good: it is built from that commit's sources into
// .cache/referee, once for each version of the compiler, with what it is asked by.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Once what has changed since is settled, a later commit is named here and declared.mjs is emptied. */
export const commit = "d8a57ee9a75af9b6156f7279f86b532117e6d9c7";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const run = (command, args, options) => execFileSync(command, args, { cwd: root, encoding: "utf8", ...options }).trim();

/** @returns {string | undefined} the folder; undefined if a shallow clone is without the commit */
export function pinned() {
  const [version, goroot] = run("go", ["env", "GOVERSION", "GOROOT"]).split("\n");
  const folder = join(root, ".cache/referee", commit, version);
  if (existsSync(folder)) return folder;
  if (!isThere()) {
    if (run("git", ["rev-parse", "--is-shallow-repository"]) === "true") return undefined;
    throw new Error(`commit ${commit} is missing, and this is no shallow clone`);
  }
  const sources = mkdtempSync(join(tmpdir(), "referee-"));
  try {
    build(sources, goroot, folder);
  } finally {
    rmSync(sources, { recursive: true });
  }
  return folder;
}

const isThere = () => spawnSync("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: root }).status === 0;

function build(sources, goroot, folder) {
  const part = `${folder}.part`; // so that a build that was cut short is none
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const archive = join(sources, "sources.tar");
  run("git", ["archive", "--output", archive, commit, "go.mod", "go.sum", "pricing", "wasm/widget"]);
  run("tar", ["-xf", archive, "-C", sources]);
  run(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", join(part, "widget.wasm"), "./wasm/widget"],
    { cwd: sources, env: { ...process.env, GOOS: "js", GOARCH: "wasm" } },
  );
  cpSync(join(goroot, "lib/wasm/wasm_exec.js"), join(part, "wasm_exec.js"));
  cpSync(join(sources, "wasm/widget/loader.mjs"), join(part, "loader.mjs"));
  cpSync(join(sources, "pricing/testdata/fuzz/FuzzHandle"), join(part, "corpus"), { recursive: true });
  renameSync(part, folder);
}
