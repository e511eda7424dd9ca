# The browser's engine by TinyGo, for releases.
#
# What each step saves, in bytes after brotli, from 302,668 with TinyGo's own
# collector, all operations and a table:
#
#    59,936  nothing is freed (-gc=leaking); the loader puts the memory back
#    30,763  no reconcile
#    11,834  names stripped, and wasm-opt -Oz --converge
#    13,975  no text of the published table
#    12,773  dates, decimals and messages without package time and Sprintf
#    38,487  package decimal without its trigonometry (decimal-*.patch), and wasm-metadce
#     6,595  no random numbers of the C library: see bridge_tinygo.go
#     2,176  one sort for all types, and package decimal without its encodings
#
# and, since the table is a file of 9,766:
#
#     9,400  -opt=z; a quote is no slower than by -opt=s
#     4,000  package decimal without regular expressions and large powers of ten
#     2,960  no map with keys of any type and no compared errors: no reflection
#     1,490  texts escaped by wire/escape.go and not by package jsontext
#
# wasm-opt's --traps-never-happen would save 4,800 more and must not be: it takes a
# panic for impossible, so that a program with a defect would answer something
# instead of dying. With the last release's engine as a compression dictionary the
# next would be some 500 bytes to a reader who has that one; no host of static files
# negotiates it.

lean=$PWD/.cache/lean

# small_program FILE [FLAG…]
small_program() {
  link_small "$tinygo/linked.wasm" -no-debug "${@:2}"
  shrink "$tinygo/linked.wasm" "$1" --strip-debug
}

# small_program_with_names FILE is the same for size.mjs to look into.
small_program_with_names() {
  link_small "$tinygo/linked.wasm"
  shrink "$tinygo/linked.wasm" "$1" -g --strip-dwarf
}

# The first 2 MiB are there at once, for the loader to put back: see loader.mjs.
link_small() { # FILE [FLAG…]
  lean_packages
  GOFLAGS=-modfile=$lean/lean.mod WASMOPT=$(binaryen wasm-opt) TINYGOROOT=$TINYGO_ROOT \
    "$TINYGO" build -target "$TINYGO_TARGET" -buildmode=c-shared -scheduler=none -gc=leaking -panic=trap -opt=z \
    -ldflags="-extldflags=--initial-memory=$((2 << 20))" -o "$1" "${@:2}" ./wasm/widget
}

# What the linker exports besides is not called.
shrink() { # FROM TO FLAG…
  local features=(--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals)
  mkdir -p "$(dirname "$2")"
  exports memory _initialize reserve ask size wide load >"$tinygo/exports.json"
  "$(binaryen wasm-metadce)" "${features[@]}" -g -f "$tinygo/exports.json" "$1" -o "$tinygo/needed.wasm" >/dev/null
  "$(binaryen wasm-opt)" "${features[@]}" -Oz --low-memory-unused --converge --strip-producers --strip-target-features "${@:3}" \
    "$tinygo/needed.wasm" -o "$2"
}

# exports NAME… is the graph that wasm-metadce wants.
exports() {
  local name roots
  roots=$(printf '"%s",' "$@")
  printf '[{"name":"page","root":true,"reaches":[%s]}' "${roots%,}"
  for name; do printf ',{"name":"%s","export":"%s"}' "$name" "$name"; done
  printf ']'
}

# lean_packages copies the files of package decimal that are ours to need, of the pinned
# version, and applies that version's patch. Text that the patch does not know is an error.
lean_packages() {
  local package=github.com/shopspring/decimal from version
  go mod download "$package"
  version=$(go list -m -f '{{.Version}}' "$package")
  from=$(go list -m -f '{{.Dir}}' "$package")
  rm -rf "$lean"
  mkdir -p "$lean/decimal"
  install -m 644 "$from"/{go.mod,const.go,decimal.go} "$lean/decimal/"
  # In a repository git would look for the files from its root, find none and be content.
  GIT_CEILING_DIRECTORIES=$lean git -C "$lean/decimal" apply --whitespace=nowarn "$PWD/wasm/build/decimal-$version.patch"
  { cat go.mod && echo "replace $package => ./.cache/lean/decimal"; } >"$lean/lean.mod"
  cp go.sum "$lean/lean.sum"
}
