#!/bin/sh
# Builds libshiming for the platforms of game servers into target/ports/<target>, in the layout of a release archive, and runs what
# can be run here: ports.sh [NAME...]. Without names: all. CASES: random cases of each kind; STD=source: compile std as well.
set -eu
cd "$(dirname "$0")/../.."
all="installation linux-x86_64 linux-aarch64 linux-musl windows-x86_64 macos ios unity"
[ $# -gt 0 ] || set -- $all
for port in "$@"; do
    case " $all " in *" $port "*) ;; *) echo "no port is called $port: $all" >&2; exit 64 ;; esac
done
log="$(mktemp -d)"
trap 'rm -rf "$log"' EXIT
failed=0
for port in "$@"; do
    echo
    echo "== $port =="
    { code=0; sh "tests/ports/$port.sh" || code=$?; echo "$code" > "$log/code"; } 2>&1 | tee "$log/out"
    why="$(tail -n 1 "$log/out")"
    case "$(cat "$log/code")" in
    0) outcome="passed" ;;
    77 | 78) outcome="$why" ;;
    *) outcome="FAILED" failed=1 ;;
    esac
    echo "$port: $outcome" >> "$log/table"
done
echo
cat "$log/table"
exit $failed
