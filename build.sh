#!/usr/bin/env bash
# Builds, serves, tests and measures Reelrate. Without a verb it says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat >&2 <<'END'
usage: ./build.sh VERB

  serve      build, then serve site and API on PORT (default 8787); needs only Go
  build      dist/site, dist/worker, dist/widget and dist/server
  test       everything a change has to pass; on Debian as root it installs what it needs
  test all   the same and the heavy suites
  deploy     build, then put site and API on Cloudflare; see wasm/worker/DEPLOYING.md
  bench      the engine, the API, and the Worker beside plain JavaScript and the stock entry
  mutate     change the engine in one place at a time, list what no test notices;
             hours for all of it, so name files: ./build.sh mutate quote.go charge.go
  clean      remove what the other verbs made
END
  exit 2
}

# --- build ---------------------------------------------------------------

build() {
  build_widget
  build_site
  build_worker dist/worker
  go build -trimpath -o dist/server ./wasm/worker
}

build_widget() {
  mkdir -p dist/widget
  program dist/widget/widget.wasm ./wasm/widget
  install -m 644 "$(wasm_exec)" wasm/widget/loader.mjs dist/widget/
}

build_site() {
  go run ./site -out dist/site -wasm dist/widget/widget.wasm \
    -exec dist/widget/wasm_exec.js -loader dist/widget/loader.mjs -npm dist/npm
  install -m 644 LICENSE dist/npm/
  printf '*.br\n*.gz\n' >dist/site/.assetsignore # Cloudflare compresses by itself
}

# build_worker FOLDER [FLAG…]
build_worker() {
  mkdir -p "$1"
  install -m 644 "$(wasm_exec)" wasm/worker/*.mjs "$1/"
  program "$1/worker.wasm" "${@:2}" ./wasm/worker
}

# program FILE [FLAG…] PACKAGE
program() { go_wasm build -trimpath -ldflags='-s -w' -o "$@"; }

go_wasm() { GOOS=js GOARCH=wasm go "$@"; }

# The program's JavaScript half comes with the compiler and must match it.
wasm_exec() { echo "$(go env GOROOT)/lib/wasm/wasm_exec.js"; }

serve() {
  build
  exec dist/server # in this shell's place, so that Ctrl-C reaches it alone
}

# deploy [FLAG…] passes its flags on to wrangler.
deploy() {
  wrangler_tools
  build
  (cd wasm/worker && npx --no-install wrangler deploy "$@")
}

wrangler_tools() {
  if is_debian_root; then install_node; fi
  node_is_new || missing 'node 22.19 or newer'
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
  step 'go test, js/wasm' go_wasm test -exec "$(wasm_runner)" ./pricing ./wasm/widget
  step 'build' build
  step 'builds that die when asked to' build_mortal
  for route in native wasm worker; do
    step "vectors, $route" go run ./pricing/cmd/rates vectors --via "$route" pricing/testdata/seed-vectors.json
  done
  step 'loader and lists of shots' e2e loader.test.mjs shotlist.test.mjs
  step 'Worker, in workerd' e2e worker.test.mjs edge.test.mjs
  step 'Worker, under duress' e2e chaos.test.mjs
  step 'pages, in Chromium' e2e page.test.mjs estimate.test.mjs reconcile.test.mjs
  step 'embedded, in Chromium' e2e embed.test.mjs element.test.mjs
}

run_heavy_tests() {
  wrangler_tools
  step 'wrangler deploy --dry-run' e2e deploy.test.mjs
  step 'OpenAPI, linted' npm run --silent --prefix wasm/e2e lint
  step 'examples for developers' e2e examples.test.mjs
  step 'API reference and all kinds of pages, in Chromium' e2e reference.test.mjs pages.test.mjs builder.test.mjs
  heavy_tools
  step 'HTML and CSS, validated' e2e heavy/html.test.mjs
  step 'visits, in Chromium, Firefox and WebKit' e2e heavy/three.test.mjs
  host_tools
  step 'prices in docs generators' e2e hosts.test.mjs
}

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
  go_wasm vet ./pricing ./wasm/...
}

# go tool would build the tool itself for js/wasm, so it is asked for its path.
staticchecked() {
  local tool
  tool=$(go tool -n staticcheck)
  "$tool" ./...
  GOOS=js GOARCH=wasm "$tool" ./pricing ./wasm/...
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
  if is_debian_root; then
    install_chromium
    install_node
  fi
  CHROMIUM=$(find_chromium) || missing chromium
  export CHROMIUM
  node_is_new || missing 'node 22.19 or newer'
  command -v npm >/dev/null || missing npm
  install_packages wasm/e2e
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
  echo "build.sh: this test needs $1" >&2
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
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] || npm ci --silent --prefix "$1"
}

# --- bench ---------------------------------------------------------------

bench() {
  go test -run '^$' -bench . -benchmem ./pricing ./wasm/api
  go test -run '^TestOracle$' -v ./pricing -cases 1000000
  test_tools
  command -v wrk >/dev/null || { is_debian_root && apt_install wrk; } || missing wrk
  build
  build_mortal
  build_stock stock
  build_stock empty
  node wasm/e2e/bench.mjs
  sizes
}

# build_stock NAME makes wasm/e2e/NAME a Worker by the library's own entry.
build_stock() {
  go tool workers-assets-gen -mode go -o "dist/bench/$1"
  program "dist/bench/$1/app.wasm" "./wasm/e2e/$1"
}

# sizes prints each program's bytes as built, and as the site and gzip make them.
sizes() {
  wc -c dist/widget/widget.wasm dist/worker/worker.wasm dist/site/assets/*.wasm.*
  echo "$(gzip -9c dist/worker/worker.wasm | wc -c) dist/worker/worker.wasm in gzip"
}

# --- mutate --------------------------------------------------------------

# mutate [FILE…] works on a copy that holds only the engine. The tool is run by
# its version and not required in go.mod, where it would bring 20 modules.
mutate() {
  local copy=.cache/mutate spared=(-E '^table_gen.go$') file
  for file in pricing/*.go; do
    file=${file#pricing/}
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

clean() { rm -rf dist .cache wasm/{e2e,e2e/heavy,e2e/hosts/*,worker}/node_modules; }

case "$*" in
  serve) serve ;;
  build) build ;;
  test) run_tests ;;
  'test all')
    run_tests # not joined by &&, which would let its failing steps pass
    run_heavy_tests
    ;;
  deploy | deploy\ *) deploy "${@:2}" ;;
  bench) bench ;;
  mutate | mutate\ *) mutate "${@:2}" ;;
  clean) clean ;;
  *) usage ;;
esac
