# Mutation testing of the engine.

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
