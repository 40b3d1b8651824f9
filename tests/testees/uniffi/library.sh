#!/bin/sh
# Builds the library of Kotlin, Java, Swift and Python once for all of them, as it ships but for its symbols, and prints the
# folder that holds it.
set -eu
cd "$(dirname "$0")/../../../bindings/uniffi"
cargo build -j2 --quiet --release --lib
cd "${CARGO_TARGET_DIR:-target}" && echo "$(pwd)/release"
