"""Bringing the line that is being written into sight, in the text and in whatever the text is scrolled by."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QTextEdit

_ROOM = 24
"""Pixels left above and below the line."""


def show_caret(text: QTextEdit) -> None:
    """Scroll ``text``, and every area that it lies in, until the line of the caret can be seen."""
    text.ensureCursorVisible()
    line, above = text.cursorRect(), text.parentWidget()
    while above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            place = text.viewport().mapTo(inside, line.center())
            above.ensureVisible(place.x(), place.y(), 0, line.height() // 2 + _ROOM)
        above = above.parentWidget()
