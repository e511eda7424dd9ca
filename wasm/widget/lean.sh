# What TinyGo's engine leaves out of package decimal: tinygo.sh sources this. It takes
# nothing but Go and a shell.

lean=$PWD/.cache/lean

# lean_packages copies the package of the pinned version, without what it needs
# package fmt for. Text that it does not know is an error.
lean_packages() {
  local package=github.com/shopspring/decimal
  go mod download "$package"
  rm -rf "$lean"
  mkdir -p "$lean/decimal"
  lean_decimal "$(go list -m -f '{{.Dir}}' "$package")" "$lean/decimal"
  { cat go.mod && echo "replace $package => ./.cache/lean/decimal"; } >"$lean/lean.mod"
  cp go.sum "$lean/lean.sum"
}

# Trigonometry has constants that are made from floats at the start, databases
# and encodings are not ours, two panics that no number of ours can reach would be
# worded, regular expressions have tables that are made at the start, and of the 128
# powers of ten that TinyGo would write into the program 20 do: a larger one is
# computed.
lean_decimal() { # FROM TO
  cp "$1/go.mod" "$2/"
  edited 1 "$1" "$2" const.go 's/make(\[\]\*big\.Int, 128)/make([]*big.Int, 20)/'
  edited 2 "$1" "$2" decimal.go '/^\t"regexp"$/d; /^func NewFromFormattedString/,/^}/d; s/panic(fmt\.Sprintf("exponent %v overflows an int32!", [a-zA-Z0-9]*))/panic("exponent overflows an int32")/'
  {
    echo 'package decimal'
    sed -n '/^type NullDecimal struct/,/^}/p; /^func NewNullDecimal/,/^}/p' "$1/encoding.go"
  } >"$2/encoding.go"
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
