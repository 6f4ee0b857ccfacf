"""Beginning a review from the keyboard: a new film, a known one, and one of the same name."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.outlet import Outlet
from desktop.core.saving import Batch, Change
from desktop.gui.library.new_review import NewReview, NewReviewDialog
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from tests.gui.library.conftest import POST, Keep, put_on_screen


def open_dialog(qtbot: QtBot, archive: Archive, outlet_id: str = "", language: str = "en") -> tuple[NewReviewDialog, list[Any]]:
    dialog = NewReviewDialog(archive, outlet_id=outlet_id, language=language)
    chosen: list[Any] = []
    dialog.chosen.connect(chosen.append)
    put_on_screen(qtbot, dialog, 520, 360)
    return dialog, chosen


def press(text: str, *keys: Qt.Key) -> None:
    """Type into whatever has the focus, then press keys there."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def test_a_new_film_takes_two_keys_that_are_no_text(qtbot: QtBot, theme: Theme, archive: Archive, keep: Keep) -> None:
    keep("Ballerina Girl", year=2001)
    dialog, chosen = open_dialog(qtbot, archive)
    press("Ballerina", Qt.Key.Key_Tab)
    press("2023", Qt.Key.Key_Return)
    assert chosen == [NewReview("Ballerina", 2023, POST.id, "en")]
    assert not dialog.isVisible()


def test_a_film_of_the_library_is_found_again(qtbot: QtBot, theme: Theme, archive: Archive, keep: Keep) -> None:
    article = keep("Ballerina", year=2023)
    dialog, chosen = open_dialog(qtbot, archive)
    press("Ballerina")
    rows = dialog.title.line().completion_list().completions()
    assert [(row.label, row.detail) for row in rows] == [
        ("Ballerina (2023)", "second review of this film"),
        ("A new film, ‘Ballerina’", ""),
    ]
    press("", Qt.Key.Key_Tab)
    assert dialog.year.value() == 2023
    assert "second review of this film" in dialog.meaning()
    press("2023", Qt.Key.Key_Return)
    assert chosen == [NewReview("Ballerina", 2023, POST.id, "en", article.work.id)]


def test_another_year_makes_another_film(qtbot: QtBot, theme: Theme, archive: Archive, keep: Keep) -> None:
    keep("Ballerina", year=2006)
    dialog, chosen = open_dialog(qtbot, archive)
    press("Ballerina", Qt.Key.Key_Tab)
    press("2023")
    assert dialog.meaning() == "Another year, so another film than Ballerina (2006)."
    press("", Qt.Key.Key_Return)
    assert chosen == [NewReview("Ballerina", 2023, POST.id, "en")]


def test_a_part_of_a_title_does_not_pick_the_wrong_film(qtbot: QtBot, theme: Theme, archive: Archive, keep: Keep) -> None:
    keep("Nine Rooms", year=2016)
    dialog, chosen = open_dialog(qtbot, archive)
    press("Nine", Qt.Key.Key_Tab)
    assert dialog.title.value() == "Nine"
    press("2009", Qt.Key.Key_Return)
    assert chosen == [NewReview("Nine", 2009, POST.id, "en")]


def test_everything_may_stay_empty(qtbot: QtBot, theme: Theme, archive: Archive) -> None:
    _dialog, chosen = open_dialog(qtbot, archive)
    press("", Qt.Key.Key_Return)
    assert chosen == [NewReview("", None, POST.id, "en")]


def test_what_was_used_last_is_chosen_first(qtbot: QtBot, theme: Theme, archive: Archive) -> None:
    other = Outlet("e" * 32, "Magazine")
    archive.library.save(Batch((Change(other, 0),))).result(timeout=20)
    dialog, _chosen = open_dialog(qtbot, archive, outlet_id=other.id, language="es")
    assert dialog.new_review() == NewReview("", None, other.id, "es")
    dialog, _chosen = open_dialog(qtbot, archive, outlet_id="gone")
    assert dialog.new_review().outlet_id == POST.id


@pytest.mark.parametrize("year", ["12", "soon"])
def test_what_is_no_year_is_pointed_out(qtbot: QtBot, theme: Theme, archive: Archive, year: str) -> None:
    dialog, chosen = open_dialog(qtbot, archive)
    press("Ballerina", Qt.Key.Key_Tab)
    press(year, Qt.Key.Key_Return)
    assert chosen == []
    assert dialog.year.problem() == "Write a year such as 2023."
    assert dialog.isVisible()


def test_escape_creates_nothing(qtbot: QtBot, theme: Theme, archive: Archive) -> None:
    dialog, chosen = open_dialog(qtbot, archive)
    press("Ballerina", Qt.Key.Key_Escape)
    assert chosen == []
    assert not dialog.isVisible()
