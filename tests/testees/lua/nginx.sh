#!/bin/sh
# The Lua binding inside nginx with its Lua module: the example of examples/lua/openresty against the simulator, with a kill in between.
# Ends with 77 when nginx is missing.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
need curl "curl --version" curl
need lua-cjson "test -f /usr/lib/$(uname -m)-linux-gnu/lua/5.1/cjson.so" lua-cjson
cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
work="$(mktemp -d)"
simulator= nginx=
trap 'for process in $simulator $nginx; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT
chmod 777 "$work"

# OpenResty, or what Debian packs: unpacked here, not installed, because its LuaJIT and that of the system exclude each other.
if command -v openresty >/dev/null 2>&1; then
    server="$(command -v openresty)"
    : > "$work/modules.conf"
else
    debian="$target/../nginx-tools"
    packages="nginx libnginx-mod-http-lua libnginx-mod-http-ndk libluajit2-5.1-2 lua-resty-core lua-resty-lrucache"
    if [ ! -f "$debian/complete" ]; then
        mkdir -p "$debian"
        (cd "$debian" && apt-get -qq download $packages && for package in *.deb; do dpkg -x "$package" .; done && touch complete) >/dev/null 2>&1 ||
            skip "there is no OpenResty, and apt-get cannot fetch nginx with its Lua module ($packages)"
    fi
    debian="$(cd "$debian" && pwd)"
    server="$debian/usr/sbin/nginx"
    export LD_LIBRARY_PATH="$debian/usr/lib/$(uname -m)-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    resty="$debian/usr/share/lua/5.1/?.lua;"
    "$server" -v 2>/dev/null || skip "nginx does not start"
    for module in ndk_http_module ngx_http_lua_module; do echo "load_module $debian/usr/lib/nginx/modules/$module.so;"; done > "$work/modules.conf"
fi
{ echo "user $(id -un);"; cat examples/lua/openresty/nginx.conf; } > "$work/nginx.conf"
export SIMULATOR JOURNAL="$work/journal" SHIMING_LIBRARY="$target/libshiming.so"
export LUA_PATH="$PWD/bindings/lua/?.lua;$PWD/examples/lua/openresty/?.lua;${resty:-};"
export LUA_CPATH="/usr/lib/$(uname -m)-linux-gnu/lua/5.1/?.so;;"
start_simulator "$target/shiming" --for 120
SIMULATOR="$url"

start_nginx() {
    rm -f "$work/nginx.sock"
    # The socket's name is taken from where the process stands.
    (cd "$work" && exec "$server" -p "$work" -c "$work/nginx.conf" 2>> "$work/errors") &
    nginx=$!
}
# Asks until the answer is the wanted one: curl itself waits for the socket and between the questions.
ask() { curl --silent --retry 50 --retry-all-errors --retry-delay 1 --retry-max-time 60 --unix-socket "$work/nginx.sock" "http://game$1"; }
becomes() {
    tries=0
    until [ "$(ask "$1")" = "$2" ]; do
        tries=$((tries + 1))
        [ $tries -le 300 ] || { echo "$1 did not become $2, it is $(ask "$1")"; cat "$work/errors"; exit 1; }
        sleep 0.1
    done
}
wanted() { [ "$2" = "$1" ] || { echo "wanted: $1, got: $2"; cat "$work/errors"; exit 1; }; }

start_nginx
name="$(printf '某一一' | od -An -tx1 | tr -d ' \n' | sed 's/../%&/g')"
wanted "allowed true, because pending_claimed_adult (Q187)" "$(ask "/login?account=player-1&session=session-1&id=110000190101010001&name=$name")"
becomes "/session?session=session-1" reported
for process in $(cat "$work/nginx.pid") $(ps -o pid= --ppid "$(cat "$work/nginx.pid")"); do kill -9 "$process"; done
wait "$nginx" 2>/dev/null || true
start_nginx
becomes "/session?session=session-1" reported
wanted accepted "$(ask "/logout?session=session-1")"
becomes "/session?session=session-1" none
kill "$nginx"
wait "$nginx" || { echo "nginx did not end well"; cat "$work/errors"; exit 1; }
nginx=
if grep -E '\[(error|crit|alert|emerg)\]' "$work/errors"; then exit 1; fi
echo "lua in $(basename "$server"): all passed"
