#!/bin/sh
# Tests the npm package as a user gets it, installed from its tarball: its own tests on Node 20 or newer and on Node 18, conformance on Node (both module
# systems), Deno and Bun. Ends with 77 when Node, npm or Rust's target for WebAssembly is missing; a runtime that is missing is named and left out.
set -eu
cd "$(dirname "$0")/../../.."
# `test.sh build FOLDER RUNTIME` only builds the testee there and prints the command that starts it.
[ "${1:-test}" != build ] || exec sh tests/testees/js/build.sh "$2" "$3"
root="$PWD"
for tool in node npm cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || { echo "skipped: node 20 or newer is needed"; exit 77; }
cargo build -j2 -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)"
xtask="$target/debug/shiming-xtask"
# On standard output there is the tarball's place, or why there is none.
tarball="${SHIMING_TARBALL:-$(sh tests/packaging/tarball.sh)}" || { code=$?; echo "$tarball"; exit "$code"; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
. tests/testees/common.sh
shown_is_in examples/js/game.mjs js README.md README.zh-CN.md

# Node 18, Deno and Bun. What cannot be had is left out below.
sh tests/packaging/tools.sh || true
cp tests/testees/js/*.mjs tests/testees/js/*.cjs "$work"
echo '{"private":true,"type":"module"}' > "$work/package.json"
cp -r wasm/npm/test "$work/test"
cd "$work"
npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$tarball"

SHIMING_ROOT="$root" node --test test/
node18="$root/tests/packaging/node_modules/node18/bin/node"
if "$node18" --version >/dev/null 2>&1; then
    SHIMING_ROOT="$root" "$node18" --test test/
else
    echo "skipped: Node 18 (npm has no binary for this machine)"
fi
cd "$root"
conform() {
    echo "== $1 =="
    "$xtask" conform --testee "$2" --cases "$3"
}
conform "Node $(node --version), import" "node $work/main.mjs" "${CASES:-300}"
conform "Node $(node --version), require" "node $work/main.cjs" 60
deno="$root/tests/packaging/node_modules/deno/deno"
if "$deno" --version >/dev/null 2>&1; then
    (cd "$work" && SHIMING_ROOT="$root" "$deno" test --quiet --no-check --allow-all test/host.test.mjs test/bad_input.test.mjs)
    # Without any permission: the package needs none.
    (cd "$work" && conform "$("$deno" --version | head -n 1)" "$deno run --quiet --no-prompt --no-remote --node-modules-dir=manual $work/main.mjs" 60)
else
    echo "skipped: Deno (npm cannot install it here)"
fi
bun="$root/tests/packaging/node_modules/.bin/bun"
if "$bun" --version >/dev/null 2>&1; then
    (cd "$work" && SHIMING_ROOT="$root" "$bun" test ./test/host.test.mjs ./test/bad_input.test.mjs)
    (cd "$work" && conform "Bun $("$bun" --version)" "$bun $work/main.mjs" 60)
else
    echo "skipped: Bun (npm cannot install it here)"
fi
echo "npm: all passed"
