#!/bin/sh
# Builds the wheel and tests it as it is installed: types, its own tests, conformance, and the example against the simulator with
# a kill in between. Ends with 77 when a tool is missing. `test.sh build FOLDER` only installs the wheel into an environment there and
# prints the command that starts the testee; `test.sh long` runs a million cycles of play and a million rows of back-fill, and the bench.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
command -v cargo >/dev/null || skip "cargo is missing"
need "Python 3.9 or newer" 'python3 -c "import sys; assert sys.version_info >= (3, 9)"' python3
need "python3 -m venv" "python3 -c 'import ensurepip'" python3-venv
mode="${1:-test}"
[ "$mode" = build ] && work="$2" || work="$(mktemp -d)"
simulator=
[ "$mode" = build ] || trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT

library="$(sh tests/testees/uniffi/library.sh)"
tools="$library/python-tools"
if ! "$tools/bin/python" -c "import hatchling, mypy" 2>/dev/null; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" --quiet --disable-pip-version-check install hatchling==1.33.0 mypy==2.4.1 >/dev/null 2>&1 ||
        skip "hatchling and mypy cannot be fetched (pip install hatchling==1.33.0 mypy==2.4.1)"
fi
mkdir -p "$work/library"
for file in "$library"/libshiming_uniffi.so "$library"/libshiming_uniffi.dylib; do
    [ ! -f "$file" ] || { cp "$file" "$work/library/"; SHIMING_LIBRARY="$work/library/$(basename "$file")"; }
done
export SHIMING_LIBRARY
# As the wheel's own build strips it.
case "$SHIMING_LIBRARY" in *.so) ! command -v strip >/dev/null || strip "$SHIMING_LIBRARY" ;; esac
rm -rf "$work/wheel" "$work/env"
"$tools/bin/pip" --quiet --disable-pip-version-check wheel --no-deps --no-build-isolation -w "$work/wheel" bindings/python
python3 -m venv "$work/env"
"$work/env/bin/pip" --quiet --disable-pip-version-check install --no-index "$work"/wheel/*.whl
python="$work/env/bin/python"
root="$(pwd)"
testee="'$python' -I '$root/tests/testees/python/testee.py'"
[ "$mode" != build ] || { echo "$testee"; exit 0; }
export SHIMING_ROOT="$root" PYTHONDONTWRITEBYTECODE=1
if [ "$mode" = long ]; then
    cd bindings/python/tests
    "$python" long.py rate 20000
    "$python" long.py play "${2:-1000000}"
    "$python" long.py backfill "${2:-1000000}"
    exit 0
fi

cargo build -j2 -p shiming-ffi -p shiming-xtask -p shiming-cli
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
# From elsewhere, so that the package is the installed one and not this folder's.
mypy() { (cd "$work" && "$tools/bin/mypy" --no-error-summary --strict --python-executable "$python" --cache-dir "$work/mypy" "$@"); }
mypy -p shiming
mypy "$root/examples/python/main.py"
(cd bindings/python/tests && MYPYPATH="$root/bindings/python/tests" mypy "$root"/bindings/python/tests/*.py)
(cd bindings/python/tests && timeout 300 "$python" -X dev -W error::ResourceWarning -m unittest)
"$target/shiming-xtask" conform --testee "$testee" --cases "${CASES:-300}"

shown_is_in examples/python/main.py python bindings/python/README.md bindings/python/README.zh-CN.md README.md README.zh-CN.md
short examples/python/main.py
start_simulator "$target/shiming" --for 60
run_evening "$python" -I examples/python/main.py
echo "python: all passed"
