"""Sends one request, as the engine wants it: once, exactly as it is."""

import http.client
import socket
import ssl
import threading
import time
import urllib.parse
from typing import Optional

from ._generated import HttpResponse, Outcome, Request, Sent

# More than any answer of the authority. One byte beyond it is read, so that the engine sees that there was more.
_MOST = (1 << 20) + 1


class Exchange:
    """One request on a connection of its own: no redirects, because a redirected POST is not what was signed; no proxy, because the
    authority judges the source address (1005); and nothing that is sent twice."""

    def __init__(self, request: Request, timeout_ms: int, tls: Optional[ssl.SSLContext] = None) -> None:
        self._request, self._tls = request, tls
        self._end = time.monotonic() + timeout_ms / 1000
        self._lock = threading.Lock()
        self._socket: Optional[socket.socket] = None
        self._given_up = False

    def run(self) -> Outcome:
        """Sends, and says what became of it. Never raises for what the network does."""
        url = urllib.parse.urlsplit(self._request.url)
        left = self._end - time.monotonic()
        if self._given_up or left <= 0:
            return Outcome.TRANSPORT(Sent.NO)
        kind = http.client.HTTPConnection
        try:
            if url.scheme == "https":
                connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                    url.hostname or "", url.port, timeout=left, context=self._tls or ssl.create_default_context()
                )
            else:
                connection = kind(url.hostname or "", url.port, timeout=left)
            connection.connect()
        except (OSError, ValueError, http.client.HTTPException):
            # Only what failed before a connection stood was certainly not sent.
            return Outcome.TRANSPORT(Sent.NO)
        # The time limit is for everything up to the last byte, and that of a socket for one read.
        watch = threading.Timer(max(0.0, self._end - time.monotonic()), self.give_up)
        watch.daemon = True
        try:
            with self._lock:
                self._socket = connection.sock
                if self._given_up:
                    return Outcome.TRANSPORT(Sent.NO)
            watch.start()
            return self._exchange(connection, url)
        except (OSError, ValueError, http.client.HTTPException):
            return Outcome.TRANSPORT(Sent.UNKNOWN)
        finally:
            watch.cancel()
            with self._lock:
                self._socket = None
            connection.close()

    def give_up(self) -> None:
        """Ends it now: the outcome is that nobody knows."""
        with self._lock:
            self._given_up = True
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # The other side was faster.

    def _exchange(self, connection: http.client.HTTPConnection, url: urllib.parse.SplitResult) -> Outcome:
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.putrequest(self._request.method, path, skip_accept_encoding=True)
        for header in self._request.headers:
            connection.putheader(header.key, header.value)
        if self._request.method != "GET":
            connection.putheader("Content-Length", str(len(self._request.body)))
        connection.putheader("Connection", "close")
        connection.endheaders(self._request.body or None)
        answer = connection.getresponse()
        body = answer.read(_MOST)
        if self._given_up:
            raise ValueError("too late: the body may be cut")
        if answer.length and len(body) < _MOST:
            raise ValueError("the answer was cut")
        return Outcome.HTTP(HttpResponse(status=answer.status, body=body, date=answer.getheader("Date")))
