#!/bin/sh
# What bindings/android ships, without Gradle, an SDK or an NDK: its sources against Android 8.0's java.*, the AAR put together and looked
# into, the check of 16 KB pages on libraries that are right and wrong, and a program shrunk by R8 with the AAR's rules and run here.
# `test.sh whole` also compiles an app against Android's own classes (100 MB), makes its dex, and links the library for 64-bit
# Android, against stubs of the NDK's libraries: proof that it compiles and links, it is not run. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
here="$PWD/tests/testees/android"
module="$PWD/bindings/android"
for tool in cargo mvn java jar; do
    command -v "$tool" >/dev/null || skip "$tool is missing (Debian: apt-get install maven openjdk-17-jdk-headless)"
done
need readelf "readelf --version" binutils
need cc "cc --version" "gcc libc6-dev"
whole="${1:-}"
work="$(mktemp -d)"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT
for script in "$module"/*.sh; do
    sh -n "$script"
    ! command -v shellcheck >/dev/null || shellcheck --severity=warning "$script"
done
# One version everywhere.
version() { sed -n "s/.*$2.*/\\1/p" "$1" | head -n 1; }
for pair in 'kotlin.version>\([0-9.]*\)<|org.jetbrains.kotlin.android") version "\([0-9.]*\)"' 'jna.version>\([0-9.]*\)<|jna:\([0-9.]*\)@aar' '<version>\([0-9.]*\)<|version = "\([0-9.]*\)"'; do
    jar="$(version bindings/kotlin/pom.xml "${pair%|*}")"
    [ -n "$jar" ] && [ "$jar" = "$(version "$module/build.gradle.kts" "${pair#*|}")" ] ||
        { echo "build.gradle.kts and the jar's pom.xml differ: ${pair%|*}"; exit 1; }
done

# Sources: whatever java.* Android 8.0 has not is an error here.
rm -rf "$here/target/classes" "$here/target/test-classes"
[ "$whole" = whole ] && profile=-Pframework || profile=
if ! (cd "$here" && mvn -q -B $profile package) > "$work/maven" 2>&1; then
    grep -q "Could not transfer artifact\|Cannot access central" "$work/maven" && skip "Maven's registry cannot be reached"
    cat "$work/maven"
    exit 1
fi
classes="$here/target/shiming-android-check-0.1.0.jar"
tools="$here/target/tools"
! jar tf "$classes" | grep HttpTransport || { echo "the AAR holds what Android cannot load"; exit 1; }

# 16 KB pages, on libraries of this machine: the check tells right from wrong, and what is no library.
echo 'int one(void) { return 1; }' > "$work/one.c"
mkdir -p "$work/right" "$work/wrong" "$work/other" "$work/none"
cc -shared -Wl,-z,max-page-size=16384 "$work/one.c" -o "$work/right/libshiming_uniffi.so"
cc -shared -Wl,-z,max-page-size=4096 "$work/one.c" -o "$work/wrong/libshiming_uniffi.so"
echo text > "$work/other/libshiming_uniffi.so"
sh "$module/pages.sh" "$work/right" >/dev/null || { echo "the check of pages refuses a library that is right"; exit 1; }
refuses() {
    if sh "$module/pages.sh" "$2" > "$work/said"; then echo "the check of pages takes $1"; exit 1; fi
    grep -q -- "$3" "$work/said" || { echo "the check of pages says of $1:"; cat "$work/said"; exit 1; }
}
refuses "a library of 4 KB" "$work/wrong" "aligned to 4096 bytes and not 16384"
refuses "a text" "$work/other" "is no ELF file"
refuses "an empty folder" "$work/none" "no .so in"
refuses "a folder that is not there" "$work/nowhere" "is not there"
mkdir -p "$work/foreign/armeabi-v7a"
cp "$work/right/libshiming_uniffi.so" "$work/foreign/armeabi-v7a/"
refuses "a library of another ABI" "$work/foreign" "not the ABI of its folder"

# The AAR, with the library of this machine in the place of Android's: its layout is what is looked at.
case "$(uname -m)" in x86_64) abi=x86_64 ;; aarch64) abi=arm64-v8a ;; *) skip "$(uname -m) is no ABI of Android" ;; esac
mkdir -p "$work/native/$abi"
cp "$work/right/libshiming_uniffi.so" "$work/native/$abi/"
sh "$module/aar.sh" "$classes" "$work/native" "$work/shiming.aar" >/dev/null
if sh "$module/aar.sh" "$classes" "$work/wrong" "$work/none.aar" > "$work/said"; then echo "an AAR without libraries was made"; exit 1; fi
layout() {
    jar tf "$1" | grep -v '/$' | sort > "$work/layout"
    for file in AndroidManifest.xml R.txt classes.jar proguard.txt META-INF/com/android/build/gradle/aar-metadata.properties "jni/$2/libshiming_uniffi.so"; do
        grep -qx "$file" "$work/layout" || { echo "$file is not in the AAR"; cat "$work/layout"; exit 1; }
    done
    [ "$(wc -l < "$work/layout")" -eq 6 ] || { echo "the AAR holds more than it should"; cat "$work/layout"; exit 1; }
}
layout "$work/shiming.aar" "$abi"
(cd "$work" && jar xf shiming.aar)
cmp "$work/proguard.txt" bindings/kotlin/src/main/resources/META-INF/proguard/shiming.pro
grep -q 'minSdkVersion="26"' "$work/AndroidManifest.xml"
jar tf "$work/classes.jar" | grep -qx io/github/shiming/Shiming.class

