"""What text fields leave to the window: its keys, and the focus when another window comes to the front.

Qt's text widgets take Ctrl+Z, Ctrl+K and other letters for themselves. Matinee has one undo history for the
whole review, and commands on those letters, so our fields keep only the clipboard and Select All.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

NOT_LEFT = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""Reasons of losing the focus after which it comes back: a field is not left when a menu or another window is in front."""

_KEPT = {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X}


def belongs_to_window(event: QEvent) -> bool:
    """Say whether a key event (or the question that comes before it) is the window's business."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return True
    modifiers = event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    other = bool(modifiers & Qt.KeyboardModifier.AltModifier)  # Ctrl+Alt is AltGr on Windows
    key = event.key()
    letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    return control and not other and letter and key not in _KEPT
