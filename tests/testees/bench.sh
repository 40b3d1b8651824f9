#!/bin/sh
# What the boundary costs, beside what is promised: tests/testees/bench.sh FOLDER, with libshiming.so in FOLDER. `cargo xtask boundary`
# builds the library and runs this. Other work on the machine disturbs the numbers; all are the best of many rounds.
set -eu
cd "$(dirname "$0")/../.."
root="$(pwd)"
folder="$(cd "$1" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
ln -s "$folder/libshiming.so" "$work/libshiming.so"
ln -s "$folder/libshiming.so" "$work/libshiming.so.$(sed -n 's/^#define SHIMING_ABI_VERSION \([0-9]*\)/\1/p' ffi/include/shiming.h)"
export LIBRARIES="$folder" LD_LIBRARY_PATH="$work${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
cargo bench --quiet -p shiming-ffi --bench boundary

in_c() { cargo bench --quiet -p shiming-ffi --bench boundary -- report; }
least() { sort -n "$1" | head -n 1; }
# language, the command that prints nanoseconds; C in turn with it
compare() {
    for round in 1 2 3; do
        in_c >> "$work/c"
        sh -c "$2" >> "$work/$1"
    done
    echo "$(least "$work/c") $(least "$work/$1")" |
        awk -v name="$1" '{ printf "report of 128 rows, %-6s %8d ns, through C alone %8d ns: %3d %% of C   promise >= 50 %%\n", name, $2, $1, 100 * $1 / $2 }'
}

if command -v go >/dev/null && command -v gcc >/dev/null; then
    (cd tests/testees/go && CGO_ENABLED=1 CGO_LDFLAGS="-L$work" GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local go build -o "$work/go-bench" ./bench)
    compare go "$work/go-bench"
else
    echo "skipped: go or gcc is missing"
fi
if command -v mcs >/dev/null && command -v mono >/dev/null; then
    mcs -langversion:7.2 -optimize+ -unsafe -target:library -r:System.Net.Http -out:"$work/Shiming.dll" -recurse:"$root/bindings/csharp/Runtime/*.cs"
    mcs -langversion:7.2 -optimize+ -r:"$work/Shiming.dll" -out:"$work/bench.exe" tests/testees/csharp/bench/*.cs
    compare csharp "mono $work/bench.exe"
else
    echo "skipped: mono is missing (Debian: apt-get install mono-mcs mono-runtime)"
fi
