# Linux x86-64 with musl: the static library, in a program without any other library (Alpine, containers from scratch).
set -eu
. tests/ports/lib.sh
triple=x86_64-unknown-linux-musl
need_zig
rust_target $triple
build $triple
pack $triple
LIBRARIES="$built" STATIC_ONLY=1 ffi/install.sh "$packed" >/dev/null

echo "== conformance, a static program"
$zig cc -target x86_64-linux-musl -static -s $strict $testee -o "$work/testee" "$packed/lib/libshiming.a" -lunwind
if readelf --program-headers --wide "$work/testee" | grep -q INTERP; then echo "the program is not static"; exit 1; fi
conform "$work/testee"
echo "libshiming.a: $(wc -c < "$packed/lib/libshiming.a" | tr -d ' ') bytes; the program: $(wc -c < "$work/testee" | tr -d ' ')"
