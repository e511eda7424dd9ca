# What tests and releases need beside Go: of Debian where we are root, from npm by
# version. Elsewhere it is there or missing. A step of tests.sh needs NAME for NAME_tools.

node_tools() {
  if is_debian_root; then install_node; fi
  node_is_new || missing 'node 22.19 or newer'
}

e2e_tools() {
  node_tools
  install_packages wasm/e2e
}

chromium_tools() {
  e2e_tools
  if is_debian_root; then
    find_chromium >/dev/null || apt_install chromium
    command -v chromium-headless-shell >/dev/null || apt_install chromium-headless-shell
  fi
  CHROMIUM=$(find_chromium) || missing chromium
  # The same without windows of its own, so that a page takes half the time.
  HEADLESS=$(command -v chromium-headless-shell) || HEADLESS=$CHROMIUM
  export CHROMIUM
}

heavy_tools() {
  chromium_tools
  tool java default-jre-headless
  tool WebKitWebDriver webkit2gtk-driver
  tool Xvfb xvfb
  if is_debian_root && ! find_firefox >/dev/null; then apt_install firefox-esr; fi
  FIREFOX=$(find_firefox) || missing firefox
  MINIBROWSER=$(compgen -G '/usr/lib*/*/webkit2gtk-4.*/MiniBrowser' | tail -1) || missing "WebKit's MiniBrowser"
  export FIREFOX MINIBROWSER
  install_packages wasm/e2e/heavy
}

host_tools() {
  chromium_tools
  tool hugo hugo
  tool mkdocs mkdocs
  if is_debian_root; then dpkg -s mkdocs-material >/dev/null 2>&1 || apt_install mkdocs-material; fi
  install_packages wasm/e2e/hosts/docusaurus
  install_packages wasm/e2e/hosts/vitepress
}

npm_tools() {
  node_tools
  install_packages wasm/e2e/npm
}

wrangler_tools() {
  node_tools
  install_packages wasm/worker
}

cc_tools() { tool cc gcc libc6-dev; }

# tool COMMAND PACKAGE… finds a command, or installs what has it.
tool() {
  if is_debian_root && ! command -v "$1" >/dev/null; then apt_install "${@:2}"; fi
  command -v "$1" >/dev/null || missing "$1"
}

is_debian_root() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ]; }

missing() {
  echo "build.sh: this needs $1" >&2
  exit 1
}

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

find_firefox() { command -v firefox-esr || command -v firefox; }

node_is_new() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)' 2>/dev/null; }

# Debian 12 has Node 18; npm has a newer one, as a package.
install_node() {
  local package
  package=node-linux-$(dpkg --print-architecture | sed s/amd64/x64/)
  PATH=$PWD/.cache/node/node_modules/$package/bin:$PATH
  node_is_new && command -v npm >/dev/null && return
  command -v npm >/dev/null || apt_install nodejs npm
  node_is_new || npm install --silent --no-save --prefix .cache/node "$package@22.23.3"
  hash -r # forget where node was
}

apt_install() { # PACKAGE…
  [ -n "${apt_is_new-}" ] || apt-get update -qq
  apt_is_new=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

install_packages() { # FOLDER
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  command -v npm >/dev/null || missing npm
  npm ci --loglevel=error --prefix "$1" >/dev/null
}
