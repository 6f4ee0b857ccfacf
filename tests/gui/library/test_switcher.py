"""The quick switcher over a real library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.person import Alias
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.core.work import Work
from desktop.gui.library.asking import Asking
from desktop.gui.library.switcher import QuickSwitcher
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from tests.gui.library.conftest import Keep, put_on_screen


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window with a line that has the focus."""
    window = QWidget()
    line = QLineEdit(window)
    QVBoxLayout(window).addWidget(line)
    put_on_screen(qtbot, window, 900, 600)
    line.setFocus()
    return window


@pytest.fixture
def switcher(qtbot: QtBot, window: QWidget, archive: Archive, asking: Asking, keep: Keep) -> QuickSwitcher:
    """An open switcher over three reviews."""
    keep("Nine Rooms", "Ito Kan", year=2016, status=Status.PUBLISHED)
    keep("The Lamplighter", "Lene Voss", "Ama Darko", year=1987)
    keep("Saltwater Hymn", year=2019)
    switcher = QuickSwitcher(window, archive, asking)
    switcher.open()
    qtbot.waitUntil(switcher.line.completion_list().is_open)
    return switcher


def type_in(qtbot: QtBot, switcher: QuickSwitcher, text: str) -> None:
    """Type, with an input method what no key has, and wait for the answer."""
    if text.isascii():
        QTest.keyClicks(switcher.line, text)
    else:
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(switcher.line, composed)
    qtbot.waitUntil(lambda: not switcher.is_asking(), timeout=20_000)


def offered(switcher: QuickSwitcher) -> list[tuple[str, str]]:
    return [(row.label, row.detail) for row in switcher.line.completion_list().completions()]


def test_it_opens_with_the_reviews_and_the_caret_in_the_line(switcher: QuickSwitcher) -> None:
    assert switcher.line.hasFocus()
    assert switcher.line.completion_list().is_open()
    assert {label for label, _ in offered(switcher)} == {"Nine Rooms (2016)", "The Lamplighter (1987)", "Saltwater Hymn (2019)"}


def test_enter_faster_than_the_answer_picks_of_the_answer(
    qtbot: QtBot, window: QWidget, archive: Archive, asking: Asking, keep: Keep
) -> None:
    keep("Saltwater Hymn")
    wanted = keep("Nine Rooms")
    keep("Harbour Light")
    switcher = QuickSwitcher(window, archive, asking)
    switcher.open()
    QTest.keyClicks(switcher.line, "nin")
    with qtbot.waitSignal(switcher.review_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert chosen.args == [wanted.review.id]


def test_enter_behind_more_letters_does_not_pick_what_the_first_ones_found(qtbot: QtBot, switcher: QuickSwitcher) -> None:
    type_in(qtbot, switcher, "ni")
    assert len(offered(switcher)) == 1
    QTest.keyClicks(switcher.line, "xqv")
    with qtbot.assertNotEmitted(switcher.review_chosen):
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not switcher.is_asking(), timeout=20_000)
    assert switcher.isVisible()


def test_letters_and_enter_open_a_review(qtbot: QtBot, switcher: QuickSwitcher, archive: Archive) -> None:
    type_in(qtbot, switcher, "nin")
    assert offered(switcher) == [("Nine Rooms (2016)", "Published, Evening Post")]
    with qtbot.waitSignal(switcher.review_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert [row.title for row in archive.reviews() if [row.id] == chosen.args] == ["Nine Rooms"]
    assert not switcher.isVisible()
    assert not switcher.line.completion_list().is_open()


def test_a_person_leads_to_their_page(qtbot: QtBot, switcher: QuickSwitcher, archive: Archive) -> None:
    type_in(qtbot, switcher, "dark")
    assert offered(switcher) == [
        ("Ama Darko", "The Lamplighter (1987), 1 review"),
        ("The Lamplighter (1987)", "Draft, Evening Post"),
    ]
    with qtbot.waitSignal(switcher.person_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert archive.person(chosen.args[0])[0].name == "Ama Darko"
    assert not switcher.isVisible()


def test_somebody_whose_whole_name_is_typed_stands_above_the_reviews(qtbot: QtBot, switcher: QuickSwitcher, keep: Keep) -> None:
    keep("Ama Darko", "Lene Voss")
    type_in(qtbot, switcher, "ama")
    assert [label for label, _ in offered(switcher)] == ["Ama Darko (2023)", "Ama Darko", "The Lamplighter (1987)"]
    type_in(qtbot, switcher, " darko")
    assert [label for label, _ in offered(switcher)] == ["Ama Darko", "Ama Darko (2023)", "The Lamplighter (1987)"]


def test_the_spelling_that_was_typed_stands_behind_the_house_spelling(
    qtbot: QtBot, switcher: QuickSwitcher, archive: Archive, keep: Keep
) -> None:
    kim = keep("Ballerina", "Lee Chung-hyun", "Kim Ji-hun").people[1]
    named = replace(kim, native_name="김지훈", aliases=(Alias("Kim Ji-hoon"),))
    archive.library.save(Batch((Change(named, archive.person(kim.id)[1]),))).result(timeout=20)
    for typed, label in {
        "kim ji-hoon": "Kim Ji-hun (also Kim Ji-hoon)",
        "kim jihoon": "Kim Ji-hun (also Kim Ji-hoon)",
        "김지훈": "Kim Ji-hun (also 김지훈)",
        "kim ji-hun": "Kim Ji-hun",
    }.items():
        switcher.line.set_text("")
        type_in(qtbot, switcher, typed)
        assert [row for row, _ in offered(switcher)] == [label, "Ballerina (2023)"], typed


def test_a_film_without_a_review_can_be_chosen(qtbot: QtBot, switcher: QuickSwitcher, archive: Archive) -> None:
    archive.store_new([film := Work("e" * 32, title="Ninety Nights", year=2020)]).result(timeout=20)
    type_in(qtbot, switcher, "nin")
    assert offered(switcher)[1:] == [("Ninety Nights (2020)", "film without a review")]
    QTest.keyClick(switcher.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(switcher.film_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert chosen.args == [film]


def test_one_escape_puts_it_away_and_gives_the_focus_back(qtbot: QtBot, switcher: QuickSwitcher, window: QWidget) -> None:
    type_in(qtbot, switcher, "nin")
    assert switcher.line.completion_list().is_open()
    QTest.keyClick(switcher.line, Qt.Key.Key_Escape)
    assert not switcher.isVisible()
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused is not switcher.line
    switcher.open()
    assert switcher.line.text() == ""


def test_it_goes_away_when_the_focus_does(switcher: QuickSwitcher, window: QWidget) -> None:
    other = window.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    other.setFocus()
    assert not switcher.isVisible()
    assert other.hasFocus()


def test_deleting_all_letters_shows_the_reviews_again(qtbot: QtBot, switcher: QuickSwitcher) -> None:
    type_in(qtbot, switcher, "zz")
    assert not switcher.line.completion_list().is_open()
    QTest.keyClick(switcher.line, Qt.Key.Key_Backspace)
    QTest.keyClick(switcher.line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not switcher.is_asking(), timeout=20_000)
    assert len(offered(switcher)) == 3
