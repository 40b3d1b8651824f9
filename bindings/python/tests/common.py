"""What several tests need: an engine on a clock of their own, and what an authority would answer."""

import json
from typing import Any, Callable, List, Optional

import shiming as s

KEY = "2836e95fcd10e04b0069bb1ee659955b"
UNIX = 1_795_176_000_000
PROFILE = '{"base":"cn2021"}'
NAME, NUMBER = "某一一", "110000190101010001"
GAME = {"game": "g", "app_id": "app", "biz_id": "biz", "endpoints": {"kind": "production"}}


def now(ms: int = 0) -> s.Now:
    return s.Now(unix=UNIX + ms, mono=5_000 + ms)


def open_engine(journal: bool = False, **more: Any) -> s.Engine:
    keys = {"journal_keys": ["0a" * 32]} if journal else {"journal": "off"}
    engine = s.Engine.open({"v": 1, **keys, **more}, None, now())
    engine.put_app({"app_id": "app", "keys": [{"secret_key": KEY}]})
    engine.put_policy({"profile": json.loads(PROFILE), "calendar": None})
    engine.put_game(GAME)
    return engine


def adult() -> str:
    event = s.AccountEvent.LINK_PERSON("p" * 38, "1990-01-01", s.PersonSource.OWN)
    return s.account_apply(s.account_new(), event, None, now()).state


def answer(send: s.Step.SEND) -> s.Outcome:
    """What an authority answers that knows everybody."""
    body = '{"errcode":0,"errmsg":"OK"}'
    if send.endpoint != s.Endpoint.REPORT:
        body = '{"errcode":0,"errmsg":"OK","data":{"result":{"status":0,"pi":"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u"}}}'
    return s.Outcome.HTTP(s.HttpResponse(status=200, body=body.encode(), date=None))


class Pump:
    """The loop on a virtual clock: no threads, no network, no waiting."""

    def __init__(self, engine: s.Engine, handle: Optional[Callable[[s.Event], None]] = None) -> None:
        self.engine, self.handle, self.ms = engine, handle, 0
        self.events: List[s.Event] = []

    def turn(self) -> None:
        """Does every step up to the next Wait, and lets its time pass."""
        while True:
            step = self.engine.poll(now(self.ms))
            if isinstance(step, s.Step.PERSIST):
                self.engine.persisted(step.seq)
            elif isinstance(step, s.Step.TELL):
                (self.handle or self.events.append)(step.event)
                self.engine.handled(step.seq)
            elif isinstance(step, s.Step.SEND):
                self.engine.complete(step.send, answer(step), now(self.ms))
            elif isinstance(step, s.Step.WAIT):
                self.ms = max(self.ms + 1, step.until_mono - 5_000)
                return
