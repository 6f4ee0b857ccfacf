"""How large a window is when it comes, and where: as it was left, or a first size, and never beyond its screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

FIRST_SIZE = QSize(1400, 880)
"""Pixels of a window that nobody gave a size yet, on a screen that has room for it."""
_FRAME = QSize(16, 48)
"""Pixels that are left for what the desktop draws around a window, which is not known before it is shown."""


def place(window: QWidget, left_at: QByteArray) -> None:
    """Give a window that is not shown yet the place where it was left, or else the first size.

    What no longer fits into the room that panels leave on the screen is brought in.
    """
    restored = window.restoreGeometry(left_at)
    if not restored:
        window.resize(FIRST_SIZE)
    if window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry()
    window.resize(window.size().boundedTo(room.size() - _FRAME))
    if restored and not room.contains(window.geometry()):
        right, bottom = room.right() - window.width() - _FRAME.width(), room.bottom() - window.height() - _FRAME.height()
        window.move(max(room.left(), min(window.x(), right)), max(room.top(), min(window.y(), bottom)))
