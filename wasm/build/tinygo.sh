# The compiler of the small engine and what shrinks its programs, in .cache/tinygo.

TINYGO_VERSION=0.41.1 BINARYEN_VERSION=132.0.0
tinygo=$PWD/.cache/tinygo

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

binaryen() { echo "$tinygo/binaryen-$BINARYEN_VERSION/node_modules/.bin/$1"; }
