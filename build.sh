#!/usr/bin/env bash
# Builds, serves, tests and measures Reelrate. Without a verb it says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source wasm/widget/lean.sh
source wasm/widget/tinygo.sh

# What runs in browsers and at the edge.
engine_packages=(./pricing ./pricing/{table,binding,purchase,budget,ledger,reconcile,margin,wire})

usage() {
  cat >&2 <<'END'
usage: ./build.sh VERB

  serve      build, then serve site and API on PORT (default 8787); needs only Go
  build      dist/site, dist/worker, dist/widget and dist/server
  build --release [--engine FILE]
             the same with the small engine for browsers, which TinyGo makes
             and which has to be within its budget; FILE is one that was made elsewhere
  test       everything a change has to pass; on Debian as root it installs what it needs
  test all   the same, the heavy suites and test release
  test release
             what concerns the browser, with the release's engine
  test referee
             build, then ask the engine of a pinned commit and this one the same 100,000
             requests; needs Go and Node. Every difference has to be declared
             in wasm/e2e/referee/declared.mjs
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

# --- build ---------------------------------------------------------------

# The prices, which every part carries as they are.
table=pricing/rates/table.json

build() { # [FLAG…] of the site
  build_widget
  build_site dist/widget/widget.wasm "$@"
  build_rest
}

# build_release [--engine FILE] [FLAG…] makes what is deployed: nothing of an
# earlier build is in it.
build_release() {
  local given=
  if [ "${1-}" = --engine ]; then
    given=$(mktemp)
    cp "$2" "$given" # which may be the last build's
    shift 2
  else tinygo_tools; fi
  rm -rf dist/{widget,site,npm,worker}
  build_widget
  if [ -n "$given" ]; then
    install -m 644 "$given" dist/widget/release.wasm
    rm "$given"
    node wasm/e2e/same.mjs 2000 # one of other sources would answer otherwise
  else small_program dist/widget/release.wasm; fi
  build_site dist/widget/release.wasm -tinygo "$@"
  node wasm/e2e/size.mjs --check # a release over its budget is none
  build_rest
}

build_rest() {
  build_worker dist/worker
  go build -trimpath -buildvcs=false -o dist/server ./wasm/worker
  go run ./wasm/manifest dist table.json widget site worker server >dist/manifest.json
}

build_widget() {
  mkdir -p dist/widget
  rm -f dist/{widget,test/panic}/release.wasm
  program dist/widget/widget.wasm ./wasm/widget
  install -m 644 "$(wasm_exec)" wasm/widget/loader.mjs dist/widget/
  install -m 644 "$table" dist/table.json
}

# build_site ENGINE [FLAG…]
build_site() {
  go run ./site -out dist/site -wasm "$1" -full dist/widget/widget.wasm -exec dist/widget/wasm_exec.js -loader dist/widget/loader.mjs -npm dist/npm "${@:2}"
  install -m 644 LICENSE dist/npm/
  printf '*.br\n*.gz\n' >dist/site/.assetsignore # Cloudflare compresses by itself
}

# build_worker FOLDER [FLAG…]
build_worker() {
  mkdir -p "$1"
  install -m 644 "$(wasm_exec)" wasm/worker/*.mjs "$table" "$1/"
  program "$1/worker.wasm" "${@:2}" ./wasm/worker
}

# program FILE [FLAG…] PACKAGE has the same bytes wherever it is built.
program() { go_wasm build -trimpath -buildvcs=false -ldflags='-s -w' -o "$@"; }

go_wasm() { GOOS=js GOARCH=wasm go "$@"; }

# The program's JavaScript half comes with the compiler and must match it.
wasm_exec() { echo "$(go env GOROOT)/lib/wasm/wasm_exec.js"; }

# --- serve and deploy ----------------------------------------------------

serve() {
  build
  exec dist/server # in this shell's place, so that Ctrl-C reaches it alone
}

# release fixes the bytes of the version in site/embed/package.json for good.
release() {
  build_release -record
  (cd dist/npm && npm pack --silent --pack-destination ..)
}

# restore_releases fetches the earlier versions of the embed, which stay where
# somebody's page expects them.
restore_releases() {
  local version folder
  mkdir -p .cache/releases
  for version in $(earlier_versions); do
    folder=.cache/releases/$version
    [ -d "$folder" ] && continue
    mkdir -p "$folder.part"
    npm pack --silent --pack-destination .cache/releases "@reelrate/embed@$version"
    tar -xzf ".cache/releases/reelrate-embed-$version.tgz" -C "$folder.part" --strip-components 1
    mv "$folder.part" "$folder"
  done
}

earlier_versions() {
  node -p 'const now = require("./site/embed/package.json").version
    Object.keys(require("./site/embed/published.json")).filter((version) => version !== now).join("\n")'
}

# deploy [--engine FILE] [FLAG…] passes its flags on to wrangler.
deploy() {
  local engine=()
  if [ "${1-}" = --engine ]; then
    engine=("${@:1:2}")
    shift 2
  else can_have_tinygo || missing "TinyGo $TINYGO_VERSION, or --engine FILE with the engine of a release that another machine built"; fi
  wrangler_tools
  restore_releases
  keep_table
  build_release "${engine[@]}" -releases .cache/releases
  (cd wasm/worker && npx --no-install wrangler deploy "$@")
}

# keep_table keeps the table that is deployed where every later deploy finds it.
keep_table() {
  local digest
  digest=$(go run ./pricing/cmd/rates digest)
  install -D -m 644 pricing/rates/table.json "pricing/rates/published/${digest#*sha256:}.json"
}

wrangler_tools() {
  node_tools
  install_packages wasm/worker
}

# --- test ----------------------------------------------------------------

run_tests() {
  test_tools
  step 'gofmt' formatted
  step 'go vet' vetted
  step 'staticcheck' staticchecked
  step 'jsguard' env GOOS=js GOARCH=wasm "$(go tool -n jsguard)" ./wasm/...
  step 'the widget links no net/http' without_http
  step 'rates check' go run ./pricing/cmd/rates check
  step 'go test' go test ./...
  step 'go test, js/wasm' go_wasm test -exec "$(wasm_runner)" "${engine_packages[@]}" ./wasm/widget
  step 'build' build
  step 'within its budget' node wasm/e2e/size.mjs --check
  step 'builds that die when asked to' build_mortal
  for route in native wasm worker; do
    step "vectors, $route" go run ./pricing/cmd/rates vectors --via "$route" pricing/testdata/seed-vectors.json
  done
  step 'the referee sees what is not declared' e2e referee/referee.test.mjs
  step 'answers differ from a pinned engine only as declared' node wasm/e2e/referee/referee.mjs
  step 'loader and lists of shots' e2e loader.test.mjs shotlist.test.mjs
  step 'Worker, in workerd' e2e worker.test.mjs edge.test.mjs
  step 'the same table everywhere' e2e digest.test.mjs
  step 'Worker, under duress' e2e chaos.test.mjs
  step 'all engines answer the same, in Chromium' e2e same.test.mjs
  step 'pages, in Chromium' e2e page.test.mjs estimate.test.mjs
  step 'embedded, in Chromium' e2e embed.test.mjs element.test.mjs
  step 'tables, in Chromium' e2e tables.test.mjs
}

run_heavy_tests() {
  wrangler_tools
  step 'wrangler deploy --dry-run' e2e deploy.test.mjs
  step 'OpenAPI, linted' npm run --silent --prefix wasm/e2e lint
  step 'examples for developers' e2e examples.test.mjs
  install_packages wasm/e2e/npm
  step 'npm package' e2e npm.test.mjs
  step 'API reference and all kinds of pages, in Chromium' e2e reference.test.mjs pages.test.mjs builder.test.mjs
  heavy_tools
  step 'HTML and CSS, validated' e2e heavy/html.test.mjs
  step 'every page, in Chromium' e2e every.test.mjs
  step 'Lighthouse' e2e heavy/lighthouse.test.mjs
  host_tools
  step 'prices in docs generators' e2e hosts.test.mjs
}

# What concerns the browser, with the engine that is released.
run_release_tests() {
  test_tools
  step 'build --release' build_release
  step 'builds that die when asked to' build_mortal
  step 'the small one, too' small_program dist/test/panic/release.wasm -tags panicroute
  step 'the small engine, with names' small_program_with_names dist/test/named/release.wasm
  step 'it has its own operations alone' e2e contents.test.mjs
  step 'loader, with all engines' e2e loader.test.mjs
  step 'all engines answer the same, in node' node wasm/e2e/same.mjs 100000
  step 'and in Chromium' env REQUESTS=100000 bash -c 'cd wasm/e2e && node --test --test-reporter=spec same.test.mjs'
  for engine in widget.wasm release.wasm; do
    step "vectors, $engine" env ENGINE=$engine go run ./pricing/cmd/rates vectors --via wasm pricing/testdata/seed-vectors.json
  done
  step 'pages and elements, in Chromium' e2e page.test.mjs embed.test.mjs element.test.mjs tables.test.mjs reconcile.test.mjs
  heavy_tools
  step 'visits, in Chromium, Firefox and WebKit' e2e heavy/three.test.mjs
  step 'all engines answer the same there' e2e heavy/same.test.mjs
  step 'the same engines with another table, the same bytes from another folder' reproduced
}

run_referee() {
  node_tools
  step 'build' build_widget
  step 'answers differ from a pinned engine only as declared' node wasm/e2e/referee/referee.mjs
}

# reproduced builds a copy of the sources elsewhere, first with another table, which
# changes no engine, then as it is here. What the compilers left in .cache serves all.
reproduced() {
  local copy status=0
  copy=$(mktemp -d)
  cp -r ./* "$copy/"
  rm -rf "$copy"/{dist,wasm/{e2e,e2e/npm,e2e/heavy,e2e/hosts/*,worker}/node_modules}
  ln -s "$PWD/.cache" "$copy/.cache"
  repriced <"$table" >"$copy/$table"
  (cd "$copy" && ./build.sh build --release) && ! cmp -s {,"$copy/"}dist/table.json && diff <(engines dist) <(engines "$copy/dist") &&
    cp "$table" "$copy/$table" && (cd "$copy" && ./build.sh build --release --engine dist/widget/release.wasm) &&
    diff {,"$copy/"}dist/manifest.json || status=$?
  rm -rf "$copy"
  return $status
}

# repriced makes another table of one: every amount has a digit more.
repriced() { sed -E 's/"amount":"([0-9.]+)"/"amount":"1\1"/g'; }

# engines DIST lists what the prices are handed to.
engines() { (cd "$1" && sha256sum widget/* worker/*.{wasm,js,mjs}); }

step() {
  printf '\n== %s\n' "$1"
  shift
  "$@"
}

formatted() {
  local files
  files=$(gofmt -l pricing site wasm)
  [ -z "$files" ] || { printf 'gofmt would change:\n%s\n' "$files" && return 1; }
}

vetted() {
  go vet ./...
  go_wasm vet "${engine_packages[@]}" ./wasm/...
}

# go tool would build the tool itself for js/wasm, so it is asked for its path.
staticchecked() {
  local tool
  tool=$(go tool -n staticcheck)
  "$tool" ./...
  GOOS=js GOARCH=wasm "$tool" "${engine_packages[@]}" ./wasm/...
}

without_http() {
  local deps
  deps=$(go_wasm list -deps ./wasm/widget)
  if grep -qx net/http <<<"$deps"; then
    echo 'wasm/widget links net/http'
    return 1
  fi
}

# A js/wasm program takes at most 8 KB of arguments and environment.
wasm_runner() { echo "env -i PATH=$PATH $(go env GOROOT)/lib/wasm/go_js_wasm_exec"; }

# The tests of what survives a death need programs that can be killed.
build_mortal() {
  build_worker dist/test/panic -tags panicroute
  program dist/test/panic/widget.wasm -tags panicroute ./wasm/widget
}

e2e() { (cd wasm/e2e && node --test --test-reporter=spec "$@"); }

# --- what the tests need -------------------------------------------------

test_tools() {
  if is_debian_root; then install_chromium; fi
  CHROMIUM=$(find_chromium) || missing chromium
  export CHROMIUM
  node_tools
  command -v npm >/dev/null || missing npm
  install_packages wasm/e2e
}

node_tools() {
  if is_debian_root; then install_node; fi
  node_is_new || missing 'node 22.19 or newer'
}

heavy_tools() {
  if is_debian_root; then
    command -v java >/dev/null || apt_install default-jre-headless
    command -v firefox-esr >/dev/null || apt_install firefox-esr
    command -v WebKitWebDriver >/dev/null || apt_install webkit2gtk-driver
    command -v Xvfb >/dev/null || apt_install xvfb
  fi
  local tool
  for tool in java WebKitWebDriver Xvfb; do command -v "$tool" >/dev/null || missing "$tool"; done
  FIREFOX=$(command -v firefox-esr || command -v firefox) || missing firefox
  MINIBROWSER=$(compgen -G '/usr/lib*/*/webkit2gtk-4.*/MiniBrowser' | tail -1) || missing "WebKit's MiniBrowser"
  export FIREFOX MINIBROWSER
  install_packages wasm/e2e/heavy
}

host_tools() {
  if is_debian_root; then
    command -v hugo >/dev/null || apt_install hugo
    dpkg -s mkdocs-material >/dev/null 2>&1 || apt_install mkdocs mkdocs-material
  fi
  local tool
  for tool in hugo mkdocs; do command -v "$tool" >/dev/null || missing "$tool"; done
  install_packages wasm/e2e/hosts/docusaurus
  install_packages wasm/e2e/hosts/vitepress
}

is_debian_root() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ]; }

