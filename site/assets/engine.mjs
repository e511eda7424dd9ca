// What starts the engine: a chunk of its own, fetched beside the program, so that
// nobody waits for it to read a price.

import "engine_exec.js";

export { load } from "loader.mjs";
