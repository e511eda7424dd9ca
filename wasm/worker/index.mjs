// The Worker's module entry: one live Go program per isolate. It starts with
// the first request, answers all that follow, and is replaced once it is dead.
//
// Its files lie beside it after ./build.sh build: worker.wasm, and wasm_exec.js
// of the compiler that made it.

import "./wasm_exec.js";
import wasm from "./worker.wasm";

/** The isolate's program, or undefined before the first request and after a death. */
let live;

/**
 * A Go program that says when it dies. It dies of a panic, which calls exit, or
 * of a trap, which throws out of _resume, the way every call takes into Go. The
 * promise of run() is no help: workerd drops continuations that belong to the
 * request that started the program.
 */
class Program extends Go {
  /** Rejections of the requests that wait for this program. */
  #waiting = new Set();
  #binding = {};

  constructor() {
    super();
    this.exit = (code) => this.#die(new Error(`the program exited with code ${code}`));
    this._resolveExitPromise = () => {}; // nobody waits for run()
    const instance = new WebAssembly.Instance(wasm, { ...this.importObject, workers: { ready() {} } });
    // The library looks for its binding in globalThis.context while the program
    // starts, and it has started when run() returns its promise. env and ctx are
    // not passed: they belong to one request, the program to all.
    globalThis.context = { binding: this.#binding };
    this.run(instance).catch(() => {});
    delete globalThis.context;
    if (this.exited || !this.#binding.handleRequest) throw new Error("the program did not start");
  }

  /** Answers a request whose body, if it has one, has been received. */
  answer(request) {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settled = (settle) => (value) => {
        this.#waiting.delete(reject);
        settle(value);
      };
      // A program that dies in the call returns undefined, a dead one throws:
      // both reject here.
      this.#binding.handleRequest(request).then(settled(resolve), settled(reject));
    });
  }

  _resume() {
    try {
      super._resume();
    } catch (trap) {
      this.#die(trap);
      throw trap;
    }
  }

  #die(cause) {
    if (live === this) live = undefined;
    for (const reject of this.#waiting) reject(cause);
    this.#waiting.clear();
  }
}

export default {
  /** The API's paths go to Go, all others to the static assets where they are bound. */
  async fetch(request, env) {
    if (env.ASSETS && !isAPI(new URL(request.url).pathname)) return env.ASSETS.fetch(request);
    try {
      const { url, method, headers } = request;
      const body = request.body && (await received(request.body, limit(url)));
      live ??= new Program();
      return await live.answer({ url, method, headers, body });
    } catch (cause) {
      console.error(cause);
      return unavailable();
    }
  },
};

/** What package api accepts of a body; it refuses a longer one itself. */
const limit = (url) => (new URL(url).pathname === "/v1/reconcile" ? 5 * 1024 * 1024 : 64 * 1024);

/**
 * Receives a body before Go is asked, so that Go never waits for a client: one
 * that goes away would leave its goroutine behind in a program that lives on.
 * Returns as much of a ReadableStream as the library uses.
 */
async function received(stream, most) {
  const chunks = [];
  let failure;
  try {
    let length = 0;
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) break;
    }
  } catch (cause) {
    failure = cause;
  }
  const read = async () => {
    if (chunks.length > 0) return { done: false, value: chunks.shift() };
    if (failure) throw failure;
    return { done: true };
  };
  return { getReader: () => ({ read, async cancel() {} }) };
}

const isAPI = (path) => path.startsWith("/v1/") || path === "/healthz";

/**
 * The answer to a request whose program died: asking again is right, as a new
 * program is ready for it. It is not repeated here, because the request may be
 * what killed the program.
 */
function unavailable() {
  const problem = {
    type: "/docs/errors#unavailable",
    title: "Unavailable",
    status: 503,
    detail: "the program that was to answer ended; ask again",
    code: "unavailable",
    errors: [],
    accepted: [],
    alternatives: [],
  };
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "Retry-After": "1",
      "Access-Control-Allow-Origin": "*",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
