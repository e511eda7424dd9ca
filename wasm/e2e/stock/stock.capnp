# The files that workers-assets-gen writes, with the program as app.wasm.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "worker", worker = (
    compatibilityDate = "2026-10-01",
    modules = [
      (name = "worker.mjs", esModule = embed "/worker.mjs"),
      (name = "wasm_exec.js", esModule = embed "/wasm_exec.js"),
      (name = "runtime.mjs", esModule = embed "/runtime.mjs"),
      (name = "app.wasm", wasm = embed "/app.wasm"),
    ],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