missing() {
  echo "build.sh: this needs $1" >&2
  exit 1
}

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

node_is_new() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)' 2>/dev/null; }

install_chromium() { find_chromium >/dev/null || apt_install chromium; }

# Debian 12 has Node 18; npm has a newer one, as a package.
install_node() {
  local package
  package=node-linux-$(dpkg --print-architecture | sed s/amd64/x64/)
  PATH=$PWD/.cache/node/node_modules/$package/bin:$PATH
  node_is_new && command -v npm >/dev/null && return
  command -v npm >/dev/null || apt_install nodejs npm
  node_is_new || npm install --silent --no-save --prefix .cache/node "$package@22.23.3"
  hash -r # forget where node was
}

apt_install() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

install_packages() { # FOLDER
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] || npm ci --loglevel=error --prefix "$1" >/dev/null
}

# --- bench ---------------------------------------------------------------

# bench [profile]. COUNT repeats the Go benchmarks: dist/bench/go.txt is for benchstat.
bench() {
  test_tools
  command -v wrk >/dev/null || { is_debian_root && apt_install wrk; } || missing wrk
  mkdir -p dist/bench
  go test -run '^$' -bench . -benchmem -count "${COUNT:-3}" "${engine_packages[@]}" ./wasm/api | tee dist/bench/go.txt
  go test -run '^TestOracle$' -v ./pricing -cases 1000000
  if can_have_tinygo; then build_release; else build; fi
  build_mortal
  build_stock stock
  build_stock empty
  node wasm/e2e/bench.mjs
  node wasm/e2e/bench-element.mjs
  install_packages wasm/e2e/heavy
  node wasm/e2e/heavy/bench-pages.mjs
  node wasm/e2e/table.mjs
}

