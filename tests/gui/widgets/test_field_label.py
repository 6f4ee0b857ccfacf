"""Mnemonics: they work always and are underlined only while Alt is held."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.widgets import LineField
from tests.gui.widgets.conftest import Show


def picture(field: LineField) -> QImage:
    label = field.findChildren(QLabel)[0]
    return label.grab().toImage()


def test_the_underline_comes_and_goes_with_alt(show: Show) -> None:
    field, other = LineField("&Title"), LineField("&Original title")
    window = show(field, other)
    other.setFocus()
    at_rest = picture(field)
    QTest.keyPress(other.line(), Qt.Key.Key_Alt)
    assert picture(field) != at_rest
    QTest.keyRelease(other.line(), Qt.Key.Key_Alt)
    assert picture(field) == at_rest
    QTest.keyPress(window, Qt.Key.Key_Alt)
    assert picture(field) != at_rest


def test_the_mnemonic_goes_to_the_field(qtbot: QtBot, show: Show) -> None:
    field, other = LineField("&Title"), LineField("&Original title")
    show(field, other)
    other.setFocus()
    QTest.keyClick(other.line(), Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(field.line().hasFocus, timeout=1000)
