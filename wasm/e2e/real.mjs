// The built engine with the frozen table, for tests of single modules. Where there is
// none, they are skipped and say why.

import { existsSync } from "node:fs";

const isThere = ["widget/widget.wasm", "widget/wasm_exec.js", "widget/loader.mjs"].every((name) =>
  existsSync(new URL(`../../dist/${name}`, import.meta.url)),
);

export const skip = isThere ? false : "there is no engine in dist; ./build.sh build makes one";

/** Who answers, on one day for ever and with prices that stay: what is right today stays so. */
export async function real(day = "2026-11-22") {
  const { engine } = await import("./engine.mjs");
  const ask = await engine();
  const today = Date.parse(`${day}T00:00:00Z`) / 1000;
  return (operation, request) => JSON.parse(ask(operation, JSON.stringify(request), today));
}
