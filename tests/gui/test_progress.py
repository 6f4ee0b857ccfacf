"""The window over what takes long: no key that was meant for what stood there before calls anything off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.progress import ProgressDialog
from tests.gui.typist import Typist


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ProgressDialog]:
    """One that is shown over a window and has the keys."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = ProgressDialog("Change Tags", "Each review is kept as it was before.", window, stop="&Stop Undoing")
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()


@pytest.mark.parametrize("key", ["Return", "Enter", "Space", "Tab"])
def test_one_key_too_many_calls_nothing_off(dialog: ProgressDialog, qtbot: QtBot, key: str) -> None:
    with qtbot.assertNotEmitted(dialog.cancelled):
        Typist().press(key)
        Typist().press("Space")
        Typist().press("Return")
    assert dialog.isVisible()
    assert dialog.cancel_button.isEnabled()


@pytest.mark.parametrize("key", ["Escape", "Alt+S"])
def test_escape_and_the_letter_of_the_button_call_it_off(dialog: ProgressDialog, qtbot: QtBot, key: str) -> None:
    with qtbot.waitSignal(dialog.cancelled, timeout=10_000):
        Typist().press(key)
    assert dialog.isVisible(), "until that has come through"
    assert not dialog.cancel_button.isEnabled()


def test_a_click_calls_it_off(dialog: ProgressDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.cancelled, timeout=10_000):
        QTest.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
