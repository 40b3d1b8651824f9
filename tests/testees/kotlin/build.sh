# Sourced: builds the jar with the library for this machine, its tests, the testee and the examples; `java_run` starts a class of
# them from the built jar. Ends with 77 when a tool is missing.
. tests/testees/common.sh
for tool in cargo mvn java javac; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing (Debian: apt-get install maven openjdk-17-jdk-headless)"; exit 77; }
done
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) folder=linux-x86-64 library=libshiming_uniffi.so ;;
    Linux-aarch64) folder=linux-aarch64 library=libshiming_uniffi.so ;;
    Darwin-arm64) folder=darwin-aarch64 library=libshiming_uniffi.dylib ;;
    Darwin-x86_64) folder=darwin-x86-64 library=libshiming_uniffi.dylib ;;
    *) skip "no folder of JNA's is known for this system: $(uname -s) $(uname -m)" ;;
esac
# JNA looks there before it looks into the jar, and under `cargo xtask` Cargo's own folders are in it.
unset LD_LIBRARY_PATH
native="$(sh tests/testees/uniffi/library.sh)"
package="$PWD/bindings/kotlin"
mkdir -p "$package/target/native/$folder"
cp "$native/$library" "$package/target/native/$folder/"
# Only now: the generator reads the symbols.
strip -x "$package/target/native/$folder/$library" 2>/dev/null || true
# maven GOAL: errors only; a registry that cannot be reached is a reason to skip.
maven() {
    if ! (cd "$package" && mvn -q -B "$@") > "$package/target/maven.log" 2>&1; then
        grep -q "Could not transfer artifact\|Cannot access central" "$package/target/maven.log" && skip "Maven's registry cannot be reached"
        cat "$package/target/maven.log"
        exit 1
    fi
}
jar="$package/target/shiming-0.1.0.jar"
classpath="$jar:$package/target/test-classes:$package/target/lib/*"
