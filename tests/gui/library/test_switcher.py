"""The quick switcher over a real library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.review import Status
from desktop.gui.library.switcher import QuickSwitcher
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from tests.gui.library.conftest import Keep, a_row, put_on_screen


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
def switcher(qtbot: QtBot, window: QWidget, archive: Archive, keep: Keep) -> QuickSwitcher:
    """An open switcher over three reviews."""
    keep("Nine Rooms", "Ito Kan", year=2016, status=Status.PUBLISHED)
    keep("The Lamplighter", "Lene Voss", "Ama Darko", year=1987)
    keep("Saltwater Hymn", year=2019)
    switcher = QuickSwitcher(window, archive, archive.reviews)
    switcher.open()
    qtbot.waitUntil(switcher.line.completion_list().is_open)
    return switcher


def offered(switcher: QuickSwitcher) -> list[tuple[str, str]]:
    return [(row.label, row.detail) for row in switcher.line.completion_list().completions()]


def test_it_opens_with_the_reviews_and_the_caret_in_the_line(switcher: QuickSwitcher) -> None:
    assert switcher.line.hasFocus()
    assert switcher.line.completion_list().is_open()
    assert {label for label, _ in offered(switcher)} == {"Nine Rooms (2016)", "The Lamplighter (1987)", "Saltwater Hymn (2019)"}


def test_letters_faster_than_the_reading_find_too(qtbot: QtBot, window: QWidget, archive: Archive, keep: Keep) -> None:
    keep("Nine Rooms")
    switcher = QuickSwitcher(window, archive, archive.reviews)
    switcher.open()
    QTest.keyClicks(switcher.line, "nin")
    with qtbot.waitSignal(switcher.review_chosen):
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)


def test_letters_and_enter_open_a_review(qtbot: QtBot, switcher: QuickSwitcher, archive: Archive) -> None:
    QTest.keyClicks(switcher.line, "nin")
    assert offered(switcher) == [("Nine Rooms (2016)", "Published, Evening Post")]
    with qtbot.waitSignal(switcher.review_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert [row.title for row in archive.reviews() if [row.id] == chosen.args] == ["Nine Rooms"]
    assert not switcher.isVisible()
    assert not switcher.line.completion_list().is_open()


def test_a_person_leads_to_their_page(qtbot: QtBot, switcher: QuickSwitcher, archive: Archive) -> None:
    QTest.keyClicks(switcher.line, "dark")
    assert offered(switcher) == [("Ama Darko", "The Lamplighter (1987), 1 review")]
    with qtbot.waitSignal(switcher.person_chosen) as chosen:
        QTest.keyClick(switcher.line, Qt.Key.Key_Return)
    assert archive.person(chosen.args[0])[0].name == "Ama Darko"
    assert not switcher.isVisible()


def test_somebody_whose_whole_name_is_typed_stands_above_the_reviews(switcher: QuickSwitcher, keep: Keep) -> None:
    keep("Ama Darko", "Lene Voss")
    switcher.dismiss()
    switcher.open()
    QTest.keyClicks(switcher.line, "ama")
    assert [label for label, _ in offered(switcher)] == ["Ama Darko (2023)", "Ama Darko"]
    QTest.keyClicks(switcher.line, " darko")
    assert [label for label, _ in offered(switcher)] == ["Ama Darko", "Ama Darko (2023)"]


def test_one_escape_puts_it_away_and_gives_the_focus_back(switcher: QuickSwitcher, window: QWidget) -> None:
    QTest.keyClicks(switcher.line, "zebra")
    assert offered(switcher) != [] or not switcher.line.completion_list().is_open()
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


def test_deleting_all_letters_shows_the_reviews_again(switcher: QuickSwitcher) -> None:
    QTest.keyClicks(switcher.line, "zz")
    assert not switcher.line.completion_list().is_open()
    QTest.keyClick(switcher.line, Qt.Key.Key_Backspace)
    QTest.keyClick(switcher.line, Qt.Key.Key_Backspace)
    assert len(offered(switcher)) == 3


def test_reviews_of_ten_thousand_are_told_in_time(window: QWidget, archive: Archive, qtbot: QtBot) -> None:
    rows = [a_row(number) for number in range(10_000)]
    switcher = QuickSwitcher(window, archive, lambda: rows)
    switcher.open()
    qtbot.waitUntil(switcher.line.completion_list().is_open)
    QTest.keyClicks(switcher.line, "film 9999")
    assert [label for label, _ in offered(switcher)] == ["Film 9999 (2000)"]
    switcher.dismiss()
