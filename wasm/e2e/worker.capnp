# What ./build.sh build puts into dist/worker, as Cloudflare would run it. The
# folder is workerd's -I, so that a test build can take its place.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "worker", worker = (compatibilityDate = .date, modules = .modules))],
  sockets = .sockets,
);

# The same with a stand-in for the static assets, which names what it was asked
# for in a page that has a description, and has one table that was published.
const withAssets :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      compatibilityDate = .date,
      modules = .modules,
      bindings = [(name = "ASSETS", service = "assets")],
    )),
    (name = "assets", worker = (
      compatibilityDate = .date,
      modules = [(name = "assets.mjs", esModule = embed "assets.mjs")],
    )),
  ],
  sockets = .sockets,
);

# The same with a secret that is no key, and with one that is (RFC 8037, appendix A).
const withBadKey :Workerd.Config = (
  services = [(name = "worker", worker = (
    compatibilityDate = .date,
    modules = .modules,
    bindings = [(name = "SIGNING_KEYS", text = "hunter2")],
  ))],
  sockets = .sockets,
);

const withKey :Workerd.Config = (
  services = [(name = "worker", worker = (
    compatibilityDate = .date,
    modules = .modules,
    bindings = [(name = "SIGNING_KEYS", text = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"test\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}]}")],
  ))],
  sockets = .sockets,
);

# The same with stand-ins for what Cloudflare offers beside the runtime: a limit
# of three requests, and a cache, which takes what it is given and counts.
const atTheEdge :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      compatibilityDate = .date,
      modules = .modules,
      bindings = [
        (name = "RATE_LIMITER", wrapped = (moduleName = "limiter")),
        (name = "RATE_LIMIT_POLICY", text = "\"default\";q=3;w=60"),
      ],
      cacheApiOutbound = "cache",
    )),
    (name = "cache", worker = (
      compatibilityDate = .date,
      modules = [(name = "cache.mjs", esModule = embed "cache.mjs")],
    )),
  ],
  extensions = [(modules = [(name = "limiter", internal = true, esModule = embed "limiter.mjs")])],
  sockets = .sockets,
);

const date :Text = "2026-10-01";

const modules :List(Workerd.Worker.Module) = [
  (name = "index.mjs", esModule = embed "/index.mjs"),
  (name = "body.mjs", esModule = embed "/body.mjs"),
  (name = "problem.mjs", esModule = embed "/problem.mjs"),
  (name = "program.mjs", esModule = embed "/program.mjs"),
  (name = "wasm_exec.js", esModule = embed "/wasm_exec.js"),
  (name = "worker.wasm", wasm = embed "/worker.wasm"),
  (name = "table.json", data = embed "/table.json"),
];

const sockets :List(Workerd.Socket) = [
  (name = "http", address = "127.0.0.1:0", http = (), service = "worker"),
];
