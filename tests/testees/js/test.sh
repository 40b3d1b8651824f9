#!/bin/sh
# Builds the npm package and tests it as a user gets it, installed from its tarball: its own tests on Node, conformance on Node (both module systems), Deno and
# Bun. Ends with 77 when Node, npm or Rust's target for WebAssembly is missing; a runtime that is missing is named and left out.
set -eu
cd "$(dirname "$0")/../../.."
root="$PWD"
for tool in node npm cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || { echo "skipped: node 20 or newer is needed"; exit 77; }
cargo build -j2 -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)"
xtask="$target/debug/shiming-xtask"
"$xtask" wasm
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cp tests/testees/js/*.mjs tests/testees/js/*.cjs tests/testees/js/package.json tests/testees/js/package-lock.json "$work"
cp -r wasm/npm/test "$work/test"
cd "$work"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error || echo "cannot install deno and bun: npm ci failed"
npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$target"/npm/shiming-[0-9]*.tgz

SHIMING_ROOT="$root" node --test test/
cd "$root"
conform() {
    echo "== $1 =="
    "$xtask" conform --testee "$2" --cases "$3"
}
conform "Node $(node --version), import" "node $work/main.mjs" "${CASES:-300}"
conform "Node $(node --version), require" "node $work/main.cjs" 60
deno="$work/node_modules/.bin/deno"
if "$deno" --version >/dev/null 2>&1; then
    (cd "$work" && SHIMING_ROOT="$root" "$deno" test --quiet --no-check --allow-all test/host.test.mjs test/bad_input.test.mjs)
    # Without any permission: the package needs none.
    (cd "$work" && conform "$("$deno" --version | head -n 1)" "$deno run --quiet --no-prompt $work/main.mjs" 60)
else
    echo "skipped: Deno (npm cannot install it here)"
fi
bun="$work/node_modules/.bin/bun"
if "$bun" --version >/dev/null 2>&1; then
    (cd "$work" && SHIMING_ROOT="$root" "$bun" test ./test/host.test.mjs ./test/bad_input.test.mjs)
    (cd "$work" && conform "Bun $("$bun" --version)" "$bun $work/main.mjs" 60)
else
    echo "skipped: Bun (npm cannot install it here)"
fi
echo "npm: all passed"
