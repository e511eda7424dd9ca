#!/usr/bin/env bash
# Builds, serves, tests and measures Reelrate. Without a verb it says how; what the verbs
# do is in wasm/build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for part in wasm/build/*.sh; do source "$part"; done

usage() {
  cat >&2 <<'END'
usage: ./build.sh [--rates DIR] VERB

  --rates DIR
             the folder of another price list than pricing/rates: its YAML, which is compiled
             first, its site.yaml and the texts of its pages

  serve      build, then serve site and API on PORT (default 8787); needs only Go
  build      dist/site, dist/worker, dist/widget and dist/server
  build --release [--engine FILE]
             the same with the small engine for browsers, which TinyGo makes
             and which has to be within its budget; FILE is one that was made elsewhere
  test       everything a change has to pass; on Debian as root it installs what it needs;
             JOBS=1 has one step at a time instead of one for each core. Tests that know
             prices ask pricing/testdata/frozen; the price list itself, whichever it is, is
             held to rules, which no changed price breaks
  test all   the same, the heavy suites and test release
  test release
             what concerns the browser, with the release's engine
  test --list
             the steps of these suites by name
  test NAME…
             some of the steps, with what they need. One of them is referee: an engine of
             a pinned commit and this one are asked the same 100,000 requests; needs Go
             and Node. Every difference has to be declared in wasm/e2e/referee/declared.mjs
  size       what of the last build has to be loaded, by package, against the budgets
  release    build --release, record this version of the embed as published and pack it for npm
  deploy [--engine FILE]
             build --release, then put site and API on Cloudflare; see wasm/worker/DEPLOYING.md
  bench      the engine, the API, and the Worker beside plain JavaScript and the stock entry;
             COUNT=10 repeats the Go benchmarks, for benchstat of dist/bench/go.txt
  bench profile
             where a quote spends its time, natively and in node; BENCH names another benchmark
  mutate     change the engine in one place at a time, list what no test notices;
             hours for all of it, so name files: ./build.sh mutate quote.go wire/pairs.go
  clean      remove what the other verbs made
END
  exit 2
}

serve() {
  build
  exec dist/server -table dist/table.json # in this shell's place, so that Ctrl-C reaches it alone
}

clean() { rm -rf dist .cache wasm/{e2e,e2e/npm,e2e/heavy,e2e/hosts/*,worker}/node_modules; }

# take_rates ARGUMENT… puts into $given which price list it is, and leaves the rest in
# $arguments.
take_rates() {
  arguments=() given=
  while [ $# != 0 ]; do
    case $1 in
      --rates) [ $# != 1 ] || usage; given=$2 && shift ;;
      --rates=*) given=${1#*=} ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
}

here=$OLDPWD
take_rates "$@"
set -- "${arguments[@]}"
if [ -n "$given" ]; then
  rates=$(cd "$here" && cd "$given" 2>/dev/null && pwd -P) || refuse "--rates: there is no folder $given"
  if [ "$rates" = "$(pwd -P)/pricing/rates" ]; then rates=pricing/rates
  else go run ./pricing/cmd/rates compile --rates "$rates"; fi
fi

case "$*" in
  serve) serve ;;
  build) build ;;
  'build --release' | 'build --release --engine '*) build_release "${@:3}" ;;
  test) run_steps test ;;
  'test --list') list_steps ;;
  'test '*) run_steps "${@:2}" ;;
  size) sizes ;;
  release) release ;;
  deploy | deploy\ *) deploy "${@:2}" ;;
  bench) bench ;;
  'bench profile') profiles ;;
  mutate | mutate\ *) mutate "${@:2}" ;;
  clean) clean ;;
  *) usage ;;
esac
