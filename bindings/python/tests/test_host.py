"""The client and the loop, over loopback."""

import socket
import tempfile
import threading
import unittest
from typing import Callable, Iterator, List, Tuple

import shiming as s
from common import GAME, KEY, NAME, NUMBER
from shiming.host import Host
from shiming.journal import JournalDirectory
from shiming.transport import Exchange

OK = b"HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nok"
UNKNOWN = s.Outcome.TRANSPORT(s.Sent.UNKNOWN)
NO = s.Outcome.TRANSPORT(s.Sent.NO)


def request(url: str, method: str = "POST") -> s.Request:
    headers = [s.Header(key="appId", value="a"), s.Header(key="sign", value="s")]
    return s.Request(method=method, url=url, headers=headers, body=b'{"data":"x"}' if method == "POST" else b"")


class Server:
    """Answers every connection with the same bytes; none of them closes it at once, None leaves it open."""

    def __init__(self, test: unittest.TestCase, answer: "Callable[[bytes], bytes | None]") -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.seen: List[bytes] = []
        self._answer, self._open = answer, []  # type: Tuple[Callable[[bytes], bytes | None], List[socket.socket]]
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()
        test.addCleanup(self._listener.close)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                connection.close()
                return
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
        while len(body) < length:
            body += connection.recv(65536)
        self.seen.append(head + b"\r\n\r\n" + body)
        answer = self._answer(head)
        if answer is None:
            self._open.append(connection)
            return
        connection.sendall(answer)
        connection.close()


