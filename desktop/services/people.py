"""The people ledger: who is in the library, under all their names."""

from __future__ import annotations

from functools import partial

from desktop.storage.library import Library
from desktop.storage.people import PersonLine, person_lines, spelled

__all__ = ["People", "PersonLine"]


class People:
    """The people of a library in the critic's words; reading answers at once."""

    def __init__(self, library: Library) -> None:
        """Ask an open library; who opened it closes it."""
        self._library = library

    def lines(self, *, trashed: bool = False) -> list[PersonLine]:
        """Return a line for everybody who is (or is not) in the trash, in order of name."""
        return self._library.read(partial(person_lines, trashed=trashed))

    def spelled(self, text: str) -> frozenset[str]:
        """Return the ids of the people whom the beginnings of the words of any of their spellings find."""
        return self._library.read(partial(spelled, text=text))
