// The isolate's Go program: how it is started, asked, and found dead.
//
// Its files lie beside this one after ./build.sh build: worker.wasm, wasm_exec.js of
// the compiler that made it, and table.json, the prices, as the bytes that they are.

import "./wasm_exec.js";
import table from "./table.json";
import wasm from "./worker.wasm";

/** A Go program's memory only grows. One that has grown past this is replaced. */
const mostBytes = 64 * 1024 * 1024;

// The places of lane_js.go.
const inBytes = 16 * 1024;
const bodyAt = 4 * 1024;

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** Answers that a Response takes no body for. */
const bodiless = new Set(["204", "304"]);

/** @type {Program | undefined} before the first request and after an end there is none */
let live;

/**
 * Answers a GET, whose answer is all in its URL and two headers, in one call.
 * Undefined when the answer is too long for that: then answer() has to.
 * @param {Request} request
 * @param {Env} env
 */
export const get = (request, env) => asked(env, (program) => program.get(request));

/**
 * Answers any request; its body, if it has one, has been received.
 * @param {Received} request
 * @param {Env} env
 */
export const answer = (request, env) => asked(env, (program) => program.answer(request));

/**
 * @template T
 * @param {Env} env
 * @param {(program: Program) => T} ask
 */
function asked(env, ask) {
  const program = (live ??= new Program(env));
  try {
    return ask(program);
  } finally {
    // Requests that wait for a program keep it until they are answered.
    if (live === program && program.size > mostBytes) live = undefined;
  }
}

/**
 * A Go program that says when it dies. It dies of a panic, which calls exit, or
 * of a trap, which throws out of _resume, the way every call takes into Go. The
 * promise of run() is no help: workerd drops continuations that belong to the
 * request that started the program.
 */
class Program extends Go {
  /** @type {Set<(cause: unknown) => void>} rejections of the requests that wait for this program */
  #waiting = new Set();
  #binding = /** @type {Binding} */ ({}); // the library fills it in

  /** @param {Env} env */
  constructor(env) {
    super();
    // Go reads its secret as it does natively. The soft limit makes it collect
    // rather than grow: without it a burst of large bodies ends in a retirement.
    this.env.GOMEMLIMIT = "32MiB";
    if (env.SIGNING_KEYS) this.env.SIGNING_KEYS = env.SIGNING_KEYS;
    this.exit = (/** @type {number} */ code) => this.#die(new Error(`the program exited with code ${code}`));
    this._resolveExitPromise = () => {}; // nobody waits for run()
    const instance = new WebAssembly.Instance(wasm, { ...this.importObject, workers: { ready() {} } });
    // The library looks for its binding in globalThis.context while the program
    // starts, and it has started when run() returns its promise; so does Go for the
    // table. env and ctx are not passed: they belong to one request, the program to all.
    globalThis.context = { binding: this.#binding, table: new Uint8Array(table) };
    this.run(instance).catch(() => {});
    delete globalThis.context;
    if (this.exited || !this.#binding.handleRequest) throw new Error("the program did not start");
  }

  get size() {
    return this.mem.buffer.byteLength;
  }

  /**
   * A part of the program's memory, to be used before the next call into Go.
   * @param {number} address
   * @param {number} length
   */
  #at(address, length) {
    return new Uint8Array(this.mem.buffer, address, length);
  }

  /**
   * What lies where in the program's memory is described in lane_js.go.
   * @param {Request} request
   */
  get(request) {
    const { get, laneIn, laneOut } = this._inst.exports;
    const header = (/** @type {string} */ name) => request.headers.get(name) ?? "";
    const text = `${request.url}\n${header("Accept")}\n${header("If-None-Match")}`;
    const { read, written } = encoder.encodeInto(text, this.#at(laneIn(), inBytes));
    if (read < text.length) return undefined;
    const end = this.#alive(() => get(written));
    if (end === 0) return undefined;

    const out = this.#at(laneOut(), end);
    const [status, ...lines] = decoder.decode(out.subarray(4, 4 + (out[0] | (out[1] << 8)))).split("\n");
    /** @type {Record<string, string>} */
    const headers = {}; // a tenth of a request's time faster than a list of pairs
    for (const line of lines) {
      const colon = line.indexOf(":");
      headers[line.slice(0, colon)] = line.slice(colon + 1);
    }
    return new Response(bodiless.has(status) ? null : out.slice(bodyAt), { status: Number(status), headers });
  }

  /**
   * @param {Received} request
   * @returns {Promise<Response>}
   */
  answer(request) {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const over = () => this.#waiting.delete(reject);
      // A program that dies in the call returns undefined, a dead one throws:
      // both reject here.
      this.#binding.handleRequest(request).then(resolve, reject).then(over);
    });
  }

  _resume() {
    this.#alive(() => super._resume());
  }

  /**
   * Calls into Go. A trap is the program's end; and a call in which it exits comes
   * back like any other, with whatever was in the memory.
   *
   * @template T
   * @param {() => T} call
   */
  #alive(call) {
    let result;
    try {
      result = call();
    } catch (trap) {
      this.#die(trap);
      throw trap;
    }
    if (this.exited) throw new Error("the program ended in the call");
    return result;
  }

  /** @param {unknown} cause */
  #die(cause) {
    if (live === this) live = undefined;
    for (const reject of this.#waiting) reject(cause);
    this.#waiting.clear();
  }
}
