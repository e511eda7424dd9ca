# What leaves this machine: the embed for npm, site and API for Cloudflare.

# release fixes the bytes of the version in site/embed/package.json for good.
release() {
  build_release -record
  (cd dist/npm && npm pack --silent --pack-destination ..)
}

# restore_releases fetches the earlier versions of the embed, which stay where
# somebody's page expects them.
restore_releases() {
  local version folder
  mkdir -p .cache/releases
  for version in $(earlier_versions); do
    folder=.cache/releases/$version
    [ -d "$folder" ] && continue
    mkdir -p "$folder.part"
    npm pack --silent --pack-destination .cache/releases "@reelrate/embed@$version"
    tar -xzf ".cache/releases/reelrate-embed-$version.tgz" -C "$folder.part" --strip-components 1
    mv "$folder.part" "$folder"
  done
}

earlier_versions() {
  node -p 'const now = require("./site/embed/package.json").version
    Object.keys(require("./site/embed/published.json")).filter((version) => version !== now).join("\n")'
}

# deploy [--engine FILE] [FLAG…] passes its flags on to wrangler.
deploy() {
  local engine=()
  if [ "${1-}" = --engine ]; then
    engine=("${@:1:2}")
    shift 2
  else can_have_tinygo || missing "TinyGo $TINYGO_VERSION, or --engine FILE with the engine of a release that another machine built"; fi
  wrangler_tools
  restore_releases
  keep_table
  build_release "${engine[@]}" -releases .cache/releases
  (cd wasm/worker && npx --no-install wrangler deploy "$@")
}

# keep_table keeps the table that is deployed where every later deploy finds it.
keep_table() {
  local digest
  digest=$(go run ./pricing/cmd/rates digest --rates "$rates")
  install -D -m 644 "$rates/table.json" "$rates/published/${digest#*sha256:}.json"
}
