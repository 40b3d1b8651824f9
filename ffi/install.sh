#!/usr/bin/env bash
# Installs libshiming on Linux: headers, shared library with its links, static library, pkg-config, CMake.
set -euo pipefail
usage() {
    cat >&2 <<'END'
usage: ffi/install.sh PREFIX               build with cargo and install, for example into /usr/local
       ffi/install.sh --uninstall PREFIX   remove what was installed there, by its list
environment:
  DESTDIR       a folder in which PREFIX is only staged, as packagers do
  LIBRARIES     a folder with libraries that are built already, instead of building
  STRIP         the program that strips (strip); of another platform for its libraries
  STATIC_ONLY   1: without the shared library (musl)
END
    exit 64
}
here="$(cd "$(dirname "$0")" && pwd)"
uninstall=""
if [ "${1:-}" = --uninstall ]; then
    uninstall=1
    shift
fi
[ $# -eq 1 ] && [ -n "$1" ] && [ "${1#-}" = "$1" ] || usage
prefix="${1%/}"
case "$prefix" in
    /* | "") ;;
    *) prefix="$PWD/$prefix" ;;
esac
root="${DESTDIR:-}$prefix"
list="share/shiming/installed"

if [ -n "$uninstall" ]; then
    [ -f "$root/$list" ] || { echo "nothing is installed under $root: $list is missing" >&2; exit 1; }
    while IFS= read -r name; do
        rm -f "$root/$name"
    done <"$root/$list"
    for folder in lib/cmake/shiming share/shiming; do
        rmdir "$root/$folder" 2>/dev/null || true
    done
    echo "removed libshiming from $root"
    exit 0
fi

header() { sed -n "s/^#define $1 \"\{0,1\}\([0-9.]*\)\"\{0,1\}\$/\1/p" "$here/include/shiming.h"; }
version="$(header SHIMING_VERSION)"
abi="$(header SHIMING_ABI_VERSION)"
libraries="${LIBRARIES:-}"
if [ -z "$libraries" ]; then
    # Without an rlib beside them, or Cargo would leave out the optimisation across crates.
    (cd "$here/.." && cargo rustc --profile ffi --package shiming-ffi --lib --crate-type cdylib,staticlib)
    libraries="${CARGO_TARGET_DIR:-$here/../target}/ffi"
fi
# Both are of the header's version, or nothing is installed.
wrong() {
    echo "$1: build the library from the sources of this header" >&2
    exit 1
}
of_this_version() {
    [ -f "$libraries/$1" ] || { echo "$libraries/$1 is missing: build it first" >&2; exit 1; }
    LC_ALL=C grep -qaP "(?<![0-9.])${version//./\\.}\x00" "$libraries/$1" || wrong "$libraries/$1 is not of version $version"
}
of_this_version libshiming.a
if [ "${STATIC_ONLY:-}" != 1 ]; then
    of_this_version libshiming.so
    readelf -d "$libraries/libshiming.so" | grep -qF "[libshiming.so.$abi]" || wrong "the soname of $libraries/libshiming.so is not libshiming.so.$abi"
fi
fill() { # the values go into text of ours only
    sed -e "s|@VERSION@|$version|g" -e "s|@MAJOR@|${version%%.*}|g" -e "s|@MINOR@|$(echo "$version" | cut -d. -f2)|g" "$1"
}

names=()
put() { # put MODE FILE NAME
    install -D -m "$1" "$2" "$root/$3"
    names+=("$3")
}
link() { # link TO NAME
    ln -sfn "$1" "$root/$2"
    names+=("$2")
}
put 644 "$here/include/shiming.h" include/shiming.h
put 644 "$here/include/shiming.hpp" include/shiming.hpp
put 644 "$libraries/libshiming.a" lib/libshiming.a
"${STRIP:-strip}" --strip-debug "$root/lib/libshiming.a"
if [ "${STATIC_ONLY:-}" != 1 ]; then
    put 755 "$libraries/libshiming.so" "lib/libshiming.so.$version"
    "${STRIP:-strip}" --strip-unneeded "$root/lib/libshiming.so.$version"
    link "libshiming.so.$version" "lib/libshiming.so.$abi"
    link "libshiming.so.$abi" lib/libshiming.so
fi
for file in shiming.pc.in:lib/pkgconfig/shiming.pc cmake/shiming-config.cmake:lib/cmake/shiming/shiming-config.cmake \
    cmake/shiming-config-version.cmake.in:lib/cmake/shiming/shiming-config-version.cmake; do
    mkdir -p "$root/$(dirname "${file#*:}")"
    fill "$here/${file%%:*}" >"$root/${file#*:}"
    names+=("${file#*:}")
done
mkdir -p "$root/share/shiming"
printf '%s\n' "${names[@]}" "$list" >"$root/$list"
echo "installed libshiming $version (ABI $abi) under $root"
[ -n "${DESTDIR:-}" ] || echo "a program finds it with: pkg-config --cflags --libs shiming (PKG_CONFIG_PATH=$prefix/lib/pkgconfig)"
