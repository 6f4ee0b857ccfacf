"""Stretches of a document that something is still to be done about; they move with its edits."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument

Ends = tuple[int, int]
"""Where a stretch starts and ends, in Qt's units."""


class Stretches:
    """Stretches of one document, in order and apart; an empty one is none."""

    def __init__(self, document: QTextDocument) -> None:
        """Begin with none."""
        self._document = document
        self._cursors: list[QTextCursor] = []

    def ends(self) -> list[Ends]:
        """Return where each starts and ends now."""
        found = sorted((cursor.selectionStart(), cursor.selectionEnd()) for cursor in self._cursors)
        return [(start, end) for start, end in found if start < end]

    def within(self, start: int, end: int) -> list[Ends]:
        """Return what of them lies from ``start`` to ``end``."""
        return [(max(start, low), min(end, high)) for low, high in self.ends() if low < end and start < high]

    def add(self, start: int, end: int) -> None:
        """Take a stretch in; it becomes one with those that it touches."""
        apart: list[Ends] = []
        for low, high in self.ends():
            if high < start or end < low:
                apart.append((low, high))
            else:
                start, end = min(start, low), max(end, high)
        self._keep([*apart, (start, end)])

    def remove(self, start: int, end: int) -> None:
        """Let go of all that lies from ``start`` to ``end``."""
        if not self._cursors:
            return
        left: list[Ends] = []
        for low, high in self.ends():
            left += [(low, min(high, start)), (max(low, end), high)] if low < end and start < high else [(low, high)]
        self._keep(left)

    def _keep(self, stretches: list[Ends]) -> None:
        last = self._document.characterCount() - 1
        self._cursors = []
        for start, end in stretches:
            if start < min(end, last):
                cursor = QTextCursor(self._document)
                cursor.setPosition(start)
                cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
                self._cursors.append(cursor)
