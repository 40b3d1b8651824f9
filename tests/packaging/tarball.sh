#!/bin/sh
# Prints where the packed npm package is; builds it first, unless it is newer than its sources. Ends with 77 and the reason where it
# cannot be built.
set -eu
cd "$(dirname "$0")/../.."
folder="${CARGO_TARGET_DIR:-target}/npm"
tarball="$(ls "$folder"/shiming-[0-9]*.tgz 2>/dev/null | tail -n 1)"
sources="Cargo.lock Cargo.toml LICENSE-MIT LICENSE-APACHE core/Cargo.toml core/src bindings/shape wasm tests/bindgen"
if [ -z "$tarball" ] || [ -n "$(find $sources \( -name node_modules -o -name dist -o -name target \) -prune -o -type f -newer "$tarball" -print | head -n 1)" ]; then
    cargo xtask wasm >&2 || { code=$?; [ "$code" != 77 ] || echo "skipped: the npm package cannot be built here (see above)"; exit "$code"; }
    tarball="$(ls "$folder"/shiming-[0-9]*.tgz | tail -n 1)"
fi
echo "$(cd "$(dirname "$tarball")" && pwd)/$(basename "$tarball")"
