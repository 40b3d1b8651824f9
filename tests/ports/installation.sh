# What ffi/install.sh installs, staged and in place: serves pkg-config, CMake and the line for linking by hand, shared and static, with
# gcc and clang; can be moved; is of one version; is removed without a trace. LIBRARIES: what to install; the debug build when absent.
set -eu
. tests/ports/lib.sh
need gcc "gcc --version" "gcc libc6-dev"
need pkg-config "pkg-config --version" pkg-config
need cmake "cmake --version" cmake
if [ -z "${LIBRARIES:-}" ]; then
    cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
    LIBRARIES="$target/debug"
fi
export LIBRARIES
compilers=gcc
if clang --version >/dev/null 2>&1; then compilers="gcc clang"; else echo "clang is missing: gcc only"; fi

echo "== staged, then moved to another place"
DESTDIR="$work/stage" ffi/install.sh /opt/shiming >/dev/null
(cd "$work/stage/opt/shiming" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort) > "$work/there"
LC_ALL=C sort "$work/stage/opt/shiming/share/shiming/installed" | diff - "$work/there"
mv "$work/stage/opt/shiming" "$work/here"
export PKG_CONFIG_PATH="$work/here/lib/pkgconfig"
[ "$(pkg-config --modversion shiming)" = "$version" ]
[ "$(readlink "$work/here/lib/libshiming.so")" = "libshiming.so.$abi" ]
[ "$(readlink "$work/here/lib/libshiming.so.$abi")" = "libshiming.so.$version" ]
if readelf --sections --wide "$work/here/lib/libshiming.so" | grep -q '\.debug_'; then echo "libshiming.so is not stripped"; exit 1; fi

expected="$version {\"birth\":\"1901-01-01\",\"shape\":\"standard\"}"
prints() { [ "$("$@")" = "$expected" ] || { echo "$1 prints something else"; exit 1; }; }
for compiler in $compilers; do
    echo "== $compiler: shared, static"
    $compiler ffi/tests/consumer/main.c -o "$work/shared" $(pkg-config --cflags --libs shiming)
    prints env LD_LIBRARY_PATH="$work/here/lib" "$work/shared"
    $compiler ffi/tests/consumer/main.c -o "$work/static" $(pkg-config --static --cflags --libs shiming | sed 's/-lshiming/-l:libshiming.a/')
    prints "$work/static"
    # As ffi/README.md says it.
    line="$(sed -n 's/.*`cc server.c -I include libshiming.a \([-a-z ]*\)`.*/\1/p' ffi/README.md)"
    [ -n "$line" ]
    $compiler ffi/tests/consumer/main.c -o "$work/by-hand" -I "$work/here/include" "$work/here/lib/libshiming.a" $line
    prints "$work/by-hand"
    if readelf -d "$work/by-hand" | grep -q libshiming; then echo "that is not linked statically"; exit 1; fi
done

echo "== CMake"
cmake -S ffi/tests/consumer -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/here" >/dev/null
cmake --build "$work/cmake" >/dev/null
for program in shared static cpp; do prints "$work/cmake/$program"; done

echo "== refused: another version, nothing to install, nothing to remove"
mkdir "$work/other"
cp "$LIBRARIES/libshiming.so" "$work/other/"
sed "s/$version\x00/9.9.9\x00/" "$LIBRARIES/libshiming.a" > "$work/other/libshiming.a"
for bad in other nowhere; do
    if LIBRARIES="$work/$bad" ffi/install.sh "$work/bad" 2>/dev/null; then echo "that should have been refused"; exit 1; fi
done
if ffi/install.sh --uninstall "$work/bad" 2>/dev/null; then echo "there was nothing to remove"; exit 1; fi
[ ! -e "$work/bad" ]

echo "== removed"
mkdir -p "$work/here/lib/cmake/other"
touch "$work/here/lib/cmake/other/kept"
ffi/install.sh --uninstall "$work/here" >/dev/null
[ "$(find "$work/here" ! -type d)" = "$work/here/lib/cmake/other/kept" ]
