#!/bin/sh
# Installs what the tests of the npm package need: the tools of the lock file, once, and a Chromium where this is root on a
# Debian. Ends with 77 and the reason where the tools cannot be had; without a Chromium only its tests are skipped.
set -eu
cd "$(dirname "$0")"
for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing (Node 20.19 or newer)"; exit 77; }
done
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    { echo "skipped: the bundlers need Node 20.19 or newer, and this is $(node --version)"; exit 77; }
if ! cmp -s package-lock.json node_modules/installed; then
    # Not `npm ci`: it refuses the lock file where a mirror lacks packages of other platforms. The versions are the lock's all the same.
    npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
        { echo "skipped: npm install in tests/packaging failed: is the registry reachable?"; exit 77; }
    # The installation scripts of these two, and of nothing else: they put the right binary in its place.
    (cd node_modules/bun && node install.js >/dev/null 2>&1) || true
    (cd node_modules/deno && node install.cjs >/dev/null 2>&1) || true
    cp package-lock.json node_modules/installed
fi
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium >/dev/null 2>&1 || true
    fi
fi
