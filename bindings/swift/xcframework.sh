#!/bin/sh
# Makes ShimingFFI.xcframework out of static libraries for macOS, iOS and its simulator: on a Mac with Xcode and rustup.
# `xcframework.sh FOLDER` makes it there instead of beside Package.swift.
set -eu
cd "$(dirname "$0")"
into="${1:-.}"
command -v xcodebuild >/dev/null || { echo "skipped: xcodebuild is missing: this needs a Mac with Xcode"; exit 77; }
command -v lipo >/dev/null || { echo "skipped: lipo is missing: xcode-select --install"; exit 77; }
crate=../uniffi
target="$(cd "$crate" && cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# As old as Package.swift allows.
export MACOSX_DEPLOYMENT_TARGET=12.0 IPHONEOS_DEPLOYMENT_TARGET=15.0
for triple in aarch64-apple-darwin x86_64-apple-darwin aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios; do
    rustup target add "$triple" >/dev/null 2>&1 || { echo "skipped: rustup cannot add $triple"; exit 77; }
    (cd "$crate" && cargo build -j2 --release --lib --target "$triple")
done
library() { echo "$target/$1/release/libshiming_uniffi.a"; }
mkdir -p "$work/macos" "$work/simulator"
lipo -create "$(library aarch64-apple-darwin)" "$(library x86_64-apple-darwin)" -output "$work/macos/libshiming_uniffi.a"
lipo -create "$(library aarch64-apple-ios-sim)" "$(library x86_64-apple-ios)" -output "$work/simulator/libshiming_uniffi.a"
# A folder of its own: two frameworks with a module map at the top of their headers cannot be in one app.
mkdir -p "$work/headers/ShimingFFI"
cp "$crate/generated/swift/ShimingFFI.h" "$work/headers/ShimingFFI/"
cat > "$work/headers/ShimingFFI/module.modulemap" <<'END'
module ShimingFFI {
    header "ShimingFFI.h"
    export *
}
END
rm -rf "$into/ShimingFFI.xcframework"
xcodebuild -create-xcframework \
    -library "$work/macos/libshiming_uniffi.a" -headers "$work/headers" \
    -library "$(library aarch64-apple-ios)" -headers "$work/headers" \
    -library "$work/simulator/libshiming_uniffi.a" -headers "$work/headers" \
    -output "$into/ShimingFFI.xcframework"
