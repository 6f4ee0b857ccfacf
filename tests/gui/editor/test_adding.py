"""Adding a part: one line over the editor that one Escape puts away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.review import PartKind
from desktop.gui.editor.adding import AddPartLine
from desktop.gui.theme import Theme


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> QWidget:
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    page.resize(800, 600)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_one_escape_puts_it_away_and_gives_the_focus_back(page: QWidget, qtbot: QtBot) -> None:
    before = page.findChild(QLineEdit)
    assert isinstance(before, QLineEdit)
    before.setFocus()
    adding = AddPartLine(page)
    adding.ask()
    assert adding.line.hasFocus()
    QTest.keyClick(adding.line, Qt.Key.Key_Escape)
    assert not adding.isVisible()
    assert before.hasFocus()


def test_typing_a_beginning_and_enter_chooses_a_kind(page: QWidget, qtbot: QtBot) -> None:
    adding = AddPartLine(page)
    adding.ask()
    QTest.keyClicks(adding.line, "quo")
    with qtbot.waitSignal(adding.chosen) as chosen:
        QTest.keyClick(adding.line, Qt.Key.Key_Return)
    assert chosen.args[0].kind is PartKind.PULL_QUOTE
    assert not adding.isVisible()
