"""Completion by keyboard: what is picked, what is announced, and that the focus stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Type, current_theme
from desktop.gui.widgets import ChipsField, CompletingField, Completion, LineField
from desktop.gui.widgets.completion import LookUp, row_height
from tests.gui.widgets.conftest import Show, compose

COUNTRIES = ["South Africa", "South Korea", "Ghana", "Germany"]


def complete(text: str) -> list[Completion]:
    rows = [Completion(name[:2], name, "country") for name in COUNTRIES if text.casefold() in name.casefold()]
    if text.strip():
        rows.append(Completion(text, f"Create ‘{text}’", creates=True))
    return rows


def make() -> CompletingField:
    return CompletingField("Country", complete, say={name[:2]: name for name in COUNTRIES}.__getitem__)


def test_typing_and_enter_picks_the_first_row(show: Show) -> None:
    field = CompletingField("Country", lambda text: [row for row in complete(text) if row.label == "South Korea"])
    show(field)
    field.setFocus()
    heard: list[object] = []
    field.changed.connect(heard.append)
    QTest.keyClicks(field.line(), "kor")
    assert field.line().hasFocus(), "the list must not take the focus"
    QTest.keyClick(field.line(), Qt.Key.Key_Return)
    assert heard == ["So"]
    assert not field.line().completion_list().is_open()


def test_arrows_choose_and_tab_picks_and_goes_on(qtbot: QtBot, show: Show) -> None:
    field, other = make(), LineField("Other")
    show(field, other)
    field.setFocus()
    QTest.keyClicks(field.line(), "g")
    QTest.keyClick(field.line(), Qt.Key.Key_Down)
    current = field.line().completion_list().current()
    assert current is not None
    assert current.label == "Germany"
    QTest.keyClick(field.line(), Qt.Key.Key_Tab)
    assert field.value() == "Ge"
    assert field.line().text() == "Germany"
    assert QApplication.focusWidget() is other.editor()


def test_escape_closes_and_keeps_the_text(show: Show) -> None:
    field, other = make(), LineField("Other")
    show(field, other)
    field.setFocus()
    QTest.keyClicks(field.line(), "kor")
    QTest.keyClick(field.line(), Qt.Key.Key_Escape)
    assert not field.line().completion_list().is_open()
    assert field.line().text() == "kor"
    assert field.value() is None
    other.setFocus()
    assert field.problem() is not None
    assert field.line().text() == "kor"


def test_down_opens_the_list_on_an_empty_line(show: Show) -> None:
    field = make()
    show(field)
    field.setFocus()
    QTest.keyClick(field.line(), Qt.Key.Key_Down)
    assert [row.label for row in field.line().completion_list().completions()] == COUNTRIES


def test_create_is_the_last_row_and_asks_the_owner(qtbot: QtBot, show: Show) -> None:
    field = make()
    show(field)
    field.setFocus()
    QTest.keyClicks(field.line(), "Ghan")
    QTest.keyClick(field.line(), Qt.Key.Key_Up)
    heard: list[object] = []
    field.changed.connect(heard.append)
    with qtbot.waitSignal(field.chosen, timeout=1000) as chosen:
        QTest.keyClick(field.line(), Qt.Key.Key_Return)
    assert chosen.args == [Completion("Ghan", "Create ‘Ghan’", creates=True)]
    assert heard == []


def test_count_and_current_row_are_announced(show: Show) -> None:
    field = make()
    show(field)
    field.setFocus()
    said: list[str] = []
    field.line().completion_list().announced.connect(said.append)
    QTest.keyClicks(field.line(), "g")
    QTest.keyClick(field.line(), Qt.Key.Key_Down)
    assert "3 suggestion" in said[0]
    assert "Ghana, country" in said[0]
    assert said[1] == "Germany, country, 2 of 3"


def test_rows_are_read_as_sentences(show: Show) -> None:
    field = make()
    window = show(field)
    field.setFocus()
    QTest.keyClicks(field.line(), "gha")
    view = window.findChild(QListView)
    assert view is not None
    row = QAccessible.queryAccessibleInterface(view).child(0)
    assert row.text(QAccessible.Text.Name) == "Ghana, country"


def test_no_list_while_a_word_is_composed(show: Show) -> None:
    field = make()
    show(field)
    field.setFocus()
    compose(field.line(), "g")
    assert not field.line().completion_list().is_open()
    compose(field.line(), "", commit="g")
    assert field.line().completion_list().is_open()


def test_the_list_closes_when_the_focus_goes(show: Show) -> None:
    field, other = make(), LineField("Other")
    show(field, other)
    field.setFocus()
    QTest.keyClicks(field.line(), "g")
    other.setFocus()
    assert not field.line().completion_list().is_open()


def test_a_click_picks(qtbot: QtBot, show: Show) -> None:
    field = make()
    window = show(field)
    field.setFocus()
    QTest.keyClicks(field.line(), "g")
    view = window.findChild(QListView)
    assert view is not None
    spot = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert field.value() == "Ge"
    assert field.line().hasFocus()


def test_text_is_a_value_where_the_owner_can_read_it(show: Show) -> None:
    field = CompletingField("Service", lambda _text: [], read=str.strip)
    show(field)
    field.setFocus()
    QTest.keyClicks(field.line(), "Lumen ")
    assert field.value() == "Lumen"
    field.set_value("Lumen")
    assert field.line().text() == "Lumen ", "nothing is tidied while typing"


@pytest.fixture
def chips(show: Show) -> ChipsField:
    field = ChipsField("Countries", complete, say=lambda code: {name[:2]: name for name in COUNTRIES}.get(code, code))
    show(field, LineField("Other"))
    field.setFocus()
    return field


def test_enter_and_comma_add_chips(chips: ChipsField) -> None:
    heard: list[object] = []
    chips.changed.connect(heard.append)
    QTest.keyClicks(chips.line(), "ghan")
    QTest.keyClick(chips.line(), Qt.Key.Key_Return)
    QTest.keyClicks(chips.line(), "germ,")
    assert heard == [("Gh",), ("Gh", "Ge")]
    assert chips.line().text() == ""
    assert [chip.words for chip in chips.chips()] == ["Ghana", "Germany"]


def test_what_is_a_chip_already_is_not_offered(chips: ChipsField) -> None:
    chips.set_value(("Gh",))
    QTest.keyClicks(chips.line(), "g")
    assert [row.label for row in chips.line().completion_list().completions()] == ["Germany", "Create ‘g’"]


def test_backspace_at_the_start_removes_the_last(chips: ChipsField) -> None:
    chips.set_value(("Gh", "Ge"))
    QTest.keyClicks(chips.line(), "x")
    QTest.keyClick(chips.line(), Qt.Key.Key_Escape)
    QTest.keyClick(chips.line(), Qt.Key.Key_Backspace)
    assert chips.value() == ("Gh", "Ge"), "the letter went, not a chip"
    QTest.keyClick(chips.line(), Qt.Key.Key_Backspace)
    assert chips.value() == ("Gh",)
    assert chips.line().hasFocus()


def test_arrows_go_over_the_chips_and_delete_removes(chips: ChipsField) -> None:
    chips.set_value(("Gh", "Ge", "So"))
    QTest.keyClick(chips.line(), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is chips.chips()[2]
    QTest.keyClick(chips.chips()[2], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is chips.chips()[1]
    QTest.keyClick(chips.chips()[1], Qt.Key.Key_Delete)
    assert chips.value() == ("Gh", "So")
    assert QApplication.focusWidget() is chips.chips()[1]
    QTest.keyClick(chips.chips()[1], Qt.Key.Key_Right)
    assert chips.line().hasFocus()
    QTest.keyClick(chips.line(), Qt.Key.Key_Left)
    QTest.keyClick(chips.chips()[1], Qt.Key.Key_G)
    assert chips.line().hasFocus()
    assert chips.line().text() == "g"


def test_remove_buttons_are_named_and_work(chips: ChipsField) -> None:
    chips.set_value(("Gh", "Ge"))
    names = [chip.button.accessibleName() for chip in chips.chips()]
    assert names == ["Remove Ghana", "Remove Germany"]
    assert [chip.button.toolTip() for chip in chips.chips()] == names
    QTest.mouseClick(chips.chips()[0].button, Qt.MouseButton.LeftButton)
    assert chips.value() == ("Ge",)


def test_unknown_text_is_kept_with_a_problem(chips: ChipsField) -> None:
    QTest.keyClicks(chips.line(), "Atlantis")
    QTest.keyClick(chips.line(), Qt.Key.Key_Escape)
    QTest.keyClick(chips.line(), Qt.Key.Key_Tab)
    assert chips.value() == ()
    assert chips.problem() == "‘Atlantis’ is not in the list."
    assert chips.line().text() == "Atlantis"


def test_free_text_becomes_a_chip_where_it_may(show: Show) -> None:
    field = ChipsField("Tags", lambda _text: [], read=lambda text: text.casefold())
    show(field, LineField("Other"))
    field.setFocus()
    QTest.keyClicks(field.line(), "Slow cinema,Sea")
    QTest.keyClick(field.line(), Qt.Key.Key_Return)
    QTest.keyClicks(field.line(), "Night")
    QTest.keyClick(field.line(), Qt.Key.Key_Tab)
    assert field.value() == ("slow cinema", "sea", "night")


def test_a_text_in_another_case_or_composition_is_the_one_that_is_known_and_there_once(show: Show) -> None:
    field = ChipsField("Tags", lambda _text: [Completion("Café noir", "Café noir")], read=str)
    show(field, LineField("Other"))
    for typed in ("café noir", "Cafe\u0301 Noir", "Sea", "SEA"):
        field.line().set_text(typed)
        QTest.keyClick(field.line(), Qt.Key.Key_Return)
    assert field.value() == ("Café noir", "Sea")


def test_chips_break_into_lines(qtbot: QtBot, show: Show) -> None:
    field = ChipsField("Tags", lambda _text: [])
    show(field, width=300)
    field.set_value(tuple(f"a rather long tag {number}" for number in range(8)))
    chips = field.chips()
    qtbot.waitUntil(lambda: chips[-1].y() > chips[0].y() + 2 * chips[0].height(), timeout=1000)
    assert max(chip.geometry().right() for chip in chips) <= field.width()
    box = field.line().parentWidget()
    assert box is not None
    assert field.line().geometry().bottom() <= box.height()


def test_the_list_stays_inside_a_low_window(show: Show) -> None:
    field = CompletingField("Film", lambda text: [Completion(at, f"Film {at}") for at in range(9)])
    window = show(field, width=400, height=160)
    field.setFocus()
    QTest.keyClicks(field.line(), "film")
    popup = field.line().completion_list()
    assert popup.is_open()
    assert window.rect().contains(popup.geometry())
    assert popup.height() > 2 * row_height()


def test_the_list_is_wider_than_its_line_where_its_words_are(show: Show) -> None:
    words = "A Lamplight on the Breakwater (1961)"
    field = CompletingField("Film", lambda text: [Completion(1, words, "second review of this film")])
    show(field, width=700)
    field.setFixedWidth(260)
    field.setFocus()
    QTest.keyClicks(field.line(), "lamp")
    popup, theme = field.line().completion_list(), current_theme()
    label, detail = QFontMetrics(theme.font(Type.BODY)), QFontMetrics(theme.font(Type.CAPTION))
    needed = label.horizontalAdvance(words) + detail.horizontalAdvance("second review of this film")
    assert popup.width() > needed


def test_the_ring_goes_around_all_of_the_chips_when_the_line_gets_the_focus(qtbot: QtBot, show: Show) -> None:
    other, field = LineField("Other"), ChipsField("Country", complete)
    show(other, field)
    other.setFocus()
    box = field.editor().parentWidget()
    assert box is not None
    painter = Painted(box)
    QTest.keyClick(other.editor(), Qt.Key.Key_Tab)
    assert field.editor().hasFocus()
    qtbot.waitUntil(lambda: box.rect() in painter.rects, timeout=5_000)


class Painted(QObject):
    """Takes down which rectangles of a widget are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.rects: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects.append(QRect(event.rect()))
        return False


