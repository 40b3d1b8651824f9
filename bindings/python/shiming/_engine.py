"""The engine as Python programs want it."""

import json
import time
from types import TracebackType
from typing import Any, Mapping, Optional, Type, Union

from . import _direct, _generated
from ._generated import Admission, Now, Outcome, Player, Priority, Step, Usage, Used, Verifying

#: JSON text, or what `json.dumps` makes it from.
Json = Union[str, Mapping[str, Any]]


def clocks() -> Now:
    """Both clocks of this process."""
    return Now(unix=time.time_ns() // 1_000_000, mono=time.monotonic_ns() // 1_000_000)


def text(value: Json) -> str:
    """JSON text as it is; anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(dict(value), ensure_ascii=False)


class Engine(_generated.Engine):
    """One engine: all games of one process. Any thread may call; calls to one engine take turns.

    `with Engine.open(...) as engine:` closes it. Configuration may be JSON text or a dictionary; a `now` that is left out is the
    system's clocks. Order: `open`, `load`, `put_app`, `put_policy`, `put_game`, `set_share`, then play.
    """

    _token: int

    @classmethod
    def open(cls, config: Json, entropy: Optional[bytes] = None, now: Optional[Now] = None) -> "Engine":
        """Opens an engine. `entropy`: leave it out, and the system gives it; else 32 bytes that were never used before.

        Errors: `invalid_config`, `weak_entropy`, `bad_time`, `invalid_text`.
        """
        engine = super().open(text(config), entropy, now or clocks())
        assert isinstance(engine, Engine)  # The generated constructor makes what it is called on.
        engine._token = _direct.token(engine)
        return engine

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.close()

    def put_app(self, json: Json) -> None:
        """Adds or changes an enterprise: `{"app_id", "keys": [{"secret_key", "not_before", "not_after"}]}`."""
        super().put_app(text(json))

    def put_game(self, json: Json) -> None:
        """Adds or changes a game: `{"game", "app_id", "biz_id", "endpoints", "role", "quota"}`."""
        super().put_game(text(json))

    def put_policy(self, json: Json) -> None:
        """Sets profile and calendar: `{"profile", "calendar"}`."""
        super().put_policy(text(json))

    def verify(
        self, game: str, account: str, state: str, name: str, id_number: str, priority: Priority = Priority.LIVE, now: Optional[Now] = None
    ) -> Verifying:
        """Begins to verify a player, or joins the attempt that runs. Store the answer's `state` beside the player.

        Errors: `unknown_game`, `invalid_state`, `invalid_name`, `invalid_id_number`, `journal_backlog`, `bad_time`,
        `invalid_parameter`, `invalid_text`.
        """
        return super().verify(game, account, state, name, id_number, priority, now or clocks())

    def put_account(self, game: str, account: str, state: str, now: Optional[Now] = None) -> None:
        """Tells the engine a state that the host knows."""
        super().put_account(game, account, state, now or clocks())

    def login(self, game: str, session: str, player: Player, usage: Optional[Usage] = None, now: Optional[Now] = None) -> Admission:
        """A player wants to come in. `usage`: what the host's ledgers say, for rules that count time (34号).

        Errors: `unknown_game`, `invalid_state`, `invalid_di`, `journal_backlog`, `session_over`, `bad_time`,
        `invalid_parameter`, `invalid_text`.
        """
        return _direct.login(self._token, game, session, player, usage, now or clocks())

    def heartbeat(self, game: str, session: str, now: Optional[Now] = None) -> None:
        """The player still plays: at least once a minute.

        Errors: `unknown_session`, `session_over`, `bad_time`, `invalid_parameter`, `invalid_text`.
        """
        _direct.play(self._token, _direct.HEARTBEAT, game, session, now or clocks())

    def logout(self, game: str, session: str, now: Optional[Now] = None) -> None:
        """The player left. Errors: as `heartbeat`."""
        _direct.play(self._token, _direct.LOGOUT, game, session, now or clocks())

    def poll(self, now: Optional[Now] = None) -> Step:
        """The next step. Errors: `bad_time`, and those of a journal that could not be loaded."""
        return super().poll(now or clocks())

    def complete(self, send: int, outcome: Outcome, now: Optional[Now] = None) -> Used:
        """What became of a request. Errors: `unknown_send`, `bad_time`, `invalid_text`."""
        return super().complete(send, outcome, now or clocks())


