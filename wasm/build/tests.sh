# What a change has to pass, cheap steps first. The suites are test; all, which is what
# test all has besides; and release, which has the engine that is released. Only steps of
# suite test run beside each other: others measure, or build anew what a neighbour reads.

every_step() {
  #    NAME                   NEEDS                    WORDS COMMAND
  suite=test at_once=${JOBS:-$(nproc)}
  step gofmt                  ''                       'Go is formatted' formatted
  step vet                    ''                       'go vet, natively and for js/wasm' vetted
  step check                  ''                       'the price list keeps the rules' checked
  step no-http                ''                       'the widget links no net/http' without_http
  step go                     ''                       'go test' go test ./...
  step staticcheck            ''                       'staticcheck, natively and for js/wasm' staticchecked
  step jsguard                ''                       'jsguard' jsguarded

  # JavaScript, before anything is built
  step lint                   e2e                      'JavaScript is formatted, with nothing to complain of' linted
  step types                  e2e                      'JavaScript agrees with its types and the API' typed
  step referee-sees           node                     'the referee sees what is not declared' e2e referee/referee

  # what is built
  step go-wasm                node                     'go test, js/wasm' tested_as_wasm
  step widget                 ''                       'build of the engine for browsers' build_widget
  step js                     node,widget              'JavaScript, without a browser' unit_tested
  step referee                node,widget              'answers changed as declared' node wasm/e2e/referee/referee.mjs
  step build                  widget                   'build of site, Worker and server' build_hosts
  step build-lists            build                    'build of the sites of other price lists' build_lists dist/widget/widget.wasm
  step build-frozen           build                    'build of the site whose prices are known' build_frozen dist/widget/widget.wasm
  step budget                 node,build               'sizes are within their budgets' node wasm/e2e/size.mjs --check $rates
  step mortal                 ''                       'builds that die when asked to' build_mortal
  step vectors-native         ''                       'vectors, native' vectors native
  step vectors-wasm           node,widget              'vectors, wasm' vectors wasm
  step vectors-worker         e2e,build                'vectors, worker' vectors worker
  step loader                 e2e,build,mortal         'loader' e2e loader
  step worker                 e2e,build-frozen         'Worker, in workerd' e2e worker edge
  step digest                 e2e,build                'the same table everywhere' e2e digest
  step duress                 e2e,build,mortal         'Worker, under duress' e2e chaos
  step same                   chromium,build           'all engines answer alike, in Chromium' headless same
  step living                 chromium,build           'pages and elements of the price list' headless living
  step lists-rules            build-lists              'other price lists keep the rules' checked_lists
  step lists                  chromium,build-lists     'sites of other price lists' headless lists
  step pages                  chromium,build-frozen    'pages of the site' headless page estimate twins
  step elements               chromium,build-frozen    'elements on other sites' headless element prefix tables embed

  suite=all at_once=1
  step race                   cc                       'go test -race' go test -race ./pricing ./wasm/api ./wasm/worker
  step deploy                 wrangler,e2e,build       'wrangler deploy --dry-run' e2e deploy
  step openapi                e2e,build                'OpenAPI, linted' npm run --silent --prefix wasm/e2e lint
  step examples               e2e,build-frozen         'examples for developers' e2e examples
  step package                npm,chromium,build-frozen 'npm package' headless npm
  step reference              chromium,build-frozen    'API reference, kinds of pages' headless reference pages builder
  step html                   heavy,build              'HTML and CSS, validated' e2e heavy/html
  step every-page             chromium,build           'every page' headless every
  step lighthouse             heavy,build              'Lighthouse' e2e heavy/lighthouse
  step hosts                  host,build-frozen        'prices in docs generators' headless hosts

  suite=release at_once=1
  step release-build          tinygo                   'build --release' build_release
  step release-frozen         release-build            'the same of the site whose prices are known' build_frozen dist/widget/release.wasm -tinygo
  step release-mortal         release-build            'the small engine that dies when asked to' build_small_mortal
  step release-named          release-build            'the small engine, with names' build_small_named
  step release-contents       e2e,release-named        'the small engine has its own operations alone' e2e contents
  step release-loader         e2e,mortal,release-mortal 'loader, with all engines' e2e loader
  step release-same           release-build            'all engines answer alike, in node' node wasm/e2e/same.mjs 100000
  step release-same-chromium  chromium,release-mortal  'all engines answer alike, in Chromium' same_in_chromium
  step release-vectors-whole  release-build            'vectors, widget.wasm' vectors wasm widget.wasm
  step release-vectors        release-build            'vectors, release.wasm' vectors wasm release.wasm
  step release-pages          chromium,release-frozen  'pages and elements' e2e living page embed element tables reconcile
  step release-visits         heavy,release-frozen     'visits, in Chromium, Firefox and WebKit' e2e heavy/three
  step release-same-visits    heavy,release-build      'all engines answer alike, in Firefox and WebKit' e2e heavy/same
  step release-again          release-build            'other table, same engines; other folder, same bytes' reproduced
}

