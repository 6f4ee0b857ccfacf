"""The lock of a library: one process writes, and the system lets go of the lock when that process ends, however it ends.

The lock is the operating system's own, on the file ``library.lock``. What stands in the file only tells who holds it and since
when. A clean end empties the file, so text found in a file that nobody has locked says that the last session was cut short.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LOCK_NAME = "library.lock"
_FAR_BYTE = 1 << 30
"""Windows locks bytes and then nobody else can read them: a byte far past the text is locked there."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a library open for writing: host name, process id, and since when (local time, to the minute)."""

    host: str = ""
    process: str = ""
    since: str = ""

    def sentence(self) -> str:
        """Return why a library is opened for reading only, in one sentence."""
        where = f" on {self.host}" if self.host else ""
        since = f" since {self.since}" if self.since else ""
        return f"This library is already open in Matinee{where}{since}, so it was opened read-only."


class LibraryLock:
    """A lock that is held; ``unclean`` says that the one who held it before did not end cleanly.

    Made by :meth:`take`.
    """

    def __init__(self, handle: int, *, unclean: bool) -> None:
        self._handle = handle
        self.unclean = unclean

    @classmethod
    def take(cls, root: Path) -> LibraryLock | Holder:
        """Return the lock on the library in ``root``, or who has it; raises ``OSError`` where the folder cannot be written to."""
        handle = os.open(root / LOCK_NAME, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            if not _take(handle):
                return _holder(handle)
            lock = cls(handle, unclean=bool(_content(handle)))
            lock._write(f"{socket.gethostname()}\n{os.getpid()}\n{datetime.now().astimezone():%Y-%m-%d %H:%M}\n")
            handle = -1
        finally:
            if handle >= 0:
                os.close(handle)
        return lock

    def release(self) -> None:
        """Let go after a clean end; the file stays, empty, so that no two processes can ever lock two files of one name."""
        self._write("")
        os.close(self._handle)

    def abandon(self) -> None:
        """Let go when the library was not opened after all; whether the session before ended cleanly stays as it was."""
        if not self.unclean:
            self._write("")
        os.close(self._handle)

    def _write(self, text: str) -> None:
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text.encode())


def _content(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 1000).decode("utf-8", "replace")


def _holder(handle: int) -> Holder:
    lines = _content(handle).splitlines()
    return Holder(*lines[:3])
