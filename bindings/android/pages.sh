#!/bin/sh
# Demands of every .so under the given files and folders that its loaded segments be aligned to 16 KB (16384, as Google Play asks of apps
# for Android 15) and that it be of the ABI whose folder it lies in. READELF names another readelf, such as the NDK's llvm-readelf.
set -eu
[ $# -gt 0 ] || { echo "pages.sh FILE or FOLDER..."; exit 2; }
readelf="${READELF:-readelf}"
command -v "$readelf" >/dev/null || { echo "skipped: readelf is missing (Debian: apt-get install binutils; or READELF=<NDK>/.../llvm-readelf)"; exit 77; }
list="$(mktemp)"
trap 'rm -f "$list"' EXIT
for place in "$@"; do
    [ -e "$place" ] || { echo "$place is not there: sh native.sh builds the libraries"; exit 1; }
done
find "$@" -name '*.so' > "$list"
[ -s "$list" ] || { echo "no .so in $*: sh native.sh builds them"; exit 1; }
bad=0
while IFS= read -r file; do
    if ! header="$("$readelf" -hW "$file" 2>/dev/null)"; then
        echo "$file is no ELF file"
        bad=1
        continue
    fi
    machine="$(printf '%s\n' "$header" | sed -n 's/^ *Machine: *//p')"
    class="$(printf '%s\n' "$header" | sed -n 's/^ *Class: *//p')"
    case "$(basename "$(dirname "$file")") $class $machine" in
        "arm64-v8a ELF64 AArch64" | "armeabi-v7a ELF32 ARM" | "x86_64 ELF64 "*X86-64 | "x86 ELF32 "*80386) ;;
        arm64-v8a\ * | armeabi-v7a\ * | x86_64\ * | x86\ *)
            echo "$file is for $class $machine, which is not the ABI of its folder"
            bad=1
            ;;
    esac
    # The last column of each LOAD line, as 0x4000. Hexadecimal by hand: not every awk reads it.
    segments="$("$readelf" -lW "$file" | awk '$1 == "LOAD" { print $NF }')"
    [ -n "$segments" ] || { echo "$file has no segment to load"; bad=1; }
    for align in $segments; do
        if [ $((align)) -lt 16384 ]; then
            echo "$file: a segment is aligned to $((align)) bytes and not 16384: link with -z max-page-size=16384"
            bad=1
            break
        fi
    done
done < "$list"
[ "$bad" = 0 ] && echo "aligned to 16 KB: $(wc -l < "$list" | tr -d ' ') libraries"
exit "$bad"