# profiles leaves profiles of the engine for go tool pprof and Chromium's DevTools.
profiles() {
  mkdir -p dist/bench
  go test -run '^$' -bench "${BENCH:-HandleQuote}" -o dist/bench/wire.test \
    -cpuprofile dist/bench/cpu.prof -memprofile dist/bench/mem.prof ./pricing/wire
  go tool pprof -top -nodecount 25 dist/bench/wire.test dist/bench/cpu.prof
  test_tools
  [ -e dist/widget/widget.wasm ] || build
  sizes >/dev/null
  (cd dist/bench && for engine in ../test/named/*.wasm; do
    node --cpu-prof --cpu-prof-name "$(basename "$engine").cpuprofile" ../../wasm/e2e/asking.mjs "$(basename "$engine")"
  done)
  ls dist/bench/*prof*
}

# build_stock NAME makes wasm/e2e/NAME a Worker by the library's own entry.
build_stock() {
  go tool workers-assets-gen -mode go -o "dist/bench/$1"
  program "dist/bench/$1/app.wasm" "./wasm/e2e/$1"
}

# sizes looks into builds of the same programs with the functions' names.
sizes() {
  mkdir -p dist/test/named
  rm -f dist/test/named/*
  program dist/test/named/widget.wasm -ldflags= ./wasm/widget
  if [ -e dist/widget/release.wasm ]; then
    tinygo_tools
    small_program_with_names dist/test/named/release.wasm
  fi
  node wasm/e2e/size.mjs
}

# --- mutate --------------------------------------------------------------

# mutate [FILE…] works on a copy that holds only the engine. The tool is run by
# its version and not required in go.mod, where it would bring 20 modules.
mutate() {
  local copy=.cache/mutate spared=() file
  for file in $(cd pricing && find . -name '*.go' ! -name '*_test.go' -printf '%P\n'); do
    [ $# = 0 ] || [[ " $* " == *" $file "* ]] || spared+=(-E "^$file\$")
  done
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -r go.mod go.sum pricing "$copy/"
  rm -r "$copy/pricing/cmd"
  (cd "$copy" && go run github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0 unleash ./pricing \
    --workers 2 --test-cpu 1 --timeout-coefficient 20 --invert-logical \
    --output-statuses lt --threshold-efficacy 90 "${spared[@]}")
}

clean() { rm -rf dist .cache wasm/{e2e,e2e/npm,e2e/heavy,e2e/hosts/*,worker}/node_modules; }

case "$*" in
  serve) serve ;;
  build) build ;;
  'build --release' | 'build --release --engine '*) build_release "${@:3}" ;;
  test) run_tests ;;
  'test all')
    run_tests # not joined by &&, which would let its failing steps pass
    run_heavy_tests
    run_release_tests
    ;;
  release) release ;;
  'test release') run_release_tests ;;
  'test referee') run_referee ;;
  size) sizes ;;
  deploy | deploy\ *) deploy "${@:2}" ;;
  bench) bench ;;
  'bench profile') profiles ;;
  mutate | mutate\ *) mutate "${@:2}" ;;
  clean) clean ;;
  *) usage ;;
esac
