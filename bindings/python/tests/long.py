"""At length: `python long.py [play|backfill|rate] NUMBER`. A million cycles of play, a million rows of back-fill, both on a virtual clock and
against answers of this process; memory must stay flat. `rate` prints login + logout a second, beside what is promised."""

import resource
import sys
import time
from typing import Callable

import shiming as s
from common import NAME, NUMBER, UNIX, Pump, adult, open_engine
from shiming.backfill import Backfill, Existing

#: What may be added after the first fifth: buffers that grow once, and what allocators keep.
ROOM = 8 << 20


def memory() -> int:
    """Bytes of this process that are in memory now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


class Flat:
    """Fails when memory grows after the first fifth of a run."""

    def __init__(self, total: int) -> None:
        self._total, self._first = total, 0

    def look(self, at: int) -> None:
        if at >= self._total // 5:
            self._first = self._first or memory()
            if memory() > self._first + ROOM:
                raise AssertionError(f"memory grew from {self._first >> 20} to {memory() >> 20} MiB after {at}")


def play(cycles: int) -> None:
    engine, player = open_engine(), s.Player.ACCOUNT("a", adult())
    pump, flat = Pump(engine, lambda event: None), Flat(cycles)
    started = time.monotonic()
    for at in range(cycles):
        session, now = f"s{at}", s.Now(unix=UNIX + pump.ms, mono=5_000 + pump.ms)
        engine.login("g", session, player, None, now)
        engine.heartbeat("g", session, now)
        engine.logout("g", session, now)
        if at % 500 == 499:
            while next(one.value for one in engine.stats(None).values if one.key == "queued"):
                pump.turn()
            flat.look(at)
    print(f"{cycles} cycles of login, heartbeat, logout and report: {cycles / (time.monotonic() - started):.0f} a second, {memory() >> 20} MiB")


def backfill(rows: int) -> None:
    players = (Existing(f"account-{at}", NAME, NUMBER) for at in range(rows))
    verified = 0

    def finished(account: str, state: "str | None", code: "str | None") -> None:
        nonlocal verified
        verified += state is not None and '"kind":"verified"' in state

    work = Backfill("g", players, finished)
    pump, flat = Pump(open_engine(), work.handle), Flat(rows)
    started = time.monotonic()
    while not work.done:
        work.feed(pump.engine, s.Now(unix=UNIX + pump.ms, mono=5_000 + pump.ms))
        pump.turn()
        flat.look(work.settled)
    if verified != rows or work.settled != rows:
        raise AssertionError(f"{verified} of {rows} verified")
    print(f"{rows} rows of back-fill: {rows / (time.monotonic() - started):.0f} a second, {memory() >> 20} MiB")


def best(run: Callable[[], int], rounds: int = 5) -> float:
    rates = []
    for _ in range(rounds):
        started = time.process_time()
        done = run()
        rates.append(done / (time.process_time() - started))
    return max(rates)


def rate(pairs: int) -> None:
    def run() -> int:
        engine, player, now = open_engine(), s.Player.ACCOUNT("a", adult()), s.Now(unix=UNIX, mono=5_000)
        for at in range(pairs):
            engine.login("g", str(at), player, None, now)
            engine.logout("g", str(at), now)
        return pairs

    print(f"login + logout: {best(run):8.0f} pairs a second   promise >= 20000")


if __name__ == "__main__":
    {"play": play, "backfill": backfill, "rate": rate}[sys.argv[1]](int(sys.argv[2]))
