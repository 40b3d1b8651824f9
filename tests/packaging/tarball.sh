#!/bin/sh
# Builds and packs the npm package, and prints where the tarball is. Ends with 77 and the reason where it cannot be built.
set -eu
cd "$(dirname "$0")/../.."
cargo xtask wasm >&2
ls "${CARGO_TARGET_DIR:-target}"/npm/shiming-*.tgz
