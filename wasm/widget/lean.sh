# The page's engine by standard Go, and what both engines of a page leave out of
# three packages: build.sh sources this. It takes nothing but Go and a shell.
#
# What each step saves, in bytes after brotli, from 1,041,748 with all operations:
#
#   113,397  no reconcile, no text of the published table
#    71,764  no package fmt: decimal and safejs go without it
#     4,538  no readers and writers of JSON beyond single texts
#    66,647  nothing is inlined, which makes a quote 145 µs instead of 96 in node
#
# GOEXPERIMENT=none would save 11,100 more, and be a runtime that nobody tests.

lean=$PWD/.cache/lean
page_flags=(-tags page -modfile="$lean/lean.mod")

# page_program FILE [FLAG…]
page_program() {
  lean_packages
  program "$1" "${page_flags[@]}" -gcflags=all=-l "${@:2}" ./wasm/widget
}

# lean_packages copies the packages of the pinned versions, without what they
# need package fmt for. Text that it does not know is an error.
lean_packages() {
  local packages=(github.com/shopspring/decimal github.com/hack-pad/safejs github.com/go-json-experiment/json) copies=(decimal safejs json) folders i
  go mod download "${packages[@]}"
  mapfile -t folders < <(go list -m -f '{{.Dir}}' "${packages[@]}")
  rm -rf "$lean"
  mkdir -p "$lean"/{decimal,safejs/internal/catch,json}
  for i in "${!copies[@]}"; do "lean_${copies[i]}" "${folders[i]}" "$lean/${copies[i]}"; done
  {
    cat go.mod
    for i in "${!copies[@]}"; do echo "replace ${packages[i]} => ./.cache/lean/${copies[i]}"; done
  } >"$lean/lean.mod"
  cp go.sum "$lean/lean.sum"
}

# Trigonometry has constants that are made from floats at the start, databases
# and encodings are not ours, and two panics that no number of ours can reach
# would be worded.
lean_decimal() { # FROM TO
  cp "$1"/{go.mod,const.go} "$2/"
  edited 2 "$1" "$2" decimal.go 's/panic(fmt\.Sprintf("exponent %v overflows an int32!", [a-zA-Z0-9]*))/panic("exponent overflows an int32")/'
  {
    echo 'package decimal'
    sed -n '/^type NullDecimal struct/,/^}/p; /^func NewNullDecimal/,/^}/p' "$1/encoding.go"
  } >"$2/encoding.go"
}

# What JavaScript throws is an error as it is, without a trace of the stack.
lean_safejs() { # FROM TO
  cp "$1"/{go.mod,bytes.go,error.go,func.go,global.go,type.go,value.go} "$2/"
  edited 3 "$1" "$2" internal/catch/catch.go '/"fmt"/s//"errors"/; /internal\/stackerr"/d; s/stackerr\.WithStack(valueErr)/valueErr/; s/fmt\.Errorf("%+v", value)/errors.New("a panic without an error")/'
}

# Nothing but single texts is read and written without a log to check: what is
# wrong with one is never worded, and the pools of readers and writers stay empty.
lean_json() { # FROM TO
  cp -r --no-preserve=mode "$1"/{go.mod,internal,jsontext} "$2/"
  edited 2 "$1" "$2" jsontext/quote.go 's/err = &SyntacticError{Err: err}/return dst, err/'
  edited 5 "$1" "$2" jsontext/pools.go 's/New: func() any { return new(\(De\|En\)coder) }//'
}

# edited LINES FROM TO FILE SCRIPT copies a file in which a script for sed changes
# so many lines.
edited() {
  sed "$5" "$2/$4" >"$3/$4"
  if [ "$(diff "$2/$4" "$3/$4" | grep -c '^>')" != "$1" ]; then
    echo "lean.sh: $2/$4 is not what it knows" >&2
    return 1
  fi
}
