"""The caret of the writing face, and the number behind a person that it steps over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Colour, current_theme
from desktop.gui.widgets.caret import AccentCaret
from desktop.gui.widgets.markdown_editor import MarkdownEditor

MARK = "@[Ama Darko](person:6befe1183c57bde512659701bcc442fc)"
TEXT = f"🎬 With {MARK} in it."


@pytest.fixture
def editor(qtbot: QtBot) -> MarkdownEditor:
    editor = MarkdownEditor()
    qtbot.addWidget(editor)
    editor.resize(700, 300)
    editor.set_text(TEXT)
    editor.show()
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


def caret_of(editor: MarkdownEditor) -> AccentCaret:
    caret = editor.findChild(AccentCaret)
    assert caret is not None
    return caret


def test_the_caret_is_drawn_in_the_accent_while_the_text_has_the_focus(editor: MarkdownEditor) -> None:
    editor.select(2)
    place = caret_of(editor).place().center()
    assert editor.viewport().grab().toImage().pixelColor(place) == current_theme().colour(Colour.ACCENT)
    editor.clearFocus()
    assert editor.viewport().grab().toImage().pixelColor(place) != current_theme().colour(Colour.ACCENT)


def test_the_caret_is_as_high_beside_the_small_number_as_elsewhere(editor: MarkdownEditor) -> None:
    caret = caret_of(editor)
    editor.select(3)
    usual = caret.place()
    editor.select(TEXT.index(MARK) + len(MARK) - 1)
    beside = caret.place()
    assert abs(beside.height() - usual.height()) <= 1
    assert abs(beside.top() - usual.top()) <= 2


def test_the_caret_blinks_as_the_system_asks_or_not_at_all(editor: MarkdownEditor, qtbot: QtBot) -> None:
    before = QApplication.cursorFlashTime()
    try:
        QApplication.setCursorFlashTime(40)
        editor.select(1)
        caret = caret_of(editor)
        place = caret.place().center()
        accent = current_theme().colour(Colour.ACCENT)
        qtbot.waitUntil(lambda: editor.viewport().grab().toImage().pixelColor(place) != accent)
        qtbot.waitUntil(lambda: editor.viewport().grab().toImage().pixelColor(place) == accent)
    finally:
        QApplication.setCursorFlashTime(before)


def test_a_persons_number_takes_next_to_no_room(editor: MarkdownEditor) -> None:
    at = TEXT.index("(person:") + 1  # the sign of the film takes two of Qt's units
    cursor = editor.textCursor()
    cursor.setPosition(at)
    left = editor.cursorRect(cursor).left()
    cursor.setPosition(at + len("(person:") + 32 + 1)
    assert 0 <= editor.cursorRect(cursor).left() - left <= 8


def test_the_arrows_step_over_a_persons_number(editor: MarkdownEditor) -> None:
    start, end = TEXT.index("](person:"), TEXT.index(MARK) + len(MARK)
    editor.select(start)
    QTest.keyClick(editor, Qt.Key.Key_Right)
    assert editor.caret() == end
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert editor.caret() == start
    editor.select(start)
    QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert editor.selection() == (start, end)
    assert editor.text() == TEXT
