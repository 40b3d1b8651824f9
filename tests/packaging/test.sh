#!/bin/sh
# The npm package in the places where it is used: the packed tarball installed into throw-away projects, run there plain and
# bundled, type-checked; the examples against the simulator; conformance in a browser. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")/../.."
command -v cargo >/dev/null || { echo "skipped: cargo is missing"; exit 77; }
sh tests/packaging/tools.sh
cargo build -j2 -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)"
# On standard output there is the tarball's place, or why there is none.
tarball="${SHIMING_TARBALL:-$(sh tests/packaging/tarball.sh)}" || { code=$?; echo "$tarball"; exit "$code"; }
SHIMING_TARBALL="$tarball"
export SHIMING_TARBALL SHIMING="$target/debug/shiming"
node --test --test-reporter=spec tests/packaging/*.test.mjs
"$target/debug/shiming-xtask" conform --surface chromium --cases "${CASES:-60}"
echo "npm package: all passed"
