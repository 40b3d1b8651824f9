# Linux on 64-bit Arm (Kunpeng, Graviton, Yitian), likewise from glibc 2.17 on; run by qemu.
set -eu
. tests/ports/lib.sh
triple=aarch64-unknown-linux-gnu
floor=2.17
need "gcc for aarch64" "aarch64-linux-gnu-gcc --version" "gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
need qemu "qemu-aarch64-static --version" qemu-user-static
need_zig
rust_target $triple
build $triple $floor
pack $triple
LIBRARIES="$built" STRIP=aarch64-linux-gnu-strip ffi/install.sh "$packed" >/dev/null
library="$packed/lib/libshiming.so.$version"
elf_exports "$library" | same_exports
needs_at_most $floor "$library" || { echo "it needs glibc $highest, and the floor is $floor"; exit 1; }
echo "it needs glibc $highest, the floor is $floor"
run="qemu-aarch64-static -L /usr/aarch64-linux-gnu"

echo "== consumer, with the shared library"
aarch64-linux-gnu-gcc $strict ffi/tests/consumer/main.c -o "$work/consumer" -L "$packed/lib" -lshiming
$run -E LD_LIBRARY_PATH="$packed/lib" "$work/consumer"
echo "== conformance, with the static library"
aarch64-linux-gnu-gcc $strict $testee -o "$work/testee" "$packed/lib/libshiming.a" -lpthread -ldl -lm
conform "$run $work/testee"
size "$library"
