"""What a copy of a library is put into and read back from: a folder, or one zip file."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from desktop.storage.durable import PRIVATE_FILE, make_private_folder
from desktop.storage.images import IMAGES_FOLDER

PACKED_MARK = b"Matinee library, packed"
"""The comment of a packed library that Matinee made: its readable copies are up to date with its database."""

_CHUNK = 1 << 20
_FIRST_YEAR = 1980
"""The first year that a zip file can tell."""

More = Callable[[int], object]
"""Is told how many bytes more are done; it ends the work by raising."""


def pour(source: IO[bytes], target: IO[bytes] | None, more: More) -> str:
    """Read a file to its end, into ``target`` where there is one; return the SHA-256 of its bytes. Raises what ``more`` does."""
    digest = hashlib.sha256()
    while data := source.read(_CHUNK):
        digest.update(data)
        if target is not None:
            target.write(data)
        more(len(data))
    return digest.hexdigest()


class Shelf(Protocol):
    """Where the files of a copy are put first, and read again then."""

    def put(self, source: Path, place: str, more: More, *, flush: bool) -> str:
        """Copy a file to a place, with the moment it was written; return its SHA-256. ``flush`` waits for the disk."""

    def open(self, place: str) -> AbstractContextManager[IO[bytes]]:
        """Open what was put in a place."""


class FolderShelf:
    """A copy that is a folder."""

    def __init__(self, root: Path) -> None:
        """Put files into ``root``, which is there."""
        self._root = root

    def put(self, source: Path, place: str, more: More, *, flush: bool) -> str:
        """Copy a file into the folder; raises ``OSError``."""
        path = self._root / place
        make_private_folder(path.parent)
        with source.open("rb") as read, os.fdopen(new_file(path), "wb") as written:
            digest = pour(read, written, more)
            if flush:
                written.flush()
                os.fsync(written.fileno())
            moment = os.fstat(read.fileno()).st_mtime
        os.utime(path, (moment, moment))
        return digest

    def open(self, place: str) -> AbstractContextManager[IO[bytes]]:
        """Open a file of the folder; raises ``OSError``."""
        return (self._root / place).open("rb")


class ZipShelf:
    """A copy that is one zip file, with everything in a folder of the library's name."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        """Put files into an open archive, or read them from it; ``name`` is the library's."""
        self._archive, self._name = archive, name

    def put(self, source: Path, place: str, more: More, *, flush: bool) -> str:  # noqa: ARG002 - who closes it flushes it
        """Copy a file into the archive; raises ``OSError``."""
        with source.open("rb") as read:
            at = datetime.fromtimestamp(os.fstat(read.fileno()).st_mtime, UTC)
            moment = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
            info = zipfile.ZipInfo(f"{self._name}/{place}", moment)
            info.external_attr = (0o100000 | PRIVATE_FILE) << 16
            info.compress_type = zipfile.ZIP_STORED if place.startswith(f"{IMAGES_FOLDER}/") else zipfile.ZIP_DEFLATED
            with self._archive.open(info, "w", force_zip64=True) as written:
                return pour(read, written, more)

    def open(self, place: str) -> AbstractContextManager[IO[bytes]]:
        """Open a file of the archive; raises KeyError where it is not there, and ``zipfile.BadZipFile`` where it is damaged."""
        return self._archive.open(f"{self._name}/{place}")


def new_file(path: Path) -> int:
    """Make a file that only its owner may read, and return its handle; raises ``OSError`` where it is there already."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
