#!/bin/sh
# The crate of Kotlin, Java, Swift and Python: its own tests, the generated sources against what is committed, and every
# function once through the generated Python. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")/../../.."
command -v cargo >/dev/null || { echo "skipped: cargo is missing"; exit 77; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# A workspace of its own, which the lints of the other do not reach. Without the generator, whose crates take minutes to check.
(cd bindings/uniffi && cargo fmt --all --check)
(cd bindings/uniffi && cargo clippy -j2 --quiet --all-targets -- -D warnings)
(cd bindings/uniffi && cargo test -j2 --quiet --features bindgen)
bindings/uniffi/generate.sh "$work/generated"
diff -r "$work/generated" bindings/uniffi/generated || { echo "the generated sources are old: bindings/uniffi/generate.sh"; exit 1; }
command -v python3 >/dev/null || { echo "skipped: python3 is missing: every function once"; exit 77; }
target="$(cd bindings/uniffi && cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
cp bindings/uniffi/generated/python/shiming_uniffi.py "$target"/libshiming_uniffi.* "$work"
python3 bindings/uniffi/tests/smoke.py "$work"
echo "uniffi: all passed"
