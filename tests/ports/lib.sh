# Sourced by the scripts of this folder, from the top of the project: building, packing and checking one target.
. tests/testees/common.sh

target="${CARGO_TARGET_DIR:-$PWD/target}"
case "$target" in /*) ;; *) target="$PWD/$target" ;; esac
tools="$target/ports-tools"
work="$(mktemp -d)"
trap 'rm -rf "$work" 2>/dev/null || true' EXIT
version="$(sed -n 's/^#define SHIMING_VERSION "\(.*\)"$/\1/p' ffi/include/shiming.h)"
abi="$(sed -n 's/^#define SHIMING_ABI_VERSION \([0-9]*\)$/\1/p' ffi/include/shiming.h)"
testee="$(printf "tests/testees/c/%s " main.c call.c json.c toolkit.c engine.c)"
strict="-std=c11 -O1 -Wall -Wextra -Wpedantic -Werror -I ffi/include"

# A linker for other systems and for old ones: cargo-zigbuild and zig, the machine's own or, from PyPI, in a folder of ours.
need_zig() {
    PATH="$tools/bin:$PATH"
    zig="zig"
    if ! cargo-zigbuild --version >/dev/null 2>&1 || ! zig version >/dev/null 2>&1; then
        zig="$tools/bin/python -m ziglang"
        if ! $zig version >/dev/null 2>&1; then
            need python3-venv "python3 -m venv $work/venv" python3-venv
            python3 -m venv "$tools" && "$tools/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.17.1 ||
                skip "cargo-zigbuild and zig are missing (pip install cargo-zigbuild ziglang), and PyPI cannot be reached"
        fi
    fi
}

# Rust's standard library for a target: from rustup, or there already, or, with STD=source or where neither is so, compiled from
# the source that Debian packs.
rust_target() {
    from_source=""
    if [ "${STD:-}" != source ]; then
        rustup target add "$1" >/dev/null 2>&1 && return
        [ -d "$(rustc --print sysroot)/lib/rustlib/$1/lib" ] && return
    fi
    need "Rust for $1: rustup target add $1, or the source of its standard library," \
        '[ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library" ]' "rustc-web rust-web-src"
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
    from_source="-Zbuild-std=std,panic_abort"
}

# build TRIPLE [GLIBC]: the release library, into `built`. By zig when need_zig was called.
build() {
    built="$target/$1/ffi"
    cargo="cargo"
    [ -z "${zig:-}" ] || cargo="cargo-zigbuild"
    echo "building for $1${2:+, glibc $2}"
    CARGO_PROFILE_FFI_DEBUG=0 CARGO_PROFILE_FFI_STRIP=symbols $cargo rustc --quiet -j2 --profile ffi --package shiming-ffi --lib --crate-type "${kinds:-cdylib,staticlib}" \
        --target "$1${2:+.$2}" $from_source -- --print native-static-libs 2> "$work/build" || { cat "$work/build"; exit 1; }
    sed -n 's/^note: native-static-libs: /the static library needs: /p' "$work/build"
}

# pack TRIPLE: an empty folder in the layout of a release archive, into `packed`.
pack() {
    packed="$target/ports/$1"
    rm -rf "$packed"
    mkdir -p "$packed"
    cp LICENSE-APACHE LICENSE-MIT "$packed/"
}

# The size of what is shipped.
size() { echo "$(basename "$1"): $(wc -c < "$1" | tr -d ' ') bytes, stripped"; }

# ELF: what is exported, which glibc is needed, which libraries.
elf_exports() { readelf --dyn-syms --wide "$1" | awk '$5 == "GLOBAL" && $7 != "UND" { sub(/@.*/, "", $8); print $8 }' | LC_ALL=C sort; }
same_exports() { diff ffi/symbols.txt - > "$work/exports" || { echo "the exports are not those of ffi/symbols.txt:"; cat "$work/exports"; exit 1; }; }

# needs_at_most GLIBC FILE: whether it loads where that glibc is. A version that is no number (GLIBC_ABI_DT_RELR) is a newer one.
needs_at_most() {
    readelf --version-info --wide "$2" | sed -n 's/.*Name: GLIBC_\([^ ]*\).*/\1/p' | sort -uV > "$work/glibc"
    highest="$(tail -n 1 "$work/glibc")"
    [ -n "$highest" ] && [ "$(printf '%s\n' "$highest" "$1" | sort -V | tail -n 1)" = "$1" ]
}

# conform COMMAND: the testee of C, on this target: every known answer, and a few random cases.
conform() {
    cargo build --quiet -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
    "$target/debug/shiming-xtask" conform --testee "$1" --cases "${CASES:-30}"
}

# What was built cannot be run here.
not_run() { echo "built, not run: $1"; exit 78; }
