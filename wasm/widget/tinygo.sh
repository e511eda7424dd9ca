# The browser's engine by TinyGo, for releases: build.sh sources this.
#
# What each step saves, in bytes after brotli, from 302,668 with TinyGo's own
# collector, all operations and a table:
#
#    59,936  nothing is freed (-gc=leaking); the loader puts the memory back
#    30,763  no reconcile
#    11,834  names stripped, and wasm-opt -Oz --converge
#    13,975  no text of the published table
#    12,773  dates, decimals and messages without package time and Sprintf
#    38,487  package decimal without its trigonometry (lean.sh), and wasm-metadce
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

TINYGO_VERSION=0.41.1 BINARYEN_VERSION=132.0.0
tinygo=$PWD/.cache/tinygo

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

binaryen() { echo "$tinygo/binaryen-$BINARYEN_VERSION/node_modules/.bin/$1"; }

# --- the compiler --------------------------------------------------------

# tinygo_tools finds a compiler of the version, or builds it on Debian as root.
tinygo_tools() {
  can_have_tinygo || missing "TinyGo $TINYGO_VERSION for a release (https://tinygo.org/getting-started/install; on Debian, root can build it here); ./build.sh build does without"
  mkdir -p "$tinygo"
  if is_debian_root; then install_node; fi
  command -v npm >/dev/null || missing "npm, for Binaryen $BINARYEN_VERSION"
  [ -x "$(binaryen wasm-opt)" ] || npm install --silent --no-save --prefix "$tinygo/binaryen-$BINARYEN_VERSION" "binaryen@$BINARYEN_VERSION"
  if installed_tinygo; then
    TINYGO=tinygo TINYGO_ROOT=$(tinygo env TINYGOROOT) TINYGO_TARGET=wasm
  else
    TINYGO=$tinygo/bin/tinygo TINYGO_ROOT=$tinygo TINYGO_TARGET=$tinygo/wasm-$TINYGO_VERSION.json
    build_tinygo
  fi
}

can_have_tinygo() { installed_tinygo || is_debian_root; }

installed_tinygo() { [[ "$(tinygo version 2>/dev/null)" == *"version $TINYGO_VERSION "* ]]; }

# No package of Debian has it, but its Go module builds with Debian's LLVM.
build_tinygo() {
  local module needs=(llvm-19-dev libclang-19-dev lld-19 clang-19 wasi-libc libclang-rt-19-dev-wasm32)
  dpkg -s "${needs[@]}" >/dev/null 2>&1 || apt_install "${needs[@]}"
  [ ! -e "$TINYGO_TARGET" ] || return 0
  printf 'module tinygo\n\ngo 1.26\n\nrequire github.com/tinygo-org/tinygo v%s\n' "$TINYGO_VERSION" >"$tinygo/go.mod"
  (
    cd "$tinygo"
    export GOFLAGS=-mod=mod
    go build -tags llvm19 -trimpath -o bin/tinygo github.com/tinygo-org/tinygo
    module=$(go list -m -f '{{.Dir}}' github.com/tinygo-org/tinygo)
    cp -r --no-preserve=mode "$module"/{src,targets} .
    mkdir -p src/net # a submodule that the module lacks; the standard one is used
  )
  node - "$tinygo/targets/wasm.json" "$(dpkg -L wasi-libc | grep -m1 '/wasm32-wasi/libc\.a$')" \
    "$(dpkg -L libclang-rt-19-dev-wasm32 | grep -m1 '/libclang_rt\.builtins-wasm32\.a$')" >"$TINYGO_TARGET.new" <<'END'
const [wasm, ...libraries] = process.argv.slice(2);
const { libc, rtlib, emulator, ...target } = require(wasm); // these are submodules, too
target["extra-files"] = target["extra-files"].filter((file) => !file.endsWith("/gc_boehm.c"));
const unknown = ["+bulk-memory-opt", "+call-indirect-overlong"]; // to LLVM 19
target.features = target.features.split(",").filter((feature) => !unknown.includes(feature)).join();
target.ldflags.push(...libraries);
console.log(JSON.stringify(target, null, 2));
END
  mv "$TINYGO_TARGET.new" "$TINYGO_TARGET" # the last step: what is there is whole
}
