"""Which reviews match what is being typed, by the words of their titles and headlines."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.text import fold
from desktop.services.archive import ReviewRow


class Finder:
    """The rows of a list with their words made comparable, kept from one listing to the next.

    A row that did not change between two listings is not folded again, so that ten thousand rows answer within a frame.
    """

    def __init__(self) -> None:
        """Hold no row."""
        self.rows: Sequence[ReviewRow] = ()
        self._words: dict[str, tuple[str, str, str]] = {}

    def show(self, rows: Sequence[ReviewRow]) -> None:
        """Hold other rows, in the order in which they are to be found."""
        known = self._words
        self.rows = rows
        self._words = {}
        for row in rows:
            label, headline = row.label, row.headline
            before = known.get(row.id)
            if before is None or before[:2] != (label, headline):
                before = (label, headline, f" {fold(label)} {fold(headline)}".replace("(", " ").replace(")", " "))
            self._words[row.id] = before

    def match(self, text: str) -> list[ReviewRow]:
        """Return the rows in which every word of ``text`` begins a word, in their order; all for an empty text."""
        wanted = [f" {word}" for word in fold(text).split()]
        if not wanted:
            return list(self.rows)
        words = self._words
        return [row for row in self.rows if all(word in words[row.id][2] for word in wanted)]

    def best(self, text: str, limit: int) -> list[ReviewRow]:
        """Return up to ``limit`` matching rows, those whose title begins with ``text`` first."""
        start = f" {fold(text)}"
        found = self.match(text)
        begins = [row for row in found if self._words[row.id][2].startswith(start)]
        chosen = {row.id for row in begins[:limit]}
        return (begins + [row for row in found if row.id not in chosen])[:limit] if len(begins) < limit else begins[:limit]
