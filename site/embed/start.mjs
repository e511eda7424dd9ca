// The engine's JavaScript half, run when the first element wants a price.

import "wasm_exec.js";

export { load } from "loader.mjs";
