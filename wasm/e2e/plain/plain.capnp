using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "worker", worker = (
    compatibilityDate = "2026-10-01",
    modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), (name = "table.json", data = embed "/table.json")],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
