// Loads the engine: `const ask = await load("widget.wasm")`, then
// `ask("quote", { seller: "house", model: "veo-3", seconds: 8 })` returns the
// answer as an object, at once. A third argument goes to the engine as it is:
// what takes the rows of a log while "reconcile" reads them. Load wasm_exec.js first: it defines Go, and it
// is the compiler's own, so the build copies it instead of the repository
// keeping one.

/** What a call gets that the engine did not survive; the next call gets a new engine. */
const internal = () => ({
  status: "invalid",
  error: { code: "internal", field: "", message: "the request could not be answered", accepted: [], alternatives: [] },
});

/**
 * @param {string | URL | Response | Promise<Response>} source the program, or where it is
 * @returns {Promise<(operation: string, request: object, ...more: any) => any>}
 */
export async function load(source) {
  const response = await (typeof source === "string" || source instanceof URL ? fetch(source) : source);
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  const module = await compile(response);
  // Instantiated without waiting, so that a dead engine can be replaced inside
  // a call. Chromium allows that on a page's main thread up to 8 MB.
  let call = start(module);

  return (operation, request, ...more) => {
    call ??= start(module);
    let text;
    try {
      text = call(operation, JSON.stringify(request), ...more);
    } catch (error) {
      console.error(error); // "Go program has already exited", or a trap
    }
    if (typeof text === "string") return JSON.parse(text);
    call = undefined; // a program that dies in a call returns undefined from it
    return internal();
  };
}

/** Streams where the host sends application/wasm; a host that does not still works. */
async function compile(response) {
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Starts one program and takes the function that it registers before run returns. */
function start(module) {
  delete globalThis.reelrate;
  const go = new globalThis.Go();
  const instance = new WebAssembly.Instance(module, go.importObject);
  go.run(instance).catch((error) => console.error(error));
  if (typeof globalThis.reelrate !== "function") throw new Error("the engine did not start");
  return globalThis.reelrate;
}
