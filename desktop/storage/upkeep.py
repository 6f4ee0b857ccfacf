"""Looking an open library over, and what follows from what is found."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.storage import search
from desktop.storage.backup import doubt, trust
from desktop.storage.checking import faults_of, faults_of_database
from desktop.storage.database import Readers
from desktop.storage.writer import Writer
from desktop.storage.writing import write_search_anew


class Upkeep:
    """Looks an open library over; what can be made anew is, what cannot keeps every backup from being thinned out.

    ``writer`` is None where the library was opened for reading only; nothing is written then, not even beside it.
    """

    def __init__(self, root: Path, readers: Readers, writer: Writer | None) -> None:
        self._root, self._readers, self._writer = root, readers, writer

    def verify(self) -> list[str]:
        """Return what is wrong with the library, a sentence each; every record and picture is read, nothing in it is changed."""
        with self._readers.fresh() as database:
            faults = faults_of(database, self._root)
        self._judge(faults.database, whole=True)
        found = [*faults.database, *faults.pictures]
        if self._writer is not None and not self._writer.submit(search.is_in_step).result():
            found.append("The search index does not fit the reviews; it can be made anew.")
        return found

    def look_over(self) -> list[str]:
        """Return what SQLite finds wrong with the database, a sentence each; quick, and made for beside the writing."""
        with self._readers.fresh() as database:
            faults = faults_of_database(database)
        self._judge(faults, whole=False)
        return faults

    def mend_search(self) -> bool:
        """Make the search index anew if it does not fit the reviews; say whether that was needed. Raises LibraryError."""
        if self._writer is None or self._writer.submit(search.is_in_step).result():
            return False
        self._writer.submit(write_search_anew).result()
        return True

    def _judge(self, faults: list[str] | tuple[str, ...], *, whole: bool) -> None:
        """Doubt the library for its faults; trust it again only where the whole of it was read and is sound."""
        if self._writer is None:
            return
        with suppress(OSError):
            if faults:
                doubt(self._root, faults[0])
            elif whole:
                trust(self._root)
