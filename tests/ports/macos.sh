# macOS, Apple silicon and Intel: shared and static. Only built: nothing here can run it.
set -eu
. tests/ports/lib.sh
need_zig
for triple in aarch64-apple-darwin x86_64-apple-darwin; do
    rust_target $triple
    build $triple
    pack $triple
    mkdir -p "$packed/include" "$packed/lib"
    cp ffi/include/shiming.h ffi/include/shiming.hpp "$packed/include/"
    cp "$built/libshiming.dylib" "$built/libshiming.a" "$packed/lib/"
    size "$packed/lib/libshiming.dylib"
done
not_run "macOS has no emulator here"
