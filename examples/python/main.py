"""A game server in small, against `shiming simulate`: main.py URL JOURNAL first, which kills itself; then main.py URL JOURNAL
second, which goes on from the journal."""

import datetime
import json
import os
import signal
import sys
import threading
import time
from typing import Callable

import shiming
from shiming.host import Host
from shiming.journal import JournalDirectory

SECRET_KEY = "00112233445566778899aabbccddeeff"  # the simulator's
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def handle(event: shiming.Event) -> None:
    if isinstance(event, shiming.Event.ACCOUNT_CHANGED):
        # Commit event.state beside the player; only then return.
        print(event.account, "is", json.loads(event.state)["kind"])
    elif isinstance(event, shiming.Event.ROWS_SETTLED):
        for row in event.rows:
            print(f"{row.bt.name.lower()} of {row.session} was {row.outcome.name.lower()}")
    elif isinstance(event, shiming.Event.RECOVERED):
        print("recovered", event.sessions, "sessions")
    elif isinstance(event, shiming.Event.ALERT):
        print("alert:", event.code)


def main() -> None:
    url, folder, part = sys.argv[1:]
    journal_key = shiming.derive_journal_key(SECRET_KEY)
    journal = JournalDirectory(folder)
    host = Host({"v": 1, "journal_keys": [journal_key.hex()], "report_accepted": True}, journal, handle)
    engine = host.engine
    engine.put_app({"app_id": "example-app-id", "keys": [{"secret_key": SECRET_KEY}]})
    engine.put_game({
        "game": "g", "app_id": "example-app-id", "biz_id": "1101000001",
        # Without "endpoints" the engine talks to the authority itself.
        "endpoints": {
            "kind": "custom", "check": f"{url}/idcard/authentication/check", "query": f"{url}/idcard/authentication/query",
            "report": f"{url}/behavior/collection/loginout",
        },
    })
    loop = threading.Thread(target=host.run)
    loop.start()
    try:
        first(host) if part == "first" else second(host)
    finally:
        host.stop()
        loop.join()
    host.close()
    journal.close()


def first(host: Host) -> None:
    engine = host.engine
    login(host, "player-1", "session-1", "某一一", "110000190101010001")  # the authority answers at once
    login(host, "player-2", "session-2", "某二一", "110000190201010009")  # pending for a minute
    engine.heartbeat("g", "session-1")
    wait(lambda: reported(engine))  # player-1 is verified meanwhile: from then on the session is reported
    engine.logout("g", "session-2")
    host.wake()
    minor_at_noon()
    # Everything accepted is on disk: now the machine loses power.
    wait(lambda: stat(engine, "unpersisted_bytes") == 0)
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def second(host: Host) -> None:
    engine = host.engine
    engine.heartbeat("g", "session-1")  # the session is still open
    engine.logout("g", "session-1")
    host.wake()
    wait(lambda: engine.session("g", "session-1") is None)
    wait(lambda: stat(engine, "queued") == 0)


def login(host: Host, account: str, session: str, name: str, id_number: str) -> None:
    stored = shiming.account_new()  # account_load(...) once the player has a state
    verifying = host.engine.verify("g", account, stored, name, id_number)
    admission = host.engine.login("g", session, shiming.Player.ACCOUNT(account, verifying.state))
    host.wake()
    allowed, is_reported = str(admission.allowed).lower(), str(admission.reported).lower()
    print(f"{account}: allowed {allowed}, reported {is_reported}, because {admission.reason} ({admission.rule_id})")


def minor_at_noon() -> None:
    # Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
    unix = int(datetime.datetime(2026, 11, 18, 12, tzinfo=BEIJING).timestamp()) * 1000
    child = shiming.AccountEvent.LINK_PERSON("1hpfml09b57f3f8185f8cb5094ea3f26278efb", "2010-01-01", shiming.PersonSource.OWN)
    state = shiming.account_apply(shiming.account_new(), child, None, shiming.Now(unix=unix, mono=0)).state
    play = shiming.decide(state, '{"base":"auto"}', None, shiming.Usage(played_today_s=0, guest_used_s=0), unix).play
    again = datetime.datetime.fromtimestamp((play.next_open or 0) / 1000, BEIJING)
    print(f"a minor at noon: allowed {str(play.allowed).lower()}, because {play.reason} ({play.rule_id}); open again {again:%Y-%m-%d %H:%M:%S}")


def reported(engine: shiming.Engine) -> bool:
    session = engine.session("g", "session-1")
    return session is not None and session.reported


def stat(engine: shiming.Engine, key: str) -> int:
    return next(one.value for one in engine.stats(None).values if one.key == key)


def wait(until: Callable[[], bool]) -> None:
    while not until():
        time.sleep(0.02)


main()
