# What ./build.sh build puts into dist/worker, as Cloudflare would run it. The
# folder is workerd's -I, so that a test build can take its place.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "worker", worker = (compatibilityDate = .date, modules = .modules))],
  sockets = .sockets,
);

# The same with a stand-in for the static assets, which names what it was asked for.
const withAssets :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      compatibilityDate = .date,
      modules = .modules,
      bindings = [(name = "ASSETS", service = "assets")],
    )),
    (name = "assets", worker = (
      compatibilityDate = .date,
      modules = [(name = "assets.mjs", esModule =
        "export default { fetch: (request) => new Response('asset ' + new URL(request.url).pathname) };")],
    )),
  ],
  sockets = .sockets,
);

const date :Text = "2026-10-01";

const modules :List(Workerd.Worker.Module) = [
  (name = "index.mjs", esModule = embed "/index.mjs"),
  (name = "wasm_exec.js", esModule = embed "/wasm_exec.js"),
  (name = "worker.wasm", wasm = embed "/worker.wasm"),
];

const sockets :List(Workerd.Socket) = [
  (name = "http", address = "127.0.0.1:0", http = (), service = "worker"),
];
