"""Looking an open library over, and what follows from what is found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import peewee

from desktop.core.errors import SaveError
from desktop.storage import search
from desktop.storage.backup import Step, doubt, trust, unwatched
from desktop.storage.checking import Faults, faults_of, faults_of_database, unreadable
from desktop.storage.database import Readers
from desktop.storage.failures import DATABASE_ERRORS
from desktop.storage.writer import Writer
from desktop.storage.writing import write_search_anew

_HALTED = (
    "The database is damaged, so nothing more is written to it. What you wrote last is on this screen only: save a copy "
    "elsewhere, and open the last good backup if there is one."
)


class Upkeep:
    """Looks an open library over; what can be made anew is, what cannot keeps every backup from being thinned out.

    ``writer`` is None where the library was opened for reading only; nothing is written then, not even beside it.
    """

    def __init__(self, root: Path, readers: Readers, writer: Writer | None) -> None:
        """Look over the library in ``root``; without a ``writer`` nothing is made anew."""
        self._root, self._readers, self._writer = root, readers, writer

    def verify(self, step: Step = unwatched) -> list[str]:
        """Return what is wrong with the library, a sentence each; every record and picture is read, nothing in it is changed.

        What ``step`` raises ends it.
        """
        faults = self._faults(lambda database: faults_of(database, self._root, step))
        self._judge(faults, whole=True)
        found = [*faults.database, *faults.pictures]
        if self._writer is not None and not faults.damaged and not self._writer.submit(search.is_in_step).result():
            found.append("The search index does not fit the reviews; it can be made anew.")
        return found

    def look_over(self) -> list[str]:
        """Return what SQLite finds wrong with the database, a sentence each; quick, and made for beside the writing."""
        faults = self._faults(faults_of_database)
        self._judge(faults, whole=False)
        return list(faults.database)

    def _faults(self, look: Callable[[peewee.Database], Faults]) -> Faults:
        """Look with a connection that remembers nothing; one that cannot even be made tells of damage too."""
        try:
            with self._readers.fresh() as database:
                return look(database)
        except DATABASE_ERRORS as error:
            return unreadable(error)

    def mend_search(self) -> bool:
        """Make the search index anew if it does not fit the reviews; say whether that was needed. Raises LibraryError."""
        if self._writer is None or self._writer.submit(search.is_in_step).result():
            return False
        self._writer.submit(write_search_anew).result()
        return True

    def join_search(self, step: Step = unwatched) -> bool:
        """Write the search index as one piece where much of it is scattered, a little at a time; say whether that was needed.

        Every search is the quicker for it. What ``step`` raises ends it between two transactions; raises LibraryError.
        """
        if self._writer is None or not self._writer.submit(search.is_scattered).result():
            return False
        begin = True
        while self._writer.submit(partial(search.join_some, begin=begin)).result():
            begin = False
            step(0, 1)
        return True

    def _judge(self, faults: Faults, *, whole: bool) -> None:
        """Doubt the library for its faults, and write nothing into a damaged one.

        It is trusted again only where the whole of it was read and is sound.
        """
        if self._writer is None:
            return
        if faults.damaged:
            self._writer.halt(SaveError(_HALTED, "database damaged"))
        elif whole and not faults.database:
            self._writer.go_on()
        with suppress(OSError):
            if faults.database:
                doubt(self._root, faults.database[0])
            elif whole:
                trust(self._root)
