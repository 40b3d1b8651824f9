# Linux x86-64 for every distribution since glibc 2.17 (CentOS 7): shared and static.
set -eu
. tests/ports/lib.sh
triple=x86_64-unknown-linux-gnu
floor=2.17
need gcc "gcc --version" "gcc libc6-dev"
need readelf "readelf --version" binutils
need_zig
rust_target $triple
build $triple $floor
pack $triple
LIBRARIES="$built" ffi/install.sh "$packed" >/dev/null
library="$packed/lib/libshiming.so.$version"
elf_exports "$library" | same_exports

needs_at_most $floor "$library" || { echo "it needs glibc $highest, and the floor is $floor"; exit 1; }
echo "it needs glibc $highest, the floor is $floor"
# The check must be able to fail: it refuses what this machine's own compiler links, or at least a floor just below.
cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
if needs_at_most $floor "$target/debug/libshiming.so"; then
    echo "this machine's glibc is no newer than $floor: its own build passes too"
    ! needs_at_most 2.2.4 "$library" || { echo "the check never fails"; exit 1; }
else
    echo "the plain build, which needs glibc $highest, is refused"
fi

echo "== misuse and consumer"
checked="-fsanitize=address,undefined -fno-sanitize-recover=all"
gcc $strict $checked ffi/tests/misuse.c -o "$work/misuse" -L "$packed/lib" -lshiming -lpthread -Wl,-rpath,"$packed/lib"
[ "$(ASAN_OPTIONS=detect_leaks=1 "$work/misuse")" = ok ]
gcc $strict ffi/tests/consumer/main.c -o "$work/consumer" -L "$packed/lib" -lshiming -Wl,-rpath,"$packed/lib"
"$work/consumer"
echo "== conformance, with the static library"
gcc $strict $testee -o "$work/testee" "$packed/lib/libshiming.a" -lpthread -ldl -lm
conform "$work/testee"
size "$library"
