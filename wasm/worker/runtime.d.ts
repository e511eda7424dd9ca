// What workerd and the compiler's half of a Go program have, as far as the entry uses it.

/** The bindings of wrangler.jsonc; a host need not have any. */
interface Env {
  readonly ASSETS?: { fetch(request: Request | URL, init?: RequestInit): Promise<Response> };
  readonly RATE_LIMITER?: { limit(of: { key: string }): Promise<{ success: boolean }> };
  readonly RATE_LIMIT_POLICY: string; // where there is a limiter
  readonly SIGNING_KEYS?: string;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

/** A request as the Go program takes it, its body received. */
interface Received {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: { bytes?: Uint8Array } | null;
}

/** What the library leaves on the binding once the program has started. */
interface Binding {
  handleRequest(request: Received): Promise<Response>;
}

/** A function of the program is asked through its memory; see lane_js.go. */
interface Exports extends WebAssembly.Exports {
  get(length: number): number;
  laneIn(): number;
  laneOut(): number;
}

/** Of wasm_exec.js. */
declare class Go {
  env: Record<string, string>;
  exit: (code: number) => void;
  exited: boolean;
  importObject: WebAssembly.Imports;
  mem: DataView;
  _inst: WebAssembly.Instance & { readonly exports: Exports };
  _resolveExitPromise: () => void;
  _resume(): void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare var context: { binding: Binding; table: Uint8Array } | undefined;

interface CacheStorage {
  readonly default: Cache;
}

declare class HTMLRewriter {
  on(
    selector: string,
    handler: {
      element(element: {
        getAttribute(name: string): string | null;
        setAttribute(name: string, value: string): void;
      }): void;
    },
  ): this;
  transform(response: Response): Response;
}

/** A Data module: the bytes of the file. */
declare module "*.json" {
  const bytes: ArrayBuffer;
  export default bytes;
}

declare module "*.wasm" {
  const program: WebAssembly.Module;
  export default program;
}
