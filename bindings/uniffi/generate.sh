#!/bin/sh
# Generates the sources in `generated` anew: after every change of a function, a record or a comment of this crate.
# `generate.sh FOLDER` generates them there instead.
set -eu
cd "$(dirname "$0")"
into="${1:-generated}"
cargo build -j2 --quiet --features bindgen
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
for library in "$target"/libshiming_uniffi.so "$target"/libshiming_uniffi.dylib "$target"/shiming_uniffi.dll; do
    [ ! -f "$library" ] || break
done
for language in kotlin swift python; do
    rm -rf "${into:?}/$language"
    "$target/shiming-bindgen" "$library" "$language" "$into/$language" >/dev/null
done
