"""Menus, boxes and rows of buttons by keyboard and by menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme
from desktop.gui.widgets import CheckField, ChoiceField, SegmentedField
from tests.gui.widgets.conftest import Show

STATES = [("draft", "Draft"), ("ready", "Ready & read"), ("done", "Published"), ("parked", "Parked")]


@pytest.fixture
def choice(show: Show) -> ChoiceField:
    field = ChoiceField("Status", STATES)
    show(field)
    field.setFocus()
    return field


def test_arrows_step_and_stop_at_the_ends(choice: ChoiceField) -> None:
    heard: list[object] = []
    choice.changed.connect(heard.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(choice.editor(), key)
    assert heard == ["ready", "done", "parked"]


def test_a_letter_jumps_to_the_next_that_begins_with_it(choice: ChoiceField) -> None:
    heard: list[object] = []
    choice.changed.connect(heard.append)
    QTest.keyClicks(choice.editor(), "pprx")
    assert heard == ["done", "parked", "ready"]


def test_the_menu_sets_and_is_named(qtbot: QtBot, choice: ChoiceField) -> None:
    button = choice.editor()
    assert isinstance(button, QPushButton)
    assert button.accessibleName() == "Status, Draft"
    heard: list[object] = []
    choice.changed.connect(heard.append)
    with qtbot.waitSignal(choice.finished, timeout=1000):
        button.menu().actions()[1].trigger()
    assert heard == ["ready"]
    assert button.accessibleName() == "Status, Ready & read"
    assert [action.isChecked() for action in button.menu().actions()] == [False, True, False, False]


def test_other_choices_keep_the_value_if_they_have_it(choice: ChoiceField) -> None:
    choice.set_value("done")
    heard: list[object] = []
    choice.changed.connect(heard.append)
    choice.set_choices([("done", "Out"), ("draft", "Draft")])
    assert choice.value() == "done"
    choice.set_choices([("draft", "Draft")])
    assert choice.value() == "draft"
    assert heard == []


def test_no_combo_box_is_used(choice: ChoiceField) -> None:
    assert choice.window().findChildren(QComboBox) == []


def test_segments_are_one_stop_and_the_arrows_choose(show: Show) -> None:
    field = SegmentedField("Bio", [("shared", "Shared"), ("own", "Own text"), ("none", "None")])
    show(field)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    assert heard == ["own", "none"]
    buttons = field.findChildren(QPushButton)
    assert [button.isChecked() for button in buttons] == [False, False, True]
    assert [bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) for button in buttons] == [False, False, True]
    assert [button.accessibleName() for button in buttons] == ["Bio, Shared", "Bio, Own text", "Bio, None"]


def test_segments_are_mirrored_from_right_to_left(show: Show) -> None:
    field = SegmentedField("Bio", [("shared", "Shared"), ("own", "Own text")])
    window = show(field)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    field.setFocus()
    QTest.keyClick(field.editor(), Qt.Key.Key_Left)
    assert field.value() == "own"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_box_is_seen(show: Show, theme: Theme, scheme: str) -> None:
    theme.apply(scheme, 100)
    field = CheckField("Hide as a spoiler")
    window = show(field)
    window.setProperty("look", "sheet")
    image = field.editor().grab().toImage()
    ground = theme.colour("sheet")
    strongest = max(abs(image.pixelColor(x, image.height() // 2).lightness() - ground.lightness()) for x in range(4, 26))
    assert strongest > 60
