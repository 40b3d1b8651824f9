"""Runs an engine over HTTP and a journal: the whole of what a host does for the engine. There is no rule here; every language's host
looks like this one. Copy what you need."""

import ssl
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Callable, Optional, Set

from ._engine import Engine, Json, clocks
from ._generated import Event, Outcome, Sent, ShimingError, Step
from .journal import Journal
from .transport import Exchange

#: Takes in one event, in a thread of its own. When it returns, the engine forgets the fact: store it first. A fact may come again
#: after a crash; (game, account, attempt) and (si, bt) tell. Kinds that you do not know are ignored. An exception ends the loop.
Application = Callable[[Event], None]

# A request must reach the wire this soon after poll gave it out, or its slot is over.
_PATIENCE_S = 2.0


class Host:
    """An engine with its loop. Any thread may call `engine`; call `wake` after a call that changes something.

    `connections`: how many requests may be under way; the authority takes at most 1,000 from one address (V1.9 §三).
    """

    def __init__(
        self, config: Json, journal: Optional[Journal], application: Application, connections: int = 64, tls: Optional[ssl.SSLContext] = None
    ) -> None:
        self.engine = Engine.open(config)
        self._journal, self._application = journal, application
        self._tls = tls or ssl.create_default_context()
        self._bell = threading.Event()
        self._stopping = False
        self._failure: Optional[BaseException] = None
        self._writing = False
        self._flights: Set[Exchange] = set()
        self._connections = connections
        self._loop = threading.Lock()
        try:
            for segment, piece in journal.read() if journal else ():
                self.engine.load(segment, piece)
        except BaseException:
            self.engine.close()
            raise

    def wake(self) -> None:
        """Makes the loop poll: any call that changes something voids the last Wait."""
        self._bell.set()

    def stop(self) -> None:
        """Ends the loop as soon as everything accepted is durable. Requests in flight count as lost; the next start asks for them."""
        self._stopping = True
        self.wake()

    def run(self) -> None:
        """Takes steps until `stop`. An exception, of the disk or of the application, says that nothing more becomes durable: end the
        process then. The engine is still yours to close. A second loop beside the first is a RuntimeError: one engine, one loop."""
        if not self._loop.acquire(blocking=False):
            raise RuntimeError("the loop of this host runs already: one engine, one loop")
        try:
            self._run()
        finally:
            self._loop.release()

    def _run(self) -> None:
        # The disk and the application have a thread each, so that neither costs a slot of the quota. Every Persist follows the last.
        disk, told = ThreadPoolExecutor(1, "shiming-disk"), ThreadPoolExecutor(1, "shiming-events")
        network = ThreadPoolExecutor(self._connections, "shiming-network")
        try:
            while self._failure is None:
                # Asked before poll: a Persist that ends in between may have let more come after it.
                idle = not self._writing
                self._bell.clear()
                now = clocks()
                step = self.engine.poll(now)
                if isinstance(step, Step.PERSIST):
                    self._writing = True
                    disk.submit(self._persist, step).add_done_callback(self._ended)
                elif isinstance(step, Step.TELL):
                    told.submit(self._tell, step).add_done_callback(self._ended)
                elif isinstance(step, Step.SEND):
                    network.submit(self._send, step, time.monotonic()).add_done_callback(self._ended)
                elif isinstance(step, Step.WAIT):
                    if self._stopping and idle:
                        break
                    self._bell.wait(max(0, step.until_mono - now.mono) / 1000)
        finally:
            for flight in list(self._flights):
                flight.give_up()
            network.shutdown(wait=True, cancel_futures=True)
            disk.shutdown(wait=True)
            told.shutdown(wait=True, cancel_futures=True)
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Frees the engine. The journal stays the caller's."""
        self.engine.close()

    def _ended(self, work: "Future[Any]") -> None:
        error = None if work.cancelled() else work.exception()
        if error is not None and self._failure is None:
            self._failure = error
        self.wake()

    def _persist(self, step: Step.PERSIST) -> None:
        try:
            if self._journal is not None:
                self._journal.append(step.segment, step.seq, step.bytes)
            self.engine.persisted(step.seq)
            if self._journal is not None and step.drop_before is not None:
                self._journal.drop_before(step.drop_before)
        finally:
            self._writing = False

    def _tell(self, step: Step.TELL) -> None:
        self._application(step.event)
        self.engine.handled(step.seq)

    def _send(self, step: Step.SEND, since: float) -> None:
        outcome: Outcome = Outcome.TRANSPORT(Sent.NO)
        if time.monotonic() - since < _PATIENCE_S:
            flight = Exchange(step.request, step.timeout_ms, self._tls)
            self._flights.add(flight)
            outcome = flight.run()
            self._flights.discard(flight)
        try:
            self.engine.complete(step.send, outcome)
        except ShimingError as error:
            # A request that outlived its lease by far is harmless.
            if error.code_name != "unknown_send":
                raise
