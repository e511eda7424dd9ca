// What the build makes and scripts import by its name alone; see bundle.go.

/** The engine that a page loads: the address of its program. */
declare module "engine.wasm" {
  const address: string;
  export default address;
}

/** Standard Go's engine, which has every operation. */
declare module "full.wasm" {
  const address: string;
  export default address;
}

/** The compiler's half of the page's engine, and of standard Go's. */
declare module "engine_exec.js";
declare module "wasm_exec.js";

/** A style of the elements, as text. */
declare module "*.css" {
  const text: string;
  export default text;
}

/** Hashes of the files that the elements fetch, as the integrity attribute has them. */
declare const ENGINE_INTEGRITY: string;
declare const ANSWERING_INTEGRITY: string;

/** What the compilers' programs and the loader leave on the global object. */
declare var reelrate: import("../../wasm/widget/loader.mjs").Ask | undefined;
declare var Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
