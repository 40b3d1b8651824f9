#!/bin/sh
# Tests the Lua binding with LuaJIT: its declarations against the header, its own tests, conformance, and the example
# against the simulator with a kill in between. Ends with 77 when a tool is missing. `test.sh build FOLDER` only builds what the
# testee needs and prints the command that starts it.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
for tool in luajit cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
root="$(pwd)"
export LUA_PATH="$root/bindings/lua/?.lua;;"
# Where Debian keeps what is for Lua 5.1; an installation that LuaJIT finds by itself comes later.
export LUA_CPATH="/usr/lib/$(uname -m)-linux-gnu/lua/5.1/?.so;;"
for module in cjson socket; do
    luajit -e "require '$module'" 2>/dev/null || { echo "skipped: the Lua module $module is missing"; exit 77; }
done
mode="${1:-test}"
[ "$mode" = build ] && packages="" || packages="-p shiming-xtask -p shiming-cli"
cargo build -j2 -p shiming-ffi $packages
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
export LD_LIBRARY_PATH="$target${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
testee="env LD_LIBRARY_PATH='$LD_LIBRARY_PATH' LUA_PATH='$LUA_PATH' LUA_CPATH='$LUA_CPATH' luajit '$root/tests/testees/lua/testee.lua'"
[ "$mode" != build ] || { echo "$testee"; exit 0; }
work="$(mktemp -d)"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT

luajit bindings/lua/tests/header.lua ffi/include/shiming.h
luajit bindings/lua/tests/api.lua
timeout 300 luajit bindings/lua/tests/host.lua "$work"
"$target/shiming-xtask" conform --testee "$testee" --cases "${CASES:-300}"

shown_is_in examples/lua/main.lua lua bindings/lua/README.md bindings/lua/README.zh-CN.md README.md README.zh-CN.md
[ "$(wc -l < examples/lua/main.lua)" -le 120 ]
start_simulator "$target/shiming" --for 60
run_evening luajit examples/lua/main.lua
nginx=0
sh tests/testees/lua/nginx.sh || nginx=$?
case "$nginx" in 0 | 77) ;; *) exit 1 ;; esac
echo "lua: all passed"
