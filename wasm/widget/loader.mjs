// Loads the engine and its prices: `const ask = await load("widget.wasm",
// "table.json")`, then `ask("quote", { seller: "acme", model: "lyra-2", seconds: 8 })`
// returns the answer as an object, at once. `open` gives the same as text: what the
// API would answer, byte for byte.
//
// The engine holds no prices: the table is a file of its own, which every engine of
// its format takes.
//
// It takes the engine of either compiler. One of standard Go's needs
// wasm_exec.js before it: that defines Go, and it is the compiler's own, so the
// build copies it instead of the repository keeping one.

/** What a call gets that the engine did not survive; the next call gets a new engine. */
const internal =
  '{"status":"invalid","error":{"code":"internal","field":"","message":"the request could not be answered",' +
  '"accepted":[],"alternatives":[]}}';

/**
 * @typedef {(operation: string, request: string, today?: number, part?: Part) => string} Ask
 * Today is the start of a day in Unix seconds; by default it is today in UTC.
 * A part gets the rows of a log while "reconcile" of standard Go's engine reads them.
 */

/** @typedef {(rows: number, lines: string, csv: string) => void} Part */

/** @typedef {(operation: string, request: object, part?: Part) => any} AskObject an answer as JSON.parse has it */

/** @typedef {string | URL | Response | Promise<Response>} Source a file, or where it is */

/** @typedef {Source | ArrayBuffer | Uint8Array} Table the compiled prices */

/**
 * A program that runs.
 * @typedef {object} Program
 * @property {(operation: string, request: string, today: number, part?: Part) => string} ask
 * @property {() => boolean} spent whether its memory is no longer worth keeping
 */

/**
 * @param {Source} engine the program
 * @param {Table} table
 * @returns {Promise<AskObject>}
 */
export async function load(engine, table) {
  const ask = await open(engine, table);
  return (operation, request, part) => JSON.parse(ask(operation, JSON.stringify(request), undefined, part));
}

/**
 * Leaves the function as globalThis.reelrate, too. A table that the engine refuses
 * is an Error with the engine's words, its code "invalid_table" and the field at
 * fault.
 *
 * @param {Source} engine
 * @param {Table} table
 * @returns {Promise<Ask>}
 */
export async function open(engine, table) {
  // Both are fetched at once, and the program is compiled while they arrive.
  const [module, prices] = await Promise.all([fetched(engine).then(compile), bytes(table)]);
  // What a program exports says whose it is.
  const start = WebAssembly.Module.exports(module).some(({ name }) => name === "ask") ? startTiny : startStandard;
  // Instantiated without waiting, so that a dead engine can be replaced inside
  // a call. Chromium allows that on a page's main thread up to 8 MB.
  /** @type {Program | undefined} */
  let program = start(module, prices);

  /** @type {Ask} */
  const ask = (operation, request, today = Math.floor(Date.now() / 86_400_000) * 86_400, part) => {
    /** @type {unknown} */
    let text;
    try {
      program ??= start(module, prices);
      text = program.ask(String(operation), String(request), today, part);
    } catch (error) {
      console.error(error); // "Go program has already exited", or a trap
    }
    const dead = typeof text !== "string"; // a program that dies in a call may also return undefined from it
    if (dead || program?.spent()) program = undefined;
    return typeof text === "string" ? text : internal;
  };
  globalThis.reelrate = ask;
  return ask;
}

/** @param {Source} source */
async function fetched(source) {
  const response = await (typeof source === "string" || source instanceof URL ? fetch(source) : source);
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response;
}

/**
 * Streams where the host sends application/wasm; a host that does not still works.
 * @param {Response} response
 */
