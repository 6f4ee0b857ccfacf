"""The lock of a library: one process writes, and the system lets go of the lock when that process ends, however it ends.

The lock is the operating system's own, on the file ``library.lock``. What stands in the file only tells who holds it and since
when. A clean end empties the file, so text found in a file that nobody has locked says that the last session was cut short.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
    """Who has a library open for writing: host name, process id, and since when (local time, to the minute).

    ``elsewhere`` is one whose lock this computer cannot see held, as in a folder that is synchronised; it may be gone.
    """

    host: str = ""
    process: str = ""
    since: str = ""
    elsewhere: bool = False

    def standing(self) -> str:
        """Return where the library is open and since when, without a full stop."""
        where = f" on ‘{self.host}’" if self.host else " in another window"
        today = f"{datetime.now().astimezone():%Y-%m-%d} "
        since = f" since {self.since.removeprefix(today)}" if self.since else ""
        return f"This library is open{where}{since}"

    def sentence(self) -> str:
        """Return why a library is opened for reading only, in one sentence."""
        return f"{self.standing()}, so it was opened read-only."


class LibraryLock:
    """A lock that is held; ``last_seen`` is when the one who held it before, and did not end cleanly, was last known to live.

    It is None after a clean end. ``begun`` is since when that one had held it, None where that is unknown. Made by :meth:`take`.
    """

    def __init__(self, handle: int, path: Path, left: str) -> None:
        """Hold the lock of the file at ``path``, which is open as ``handle``; ``left`` is what the one before left in it."""
        self._handle = handle
        self._path = path
        self._left = left
        self.last_seen = datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC) if left else None
        self.begun = _moment(_holder_in(left).since)

    @property
    def unclean(self) -> bool:
        """Whether the one who held the lock before was cut short."""
        return self.last_seen is not None

    @classmethod
    def take(cls, root: Path, *, over: bool = False) -> LibraryLock | Holder:
        """Return the lock on the library in ``root``, or who has it; raises ``OSError`` where the folder cannot be written to.

        Another computer that left word of itself has it too, unless it is taken ``over`` from there.
        """
        handle = os.open(root / LOCK_NAME, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            if not _take(handle):
                return _holder(handle)
            holder = _holder(handle)
            if _is_elsewhere(holder) and not over:
                return replace(holder, elsewhere=True)
            lock = cls(handle, root / LOCK_NAME, _content(handle))
            lock._write(f"{socket.gethostname()}\n{os.getpid()}\n{datetime.now().astimezone():%Y-%m-%d %H:%M}\n")
            handle = -1
        finally:
            if handle >= 0:
                os.close(handle)
        return lock

    def beat(self) -> None:
        """Leave word that the holder lives, for the next one to read should this one be cut short."""
        with suppress(OSError):
            os.utime(self._path)

    def release(self) -> None:
        """Let go after a clean end; the file stays, empty, so that no two processes can ever lock two files of one name."""
        self._write("")
        os.close(self._handle)

    def abandon(self) -> None:
        """Let go when the library was not opened after all; what the session before left, and when, stays as it was."""
        self._write(self._left)
        if self.last_seen is not None:
            with suppress(OSError):
                os.utime(self._path, (self.last_seen.timestamp(),) * 2)
        os.close(self._handle)

    def _write(self, text: str) -> None:
        """Say who holds the lock, or that nobody does; the lock itself needs no word that a full disk has no room for."""
        with suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.encode())
            os.ftruncate(self._handle, len(text.encode()))


def holder_of(root: Path) -> Holder | None:
    """Return who has the library in ``root`` open, as far as can be seen; nothing is written, and None where nobody has."""
    try:
        handle = os.open(root / LOCK_NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        if not _take(handle):
            return _holder(handle)
        holder = _holder(handle)
        return replace(holder, elsewhere=True) if _is_elsewhere(holder) else None
    finally:
        os.close(handle)


def was_cut_short(root: Path) -> bool:
    """Say whether word of somebody stands in the lock, as it does while a library is open and after a session was cut short."""
    try:
        return (root / LOCK_NAME).stat().st_size > 0
    except OSError:
        return False


def _is_elsewhere(holder: Holder) -> bool:
    """Say whether another computer left word of itself, and not one that was cut short here."""
    return bool(holder.since) and holder.host != socket.gethostname()


def _content(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 1000).decode("utf-8", "replace")


def _holder(handle: int) -> Holder:
    return _holder_in(_content(handle))


def _holder_in(content: str) -> Holder:
    host, process, since, *_ = [*content.splitlines(), "", "", ""]
    return Holder(host, process, since)


def _moment(since: str) -> datetime | None:
    try:
        return datetime.strptime(since, "%Y-%m-%d %H:%M").astimezone()
    except ValueError:
        return None
