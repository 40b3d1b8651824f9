"""Verifies existing players (存量) out of a file or a table of any length: a window of them is in the engine, the rest stays where it is.

`python -m shiming.backfill CONFIG PLAYERS RESULTS` does it with files; its own help says how they look.
"""

import json
import threading
from typing import Callable, Dict, Iterator, NamedTuple, Optional, Tuple

from ._engine import Engine
from ._generated import Event, Now, Priority, ShimingError, account_new


class Existing(NamedTuple):
    """One player who is not verified yet."""

    account: str
    name: str
    id_number: str


#: Takes the account, its state, and a code. State None: the player was refused at once, and the code is the error's. `birth_mismatch`: the
#: authority's pi holds another birth date than the ID number, and was not taken over (a person must look at the case, then
#: `AccountEvent.LINK_PERSON` or a new submission). Otherwise the code is None. Store the state beside the player.
Finished = Callable[[str, Optional[str], Optional[str]], None]


class Backfill:
    """Feeds players to an engine with the priority that leaves live players the way (E15), at most `window` at a time.

    Call `feed` after every step of the loop, and give `handle` the engine's events. A player whom the authority answers 认证中 (pending)
    is handed on like any other: the engine goes on asking for 48 hours, and `finished` is called again. One whose request failed stays in the
    window until an answer comes: the engine asks again.
    """

    def __init__(self, game: str, players: Iterator[Existing], finished: Finished, window: int = 1000) -> None:
        self._game, self._players, self._finished, self._window = game, players, finished, window
        self._lock = threading.Lock()
        self._waiting: Dict[str, None] = {}
        self._ended = False
        self.fed = self.refused = self.settled = 0

    @property
    def done(self) -> bool:
        """Whether every player had a first answer."""
        return self._ended and not self._waiting

    def feed(self, engine: Engine, now: Optional[Now] = None) -> int:
        """Fills the window; how many players were taken. Pass `now` only where the clocks are not the system's."""
        taken = 0
        while len(self._waiting) < self._window and not self._ended:
            player = next(self._players, None)
            if player is None:
                self._ended = True
                break
            taken += 1
            with self._lock:
                self._waiting[player.account] = None
            try:
                engine.verify(self._game, player.account, account_new(), player.name, player.id_number, Priority.BACKFILL, now)
                self.fed += 1
            except ShimingError as error:
                with self._lock:
                    self._waiting.pop(player.account, None)
                # What is wrong with one player is that player's; anything else ends the run.
                if error.code_name not in ("invalid_name", "invalid_id_number", "invalid_text"):
                    raise
                self.refused += 1
                self._finished(player.account, None, error.code_name)
        return taken

    def handle(self, event: Event) -> None:
        """Takes an event of the engine; those of others do no harm."""
        if isinstance(event, Event.ACCOUNT_CHANGED) and event.game == self._game:
            state = json.loads(event.state)
            code = None
            if state["kind"] == "submitting":
                if "unsettled_pi" not in state["attempt"]:
                    return  # No answer yet.
                code = "birth_mismatch"
            self._finished(event.account, event.state, code)
            with self._lock:
                if self._waiting.pop(event.account, 0) is None:
                    self.settled += 1


def _row(fields: "list[str]") -> Existing:
    account, name, id_number = fields
    return Existing(account, name, id_number)


def main() -> Tuple[int, int]:
    """The command."""
    import argparse
    import csv
    import sys
    import time

    from .host import Host
    from .journal import JournalDirectory

    parser = argparse.ArgumentParser(
        prog="python -m shiming.backfill",
        description="Verifies existing players (存量实名认证). PLAYERS: CSV of account, name, ID number. RESULTS: appended, CSV of account, kind of the state or code of the error, state.",
        epilog='CONFIG: JSON {"journal": folder, "engine": {...}, "app": {...}, "game": {...}}, as open, put_app and put_game take them. Players in RESULTS are not asked again: run it anew after it was stopped.',
    )
    for name in ("config", "players", "results"):
        parser.add_argument(name)
    parser.add_argument("--window", type=int, default=1000, help="players in the engine at a time (1000)")
    arguments = parser.parse_args()
    with open(arguments.config, encoding="utf-8") as file:
        config = json.load(file)
    known = _answered(arguments.results)
    with open(arguments.players, encoding="utf-8-sig", newline="") as source, open(arguments.results, "a", encoding="utf-8", newline="") as to:
        results = csv.writer(to)

        def finished(account: str, state: Optional[str], code: Optional[str]) -> None:
            kind = code or json.loads(state or "{}").get("kind", "")
            results.writerow([account, kind, state or ""])
            to.flush()

        players = (_row(fields) for fields in csv.reader(source) if fields[:1] != ["account"] and fields[0] not in known)
        work = Backfill(config["game"]["game"], players, finished, arguments.window)
        with JournalDirectory(config["journal"]) as journal:
            host = Host(config["engine"], journal, work.handle)
            host.engine.put_app(config["app"])
            host.engine.put_game(config["game"])
            started = time.monotonic()
            loop = threading.Thread(target=host.run)
            loop.start()
            try:
                while not work.done and loop.is_alive():
                    if work.feed(host.engine):
                        host.wake()
                    time.sleep(0.05)
            finally:
                host.stop()
                loop.join()
                host.close()
        seconds = time.monotonic() - started
        print(f"{work.settled} answered, {work.refused} refused at once, {(work.settled + work.refused) / seconds:.0f} a second", file=sys.stderr)
    return work.settled, work.refused


def _answered(results: str) -> "set[str]":
    """The accounts that a run before this one finished. 100 bytes a player: the one thing that grows."""
    import csv
    import os

    if not os.path.exists(results):
        return set()
    with open(results, encoding="utf-8", newline="") as file:
        return {fields[0] for fields in csv.reader(file) if fields}


if __name__ == "__main__":
    main()
