#!/bin/sh
# Builds the jar of Kotlin and Java and tests it as users get it: what is in it, its tests, conformance in Kotlin and in Java, the
# examples of both against the simulator with a crash in between. Ends with 77 when a tool is missing.
# `test.sh build FOLDER LANGUAGE` only builds the testee and prints the command that starts it; `test.sh long CYCLES` runs a million
# cycles, demands that memory stay flat, and measures (`cargo xtask kotlin`); `test.sh bench` only measures.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/kotlin/build.sh
case "${1:-test}" in
    build)
        maven package
        echo "java -Xshare:auto -cp '$classpath' testee.Main ${3:-kotlin}"
        exit 0
        ;;
    bench)
        maven package
        exec java -cp "$classpath" testee.Bench
        ;;
    long)
        CYCLES="${2:-1000000}"
        export CYCLES
        maven verify -Dtest=SoakTest
        grep -o '[-0-9]* bytes a cycle over .*' "$package/target/maven.log" || { echo "the soak did not run"; exit 1; }
        exec java -cp "$classpath" testee.Bench
        ;;
esac
cargo build -j2 --quiet -p shiming-ffi -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
maven verify
# What users get: the library where JNA looks for it, the rules for R8, and not more than 3 MB a platform.
unzip -l "$jar" > "$package/target/jar.list" 2>/dev/null || jar tf "$jar" > "$package/target/jar.list"
for file in "$folder/$library" META-INF/proguard/shiming.pro io/github/shiming/Shiming.class; do
    grep -q "$file" "$package/target/jar.list" || { echo "$file is not in the jar"; exit 1; }
done
[ "$(wc -c < "$jar")" -le 3145728 ] || { echo "the jar has $(wc -c < "$jar") bytes: at most 3 MB"; exit 1; }

work="$(mktemp -d)"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT
for language in kotlin java; do
    "$target/shiming-xtask" conform --testee "java -Xshare:auto -cp '$classpath' testee.Main $language" --cases "${CASES:-150}"
done
short examples/kotlin/Example.kt examples/java/example/JavaExample.java
shown_is_in examples/kotlin/Example.kt kotlin bindings/kotlin/README.md bindings/kotlin/README.zh-CN.md README.md README.zh-CN.md
shown_is_in examples/java/example/JavaExample.java java bindings/kotlin/README.md bindings/kotlin/README.zh-CN.md README.md README.zh-CN.md
for example in example.ExampleKt example.JavaExample; do
    rm -rf "$work/simulator" "$work/journal"
    start_simulator "$target/shiming" --for 60
    run_evening java -cp "$classpath" "$example"
    kill "$simulator" 2>/dev/null || true
done
echo "kotlin, java: all passed"