class Late:
    """Asks when it is told to: between the key and the answer the critic goes on."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.asked: list[str] = []

    def field(self) -> CompletingField:
        def find(text: str) -> list[str]:
            self.asked.append(text)
            return [name for name in COUNTRIES if text.casefold() in name.casefold()]

        def rows(text: str, found: list[str]) -> list[Completion]:
            create = [Completion(text, f"Create ‘{text}’", creates=True)] if text.strip() else []
            return [Completion(name, name) for name in found] + create

        field = CompletingField("Country", LookUp(find, rows))
        field.line().ask_through(lambda question, done: self.waiting.append((question, done)))
        return field

    def answer(self) -> None:
        """Answer the oldest question."""
        question, done = self.waiting.pop(0)
        done(question())


def labels(field: CompletingField) -> list[str]:
    """Return what the list offers, nothing while it is closed."""
    offered = field.line().completion_list()
    return [row.label for row in offered.completions()] if offered.is_open() else []


def test_a_key_does_not_wait_for_the_library(show: Show) -> None:
    late = Late()
    show(field := late.field())
    field.setFocus()
    QTest.keyClicks(field.line(), "gh")
    assert late.asked == []
    assert labels(field) == []
    late.answer()
    assert labels(field) == [], "that was for an older text"
    late.answer()
    assert labels(field) == ["Ghana", "Create ‘gh’"]
    QTest.keyClick(field.line(), Qt.Key.Key_Return)
    assert field.value() == "Ghana"


@pytest.mark.parametrize(("keys", "picked"), [([], "South Africa"), ([Qt.Key.Key_Down], "South Korea")])
def test_a_key_that_picks_acts_on_what_is_typed_now(show: Show, keys: list[Qt.Key], picked: str) -> None:
    late = Late()
    show(field := late.field())
    field.setFocus()
    QTest.keyClicks(field.line(), "g")
    late.answer()
    assert labels(field) == ["Ghana", "Germany", "Create ‘g’"]
    QTest.keyClick(field.line(), Qt.Key.Key_Backspace)
    QTest.keyClicks(field.line(), "so")
    for key in keys:
        QTest.keyClick(field.line(), key)
    QTest.keyClick(field.line(), Qt.Key.Key_Return)
    assert field.line().text() == picked
    while late.waiting:
        late.answer()
    assert labels(field) == [], "an answer that comes after it was picked opens nothing"


def test_what_is_created_by_the_pointer_is_what_is_typed_now(show: Show) -> None:
    late, chosen = Late(), list[Completion]()
    show(field := late.field())
    field.chosen.connect(chosen.append)
    field.setFocus()
    QTest.keyClicks(field.line(), "gh")
    late.answer()
    late.answer()
    QTest.keyClicks(field.line(), "ost")
    assert labels(field) == ["Ghana", "Create ‘gh’"], "what was offered stands there until there is an answer"
    view = field.line().completion_list().findChild(QListView)
    assert isinstance(view, QListView)
    where = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [row.value for row in chosen] == ["ghost"]


@pytest.mark.parametrize("leave", ["escape", "focus", "empty"])
def test_an_answer_that_is_not_wanted_any_more_opens_nothing(show: Show, leave: str) -> None:
    late = Late()
    show(field := late.field(), other := LineField("Other"))
    field.setFocus()
    QTest.keyClicks(field.line(), "g")
    if leave == "escape":
        QTest.keyClick(field.line(), Qt.Key.Key_Escape)
    elif leave == "focus":
        other.setFocus()
    else:
        QTest.keyClick(field.line(), Qt.Key.Key_Backspace)
    late.answer()
    assert labels(field) == []
    assert field.line().text() == ("" if leave == "empty" else "g")
