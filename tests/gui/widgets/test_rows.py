"""Rows of records: typed into, moved, removed, all by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.gui.widgets import ChoiceField, IntField, LineField, RowsField
from tests.gui.widgets.conftest import Show

KINDS = [("cinema", "Cinema"), ("stream", "Streaming")]
FIRST, SECOND, THIRD = ("Lumen", 2023, "cinema"), ("Kino", 2024, "stream"), ("Arc", None, "cinema")


@pytest.fixture
def rows(show: Show) -> RowsField:
    field = RowsField(
        "Where to watch",
        lambda: [(LineField("Service"), 2), (IntField("Year"), 1), (ChoiceField("Kind", KINDS), 1)],
        tuple,
        tuple,
        add_words="Add a place",
    )
    show(field, LineField("Other"), width=700, height=600)
    return field


def cell(rows: RowsField, row: int, column: int) -> Any:
    return rows.rows()[row][column].editor()


def test_typing_in_the_empty_row_makes_it_real(rows: RowsField) -> None:
    heard: list[object] = []
    rows.changed.connect(heard.append)
    assert len(rows.rows()) == 1
    rows.setFocus()
    QTest.keyClicks(cell(rows, 0, 0), "Lu")
    assert heard == [(("L", None, "cinema"),), (("Lu", None, "cinema"),)]
    assert len(rows.rows()) == 2
    assert QApplication.focusWidget() is cell(rows, 0, 0)


def test_empty_rows_are_no_value(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND))
    cell(rows, 0, 0).setFocus()
    line = cell(rows, 0, 0)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    year = cell(rows, 0, 1)
    year.setFocus()
    year.selectAll()
    QTest.keyClick(year, Qt.Key.Key_Backspace)
    assert rows.value() == (SECOND,)
    assert len(rows.rows()) == 3, "the row stays while it is being edited"
    rows.set_value((SECOND,))
    assert rows.value() == (SECOND,)


def test_what_is_half_typed_is_no_empty_row(rows: RowsField) -> None:
    rows.setFocus()
    cell(rows, 0, 1).setFocus()
    QTest.keyClicks(cell(rows, 0, 1), "x")
    assert rows.value() == (("", None, "cinema"),)
    assert not rows.is_empty()


def test_alt_arrows_move_the_row_with_the_focus(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND, THIRD))
    heard: list[object] = []
    rows.changed.connect(heard.append)
    moving = cell(rows, 0, 1)
    moving.setFocus()
    QTest.keyClick(moving, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard == [(SECOND, FIRST, THIRD)]
    assert QApplication.focusWidget() is moving
    assert rows.rows()[1][1].editor() is moving
    QTest.keyClick(moving, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(moving, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert rows.value() == (SECOND, THIRD, FIRST), "the empty row stays last"
    for _ in range(3):
        QTest.keyClick(moving, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rows.value() == (FIRST, SECOND, THIRD)
    assert moving.y() >= 0
    assert rows.rows()[0][0].findChildren(LineField) == []


def test_rows_lie_in_their_order_after_a_move(qtbot: QtBot, rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND))
    rows.move_row(1, -1)
    top, bottom = rows.rows()[0][0], rows.rows()[1][0]
    qtbot.waitUntil(lambda: top.mapTo(rows, top.rect().topLeft()).y() < bottom.mapTo(rows, bottom.rect().topLeft()).y())
    assert top.value() == "Kino"


def test_the_remove_button_removes_and_keeps_the_focus_near(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND, THIRD))
    heard: list[object] = []
    rows.changed.connect(heard.append)
    buttons = [button for button in rows.findChildren(QToolButton) if button.isVisible()]
    assert [button.accessibleName() for button in buttons] == ["Remove row 1", "Remove row 2", "Remove row 3"]
    buttons[1].setFocus()
    QTest.keyClick(buttons[1], Qt.Key.Key_Space)
    assert heard == [(FIRST, THIRD)]
    assert QApplication.focusWidget() is cell(rows, 1, 0)


def test_tab_walks_the_rows_in_order(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND))
    rows.move_row(0, 1)
    cell(rows, 0, 0).setFocus()
    walked = []
    for _ in range(11):
        walked.append(QApplication.focusWidget())
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    fields = [cell(rows, row, column) for row in range(3) for column in range(3)]
    assert [widget for widget in walked if widget in fields] == fields[: len([w for w in walked if w in fields])]
    assert len([widget for widget in walked if widget in fields]) == 9


def test_the_add_button_goes_to_the_empty_row(rows: RowsField) -> None:
    rows.set_value((FIRST,))
    button = next(button for button in rows.findChildren(QPushButton) if button.text() == "Add a place")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is cell(rows, 1, 0)


def test_later_rows_are_named_by_their_place(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND))
    assert cell(rows, 0, 0).accessibleName() == "Service"
    assert cell(rows, 1, 0).accessibleName() == "Service, row 2"


def test_a_value_from_outside_keeps_the_caret(rows: RowsField) -> None:
    rows.set_value((FIRST, SECOND))
    line = cell(rows, 1, 0)
    line.setFocus()
    line.setCursorPosition(2)
    rows.set_value((("Lumen+", 2023, "cinema"), SECOND))
    assert line.hasFocus()
    assert line.cursorPosition() == 2
    assert rows.value() == (("Lumen+", 2023, "cinema"), SECOND)


def test_leaving_the_last_cell_finishes_but_moving_within_does_not(qtbot: QtBot, rows: RowsField) -> None:
    rows.set_value((FIRST,))
    cell(rows, 0, 0).setFocus()
    heard: list[bool] = []
    rows.finished.connect(lambda: heard.append(True))
    QTest.keyClick(cell(rows, 0, 0), Qt.Key.Key_Tab)
    assert heard == []
    other = next(field for field in rows.window().findChildren(LineField) if field.label() == "Other")
    other.setFocus()
    assert heard
