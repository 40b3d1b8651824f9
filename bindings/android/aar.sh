#!/bin/sh
# Puts an AAR together without Gradle: aar.sh CLASSES LIBRARIES AAR. CLASSES: a jar of the compiled Kotlin sources; LIBRARIES: a folder with
# <abi>/libshiming_uniffi.so, for the ABIs that there are. The same layout as of `gradle assembleRelease`. Needs a JDK for `jar`.
set -eu
[ $# = 3 ] || { echo "aar.sh CLASSES.jar LIBRARIES OUT.aar"; exit 2; }
here="$(cd "$(dirname "$0")" && pwd)"
classes="$1" libraries="$2"
command -v jar >/dev/null || { echo "skipped: jar is missing (Debian: apt-get install openjdk-17-jdk-headless)"; exit 77; }
[ -f "$classes" ] || { echo "$classes is not there"; exit 1; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/aar/META-INF/com/android/build/gradle"
for abi in arm64-v8a armeabi-v7a x86_64 x86; do
    [ -f "$libraries/$abi/libshiming_uniffi.so" ] || continue
    mkdir -p "$work/aar/jni/$abi"
    cp "$libraries/$abi/libshiming_uniffi.so" "$work/aar/jni/$abi/"
done
[ -d "$work/aar/jni" ] || { echo "no <abi>/libshiming_uniffi.so in $libraries"; exit 1; }
sh "$here/pages.sh" "$work/aar/jni" || exit $?
cp "$classes" "$work/aar/classes.jar"
cp "$here/../kotlin/src/main/resources/META-INF/proguard/shiming.pro" "$work/aar/proguard.txt"
: > "$work/aar/R.txt"
minimum="$(sed -n 's/^ *minSdk = \([0-9]*\)$/\1/p' "$here/build.gradle.kts")"
namespace="$(sed -n 's/^ *namespace = "\(.*\)"$/\1/p' "$here/build.gradle.kts")"
# What Gradle makes of src/main/AndroidManifest.xml.
cat > "$work/aar/AndroidManifest.xml" <<XML
<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="$namespace">

    <uses-sdk android:minSdkVersion="$minimum" />

</manifest>
XML
cat > "$work/aar/META-INF/com/android/build/gradle/aar-metadata.properties" <<PROPERTIES
aarFormatVersion=1.0
aarMetadataVersion=1.0
minCompileSdk=$minimum
PROPERTIES
out="$(cd "$(dirname "$3")" && pwd)/$(basename "$3")"
rm -f "$out"
(cd "$work/aar" && jar --create --no-manifest --file "$out" AndroidManifest.xml R.txt classes.jar proguard.txt META-INF jni)
echo "$out"
