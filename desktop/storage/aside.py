"""Bytes put aside while the library is open, in a file without a name beside it: they cost no memory and leave nothing."""

from __future__ import annotations

import zlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

_IN_MEMORY = 262_144
"""Bytes up to which no file is made."""

Place = tuple[int, int] | bytes
"""Where something lies: its first byte and its length in the file, or the packed bytes themselves."""


class Aside:
    """What somebody put aside in the folder of a library; it is gone with the last one who holds this."""

    def __init__(self, root: Path) -> None:
        """Put nothing aside yet; the library’s folder is ``root``."""
        self._root = root
        self._file: IO[bytes] | None = None
        self._held = self._end = 0

    def close(self) -> None:
        """Let go of the file, so that the folder can be renamed on every system; nothing is read or put aside after."""
        if self._file is not None:
            self._file.close()

    def put(self, data: bytes) -> Place:
        """Put bytes aside and return where; they stay in memory while they are few, and where the disk refuses them."""
        packed = zlib.compress(data, 1)
        if self._held + len(packed) <= _IN_MEMORY or not self._written(packed):
            self._held += len(packed)
            return packed
        self._end += len(packed)
        return self._end - len(packed), len(packed)

    def _written(self, packed: bytes) -> bool:
        try:
            if self._file is None:
                self._file = TemporaryFile(prefix=".aside-", dir=self._root, buffering=0)  # noqa: SIM115 - it lives as long
                finalize(self, self._file.close)
            self._file.seek(self._end)
            return self._file.write(packed) == len(packed)
        except OSError:
            return False

    def get(self, place: Place) -> bytes:
        """Return what lies at a place; raises ``OSError`` where the disk is gone."""
        if isinstance(place, bytes):
            return zlib.decompress(place)
        assert self._file is not None
        self._file.seek(place[0])
        return zlib.decompress(self._file.read(place[1]))
