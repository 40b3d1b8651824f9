#!/bin/sh
# Installs what the tests of C, C++, C# and Lua need, where that is possible: as root, with apt-get. What is still missing
# afterwards each test says for itself.
set -u
packages="g++ clang valgrind libc6-dbg libcurl4-openssl-dev nlohmann-json3-dev cmake pkg-config mono-mcs mono-runtime libmono-system-net-http4.0-cil libmono-system-runtime4.0-cil libmono-system-runtime-serialization4.0-cil luajit lua-cjson lua-socket lua-sec"
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=
for package in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
    echo "missing:$missing (as root: apt-get install$missing)"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null 2>&1
# One that an older system does not have must not keep the others away.
for package in $missing; do
    apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$package" >/dev/null 2>&1 || echo "cannot install $package"
done
