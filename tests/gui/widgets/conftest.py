"""What the tests of the widgets share: a dressed application and a window that has the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    """Show widgets one under the other in an active window, and return the window."""

    windows: list[QWidget] = []

    def shown(*widgets: QWidget, width: int = 640, height: int = 480) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return shown


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Send what an input method sends: a word in the making, and letters that are final."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)
