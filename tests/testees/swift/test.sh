#!/bin/sh
# The Swift package: what can be said of it without a compiler, then, where there is one, its types, its tests and its example against
# the simulator with a kill in between. Ends with 77 where no Swift is.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
# What is generated is the generator's: no copy of it that could grow old.
for file in ShimingGenerated/ShimingGenerated.swift ShimingFFI/ShimingFFI.h; do
    cmp -s "bindings/swift/Sources/$file" "bindings/uniffi/generated/swift/$(basename "$file")" || { echo "bindings/swift/Sources/$file is not what is generated"; exit 1; }
done
short examples/swift/Sources/Example/Example.swift
work="$(mktemp -d)"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT
shown_is_in examples/swift/Sources/Example/Example.swift swift bindings/swift/README.md bindings/swift/README.zh-CN.md README.md README.zh-CN.md
sh -n bindings/swift/xcframework.sh
! command -v shellcheck >/dev/null || shellcheck --severity=warning bindings/swift/xcframework.sh
# The syntax of every file, by a parser: where no compiler is, that is all that can be said of them.
parser="$(mkdir -p "${CARGO_TARGET_DIR:-target}" && cd "${CARGO_TARGET_DIR:-target}" && pwd)/swift-syntax"
if ! "$parser/bin/python" -c "import tree_sitter_swift" 2>/dev/null; then
    ! python3 -m venv --clear "$parser" >/dev/null 2>&1 ||
        "$parser/bin/pip" --quiet --disable-pip-version-check install tree-sitter==0.25.2 tree-sitter-swift==0.7.4 >/dev/null 2>&1 || true
fi
if "$parser/bin/python" -c "import tree_sitter_swift" 2>/dev/null; then
    find bindings/swift bindings/uniffi/generated/swift examples/swift -name '*.swift' -not -path '*/.build/*' -exec "$parser/bin/python" tests/testees/swift/syntax.py {} +
    echo 'func a( -> Int { ' > "$work/wrong.swift"
    if "$parser/bin/python" tests/testees/swift/syntax.py "$work/wrong.swift" >/dev/null; then echo "wrong syntax is not found"; exit 1; fi
else
    echo "the syntax was not looked at: pip install tree-sitter==0.25.2 tree-sitter-swift==0.7.4 is not possible here"
fi
command -v swiftc >/dev/null || skip "swiftc is missing: no line of Swift was compiled, only parsed where said above (swift.org has it for Linux and macOS)"
command -v cargo >/dev/null || skip "cargo is missing"

library="$(sh tests/testees/uniffi/library.sh)"
export LIBRARY_PATH="$library" LD_LIBRARY_PATH="$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" DYLD_LIBRARY_PATH="$library"
swift build --package-path bindings/swift --scratch-path "$work/build" -Xlinker "-L$library"
swift test --package-path bindings/swift --scratch-path "$work/build" -Xlinker "-L$library"
swift build --package-path examples/swift --scratch-path "$work/example" -Xlinker "-L$library"
example="$(swift build --package-path examples/swift --scratch-path "$work/example" -Xlinker "-L$library" --show-bin-path)/Example"
cargo build -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
start_simulator "$target/shiming" --for 60
run_evening "$example"
echo "swift: all passed"