async function compile(response) {
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * A table's bytes. Its digest is of them, so they are never decoded to a text here.
 * @param {Table} table
 */
async function bytes(table) {
  if (table instanceof Uint8Array) return table.slice(); // a replacement needs them as they are now
  return new Uint8Array(table instanceof ArrayBuffer ? table.slice() : await (await fetched(table)).arrayBuffer());
}

/**
 * Throws what the engine has against the table.
 * @param {string} answer
 */
function accepted(answer) {
  const { error } = JSON.parse(answer);
  if (error) throw Object.assign(new Error(error.message), { code: error.code, field: error.field });
}

/** @typedef {Ask & ((operation: "load", table: Uint8Array) => string)} Standard */

/**
 * Starts a program of standard Go and takes the function that it registers before run returns.
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} prices
 * @returns {Program}
 */
function startStandard(module, prices) {
  const before = globalThis.reelrate;
  delete globalThis.reelrate;
  const go = new globalThis.Go();
  const instance = new WebAssembly.Instance(module, go.importObject);
  go.run(instance).catch((error) => console.error(error));
  const ask = /** @type {Standard | undefined} */ (globalThis.reelrate);
  if (before) globalThis.reelrate = before;
  if (typeof ask !== "function") throw new Error("the engine did not start");
  accepted(ask("load", prices));
  return { ask, spent: () => false };
}

// A program of TinyGo's never frees memory. Its memory is put back as it was when it
// had loaded its table once half of the rest is used, which keeps it in the
// processor's cache and costs a fortieth of the time that the answers took. A memory
// that had to grow by so much for large answers is dropped with its program.
const most = 16 << 20;

// So much has to be free after the table.
const least = 1 << 20;

// Its memory has room for so many bytes of a call. What is longer is cut, by whole
// letters of up to 4 bytes: the engine refuses it anyway, for its length.
const longest = { operation: 1 << 10, request: (5 << 20) + 4, table: (16 << 20) + 4 };

/**
 * What a program of TinyGo exports. Places and lengths are of its memory, which
 * reserve, load and ask may take from under an array.
 * @typedef {object} Tiny
 * @property {WebAssembly.Memory} memory
 * @property {() => void} _initialize
 * @property {(operation: number, request: number) => number} reserve room for a call, and where it is
 * @property {() => number} load where its answer to the table begins
 * @property {(today: number) => number} ask where the answer to a call begins
 * @property {() => number} size of the answer
 * @property {() => number} wide how much of it, from its beginning, has letters beyond ASCII
 */

/**
 * Starts a program of TinyGo, which is asked through its memory.
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} prices
 * @returns {Program}
 */
function startTiny(module, prices) {
  const instance = new WebAssembly.Instance(module, noHost(module));
  const exports = /** @type {Tiny} */ (/** @type {unknown} */ (instance.exports));
  exports._initialize();
  const { memory } = exports;
  const table = prices.subarray(0, longest.table);
  const at = exports.reserve(0, table.length) >>> 0; // which may take the memory from under an array
  new Uint8Array(memory.buffer).set(table, at);
  const loaded = exports.load() >>> 0;
  accepted(new TextDecoder().decode(new Uint8Array(memory.buffer, loaded, exports.size())));
  let end = exports.reserve(1, 0) >>> 0; // nothing is beyond it yet
  // A large table leaves little: the program takes more, as it would for an answer.
  if (memory.buffer.byteLength - end < least) end = exports.reserve(0, least) >>> 0;
  const small = memory.buffer.byteLength;
  const image = new Uint8Array(memory.buffer.slice(0, end));
  const enough = (end + small) / 2;
  let used = 0; // at least: where the last answer ended
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let named = ""; // the last operation, which is mostly the next one, too
  let name = encoder.encode(named);
  let all = new Uint8Array(memory.buffer);
  const grown = () => all.length === 0; // that takes the memory away from under all
  /** @type {Program["ask"]} */
  const ask = (operation, request, today) => {
    if (used > enough && all.length === small) {
      all.set(image);
      all.fill(0, image.length);
    }
    if (operation !== named) {
      named = operation;
      name = encoder.encode(operation).subarray(0, longest.operation);
    }
    const room = Math.min(3 * request.length, longest.request); // UTF-8 has at most 3 bytes where UTF-16 has a unit
    const start = exports.reserve(name.length, room) >>> 0;
    if (grown()) all = new Uint8Array(memory.buffer);
    all.set(name, start);
    const body = start + name.length;
    exports.reserve(name.length, encoder.encodeInto(request, all.subarray(body, body + room)).written);
    const answer = exports.ask(today) >>> 0;
    used = answer + exports.size();
    if (grown()) all = new Uint8Array(memory.buffer);
    // Beyond a letter that is not ASCII, V8 reads what is ASCII at a fifth of the
    // speed: so that is read by itself.
    const plain = answer + exports.wide();
    const text = decoder.decode(all.subarray(plain, used));
    return plain === answer ? text : decoder.decode(all.subarray(answer, plain)) + text;
  };
  return { ask, spent: () => memory.buffer.byteLength - small > most };
}

/**
 * The engine computes and asks nothing of its host. What the runtime imports
 * all the same answers zero, 64 bits wide for the clock and a look at the
 * global object, 32 for what the C library may want.
 * @param {WebAssembly.Module} module
 */
function noHost(module) {
  /** @type {WebAssembly.Imports} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const zero = from === "gojs" ? 0n : 0;
    (imports[from] ??= {})[name] = () => zero;
  }
  return imports;
}
