#!/bin/sh
# Builds and tests the Go binding: go vet, its tests with the race detector, conformance, and the example against the
# simulator with a kill in between. Ends with 77 when a tool is missing. `test.sh build FOLDER` only builds the testee there and
# prints the command that starts it.
set -eu
cd "$(dirname "$0")/../../.."
. tests/testees/common.sh
for tool in go gcc cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
case "$(go env GOVERSION)" in go1.2[4-9]* | go1.[3-9]* | go[2-9]*) ;; *) echo "skipped: go 1.24 or newer is needed"; exit 77 ;; esac
mode="${1:-test}"
[ "$mode" = build ] && packages="" || packages="-p shiming-xtask -p shiming-cli"
cargo build -j2 -p shiming-ffi $packages
target="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug"
proxy="$(go env GOPROXY)"
export CGO_ENABLED=1 CGO_LDFLAGS="-L$target" LD_LIBRARY_PATH="$target${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local
[ "$mode" = build ] && work="$2" || work="$(mktemp -d)"
# Programs look for the library by its soname, as an installation has it.
ln -sf "$target/libshiming.so" "$work/libshiming.so.$(sed -n 's/^#define SHIMING_ABI_VERSION \([0-9]*\)/\1/p' ffi/include/shiming.h)"
export LD_LIBRARY_PATH="$work:$LD_LIBRARY_PATH"
(cd tests/testees/go && go build -o "$work/testee" .)
testee="env LD_LIBRARY_PATH='$LD_LIBRARY_PATH' '$work/testee'"
[ "$mode" != build ] || { echo "$testee"; exit 0; }
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT

for module in bindings/go tests/testees/go examples/go; do
    [ -z "$(gofmt -l "$module")" ] || { echo "gofmt: $(gofmt -l "$module")"; exit 1; }
    (cd "$module" && go vet ./...)
done
shown_is_in examples/go/main.go go bindings/go/README.md bindings/go/README.zh-CN.md README.md README.zh-CN.md
# staticcheck, of a version that fits; where the Go module proxy cannot be reached, without it.
staticcheck="$target/go-tools/staticcheck"
[ -x "$staticcheck" ] || GOPROXY="$proxy" GOFLAGS= GOBIN="$target/go-tools" go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 >/dev/null 2>&1 || true
if [ -x "$staticcheck" ]; then
    for module in bindings/go tests/testees/go examples/go; do (cd "$module" && "$staticcheck" ./...); done
else
    echo "staticcheck: skipped, it cannot be fetched (go install honnef.co/go/tools/cmd/staticcheck@v0.8.2)"
fi
(cd bindings/go && go test -p 1 -race -count 1 ./...)

"$target/shiming-xtask" conform --testee "$testee" --cases "${CASES:-300}"

(cd examples/go && go build -o "$work/example" .)
[ "$(wc -l < examples/go/main.go)" -le 120 ]
start_simulator "$target/shiming" --for 60
run_evening "$work/example"
echo "go: all passed"
