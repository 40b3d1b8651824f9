#!/bin/sh
# Everything about C++: the header with each compiler, its own tests, conformance, and the programs of the documentation.
# Ends with 77 and a reason when a tool is missing and cannot be installed. CASES: random cases of each kind.
# `test.sh build FOLDER` only builds the testee there and prints the command that starts it.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
cd "$root"

. tests/testees/common.sh
includes() { printf 'echo "#include <%s>" | g++ -std=c++17 -xc++ -fsyntax-only -' "$1"; }
need cargo "cargo --version" "cargo"
need g++ "g++ --version" "g++"
need libcurl "$(includes curl/curl.h)" "libcurl4-openssl-dev"
need nlohmann-json "$(includes nlohmann/json.hpp)" "nlohmann-json3-dev"
compilers=g++
if clang++ --version >/dev/null 2>&1; then compilers="g++ clang++"; else echo "clang++ is missing: gcc only"; fi

mode="${1:-test}"
[ "$mode" = build ] && packages="" || packages="-p shiming-xtask -p shiming-cli"
cargo build --quiet -p shiming-ffi $packages
target="${CARGO_TARGET_DIR:-$root/target}"
case "$target" in /*) ;; *) target="$root/$target" ;; esac
bin="$target/debug"
[ "$mode" = build ] && work="$2" || work="$(mktemp -d)"
simulator=""
[ "$mode" = build ] || trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT

strict="-g -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I $root/ffi/include"
lean="-fno-exceptions -fno-rtti"
checked="-fsanitize=address,undefined -fno-sanitize-recover=all"
libraries="$bin/libshiming.a -lpthread -ldl -lm"

gcc -std=c11 -g -Wall -Wextra -Werror $checked -c "$root/tests/testees/c/json.c" -o "$work/json.o"
g++ -std=c++17 $strict $lean $checked "$here"/*.cpp "$work/json.o" -o "$work/testee" $libraries
[ "$mode" != build ] || { echo "'$work/testee'"; exit 0; }

echo "== every operation has its C++ name"
sed -n 's/.*"cpp": "\([^"]*\)".*/\1/p' tests/vectors/operations.json > "$work/names"
[ "$(wc -l < "$work/names")" -ge 64 ]
while read -r name; do
    case "$name" in
    shiming::*) pattern="^inline .* ${name#shiming::}(" ;;
    '~Engine') pattern='void close() noexcept' ;;
    Engine::*) pattern="^    \(static \)\{0,1\}Result<.*> ${name#Engine::}(" ;;
    *) pattern='^there is no such spelling$' ;;
    esac
    grep -q "$pattern" ffi/include/shiming.hpp || { echo "$name is not in shiming.hpp"; exit 1; }
done < "$work/names"

for compiler in $compilers; do
    for standard in c++17 c++20 gnu++17; do
        echo "== header: $compiler, $standard"
        echo '#include "shiming.hpp"
int main() { return shiming::check_abi() ? 0 : 1; }' > "$work/alone.cpp"
        $compiler -std=$standard $strict -Wold-style-cast $lean "$work/alone.cpp" -fsyntax-only
    done
done

for compiler in $compilers; do
    standard=c++17
    [ "$compiler" = g++ ] || standard=c++20
    echo "== own tests: $compiler, $standard, without exceptions, ASan and UBSan"
    $compiler -std=$standard $strict $lean $checked "$here"/check/*.cpp -o "$work/unit" $libraries
    "$work/unit"
done

echo "== conformance"
"$bin/shiming-xtask" conform --testee "$work/testee" --cases "${CASES:-300}"

echo "== quick start"
for page in CPP.md CPP.zh-CN.md; do
    sed -n '/^```cpp$/,/^```$/p' "ffi/$page" | sed '/^```/d' > "$work/quick.cpp"
    sed -n '/^```text$/,/^```$/p' "ffi/$page" | sed '/^```/d' > "$work/expected"
    g++ -std=c++17 $strict "$work/quick.cpp" -o "$work/quick" $libraries
    "$work/quick" | diff "$work/expected" - || { echo "ffi/$page prints something else"; exit 1; }
done

echo "== example, over HTTP, with a crash"
shown_is_in examples/cpp/game.cpp cpp README.md README.zh-CN.md
[ "$(wc -l < examples/cpp/game.cpp)" -le 120 ]
g++ -std=c++17 -g -Wall -Wextra -Wpedantic -Werror -I ffi/include $checked examples/cpp/game.cpp -o "$work/game" $libraries -lcurl
start_simulator "$bin/shiming" --for 300 --scenario examples/cpp/scenario.json
run_example 9 "$work/game" <<'END'
alice: may play, pending_claimed_adult
alice is verified
bob: may not play, minor_outside_window
crash
logout accepted
END
echo "C++: all passed"
