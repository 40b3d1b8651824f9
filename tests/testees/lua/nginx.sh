#!/bin/sh
# The Lua binding inside nginx with its Lua module: the example of examples/lua/openresty against the simulator, with a kill in between.
# Ends with 77 when nginx is missing.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
modules=/usr/lib/nginx/modules
need "nginx with Lua" "command -v openresty || test -f $modules/ngx_http_lua_module.so && nginx -v && test -d /usr/share/lua/5.1/resty/core -o -d /usr/share/lua/5.1/resty" \
    "nginx libnginx-mod-http-lua lua-resty-core"
need curl "curl --version" curl
need lua-cjson "test -f /usr/lib/$(uname -m)-linux-gnu/lua/5.1/cjson.so" lua-cjson
cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
work="$(mktemp -d)"
simulator= nginx=
trap 'for process in $simulator $nginx; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT
chmod 777 "$work"

server=nginx
if command -v openresty >/dev/null 2>&1; then
    server=openresty
    : > "$work/modules.conf"
else
    for module in ndk_http_module ngx_http_lua_module; do echo "load_module $modules/$module.so;"; done > "$work/modules.conf"
fi
{ echo "user $(id -un);"; cat examples/lua/openresty/nginx.conf; } > "$work/nginx.conf"
export SIMULATOR JOURNAL="$work/journal" SHIMING_LIBRARY="$target/libshiming.so"
export LUA_PATH="$PWD/bindings/lua/?.lua;$PWD/examples/lua/openresty/?.lua;/usr/share/lua/5.1/?.lua;;"
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
echo "lua in $server: all passed"
