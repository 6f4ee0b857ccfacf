"""What text fields leave to the window: its keys, and the focus when another window comes to the front.

Qt's text widgets take Ctrl+Z, Ctrl+K and other letters for themselves. Matinee has one undo history for the
whole review, and commands on those letters, so our fields keep only the clipboard and Select All. Alt with a letter is the
window's too: where no mnemonic took it, Qt would type the letter.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

NOT_LEFT = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""Reasons of losing the focus after which it comes back: a field is not left when a menu or another window is in front."""

_KEPT = {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X}


def belongs_to_window(event: QEvent) -> bool:
    """Say whether a key event (or the question that comes before it) is the window's business."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return True
    if is_mnemonic(event):
        return True
    modifiers = event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    other = bool(modifiers & Qt.KeyboardModifier.AltModifier)  # Ctrl+Alt is AltGr on Windows
    key = event.key()
    letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    return control and not other and letter and key not in _KEPT


def is_mnemonic(event: QKeyEvent) -> bool:
    """Say whether Alt was pressed with a sign, which is never meant as text.

    On macOS the same key writes signs; AltGr is the group switch, or Ctrl and Alt together.
    """
    modifiers, keys = event.modifiers(), Qt.KeyboardModifier
    writes = modifiers & (keys.ControlModifier | keys.MetaModifier | keys.GroupSwitchModifier)
    alt = bool(modifiers & keys.AltModifier) and not writes
    return alt and sys.platform != "darwin" and bool(event.text()) and event.text().isprintable()


class WithoutMnemonics(QObject):
    """Keeps Alt and a letter out of a line of Qt's own, which has an undo history for itself; it goes with the line."""

    def __init__(self, line: QWidget) -> None:
        """Watch the keys of a line."""
        super().__init__(line)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take such a key before the line types it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_mnemonic(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
