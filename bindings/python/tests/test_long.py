"""Short runs of what `long.py` does at length: back-fill and cycles of play in constant memory."""

import json
import subprocess
import sys
import unittest

import shiming as s
from common import NAME, NUMBER, Pump, open_engine
from long import backfill, play
from shiming.backfill import Backfill, Existing


class Short(unittest.TestCase):
    def test_play_in_constant_memory(self) -> None:
        play(20_000)

    def test_backfill_in_constant_memory(self) -> None:
        backfill(6_000)


class Backfills(unittest.TestCase):
    def test_bad_rows_are_reported_and_the_rest_goes_on(self) -> None:
        players = [Existing("a", NAME, NUMBER), Existing("b", "!", NUMBER), Existing("c", NAME, "1"), Existing("d", NAME, NUMBER)]
        results = {}
        work = Backfill("g", iter(players), lambda account, state, code: results.update({account: code or json.loads(state or "")["kind"]}), 1)
        pump = Pump(open_engine(), work.handle)
        while not work.done:
            work.feed(pump.engine, s.Now(unix=1_795_176_000_000 + pump.ms, mono=5_000 + pump.ms))
            pump.turn()
        self.assertEqual(results, {"a": "verified", "b": "invalid_name", "c": "invalid_id_number", "d": "verified"})
        self.assertEqual((work.fed, work.refused, work.settled), (2, 2, 2))

    def test_an_answer_about_another_birth_date_is_told_and_not_taken_over(self) -> None:
        # The authority of these tests answers one pi, of somebody born in 1901, whoever is asked for: the second number is of 1902.
        other = "110000190201010009"
        players = (Existing(f"a{at}", NAME, other if at % 2 else NUMBER) for at in range(20))
        results: "dict[str, tuple[str, str | None]]" = {}
        work = Backfill("g", players, lambda account, state, code: results.update({account: (json.loads(state or "")["kind"], code)}))
        pump = Pump(open_engine(), work.handle)
        while not work.done:
            work.feed(pump.engine, s.Now(unix=1_795_176_000_000 + pump.ms, mono=5_000 + pump.ms))
            pump.turn()
        self.assertEqual(work.settled, 20)
        for at in range(20):
            self.assertEqual(results[f"a{at}"], ("submitting", "birth_mismatch") if at % 2 else ("verified", None))

    def test_a_defect_of_the_configuration_ends_it(self) -> None:
        work = Backfill("other", iter([Existing("a", NAME, NUMBER)]), lambda *_: None)
        with self.assertRaises(s.StateError):
            work.feed(open_engine())

    def test_the_command_says_how_it_is_used(self) -> None:
        shown = subprocess.run([sys.executable, "-I", "-m", "shiming.backfill", "--help"], capture_output=True, text=True)
        self.assertIn("PLAYERS", shown.stdout.upper())
        self.assertEqual(shown.returncode, 0)


if __name__ == "__main__":
    unittest.main()
