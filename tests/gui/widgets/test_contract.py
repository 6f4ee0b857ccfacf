"""Every field widget keeps the one contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme
from desktop.gui.widgets import (
    CheckField,
    ChipsField,
    ChoiceField,
    CompletingField,
    Completion,
    Field,
    IntField,
    LineField,
    MultiLineField,
    PartialDateField,
    RowsField,
    SegmentedField,
)
from tests.gui.widgets.conftest import Show

COUNTRIES = ["South Korea", "South Africa", "Ghana", "Germany"]
KINDS = [("cinema", "Cinema"), ("stream", "Streaming"), ("disc", "Disc")]


def complete(text: str) -> list[Completion]:
    return [Completion(name, name) for name in COUNTRIES if text.casefold() in name.casefold()]


def understand(text: str) -> str | None:
    return text if text.isdigit() else None


def make_rows(label: str) -> RowsField:
    return RowsField(
        label,
        lambda: [(LineField("Service"), 2), (ChoiceField("Kind", KINDS), 1)],
        tuple,
        tuple,
        add_words="Add a place",
    )


@dataclass(frozen=True)
class Case:
    make: Callable[[str], Field]
    first: Any
    second: Any
    edit: Callable[[Field], None]
    edited: Any


def type_text(text: str) -> Callable[[Field], None]:
    def act(field: Field) -> None:
        QTest.keyClicks(field.editor(), text)

    return act


def press(*keys: Qt.Key) -> Callable[[Field], None]:
    def act(field: Field) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)

    return act


def pick(text: str) -> Callable[[Field], None]:
    def act(field: Field) -> None:
        QTest.keyClicks(field.editor(), text)
        QTest.keyClick(field.editor(), Qt.Key.Key_Return)

    return act


CASES = {
    "line": Case(LineField, "one", "another", type_text("x"), "x"),
    "multi-line": Case(MultiLineField, "one\n\u00a0two", "three", type_text("x"), "x"),
    "int": Case(IntField, 120, 93, type_text("7"), 7),
    "check": Case(CheckField, True, False, press(Qt.Key.Key_Space), True),
    "choice": Case(lambda label: ChoiceField(label, KINDS), "disc", "cinema", press(Qt.Key.Key_Down), "stream"),
    "segmented": Case(lambda label: SegmentedField(label, KINDS), "disc", "cinema", press(Qt.Key.Key_Right), "stream"),
    "completing": Case(lambda label: CompletingField(label, complete), "Ghana", "Germany", pick("kor"), "South Korea"),
    "chips": Case(
        lambda label: ChipsField(label, complete),
        ("Ghana", "Germany"),
        ("Ghana", "South Africa"),
        pick("kor"),
        ("South Korea",),
    ),
    "rows": Case(
        make_rows,
        (("Lumen", "stream"), ("Kino", "cinema")),
        (("Kino", "disc"),),
        type_text("x"),
        (("x", "cinema"),),
    ),
    "partial date": Case(
        lambda label: PartialDateField(label, understand, lambda value: f"the year {value}"),
        "2023",
        "1987",
        type_text("7"),
        "7",
    ),
}

each_field = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


@each_field
def test_set_value_is_silent_and_shown(case: Case, qtbot: QtBot, theme: Theme) -> None:
    field = case.make("Label")
    qtbot.addWidget(field)
    heard: list[object] = []
    field.changed.connect(heard.append)
    empty = field.value()
    for value in (case.first, case.second, case.second, empty, case.first):
        field.set_value(value)
        assert field.value() == value
    assert heard == []


@each_field
def test_an_edit_is_told_with_the_value(case: Case, qtbot: QtBot, show: Show) -> None:
    field = case.make("Label")
    show(field)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    case.edit(field)
    assert field.value() == case.edited
    assert heard[-1] == case.edited


@each_field
def test_leaving_tells_that_it_is_finished(case: Case, qtbot: QtBot, show: Show) -> None:
    field, other = case.make("Label"), LineField("Other")
    show(field, other)
    field.setFocus()
    case.edit(field)
    with qtbot.waitSignal(field.finished, timeout=1000):
        other.setFocus()


@each_field
def test_a_problem_is_shown_read_and_taken_away(case: Case, qtbot: QtBot, show: Show) -> None:
    field = case.make("Label")
    show(field)
    field.set_problem("This does not fit.")
    assert field.problem() == "This does not fit."
    shown = [label for label in field.findChildren(QLabel) if "This does not fit." in label.text()]
    assert len(shown) == 1
    assert shown[0].isVisible()
    assert field.editor().accessibleDescription() == "This does not fit."
    field.set_problem(None)
    assert field.problem() is None
    assert not shown[0].isVisible()


@each_field
def test_the_label_names_the_editor(case: Case, qtbot: QtBot, theme: Theme) -> None:
    field = case.make("Heading && &level")
    qtbot.addWidget(field)
    assert field.label() == "Heading & level"
    interface = QAccessible.queryAccessibleInterface(field.editor())
    name = interface.text(QAccessible.Text.Name)
    assert name, "the editor has no name"
    if not isinstance(field, RowsField):
        assert name.startswith("Heading & level")
    buddies = [label.buddy() for label in field.findChildren(QLabel) if label.buddy() is not None]
    assert field.editor() in buddies


@each_field
def test_tab_leaves_and_comes_back(case: Case, qtbot: QtBot, show: Show) -> None:
    before, field, after = LineField("Before"), case.make("Label"), LineField("After")
    show(before, field, after)
    before.setFocus()
    walked = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
        if after.editor() is walked[-1]:
            break
    assert walked[0] is field.editor()
    assert walked[-1] is after.editor()
    QTest.keyClick(after.editor(), Qt.Key.Key_Backtab)
    now = QApplication.focusWidget()
    assert now is not None
    assert field.isAncestorOf(now)


@each_field
def test_nothing_is_clipped_at_double_size(case: Case, qtbot: QtBot, show: Show, theme: Theme) -> None:
    field = case.make("Label")
    field.set_value(case.first)
    show(field, width=900, height=800)
    theme.apply("light", 200)
    editor = field.editor()
    assert editor.fontMetrics().height() >= theme.pixels("body") > 25
    qtbot.waitUntil(lambda: editor.height() >= editor.fontMetrics().height(), timeout=1000)
    assert field.minimumSizeHint().width() < 900


@each_field
def test_the_focus_ring_is_the_accent(case: Case, qtbot: QtBot, show: Show, theme: Theme) -> None:
    field, other = case.make("Label"), LineField("Other")
    show(field, other)
    accent = theme.colour("accent")

    def accents() -> int:
        image = field.grab().toImage()
        return sum(image.pixelColor(x, y) == accent for x in range(0, image.width(), 2) for y in range(image.height()))

    other.setFocus()
    without = accents()
    field.setFocus()
    assert accents() > without + 20