class Transport(unittest.TestCase):
    def send(self, server: Server, method: str = "POST", timeout_ms: int = 5000) -> s.Outcome:
        return Exchange(request(server.url + "/p?ai=1", method), timeout_ms).run()

    def test_a_request_goes_as_it_is_and_an_error_status_is_an_answer(self) -> None:
        server = Server(self, lambda _: OK.replace(b"200 OK", b"502 Bad Gateway"))
        outcome = self.send(server)
        assert isinstance(outcome, s.Outcome.HTTP)
        response = outcome.response
        self.assertEqual((response.status, response.body, response.date), (502, b"ok", "Sat, 21 Nov 2026 00:00:00 GMT"))
        for part in (b"POST /p?ai=1 HTTP/1.1\r\n", b"\r\nappId: a\r\n", b"\r\nsign: s\r\n", b"\r\nContent-Length: 12\r\n", b'\r\n\r\n{"data":"x"}'):
            self.assertIn(part, server.seen[0])
        for part in (b"expect:", b"accept-encoding:", b"transfer-encoding:", b"user-agent:"):
            self.assertNotIn(part, server.seen[0].lower())
        self.send(server, "GET")
        self.assertIn(b"GET /p?ai=1 HTTP/1.1\r\n", server.seen[1])
        self.assertNotIn(b"content-length", server.seen[1].lower())

    def test_redirects_are_not_followed(self) -> None:
        server = Server(self, lambda _: b"HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
        outcome = self.send(server)
        self.assertTrue(isinstance(outcome, s.Outcome.HTTP) and outcome.response.status == 307)

    def test_nothing_is_sent_twice(self) -> None:
        server = Server(self, lambda _: b"")
        for method in ("GET", "POST"):
            self.assertEqual(self.send(server, method), UNKNOWN)
        self.assertEqual(len(server.seen), 2)

    def test_what_was_certainly_not_sent(self) -> None:
        closed = socket.create_server(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        closed.close()
        self.assertEqual(Exchange(request(f"http://127.0.0.1:{port}/"), 5000).run(), NO)
        self.assertEqual(Exchange(request("https://127.0.0.1:1/"), 5000).run(), NO)
        self.assertEqual(Exchange(request("http://127.0.0.1:1/"), 0).run(), NO)

    def test_a_cut_answer_and_a_time_out_are_unknown(self) -> None:
        for answer in (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut", b"nonsense\r\n\r\n", b"HTTP/1.1 20"):
            self.assertEqual(self.send(Server(self, lambda _, answer=answer: answer)), UNKNOWN)  # type: ignore[misc]
        self.assertEqual(self.send(Server(self, lambda _: None), timeout_ms=50), UNKNOWN)

    def test_given_up_before_and_under_way(self) -> None:
        server = Server(self, lambda _: None)
        before = Exchange(request(server.url), 5000)
        before.give_up()
        self.assertEqual(before.run(), NO)
        flight = Exchange(request(server.url), 60_000)
        server._answer = lambda _: flight.give_up()
        self.assertEqual(flight.run(), UNKNOWN)

    def test_an_endless_answer_is_cut(self) -> None:
        server = Server(self, lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b" " * 3_000_000)
        outcome = self.send(server)
        assert isinstance(outcome, s.Outcome.HTTP)
        self.assertEqual(len(outcome.response.body), (1 << 20) + 1)


class Loop(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    CONFIG = {"v": 1, "journal_keys": ["0a" * 32]}

    def host(self, journal: "JournalDirectory | Failing", application: Callable[[s.Event], None] = lambda event: None) -> Host:
        host = Host(self.CONFIG, journal, application)
        self.addCleanup(host.close)
        return host

    def fill(self, host: Host, url: str) -> None:
        host.engine.put_app({"app_id": "app", "keys": [{"secret_key": KEY}]})
        host.engine.put_game({**GAME, "endpoints": {"kind": "custom", "check": url + "/c", "query": url + "/q", "report": url + "/r"}})

    def test_ends_when_everything_is_durable(self) -> None:
        server = Server(self, lambda _: OK)
        with JournalDirectory(self.folder) as journal:
            host = self.host(journal)
            self.fill(host, server.url)
            host.engine.verify("g", "a", s.account_new(), NAME, NUMBER)
            host.stop()
            host.run()
            unpersisted = next(one.value for one in host.engine.stats(None).values if one.key == "unpersisted_bytes")
            self.assertEqual(unpersisted, 0)
            host.close()
            again = self.host(journal)
            self.fill(again, server.url)
            self.assertIsNotNone(again.engine.account("g", "a"))

    def test_a_failing_disk_and_a_failing_application_end_it(self) -> None:
        class Broken(Exception):
            pass

        with self.assertRaises(Broken):
            Host(self.CONFIG, Failing(Broken(), on_read=True), lambda event: None)
        host = self.host(Failing(Broken()))
        with self.assertRaises(Broken):
            host.run()

        def refuse(event: s.Event) -> None:
            raise Broken

        with JournalDirectory(self.folder) as journal:
            journal_host = self.host(journal)
            journal_host.stop()
            journal_host.run()
            journal_host.close()
        with JournalDirectory(self.folder) as journal:
            server = Server(self, lambda _: OK)
            host = self.host(journal, refuse)
            self.fill(host, server.url)
            with self.assertRaises(Broken):  # Recovered is told at once.
                host.run()

    def test_calls_wake_it(self) -> None:
        seen = threading.Event()
        body = b'{"errcode":0,"errmsg":"OK","data":{"result":{"status":2,"pi":""}}}'
        server = Server(self, lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

        def handle(event: s.Event) -> None:
            if isinstance(event, s.Event.ACCOUNT_CHANGED) and '"failed"' in event.state:
                seen.set()

        with JournalDirectory(self.folder) as journal:
            host = self.host(journal, handle)
            self.fill(host, server.url)
            loop = threading.Thread(target=host.run)
            loop.start()
            host.engine.verify("g", "a", s.account_new(), NAME, NUMBER)
            host.wake()
            self.assertTrue(seen.wait(20))
            host.stop()
            loop.join(20)
            self.assertFalse(loop.is_alive())

    def test_it_ends_when_the_engine_is_closed_under_it(self) -> None:
        with JournalDirectory(self.folder) as journal:
            host = self.host(journal)
            ended: List[BaseException] = []

            def run() -> None:
                try:
                    host.run()
                except s.StateError as error:
                    ended.append(error)

            loop = threading.Thread(target=run)
            loop.start()
            host.close()
            host.wake()
            loop.join(20)
            self.assertEqual(len(ended), 1)


class Failing:
    def __init__(self, error: Exception, on_read: bool = False) -> None:
        self._error, self._on_read = error, on_read

    def read(self) -> "Iterator[Tuple[int, bytes]]":
        if self._on_read:
            raise self._error
        return iter(())

    def append(self, segment: int, seq: int, data: bytes) -> None:
        raise self._error

    def drop_before(self, segment: int) -> None:
        pass


class TwoLoops(unittest.TestCase):
    def test_a_second_loop_is_refused_and_the_first_goes_on(self) -> None:
        seen: List[str] = []

        class Store:
            """A journal in memory, in whose thread somebody starts a second loop."""

            def read(self) -> "Iterator[Tuple[int, bytes]]":
                return iter(())

            def append(self, segment: int, seq: int, data: bytes) -> None:
                try:
                    host.run()
                except RuntimeError as error:
                    seen.append(str(error))
                host.stop()

            def drop_before(self, segment: int) -> None:
                pass

        host = Host({"v": 1, "journal_keys": ["0a" * 32]}, Store(), lambda event: None)
        self.addCleanup(host.close)
        host.engine.put_app({"app_id": "app", "keys": [{"secret_key": KEY}]})
        host.engine.put_game(GAME)
        host.run()
        self.assertTrue(seen and all("one loop" in text for text in seen), seen)


if __name__ == "__main__":
    unittest.main()