# R8 with the AAR's rules and nothing else kept but main; the result must run. Without the rules it must not: else they are not tested.
library="$(sh tests/testees/uniffi/library.sh)"
home="$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')"
(cd "$here/target/test-classes" && jar --create --file "$work/program.jar" example/Shrunk*.class)
echo '-keep class example.ShrunkKt { public static void main(...); }' > "$work/main.pro"
shrink() {
    out="$1"
    shift
    java -cp "$tools/r8.jar" com.android.tools.r8.R8 --release --classfile --lib "$home" --output "$out" --pg-conf "$work/main.pro" "$@" \
        "$work/program.jar" "$work/classes.jar" "$tools/kotlin-stdlib.jar" "$tools/annotations.jar" "$tools/jna.jar" > "$work/r8" 2>&1 || { cat "$work/r8"; exit 1; }
}
cargo build -j2 --quiet -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
start_simulator "$target/shiming" --for 300
run() { timeout 300 java -Djna.library.path="$library" -cp "$1" example.ShrunkKt "$url"; }
run "$work/program.jar:$work/classes.jar:$tools/kotlin-stdlib.jar:$tools/jna.jar" > "$work/plain"
grep -qx invalid_ai "$work/plain" && grep -q AccountChanged "$work/plain" || { echo "the program does not do its work"; cat "$work/plain"; exit 1; }
shrink "$work/shrunk.jar" --pg-conf "$work/proguard.txt"
run "$work/shrunk.jar" > "$work/printed" || { echo "shrunk, it does not run"; cat "$work/printed"; exit 1; }
cmp "$work/plain" "$work/printed"
all="$(cat "$work/classes.jar" "$tools/kotlin-stdlib.jar" | wc -c)"
[ "$(jar tf "$work/shrunk.jar" | grep -c '\.class$')" -lt "$(jar tf "$work/classes.jar" | grep -c '\.class$')" ] || { echo "R8 dropped nothing of $all bytes"; exit 1; }
shrink "$work/bare.jar" --map-diagnostics warning info
if run "$work/bare.jar" > "$work/printed" 2>&1; then echo "without its rules it runs as well: the rules are not tested"; exit 1; fi

if [ "$whole" = whole ]; then
    # An app against Android's own classes, shrunk to dex.
    framework="$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/robolectric/android-all" -name 'android-all-8.0.0*.jar' | head -n 1)"
    (cd "$here/target/test-classes" && jar --create --file "$work/app.jar" example/MainActivity.class)
    mkdir -p "$work/dex"
    echo '-keep class example.MainActivity { *; }' > "$work/app.pro"
    java -cp "$tools/r8.jar" com.android.tools.r8.R8 --release --min-api 26 --lib "$home" --lib "$framework" --output "$work/dex" \
        --pg-conf "$work/app.pro" --pg-conf "$work/proguard.txt" "$work/app.jar" "$work/classes.jar" "$tools/kotlin-stdlib.jar" "$tools/annotations.jar" "$tools/jna.jar" > "$work/r8" 2>&1 || { cat "$work/r8"; exit 1; }
    echo "dex of an app: $(wc -c < "$work/dex/classes.dex") bytes"
    # The library for 64-bit Android, linked against empty libraries under the names of the NDK's.
    command -v clang >/dev/null || skip "clang is missing (Debian: apt-get install clang): no library for Android was linked"
    rustup target add aarch64-linux-android >/dev/null 2>&1 || skip "rustup cannot add aarch64-linux-android: no library for Android was linked"
    lld="$(rustc --print sysroot)/lib/rustlib/$(rustc --print host-tuple)/bin/gcc-ld/ld.lld"
    mkdir -p "$work/stubs"
    for name in c m dl log; do
        clang --target=aarch64-linux-android26 -nostdlib -shared --ld-path="$lld" -x c /dev/null -Wl,-soname,"lib$name.so" -o "$work/stubs/lib$name.so"
    done
    ar rc "$work/stubs/libunwind.a"
    ar rc "$work/stubs/libgcc.a"
    printf '#!/bin/sh\nexec clang --target=aarch64-linux-android26 -nostdlib --ld-path="%s" -L"%s" "$@"\n' "$lld" "$work/stubs" > "$work/linker"
    chmod +x "$work/linker"
    (cd bindings/uniffi && CARGO_TARGET_AARCH64_LINUX_ANDROID_LINKER="$work/linker" cargo build -j2 --quiet --release --lib --locked --target aarch64-linux-android)
    target="$(cd bindings/uniffi && cd "${CARGO_TARGET_DIR:-target}" && pwd)"
    mkdir -p "$work/real/arm64-v8a"
    cp "$target/aarch64-linux-android/release/libshiming_uniffi.so" "$work/real/arm64-v8a/"
    sh "$module/aar.sh" "$classes" "$work/real" "$work/real.aar"
    layout "$work/real.aar" arm64-v8a
fi
echo "android: all passed"
