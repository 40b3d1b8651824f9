"""Arguments of any type to every function: an answer, a ShimingError or a TypeError, and never a value in a message."""

import inspect
import random
import traceback
import unittest
from typing import Any, Callable, List, Tuple

import shiming as s
from common import KEY, NAME, NUMBER, UNIX, now, open_engine

#: What must never be shown.
SECRETS = ("SEKRET", NAME, NUMBER, KEY, "314159")


class Odd:
    """A value that shows a secret wherever it is printed."""

    def __repr__(self) -> str:
        return "SEKRET"


def values(app: s.App) -> List[Any]:
    return [
        None, True, 0, -1, 3141592653, 314159 << 64, 314159.5, float("nan"), "", "SEKRET", "\ud800SEKRET", NAME, NUMBER, KEY, b"", b"SEKRET",
        bytearray(b"SEKRET"), bytes(12), [], ["SEKRET"], [Odd()], ("SEKRET",), {}, {"SEKRET": 1}, {1: Odd()}, Odd(), Odd, UNIX, now(), app,
        s.Now(unix=Odd(), mono=0),  # type: ignore[arg-type]
        s.Player.ACCOUNT("SEKRET", "SEKRET"), s.Player.ACCOUNT(Odd(), 314159),  # type: ignore[arg-type]
        s.Player.GUEST("SEKRET"), s.Endpoints.PRODUCTION(), s.Endpoints.TEST(Odd()),  # type: ignore[arg-type]
        s.Endpoint.CHECK, s.Priority.LIVE, s.Behavior.LOGIN, s.Usage(played_today_s=314159 << 64, guest_used_s=0),
        s.AccountEvent.SUBMIT_IDENTITY(NAME, Odd()), s.Outcome.TRANSPORT(Odd()),  # type: ignore[arg-type]
        [s.Row(si="s", bt=Odd(), ot=314159 << 64, ct=s.PlayerKind.GUEST, pi=None, di="SEKRET")],  # type: ignore[arg-type]
        [s.Param(key="SEKRET", value=Odd())],  # type: ignore[arg-type]
    ]


def arity(function: Callable[..., Any]) -> int:
    return len(inspect.signature(function).parameters)


class Types(unittest.TestCase):
    def calls(self, engine: s.Engine, app: s.App) -> List[Tuple[str, Callable[..., Any]]]:
        functions = [(name, getattr(s, name)) for name in s.__all__ if inspect.isfunction(getattr(s, name))]
        functions += [("App", s.App), ("Engine.open", s.Engine.open)]
        for name in dir(engine):
            if not name.startswith("_") and name not in ("close", "open"):
                functions.append((f"Engine.{name}", getattr(engine, name)))
        return functions

    def test_any_argument_gets_an_answer_or_a_typed_error_without_its_value(self) -> None:
        chance = random.Random(20261122)
        app, engine = s.App("app", "biz", KEY), open_engine()
        pool, kinds, seen = values(app), {"answered": 0, "ShimingError": 0, "TypeError": 0}, set()
        functions = self.calls(engine, app)
        self.assertGreater(len(functions), 60)
        for name, function in functions:
            for _ in range(120):
                count = arity(function) + (chance.random() < 0.05)
                arguments = [chance.choice(pool) for _ in range(count)]
                try:
                    function(*arguments)
                    kinds["answered"] += 1
                    continue
                except s.ShimingError as error:
                    kinds["ShimingError"] += 1
                    problem: Exception = error
                    self.assertNotEqual(error.code_name, "panic", name)
                except TypeError as wrong:
                    kinds["TypeError"] += 1
                    problem = wrong
                    seen.add(name)
                except Exception as other:  # noqa: BLE001
                    self.fail(f"{name} raised {type(other).__name__}")
                shown = f"{problem} {problem!r} {problem.args} " + "".join(traceback.format_exception_only(type(problem), problem))
                for secret in SECRETS:
                    self.assertNotIn(secret, shown, name)
                self.assertIsNone(problem.__context__, name)
        self.assertGreater(min(kinds.values()), 100, kinds)
        self.assertGreater(len(seen), 50)
        # The engine is none the worse.
        engine.poll(now())

    def test_the_argument_is_named(self) -> None:
        for wrong, place in (
            (lambda: s.validate_name(3), "validate_name: name "),  # type: ignore[arg-type]
            (lambda: s.validate_id_number(NUMBER, 1 << 63), "validate_id_number: unix "),
            (lambda: open_engine().heartbeat("g", 5, now()), "heartbeat: session "),  # type: ignore[arg-type]
            (lambda: open_engine().logout("g", "s", s.Now(unix="x", mono=0)), "logout: a member "),  # type: ignore[arg-type]
            (lambda: s.App("a", "b"), "arguments are missing"),  # type: ignore[call-arg]
        ):
            with self.assertRaises(TypeError) as caught:
                wrong()
            self.assertIn(place, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
