"""A journal in a directory. The files are those of every other language's directory journal."""

import os
import sys
from types import TracebackType
from typing import Iterator, List, Optional, Protocol, Tuple, Type

#: `Engine.load` takes pieces of up to this size.
PIECE = 1 << 20


class Journal(Protocol):
    """A journal: append and drop, and a read-back for the next start. A table (segment, seq, bytes) of a database with a unique key on
    (segment, seq) does as well as a directory."""

    def read(self) -> Iterator[Tuple[int, bytes]]:
        """Everything that is there, segments ascending, also empty ones, in pieces of at most 1 MiB."""
        ...

    def append(self, segment: int, seq: int, data: bytes) -> None:
        """Returns when the bytes are on disk. Must fail when this (segment, seq) is there: that means a second engine."""
        ...

    def drop_before(self, segment: int) -> None:
        """Deletes the segments below this one."""
        ...


class JournalDirectory:
    """One file a segment, created exclusively and only ever appended to, and a lock, so that two processes cannot write one journal.

    Raises BlockingIOError while another process has the folder open.
    """

    def __init__(self, folder: "os.PathLike[str] | str") -> None:
        self._folder = os.fspath(folder)
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        self._file: Optional[int] = None
        self._segment = self._seq = -1
        self._lock: Optional[int] = os.open(os.path.join(self._folder, "lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._lock)
        except OSError:
            os.close(self._lock)
            self._lock = None
            raise BlockingIOError("another process has this journal open: one engine, one journal") from None

    def __enter__(self) -> "JournalDirectory":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.close()

    def close(self) -> None:
        """Lets another process have the journal. Closing again does nothing."""
        for file in (self._file, self._lock):
            if file is not None:
                os.close(file)  # Everything in it is synced.
        self._file = self._lock = None

    def read(self) -> Iterator[Tuple[int, bytes]]:
        """Everything that is there, in pieces of at most 1 MiB; an empty segment comes as an empty piece."""
        for segment in self._segments():
            with open(self._path(segment), "rb") as file:
                piece = file.read(PIECE)
                yield segment, piece
                while piece := file.read(PIECE):
                    yield segment, piece

    def append(self, segment: int, seq: int, data: bytes) -> None:
        """Returns when the bytes are on disk."""
        if self._lock is None:
            raise ValueError("this journal is closed")
        if segment < self._segment or seq <= self._seq:
            raise FileExistsError(f"segment {segment}, number {seq} were written before: two engines must not share a journal")
        if segment != self._segment or self._file is None:
            # Exclusive: a file of this number is a second engine's.
            flags = os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
            file = os.open(self._path(segment), flags, 0o600)
            if self._file is not None:
                os.close(self._file)
            self._file, self._segment = file, segment
            _sync_folder(self._folder)
        self._seq = seq
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest):]
        os.fsync(self._file)

    def drop_before(self, segment: int) -> None:
        """Deletes the segments below this one. A crash in between leaves files that do no harm."""
        for old in self._segments():
            if old < segment:
                os.remove(self._path(old))

    def _path(self, segment: int) -> str:
        return os.path.join(self._folder, f"{segment:015d}.journal")

    def _segments(self) -> List[int]:
        names = (name[: -len(".journal")] for name in os.listdir(self._folder) if name.endswith(".journal"))
        return sorted(int(name) for name in names if name.isdecimal())


def _sync_folder(folder: str) -> None:
    """A new file is safe only when its name is. Windows has no such call, and keeps names by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
