"""Alt and a letter types nothing, in whatever field; mnemonics, AltGr and input methods do what they always did."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.history.naming import NameDialog
from desktop.gui.library.places import PlacesList
from desktop.gui.theme import Theme
from desktop.gui.widgets import LineField, MarkdownEditor
from tests.gui.widgets.conftest import Show, compose

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Made = tuple[QWidget, Callable[[], str]]


def a_line(show: Show) -> Made:
    field = LineField("House spelling")
    show(field)
    return field.line(), field.line().text


def an_editor(show: Show) -> Made:
    editor = MarkdownEditor()
    show(editor)
    return editor, editor.text


def a_dialog(show: Show) -> Made:
    dialog = NameDialog("Name this snapshot", "")
    show(dialog)
    return dialog.line, dialog.line.text


def a_saved_search(show: Show) -> Made:
    places = PlacesList()
    window = show(places)
    line = places.view.itemDelegate().createEditor(window, QStyleOptionViewItem(), QModelIndex())
    line.show()
    return line, line.text  # type: ignore[attr-defined] # the delegate makes a line


@pytest.fixture(params=[a_line, an_editor, a_dialog, a_saved_search])
def field(request: pytest.FixtureRequest, show: Show) -> Made:
    """A field with the focus, and what reads its text."""
    made: Made = request.param(show)
    made[0].setFocus()
    return made


def send(field: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def test_alt_and_a_letter_types_nothing(field: Made) -> None:
    widget, text = field
    QTest.keyClicks(widget, "ab")
    QTest.keyClick(widget, Qt.Key.Key_P, ALT)
    send(widget, Qt.Key.Key_P, ALT, "p")
    send(widget, Qt.Key.Key_P, ALT | SHIFT, "P")
    send(widget, Qt.Key.Key_5, ALT, "5")
    assert text() == "ab"
    QTest.keyClicks(widget, "c")
    assert text() == "abc"


def test_the_group_switch_and_input_methods_write(field: Made) -> None:
    widget, text = field
    send(widget, Qt.Key.Key_E, Qt.KeyboardModifier.GroupSwitchModifier, "€")
    send(widget, Qt.Key.Key_Q, ALT | CTRL, "@")
    compose(widget, "", commit="é")
    assert text() == "€@é"


def test_on_a_mac_the_same_key_writes(field: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    widget, text = field
    send(widget, Qt.Key.Key_P, ALT, "π")
    assert text() == "π"


def test_a_mnemonic_works_from_within_a_field(qtbot: QtBot, show: Show, theme: Theme) -> None:
    field, button = LineField("Title"), QPushButton("&Publish")
    window = show(field, button)
    field.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_P, ALT)
    assert field.line().text() == ""
