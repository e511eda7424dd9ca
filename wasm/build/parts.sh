# What a build puts into dist: programs, site, Worker and server.

# What runs in browsers and at the edge.
engine_packages=(./pricing ./pricing/{table,binding,purchase,budget,ledger,reconcile,margin,wire})

# The folder of the price list. Every part carries its compiled table as it is.
rates=pricing/rates

build() {
  build_widget
  build_hosts
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
  build_site "$rates" dist dist/widget/release.wasm -tinygo "$@"
  node wasm/e2e/size.mjs --check "$rates" # a release over its budget is none
  build_rest
}

build_hosts() {
  build_site "$rates" dist dist/widget/widget.wasm
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
  install -m 644 "$rates/table.json" dist/table.json
}

# build_site RATES TO ENGINE [FLAG…] makes site and npm package of a price list.
build_site() {
  local widget=dist/widget
  go run ./site -rates "$1" -out "$2/site" -npm "$2/npm" -wasm "$3" -full $widget/widget.wasm \
    -exec $widget/wasm_exec.js -loader $widget/loader.mjs "${@:4}"
  install -m 644 LICENSE "$2/npm/"
  printf '*.br\n*.gz\n' >"$2/site/.assetsignore" # Cloudflare compresses by itself
}

# build_frozen ENGINE [FLAG…] makes the site whose prices tests know. Server and Worker
# are handed its table when they start.
build_frozen() { build_site pricing/testdata/frozen dist/frozen "$@"; }

# build_lists ENGINE [FLAG…] makes the sites of somebody else's lists: one that begins
# with two sheets, and one in YAML.
build_lists() {
  local data=pricing/testdata to=dist/lists
  rm -rf $to
  mkdir -p $to/{brand,harbor}
  go run ./pricing/cmd/rates init $to/brand/rates --name 'North Light' --csv $data/brand/prices.csv --offers $data/brand/offers.csv
  cat $data/brand/operator.yaml >>$to/brand/rates/north-light.yaml
  go run ./pricing/cmd/rates compile --rates $to/brand/rates
  cp -r $data/harbor $to/harbor/rates
  go run ./pricing/cmd/rates compile --rates $to/harbor/rates
  build_site $to/brand/rates $to/brand "$@"
  build_site $to/harbor/rates $to/harbor "$@"
}

# build_worker FOLDER [FLAG…]
build_worker() {
  mkdir -p "$1"
  install -m 644 "$(wasm_exec)" wasm/worker/*.mjs "$rates/table.json" "$1/"
  program "$1/worker.wasm" "${@:2}" ./wasm/worker
}

# program FILE [FLAG…] PACKAGE has the same bytes wherever it is built.
program() { go_wasm build -trimpath -buildvcs=false -ldflags='-s -w' -o "$@"; }

go_wasm() { GOOS=js GOARCH=wasm go "$@"; }

# The program's JavaScript half comes with the compiler and must match it.
wasm_exec() { echo "$(go env GOROOT)/lib/wasm/wasm_exec.js"; }
