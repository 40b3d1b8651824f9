# Windows x86-64: shiming.dll with import libraries for MinGW and for MSVC, and the static library for MinGW; run by Wine.
set -eu
. tests/ports/lib.sh
triple=x86_64-pc-windows-gnu
mingw=x86_64-w64-mingw32
need MinGW "$mingw-gcc --version" gcc-mingw-w64-x86-64
rust_target $triple
build $triple
pack $triple
mkdir -p "$packed/bin" "$packed/include" "$packed/lib/cmake/shiming"
cp ffi/include/shiming.h ffi/include/shiming.hpp "$packed/include/"
cp "$built/shiming.dll" "$packed/bin/"
cp "$built/libshiming.dll.a" "$packed/lib/"
cp "$built/libshiming.a" "$packed/lib/"
cp ffi/cmake/shiming-config.cmake "$packed/lib/cmake/shiming/"
sed -e "s|@VERSION@|$version|g" -e "s|@MAJOR@|${version%%.*}|g" -e "s|@MINOR@|$(echo "$version" | cut -d. -f2)|g" \
    ffi/cmake/shiming-config-version.cmake.in > "$packed/lib/cmake/shiming/shiming-config-version.cmake"
# MSVC links by a list of names, and by an import library in its own form.
{ echo "LIBRARY shiming.dll"; echo EXPORTS; sed 's/^/    /' ffi/symbols.txt; } > "$packed/lib/shiming.def"
(need_zig && $zig dlltool -m i386:x86-64 -d "$packed/lib/shiming.def" -l "$packed/lib/shiming.lib") || echo "without shiming.lib for MSVC"

$mingw-objdump -p "$packed/bin/shiming.dll" > "$work/dll"
sed -n '/Ordinal\/Name Pointer/,/^$/s/.*\] \(+base\[ *[0-9]*\] *[0-9a-f]* *\)\{0,1\}\([a-z_]*\)$/\2/p' "$work/dll" | LC_ALL=C sort | same_exports
sed -n 's/.*DLL Name: //p' "$work/dll" | sort > "$work/needed"
echo "shiming.dll needs: $(tr '\n' ' ' < "$work/needed")"
if grep -i -E 'libgcc|libstdc|winpthread' "$work/needed"; then echo "it needs a library that Windows does not have"; exit 1; fi

mkdir "$work/wine"
$mingw-gcc $strict -include tests/ports/windows/posix.h $testee -o "$work/wine/testee.exe" -L "$packed/lib" -l:libshiming.dll.a
$mingw-gcc $strict ffi/tests/consumer/main.c -o "$work/wine/static.exe" "$packed/lib/libshiming.a" -lntdll -luserenv -lws2_32 -ldbghelp
if [ -f "$packed/lib/shiming.lib" ]; then
    $mingw-gcc $strict ffi/tests/consumer/main.c -o "$work/wine/msvc.exe" "$packed/lib/shiming.lib"
fi
size "$packed/bin/shiming.dll"
cp "$packed/bin/shiming.dll" "$work/wine/"
wine=""
for program in wine64 /usr/lib/wine/wine64 wine; do
    $program --version >/dev/null 2>&1 && wine="$program" && break
done
if [ -z "$wine" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get -qq install -y --no-remove --no-install-recommends wine wine64 >/dev/null 2>&1 || true
    wine="$(command -v wine64 || command -v /usr/lib/wine/wine64 || true)"
fi
[ -n "$wine" ] || not_run "Wine is missing (Debian: apt-get install wine64)"
$mingw-gcc -shared tests/ports/windows/bcryptprimitives.c -o "$work/wine/bcryptprimitives.dll" -ladvapi32
wineserver="$(command -v wineserver || command -v /usr/lib/wine/wineserver64 || command -v /usr/lib/wine/wineserver || echo true)"
trap '"$wineserver" -k >/dev/null 2>&1 || true; rm -rf "$work" 2>/dev/null || true' EXIT
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="bcryptprimitives=n,b;mscoree=;mshtml="
for program in static msvc; do
    [ ! -f "$work/wine/$program.exe" ] || { echo "== consumer, $program"; $wine "$work/wine/$program.exe"; }
done
echo "== conformance, with shiming.dll"
conform "$wine $work/wine/testee.exe"
