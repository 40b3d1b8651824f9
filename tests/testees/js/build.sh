#!/bin/sh
# build.sh FOLDER RUNTIME installs the packed npm package and the testee into FOLDER; the last line that it prints is the command
# that runs the testee on RUNTIME: node-esm, node-cjs, deno, bun or chromium. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")/../../.."
root="$(pwd)"
sh tests/packaging/tools.sh
tarball="${SHIMING_TARBALL:-$(sh tests/packaging/tarball.sh)}" || { code=$?; echo "$tarball"; exit "$code"; }
mkdir -p "$1"
folder="$(cd "$1" && pwd)"
cp tests/testees/js/*.mjs tests/testees/js/*.cjs "$folder"
echo '{"private":true,"type":"module"}' > "$folder/package.json"
npm install --prefix "$folder" --offline --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$tarball" >&2
tools="$root/tests/packaging/node_modules"
case "$2" in
    node-esm) echo "node '$folder/main.mjs'" ;;
    node-cjs) echo "node '$folder/main.cjs'" ;;
    deno)
        "$tools/deno/deno" --version >/dev/null 2>&1 || { echo "skipped: Deno does not run here"; exit 77; }
        # Without any permission: the package needs none.
        echo "'$tools/deno/deno' run --quiet --no-prompt --no-remote --node-modules-dir=manual '$folder/main.mjs'" ;;
    bun)
        "$tools/.bin/bun" --version >/dev/null 2>&1 || { echo "skipped: Bun does not run here"; exit 77; }
        echo "'$tools/.bin/bun' '$folder/main.mjs'" ;;
    chromium)
        for name in chromium chromium-browser google-chrome; do
            command -v "$name" >/dev/null && { echo "env SHIMING_PACKAGE='$folder/node_modules/shiming' node '$root/tests/testees/js/chromium.mjs'"; exit 0; }
        done
        echo "skipped: Chromium is missing (Debian: apt-get install chromium)"; exit 77 ;;
    *) echo "no such runtime: $2"; exit 1 ;;
esac
