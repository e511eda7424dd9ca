// The engine and what starts it: a chunk of its own, fetched after the first
// paint, so that nobody waits for it to read a price.

import "engine_exec.js";
import { load } from "loader.mjs";
import program from "engine.wasm";

/** @param {"low" | "auto"} priority how much the page wants it now */
export const start = (priority) => load(fetch(program, { priority }));
