# iOS: the static library that Unity links into the program. Only built: nothing here links or runs it.
set -eu
. tests/ports/lib.sh
triple=aarch64-apple-ios
rust_target $triple
kinds=staticlib
build $triple
pack $triple
mkdir -p "$packed/include" "$packed/lib"
cp ffi/include/shiming.h ffi/include/shiming.hpp "$packed/include/"
cp "$built/libshiming.a" "$packed/lib/"
echo "libshiming.a: $(wc -c < "$packed/lib/libshiming.a" | tr -d ' ') bytes"
not_run "a program for iOS is linked by Xcode"
