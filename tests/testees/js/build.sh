#!/bin/sh
# build.sh FOLDER RUNTIME installs the packed npm package and the testee into FOLDER; the last line that it prints is the command
# that runs the testee on RUNTIME: node-esm, node-cjs, deno, bun or chromium. Ends with 77 when a tool is missing.
set -eu
cd "$(dirname "$0")/../../.."
root="$(pwd)"
mkdir -p "$1"
folder="$(cd "$1" && pwd)"
sh tests/packaging/tools.sh
tarball="${SHIMING_TARBALL:-$(sh tests/packaging/tarball.sh)}"
