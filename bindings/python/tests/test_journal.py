"""The journal directory."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from shiming.journal import PIECE, JournalDirectory


class Journals(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "journal"

    def test_reads_back_in_order(self) -> None:
        large = b"x" * (PIECE + 5)
        with JournalDirectory(self.folder) as journal:
            for segment, seq, data in ((9, 1, b"a"), (9, 2, b"b"), (10, 3, large), (11, 4, b"")):
                journal.append(segment, seq, data)
            for segment, seq in ((11, 4), (10, 9)):
                with self.assertRaises(FileExistsError):
                    journal.append(segment, seq, b"")
        with JournalDirectory(str(self.folder)) as journal:
            with self.assertRaises(FileExistsError):  # a second engine's segment
                journal.append(11, 9, b"")
            self.assertEqual([segment for segment, _ in journal.read()], [9, 10, 10, 11])
            journal.drop_before(10)
            pieces = list(journal.read())
        self.assertEqual([segment for segment, _ in pieces], [10, 10, 11])
        self.assertEqual(b"".join(data for _, data in pieces), large)
        self.assertTrue(all(len(data) <= PIECE for _, data in pieces))

    def test_two_at_once_are_refused_also_from_another_process(self) -> None:
        journal = JournalDirectory(self.folder)
        with self.assertRaises(BlockingIOError):
            JournalDirectory(self.folder)
        program = "import sys, shiming.journal as j\ntry: j.JournalDirectory(sys.argv[1])\nexcept BlockingIOError: sys.exit(9)"
        self.assertEqual(subprocess.run([sys.executable, "-I", "-c", program, str(self.folder)]).returncode, 9)
        journal.close()
        journal.close()
        with self.assertRaises(ValueError):
            journal.append(1, 1, b"")
        self.assertEqual(subprocess.run([sys.executable, "-I", "-c", program, str(self.folder)]).returncode, 0)

    def test_bytes_are_synced_before_append_returns(self) -> None:
        synced: "list[int]" = []
        with JournalDirectory(self.folder) as journal, mock.patch("os.fsync", synced.append):
            journal.append(1, 1, b"a")
            journal.append(1, 2, b"b")
        self.assertEqual(len(synced), 3 if sys.platform != "win32" else 2)  # the folder once, the file twice

    def test_other_files_do_no_harm(self) -> None:
        with JournalDirectory(self.folder) as journal:
            journal.append(1, 1, b"a")
            (self.folder / "x.journal").write_bytes(b"?")
            (self.folder / "notes.txt").write_bytes(b"?")
            self.assertEqual(list(journal.read()), [(1, b"a")])
        self.assertEqual(os.stat(self.folder / "000000000000001.journal").st_mode & 0o077, 0)


if __name__ == "__main__":
    unittest.main()
