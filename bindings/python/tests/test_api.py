"""The package's surface: errors, types, text, closing, forks, threads."""

import gc
import json
import os
import pathlib
import sys
import threading
import unittest
from typing import Any

import shiming
import shiming as s
from common import GAME, KEY, NAME, NUMBER, PROFILE, UNIX, adult, now, open_engine

ROOT = pathlib.Path(os.environ["SHIMING_ROOT"])
OPERATIONS = json.loads((ROOT / "tests/vectors/operations.json").read_text("utf-8"))


class Surface(unittest.TestCase):
    def test_every_operation_and_every_code_is_there(self) -> None:
        for one in OPERATIONS["operations"]:
            if "spelling" in one:
                place = s
                for name in one["spelling"]["python"].split("."):
                    place = getattr(place, name)
        self.assertEqual({code.code_name: code.code for code in s.error_codes()}, OPERATIONS["error_codes"])
        self.assertEqual(len(set(s.__all__)), len(s.__all__))
        for name in s.__all__:
            self.assertTrue(hasattr(s, name), name)

    def test_every_code_has_the_class_of_its_range(self) -> None:
        kinds = {0: s.InvalidInputError, 1: s.StateError, 2: s.CryptoError, 3: s.RemoteError, 9: s.InternalError}
        self.assertEqual(len({*kinds.values()}), 5)
        for kind in kinds.values():
            self.assertTrue(issubclass(kind, s.ShimingError) and issubclass(kind, Exception))
        for code in s.error_codes():
            self.assertIn(code.code // 100, kinds)
            self.assertTrue(code.advice_zh)

    def test_errors_of_each_kind_are_raised_as_such(self) -> None:
        with self.assertRaises(s.InvalidInputError) as caught:
            s.report_request(s.App("app", "biz", KEY), s.Endpoints.PRODUCTION(), [], bytes(12), UNIX)
        error = caught.exception
        self.assertEqual((error.code_name, error.code, error.field, error.reason, error.errcode), ("invalid_rows", OPERATIONS["error_codes"]["invalid_rows"], "rows", "empty", None))
        self.assertTrue(str(error).startswith("invalid_rows (empty) in rows: "))
        with self.assertRaises(s.CryptoError):
            s.decrypt_body(KEY, b'{"data":"' + b"A" * 40 + b'"}')
        with open_engine() as engine, self.assertRaises(s.StateError) as caught_state:
            engine.login("other", "s", s.Player.ACCOUNT("a", adult()), None, now())
        self.assertEqual(caught_state.exception.code_name, "unknown_game")

    def test_what_is_no_text_is_named(self) -> None:
        for bad in ("\ud800", "a\udfff", "\udc80"):
            with self.assertRaises(s.InvalidInputError) as caught:
                s.validate_name(bad)
            self.assertEqual((caught.exception.code_name, caught.exception.field), ("invalid_text", "name"))

    def test_wrong_types_are_type_errors(self) -> None:
        s: Any = shiming
        wrong = TypeError
        for call in (
            lambda: s.validate_name(None), lambda: s.validate_name(b"bytes"), lambda: s.validate_id_number(NUMBER, 1 << 63),
            lambda: s.validate_id_number(NUMBER, 1.5), lambda: s.validate_id_number(NUMBER, None), lambda: s.decrypt_body(KEY, "text"),
            lambda: s.check_request(None, s.Endpoints.PRODUCTION(), "ai", NAME, NUMBER, bytes(12), UNIX),
            lambda: s.parse_check(1 << 31, b""), lambda: s.normalize_id("a", "pad"), lambda: s.Engine.open(None), lambda: s.App(None, "b", KEY),
        ):
            with self.assertRaises(wrong):
                call()  # type: ignore[no-untyped-call]
        engine: Any = open_engine()
        with engine:
            for call in (lambda: engine.login("g", "s", None), lambda: engine.poll(5), lambda: engine.put_app(None), lambda: engine.load(1, None)):
                with self.assertRaises(wrong):
                    call()

    def test_times_out_of_range_are_typed_errors(self) -> None:
        for unix in (-1, -(1 << 63), (1 << 63) - 1):
            with self.assertRaises(s.InvalidInputError):
                s.validate_id_number(NUMBER, unix)
            with open_engine() as engine, self.assertRaises(s.InvalidInputError) as caught:
                engine.poll(s.Now(unix=unix, mono=0))
            self.assertEqual(caught.exception.code_name, "bad_time")

    def test_nothing_personal_is_printed(self) -> None:
        endpoints, app = s.Endpoints.PRODUCTION(), s.App("app", "biz", KEY)
        shown = [
            s.check_request(app, endpoints, "ai", NAME, NUMBER, bytes(12), UNIX), s.validate_name(NAME), s.validate_id_number(NUMBER, UNIX),
            s.AccountEvent.SUBMIT_IDENTITY(NAME, NUMBER), s.Player.ACCOUNT(NAME, adult()), app, s.Answer.VERIFIED("1" * 38),
        ]
        for one in shown:
            for text in (repr(one), str(one), f"{one}"):
                for secret in (NAME, NUMBER, KEY, "19010101", "p" * 38, "1" * 38):
                    self.assertNotIn(secret, text)


class Closing(unittest.TestCase):
    def test_every_call_of_a_closed_engine_says_so(self) -> None:
        engine = open_engine()
        engine.close()
        engine.close()
        player, share = s.Player.ACCOUNT("a", adult()), s.Share(index=0, count=1, from_unix=0, until_unix=None)
        outcome = s.Outcome.TRANSPORT(s.Sent.UNKNOWN)
        calls = {
            "load": (1, b""), "put_app": ({},), "put_game": (GAME,), "put_policy": ({},), "remove_game": ("g",), "set_share": ("g", share),
            "hold": ("g", s.Endpoint.CHECK, UNIX), "verify": ("g", "a", s.account_new(), NAME, NUMBER, s.Priority.LIVE, now()),
            "put_account": ("g", "a", adult(), now()), "login": ("g", "s", player, None, now()), "heartbeat": ("g", "s", now()),
            "logout": ("g", "s", now()), "poll": (now(),), "persisted": (1,), "handled": (1,), "complete": (1, outcome, now()),
            "account": ("g", "a"), "session": ("g", "s"), "stats": (None,),
        }
        public = {name for name in dir(s.Engine) if not name.startswith("_")} - {"open", "close", "token"}
        self.assertEqual(set(calls), public)
        for name, arguments in calls.items():
            with self.subTest(name), self.assertRaises(s.StateError) as caught:
                getattr(engine, name)(*arguments)
            self.assertEqual((caught.exception.code_name, caught.exception.code), ("closed", 191))

    def test_with_closes(self) -> None:
        with open_engine() as engine:
            engine.stats(None)
        with self.assertRaises(s.StateError):
            engine.stats(None)

    def test_a_dropped_engine_is_freed(self) -> None:
        for _ in range(200):
            open_engine()
        gc.collect()

    @unittest.skipIf(sys.platform == "win32", "there is no fork")
    def test_a_forked_child_may_not_use_it(self) -> None:
        engine = open_engine()
        child = os.fork()
        if child == 0:
            try:
                engine.poll(now())
            except s.StateError as error:
                os._exit(0 if error.code_name == "forked" else 1)
            os._exit(2)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        engine.poll(now())


class Threads(unittest.TestCase):
    def test_many_threads_on_one_engine(self) -> None:
        engine, player, failures = open_engine(), s.Player.ACCOUNT("a", adult()), []

        def play(number: int) -> None:
            try:
                for at in range(200):
                    session = f"{number}-{at}"
                    assert engine.login("g", session, player, None, now(1)).allowed
                    engine.heartbeat("g", session, now(1))
                    engine.logout("g", session, now(1))
            except BaseException as error:  # noqa: B036
                failures.append(error)

        threads = [threading.Thread(target=play, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        queued = next(one.value for one in engine.stats(None).values if one.key == "queued")
        self.assertEqual(queued, 2 * 8 * 200)

    def test_closing_under_calls_is_an_error_and_no_crash(self) -> None:
        for _ in range(20):
            engine, ended = open_engine(), []

            def poll() -> None:
                try:
                    while True:
                        engine.poll(now(2))
                except s.StateError as error:
                    ended.append(error.code_name)

            threads = [threading.Thread(target=poll) for _ in range(4)]
            for thread in threads:
                thread.start()
            engine.close()
            for thread in threads:
                thread.join()
            self.assertEqual(ended, ["closed"] * 4)


class Decisions(unittest.TestCase):
    def test_a_minor_plays_from_eight_to_nine(self) -> None:
        event = s.AccountEvent.LINK_PERSON("p" * 38, "2012-01-01", s.PersonSource.OWN)
        state = s.account_apply(s.account_new(), event, None, now()).state
        window = s.next_play_window(state, PROFILE, None, UNIX)
        assert window is not None and window.end is not None
        self.assertEqual(window.end - window.start, 3_600_000)


if __name__ == "__main__":
    unittest.main()
