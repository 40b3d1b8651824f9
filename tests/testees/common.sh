# Sourced by the scripts of tests: what several of them do. Those with an example have `work`, a folder of their own, and kill
# `simulator` when they end.

skip() { echo "skipped: $1"; exit 77; }

# need NAME PROOF PACKAGES: a tool, the command that proves it, and where Debian has it. Installed as root, else skipped.
need() {
    sh -c "$2" >/dev/null 2>&1 && return
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-remove --no-install-recommends $3 >/dev/null 2>&1 || true
    fi
    sh -c "$2" >/dev/null 2>&1 || skip "$1 is missing (Debian: apt-get install $3)"
}

# start_simulator PROGRAM ARGUMENTS...: on a free port of loopback; `url` is where.
start_simulator() {
    program="$1"
    shift
    mkfifo "$work/simulator"
    "$program" simulate --json --addr 127.0.0.1:0 "$@" > "$work/simulator" &
    simulator=$!
    url="$(head -n 1 "$work/simulator" | sed 's/.*"url":"\([^"]*\)".*/\1/')"
    [ -n "$url" ] || { echo "the simulator does not start"; exit 1; }
}

# run_example STATUS PROGRAM ARGUMENTS...: its first half, which must end as a crash does, with this status; then the second, which
# goes on from the journal. The lines on standard input must all have been printed.
run_example() {
    crashed="$1"
    shift
    code=0
    timeout 300 "$@" "$url" "$work/journal" first > "$work/out" || code=$?
    [ "$code" -eq "$crashed" ] || { echo "the first half should have crashed, and ended with $code"; cat "$work/out"; exit 1; }
    timeout 300 "$@" "$url" "$work/journal" second >> "$work/out" || { echo "the second half failed"; cat "$work/out"; exit 1; }
    while IFS= read -r line; do
        grep -qxF -- "$line" "$work/out" || { echo "the example did not print: $line"; cat "$work/out"; exit 1; }
    done
}

# run_evening PROGRAM ARGUMENTS...: the example that most languages have, killed in the middle, and what it prints.
run_evening() {
    run_example 137 "$@" <<'END'
player-1: allowed true, reported false, because pending_claimed_adult (Q187)
player-1 is verified
a minor at noon: allowed false, because minor_outside_window (N2021-1); open again 2026-11-20 20:00:00
recovered 1 sessions
login of session-1 was accepted
logout of session-1 was accepted
END
}

# shown_is_in EXAMPLE LANGUAGE READMES...: every line that a quick start shows stands in the example, which is run.
shown_is_in() {
    example="$1" language="$2"
    shift 2
    sed 's/^[[:space:]]*//' "$example" > "$work/example.lines"
    for readme in "$@"; do
        sed -n "/^\`\`\`$language\$/,/^\`\`\`\$/p" "$readme" | sed '/^```/d; s/^[[:space:]]*//; /^$/d' > "$work/shown"
        [ -s "$work/shown" ] || { echo "$readme shows no $language"; exit 1; }
        while IFS= read -r line; do
            grep -qxF -- "$line" "$work/example.lines" || { echo "$readme shows what the example does not do: $line"; exit 1; }
        done < "$work/shown"
    done
}

# short EXAMPLES...: none has more than 120 lines.
short() {
    for example in "$@"; do
        [ "$(wc -l < "$example")" -le 120 ] || { echo "$example has $(wc -l < "$example") lines: at most 120"; exit 1; }
    done
}
