# What is measured: times and sizes.

# bench [profile]. COUNT repeats the Go benchmarks: dist/bench/go.txt is for benchstat.
bench() {
  chromium_tools
  tool wrk wrk
  mkdir -p dist/bench
  go test -run '^$' -bench . -benchmem -count "${COUNT:-3}" "${engine_packages[@]}" ./wasm/api | tee dist/bench/go.txt
  go test -run '^TestOracle$' -v ./pricing -cases 1000000
  if can_have_tinygo; then
    build_release
    build_frozen dist/widget/release.wasm -tinygo
  else
    build
    build_frozen dist/widget/widget.wasm
  fi
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
  chromium_tools
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