# reproduced builds a copy of the sources elsewhere, first with another table, which
# changes no engine, then as it is here. What the compilers left in .cache serves all.
reproduced() {
  local copy status=0 table=pricing/rates/table.json
  copy=$(mktemp -d)
  cp -r ./* "$copy/"
  rm -rf "$copy"/{dist,wasm/{e2e,e2e/npm,e2e/heavy,e2e/hosts/*,worker}/node_modules}
  ln -s "$PWD/.cache" "$copy/.cache"
  repriced <"$table" >"$copy/$table"
  (cd "$copy" && ./build.sh build --release) &&
    ! cmp -s {,"$copy/"}dist/table.json && diff <(engines dist) <(engines "$copy/dist") &&
    cp "$table" "$copy/$table" &&
    (cd "$copy" && ./build.sh --rates "$rates" build --release --engine dist/widget/release.wasm) &&
    diff {,"$copy/"}dist/manifest.json || status=$?
  rm -rf "$copy"
  return $status
}

# repriced makes another table of one: every amount has a digit more.
repriced() { sed -E 's/"amount":"([0-9.]+)"/"amount":"1\1"/g'; }

# engines DIST lists what the prices are handed to.
engines() { (cd "$1" && sha256sum widget/* worker/*.{wasm,js,mjs}); }

# checked holds another price list to the rules that go test holds the default one to.
# Go would not notice that a file outside the repository has changed, so nothing is kept.
checked() {
  go run ./pricing/cmd/rates check --rates "$rates"
  [ "$rates" = pricing/rates ] || ruled "$rates"
}

checked_lists() {
  ruled "$PWD/dist/lists/brand/rates"
  ruled "$PWD/dist/lists/harbor/rates"
}

ruled() { # FOLDER
  RATES=$1 go test -count=1 -run '^Test(LivingTable|PublishedRowsStay)$' ./pricing ./pricing/cmd/rates ./site
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

jsguarded() {
  local tool
  tool=$(go tool -n jsguard)
  GOOS=js GOARCH=wasm "$tool" ./wasm/...
}

tested_as_wasm() { go_wasm test -exec "$(wasm_runner)" "${engine_packages[@]}" ./wasm/widget; }

# A js/wasm program takes at most 8 KB of arguments and environment.
wasm_runner() { echo "env -i PATH=$PATH $(go env GOROOT)/lib/wasm/go_js_wasm_exec"; }

linted() { wasm/e2e/node_modules/.bin/biome check --error-on-warnings; }

typed() {
  npm run --silent --prefix wasm/e2e types >/dev/null
  wasm/e2e/node_modules/.bin/tsc -p site
  wasm/e2e/node_modules/.bin/tsc -p wasm/worker
}

unit_tested() { node --test --test-reporter=spec 'site/**/*.test.mjs'; }

# The tests of what survives a death need programs that can be killed.
build_mortal() {
  build_worker dist/test/panic -tags panicroute
  program dist/test/panic/widget.wasm -tags panicroute ./wasm/widget
}

build_small_mortal() { small_program dist/test/panic/release.wasm -tags panicroute; }

build_small_named() { small_program_with_names dist/test/named/release.wasm; }

e2e() { (cd wasm/e2e && node --test --test-reporter=spec "${@/%/.test.mjs}"); } # TEST…

# headless opens pages in a Chromium that has no windows to draw, in half the time. The
# release is tested in a whole one.
headless() { CHROMIUM=$HEADLESS e2e "$@"; }

same_in_chromium() { REQUESTS=100000 e2e same; }

# The answers are those of the frozen table, whatever the default one says.
vectors() { # ROUTE [ENGINE]
  ENGINE=${2:-widget.wasm} go run ./pricing/cmd/vectors --via "$1" --table pricing/testdata/frozen/table.json \
    pricing/testdata/seed-vectors.json
}
