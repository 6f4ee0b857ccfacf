"""Some lines of text that grow with what is in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme
from desktop.gui.widgets import LineField, MultiLineField
from tests.gui.widgets.conftest import Show, compose


def test_it_grows_and_shrinks_with_its_text(qtbot: QtBot, show: Show) -> None:
    field = MultiLineField("Verdict", low=2, high=6)
    show(field, height=700)
    area = field.text_area()
    low = area.height()
    field.set_value("\n".join(["line"] * 5))
    qtbot.waitUntil(lambda: area.height() > 1.8 * low, timeout=1000)
    tall = area.height()
    field.set_value("\n".join(["line"] * 50))
    qtbot.waitUntil(lambda: area.height() > tall, timeout=1000)
    assert area.height() < 4 * low
    field.set_value("")
    qtbot.waitUntil(lambda: area.height() == low, timeout=1000)


def test_it_grows_with_the_text_size(qtbot: QtBot, show: Show, theme: Theme) -> None:
    field = MultiLineField("Verdict")
    show(field, height=700)
    low = field.text_area().height()
    theme.apply("light", 200)
    qtbot.waitUntil(lambda: field.text_area().height() > 1.6 * low, timeout=1000)
    assert field.text_area().font().pixelSize() == theme.pixels("body")


def test_tab_leaves_and_enter_breaks_the_line(show: Show) -> None:
    field, other = MultiLineField("Verdict"), LineField("Other")
    show(field, other)
    field.setFocus()
    QTest.keyClicks(field.editor(), "one")
    QTest.keyClick(field.editor(), Qt.Key.Key_Return)
    QTest.keyClicks(field.editor(), "two")
    QTest.keyClick(field.editor(), Qt.Key.Key_Tab)
    assert field.value() == "one\ntwo"
    assert QApplication.focusWidget() is other.editor()


def test_a_word_in_the_making_is_not_told(show: Show) -> None:
    field = MultiLineField("Verdict")
    show(field)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    compose(field.editor(), "발")
    assert heard == []
    compose(field.editor(), "", commit="발")
    assert heard == ["발"]
