// The built engines, as text to text.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import "../../dist/widget/wasm_exec.js";
import { open } from "../../dist/widget/loader.mjs";
import { frozen } from "./built.mjs";

const path = (name, folder = "widget") => new URL(`../../dist/${folder}/${name}`, import.meta.url);

/** A program as a server sends it. */
export async function program(name, folder, type = "application/wasm") {
  return new Response(await readFile(path(name, folder)), { headers: { "Content-Type": type } });
}

/** The table whose prices tests and benches know. */
export const table = new Uint8Array(await readFile(frozen.table));

/** @returns {Promise<(operation: string, request: string, today?: number) => string>} */
export const engine = (name = "widget.wasm", prices = table) => open(program(name), prices);

/** Those that were built: TinyGo's only in a release. The last is what a page loads. */
export const built = ["widget.wasm", "release.wasm"].filter((name) => existsSync(path(name)));
export const isBuilt = (name, folder) => existsSync(path(name, folder));
