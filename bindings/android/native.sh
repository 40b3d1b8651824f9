#!/bin/sh
# Builds libshiming_uniffi.so for the four ABIs of Android into src/main/jniLibs: with rustup, cargo-ndk 4 and the NDK (r27 or later) that
# ANDROID_NDK_HOME names. `native.sh ABI...` builds only these. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- arm64-v8a armeabi-v7a x86_64 x86
for tool in cargo rustup cargo-ndk; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing (cargo install cargo-ndk@4)"; exit 77; }
done
[ -n "${ANDROID_NDK_HOME:-}" ] && [ -d "$ANDROID_NDK_HOME" ] || { echo "skipped: ANDROID_NDK_HOME does not name an NDK"; exit 77; }
strip="$(ls "$ANDROID_NDK_HOME"/toolchains/llvm/prebuilt/*/bin/llvm-strip 2>/dev/null | head -n 1)"
READELF="$(ls "$ANDROID_NDK_HOME"/toolchains/llvm/prebuilt/*/bin/llvm-readelf 2>/dev/null | head -n 1)"
[ -n "$strip" ] && [ -n "$READELF" ] || { echo "skipped: $ANDROID_NDK_HOME has no llvm-strip and llvm-readelf"; exit 77; }
export READELF
into="$PWD/src/main/jniLibs"
for abi in "$@"; do
    case "$abi" in
        arm64-v8a) target=aarch64-linux-android ;;
        armeabi-v7a) target=armv7-linux-androideabi ;;
        x86_64) target=x86_64-linux-android ;;
        x86) target=i686-linux-android ;;
        *) echo "$abi is no ABI of Android: arm64-v8a, armeabi-v7a, x86_64, x86"; exit 1 ;;
    esac
    rustup target add "$target" >/dev/null 2>&1 || { echo "skipped: rustup cannot add $target"; exit 77; }
    # From the crate's folder: it is a workspace of its own.
    (cd ../uniffi && cargo ndk --target "$abi" --platform 26 --output-dir "$into" build --release --lib --locked)
    "$strip" "$into/$abi/libshiming_uniffi.so"
done
sh pages.sh "$into"
