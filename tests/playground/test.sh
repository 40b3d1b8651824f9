#!/bin/sh
# Tests the playground: its modules in Node, then the whole page in Chromium, over loopback only. Pictures of it are in
# target/playground/screenshots afterwards (SHOTS=all: in every combination of language, theme and width).
# Ends with 77 when something is missing.
set -eu
cd "$(dirname "$0")/../.."
skip() {
    echo "skipped: $1"
    exit 77
}
for tool in node npm; do
    command -v "$tool" >/dev/null || skip "$tool is missing (Node 20 or newer)"
done
[ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || skip "Node 20 or newer is needed, this is $(node --version)"
node --test tests/playground/*.test.mjs

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! find_chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null 2>&1 || true
    apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null 2>&1 || true
fi
find_chromium >/dev/null || skip "Chromium is missing (Debian: apt-get install chromium); the tests without a browser passed"
code=0
sh examples/playground/build.sh || code=$?
[ "$code" != 77 ] || skip "the package cannot be built here; the tests without a browser passed"
[ "$code" = 0 ] || exit "$code"
(cd tests/playground && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || skip "npm cannot fetch playwright-core and axe-core; the tests without a browser passed"
node --test --test-concurrency=2 tests/playground/*.browser.mjs
