#!/bin/sh
# Puts the page and the package's browser files into target/playground, ready for any static host.
# --serve: serves it on this machine afterwards. Needs what `cargo xtask wasm` needs, unless the package is built already.
set -eu
cd "$(dirname "$0")/../.."
package=wasm/npm/dist
[ -f "$package/browser.js" ] || cargo xtask wasm
out="${CARGO_TARGET_DIR:-target}/playground"
page=examples/playground
rm -rf "$out/shiming" "$out/tools"
mkdir -p "$out/shiming"
cp "$page"/*.html "$page"/*.css "$page"/*.js "$out/"
rm "$out/serve.js"
cp -R "$page/tools" "$out/"
cp "$package/browser.js" "$out/shiming/"
cp "$package/shiming.wasm" "$out/shiming/"
echo "$out"
[ "${1:-}" != --serve ] || exec node "$page/serve.js" "$out" "${2:-8080}"
