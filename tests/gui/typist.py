"""Drives the real window as a critic's hands do: keys only, counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


@contextmanager
def ctrl_held(widget: QWidget) -> Iterator[None]:
    """Hold Ctrl down in a widget."""
    QTest.keyPress(widget, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
        yield
    finally:
        QTest.keyRelease(widget, Qt.Key.Key_Control)


class Typist:
    """Presses keys where the focus is.

    ``keys`` counts presses that are not text: shortcuts, Tab, arrows, Enter outside of running text. What is typed, Enter inside
    a text and letters typed into a completion are text.
    """

    def __init__(self) -> None:
        self.keys = 0
        self.log: list[str] = []

    def type(self, text: str) -> None:
        """Type text; a line feed in it is Enter."""
        for sign in text:
            if sign == "\n":
                self._send(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
                continue
            widget = self._focus()
            key = Qt.Key(ord(sign.upper())) if sign.isascii() else Qt.Key.Key_unknown
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, shift, sign))

    def press(self, *names: str) -> None:
        """Press keys that are no text, each named as in a menu: ``Ctrl+N``, ``Tab``, ``Return``."""
        for name in names:
            self.keys += 1
            self.log.append(name)
            combination = QKeySequence(name)[0]  # type: ignore[index] # the stubs forget it
            self._send(combination.key(), combination.keyboardModifiers())

    def _send(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window has the focus"
        QTest.keyClick(window, key, modifiers)

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget
