#!/bin/sh
# Builds and tests the C# binding on Mono: parity with the header, conformance, its own checks, and the example against the
# simulator with a kill in between. Ends with 77 when a tool is missing. `test.sh build FOLDER` only builds the testee there and
# prints the command that starts it.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
for tool in mcs mono cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing (Debian: apt-get install mono-mcs mono-runtime)"; exit 77; }
done
mode="${1:-test}"
[ "$mode" = build ] && work="$2" || work="$(mktemp -d)"
simulator=
[ "$mode" = build ] || trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT
compile() { mcs -langversion:7.2 -warnaserror -warn:4 "$@"; }

echo 'class Empty { static void Main() { } }' > "$work/empty.cs"
for assembly in System.Net.Http System.Runtime.Serialization; do
    compile -out:"$work/empty.exe" -r:"$assembly" "$work/empty.cs" > "$work/out" 2>&1 ||
        { echo "skipped: Mono has no $assembly (Debian: apt-get install libmono-system-net-http4.0-cil libmono-system-runtime-serialization4.0-cil)"; exit 77; }
done
[ "$mode" = build ] && packages="" || packages="-p shiming-xtask -p shiming-cli"
cargo build -j2 -p shiming-ffi $packages
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
export LD_LIBRARY_PATH="$target${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
sources=bindings/csharp/Runtime
compile -unsafe -target:library -doc:"$work/Shiming.xml" -r:System.Net.Http -out:"$work/Shiming.dll" -recurse:"$sources/*.cs"
compile -r:"$work/Shiming.dll" -out:"$work/testee.exe" tests/testees/csharp/*.cs
testee="env LD_LIBRARY_PATH='$LD_LIBRARY_PATH' mono '$work/testee.exe'"
[ "$mode" != build ] || { echo "$testee"; exit 0; }

# Every function of the header is imported, no other is, and versions agree.
sed -n 's/^\(shiming_status\|void\|const char \*\|uint32_t\) *\(shiming_[a-z_]*\)(.*/\2/p' ffi/include/shiming.h | sort > "$work/header"
sed -n 's/.*static extern .* \(shiming_[a-z_]*\)(.*/\1/p' "$sources"/Native/NativeMethods.*.cs | sort > "$work/imports"
[ -s "$work/header" ] && diff "$work/header" "$work/imports"
# Every operation is spelled as the table of operations says.
sed -n 's/.*"csharp": "\([A-Za-z]*\)\.\([A-Za-z]*\)".*/\1 \2/p' tests/vectors/operations.json > "$work/spelled"
[ -s "$work/spelled" ]
while read -r class method; do
    grep -qE "public .* $method\(" "$sources/$class".cs "$sources/$class".*.cs 2>/dev/null || { echo "$class.$method is missing"; exit 1; }
done < "$work/spelled"
value() { sed -n "$2" "$1"; }
[ "$(value ffi/include/shiming.h 's/^#define SHIMING_ABI_VERSION \([0-9]*\)/\1/p')" = "$(value $sources/Shiming.Account.cs 's/.*AbiVersion = \([0-9]*\);/\1/p')" ]
[ "$(value ffi/include/shiming.h 's/^#define SHIMING_VERSION "\(.*\)"/\1/p')" = "$(value bindings/csharp/package.json 's/.*"version": "\(.*\)",/\1/p')" ]
# What Unity needs beside every file, and where the library is linked in.
sh tests/testees/csharp/meta.sh
if grep -n 'DllImport("' "$sources"/Native/*.cs; then echo "this import would not change for iOS"; exit 1; fi
compile -unsafe -define:UNITY_IOS -target:library -r:System.Net.Http -out:"$work/iOS.dll" -recurse:"$sources/*.cs"
grep -qa __Internal "$work/iOS.dll" || { echo "on iOS the library is not looked for in the program"; exit 1; }
# What the quick starts show is in the example.
shown_is_in examples/csharp/Game.cs csharp bindings/csharp/README.md bindings/csharp/README.zh-CN.md README.md README.zh-CN.md
[ "$(wc -l < examples/csharp/Game.cs)" -le 120 ]

"$target/shiming-xtask" conform --testee "$testee" --cases "${CASES:-300}"

# With the sources, because they look inside.
compile -unsafe -r:System.Net.Http -out:"$work/check.exe" -recurse:"$sources/*.cs" tests/testees/csharp/check/*.cs
timeout 300 mono "$work/check.exe"

compile -r:"$work/Shiming.dll" -r:System.Runtime.Serialization -out:"$work/Game.exe" examples/csharp/Game.cs
start_simulator "$target/shiming" --scenario examples/csharp/scenario.json --for 90
run_example 137 mono "$work/Game.exe" <<'END'
alice: may play, pending_claimed_adult
alice is pending
alice is verified
bob is verified
bob: may not play, minor_outside_window
crash
logout accepted
END
dotnet=0
sh tests/testees/csharp/dotnet.sh || dotnet=$?
case "$dotnet" in 0 | 77) ;; *) exit 1 ;; esac
echo "csharp: all passed"
