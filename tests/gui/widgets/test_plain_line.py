"""One line: the caret stays, undo belongs to the window, a word in the making is not told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.widgets import IntField, LineField, PartialDateField
from tests.gui.widgets.conftest import Show, compose


@pytest.mark.parametrize(
    ("old", "caret", "new", "expected"),
    [
        ("The Lamp", 8, "A The Lamp", 10),
        ("The Lamp", 2, "The Lamplighter", 2),
        ("The Lamp", 8, "The Lamp ", 8),
        ("  The Lamp", 4, "The Lamp", 2),
        ("🎬 Lamp", 6, "🎬🎬 Lamp", 7),
        ("abc", 2, "abc", 2),
        ("abc", 3, "", 0),
    ],
)
def test_the_caret_stays_where_it_belongs(show: Show, old: str, caret: int, new: str, expected: int) -> None:
    field = LineField("Title")
    show(field)
    field.set_value(old)
    line = field.line()
    line.setFocus()
    line.setCursorPosition(len(old[:caret].encode("utf-16-le")) // 2)
    field.set_value(new)
    assert field.value() == new
    assert line.cursorPosition() == len(new[:expected].encode("utf-16-le")) // 2


def test_a_selection_survives_an_equal_value(show: Show) -> None:
    field = LineField("Title")
    show(field)
    field.set_value("The Lamplighter")
    field.line().setSelection(4, 11)
    field.set_value("The Lamplighter")
    assert field.line().selectedText() == "Lamplighter"


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+K", "Ctrl+B"])
def test_the_windows_keys_reach_the_window(qtbot: QtBot, show: Show, keys: str) -> None:
    field = LineField("Title")
    window = show(field)
    shortcut = QShortcut(QKeySequence(keys), window)
    field.setFocus()
    QTest.keyClicks(field.line(), "words")
    with qtbot.waitSignal(shortcut.activated, timeout=1000):
        QTest.keySequence(field.line(), QKeySequence(keys))
    assert field.value() == "words"


def test_undo_without_a_shortcut_does_nothing_of_its_own(show: Show) -> None:
    field = LineField("Title")
    show(field)
    field.setFocus()
    QTest.keyClicks(field.line(), "words")
    QTest.keySequence(field.line(), QKeySequence("Ctrl+Z"))
    assert field.value() == "words"


def test_a_word_in_the_making_is_not_told(show: Show) -> None:
    field = LineField("Original title")
    show(field)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    compose(field.line(), "ㅂ")
    compose(field.line(), "바")
    compose(field.line(), "발")
    assert heard == []
    compose(field.line(), "ㄹ", commit="발")
    assert heard == []
    compose(field.line(), "", commit="레")
    assert heard == ["발레"]


def test_replacing_a_selection_by_composing_is_told_once(show: Show) -> None:
    field = LineField("Original title")
    show(field)
    field.set_value("old")
    field.setFocus()
    field.line().selectAll()
    heard: list[object] = []
    field.changed.connect(heard.append)
    compose(field.line(), "발")
    assert heard == []
    compose(field.line(), "", commit="발")
    assert heard == ["발"]


def test_pasted_line_breaks_become_spaces(show: Show) -> None:
    field = LineField("Title")
    show(field)
    field.setFocus()
    mime = QMimeData()
    mime.setText("The\nLamplighter")
    QGuiApplication.clipboard().setMimeData(mime)
    heard: list[object] = []
    field.changed.connect(heard.append)
    QTest.keySequence(field.line(), QKeySequence("Ctrl+V"))
    assert field.value() == "The Lamplighter"
    assert heard == ["The Lamplighter"]


def test_enter_finishes(qtbot: QtBot, show: Show) -> None:
    field = LineField("Title")
    show(field)
    field.setFocus()
    with qtbot.waitSignal(field.finished, timeout=1000):
        QTest.keyClick(field.line(), Qt.Key.Key_Return)


def test_what_is_no_number_is_kept_with_a_problem(show: Show) -> None:
    field, other = IntField("Running time", unit="min", low=1, high=999), LineField("Other")
    show(field, other)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    QTest.keyClicks(field.editor(), "9a")
    assert heard[0] == 9
    assert heard[-1] is None
    assert field.problem() is None, "nothing is said while typing"
    other.setFocus()
    assert field.problem() == "Write a whole number from 1 to 999."
    assert not field.is_empty()
    field.setFocus()
    QTest.keyClick(field.editor(), Qt.Key.Key_Backspace)
    assert field.problem() is None
    assert field.value() == 9
    assert field.editor().accessibleName() == "Running time, min"


def test_a_date_is_said_in_words_while_typing(show: Show) -> None:
    known = {"6/10": (2023, 10, 6), "2023": (2023, 0, 0)}
    words = {(2023, 10, 6): "Friday 6 October 2023", (2023, 0, 0): "2023"}
    field = PartialDateField("Watched on", known.get, words.__getitem__, write=lambda _date: "2023-10-06")
    other = LineField("Other")
    show(field, other)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    QTest.keyClicks(field.line(), "6/10")
    assert heard == [(2023, 10, 6)]
    assert field.hint() == "Friday 6 October 2023"
    field.set_value((2023, 10, 6))
    assert field.line().text() == "6/10", "the value is the same, so the text stays as typed"
    QTest.keyClicks(field.line(), "?")
    assert heard[-1] is None
    assert field.hint() == ""
    assert field.problem() is None
    other.setFocus()
    assert field.problem() is not None
    assert field.line().text() == "6/10?"
    field.set_value((2023, 0, 0))
    assert field.problem() is None
