"""Trash and restore, stored for real, with a toast that takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.courier import Courier
from desktop.gui.library.trashing import TrashKeeper
from desktop.gui.notices import Toast
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from tests.gui.library.conftest import Keep, a_row, put_on_screen


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window for the toast."""
    window = QWidget()
    put_on_screen(qtbot, window, 900, 600)
    return window


def test_a_review_goes_to_the_trash_and_undo_brings_it_back(qtbot: QtBot, window: QWidget, archive: Archive, keep: Keep) -> None:
    keep("Beef")
    toast = Toast(window)
    keeper = TrashKeeper(archive, Courier(window), toast)
    with qtbot.waitSignal(keeper.changed):
        keeper.trash(archive.reviews())
    assert toast.text() == "‘Beef’ moved to Trash."
    assert [row.title for row in archive.reviews(trashed=True)] == ["Beef"]
    with qtbot.waitSignal(keeper.changed):
        QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert [row.title for row in archive.reviews()] == ["Beef"]
    assert toast.text() == "‘Beef’ restored."
    assert not toast.button.isVisible()


def test_several_are_one_step_with_one_undo(qtbot: QtBot, window: QWidget, archive: Archive, keep: Keep) -> None:
    for title in ("Beef", "Pork", "Veal"):
        keep(title)
    toast = Toast(window)
    keeper = TrashKeeper(archive, Courier(window), toast)
    with qtbot.waitSignal(keeper.changed):
        keeper.trash(archive.reviews())
    assert toast.text() == "3 reviews moved to Trash."
    with qtbot.waitSignal(keeper.changed):
        keeper.restore(archive.reviews(trashed=True))
    with qtbot.waitSignal(keeper.changed):
        QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert len(archive.reviews(trashed=True)) == 3


def test_what_is_refused_is_told(qtbot: QtBot, window: QWidget, archive: Archive) -> None:
    keeper = TrashKeeper(archive, Courier(window), Toast(window))
    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.trash([a_row(1)])
    assert failed.args is not None
    assert str(failed.args[0])
