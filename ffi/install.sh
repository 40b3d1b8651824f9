#!/usr/bin/env bash
# Builds libshiming and installs it on Linux: ffi/install.sh PREFIX. LIBRARIES=folder takes libraries that are built already.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
if [ $# -ne 1 ]; then
    echo "usage: ffi/install.sh PREFIX    (for example /usr/local, or a folder of your own)" >&2
    exit 64
fi
prefix="$1"
case "$prefix" in
    /*) ;;
    *) prefix="$PWD/$prefix" ;;
esac
libraries="${LIBRARIES:-}"
if [ -z "$libraries" ]; then
    (cd "$here/.." && cargo build --release --package shiming-ffi)
    libraries="${CARGO_TARGET_DIR:-$here/../target}/release"
fi
version="$(sed -n 's/^#define SHIMING_VERSION "\(.*\)"$/\1/p' "$here/include/shiming.h")"
abi="$(sed -n 's/^#define SHIMING_ABI_VERSION \([0-9]*\)$/\1/p' "$here/include/shiming.h")"
fill() { # the values go into text of ours only
    sed -e "s|@VERSION@|$version|g" -e "s|@MAJOR@|${version%%.*}|g" \
        -e "s|@MINOR@|$(echo "$version" | cut -d. -f2)|g" -e "s|@PREFIX@|$prefix|g" "$1"
}
install -d "$prefix/include" "$prefix/lib/pkgconfig" "$prefix/lib/cmake/shiming"
install -m 644 "$here/include/shiming.h" "$here/include/shiming.hpp" "$prefix/include/"
install -m 644 "$libraries/libshiming.a" "$prefix/lib/"
install -m 755 "$libraries/libshiming.so" "$prefix/lib/libshiming.so.$version"
ln -sf "libshiming.so.$version" "$prefix/lib/libshiming.so.$abi"
ln -sf "libshiming.so.$abi" "$prefix/lib/libshiming.so"
fill "$here/shiming.pc.in" >"$prefix/lib/pkgconfig/shiming.pc"
install -m 644 "$here/cmake/shiming-config.cmake" "$prefix/lib/cmake/shiming/"
fill "$here/cmake/shiming-config-version.cmake.in" >"$prefix/lib/cmake/shiming/shiming-config-version.cmake"
echo "installed libshiming $version (ABI $abi) under $prefix"
