"""A name or a title of three hundred letters makes nothing wider: headings wrap, and what is one line is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Alias, Bio, Person
from desktop.core.work import Credit
from desktop.gui.history.dialog import SnapshotsDialog
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.merge_picker import MergePicker
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist
from tests.storage.builders import an_article, an_id, keep

LONG = "Wolfeschlegelstein" * 17


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.resize(1100, 760)
        yield desk


@pytest.fixture
def person(desk: OpenDesk, qtbot: QtBot) -> Person:
    """Somebody with a long name, alias and film, shown, and a second record of theirs."""
    library = desk.workspace.archive.library
    person = Person(an_id("3"), LONG, native_name="김" * 200, aliases=(Alias("q" * 200),), bios=(Bio("en", "x"),))
    twin = Person(an_id("3"), LONG, bios=(Bio("es", "x"),))
    article = an_article("T" * 300, body=f"{LONG} walks in.", outlet=library.outlets()[0])
    keep(library, person, twin, replace(article.work, credits=(Credit("k", person.id),)), article.review)
    desk.knowing.find_duplicates()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == 2, timeout=10_000)
    desk.knowing.show_person(person.id)
    qtbot.waitUntil(lambda: desk.knowing.view.page.page() is not None, timeout=10_000)
    return person


def fits(window: QWidget) -> bool:
    """Say whether a window is no wider than it was made, nor what it scrolls wider than where that is seen."""
    QApplication.processEvents()  # everything is laid out
    areas = [(area.widget(), area.viewport()) for area in window.findChildren(QScrollArea) if area.isVisible()]
    inside = all(body is None or body.width() <= seen.width() for body, seen in areas)
    held = window.centralWidget() if isinstance(window, QMainWindow) else window
    return inside and held is not None and held.minimumSizeHint().width() <= 800 and window.width() <= 1100


def dialog(desk: OpenDesk, qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=10_000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def test_everything_about_a_person_fits_whatever_the_name(desk: OpenDesk, qtbot: QtBot, person: Person) -> None:
    page = desk.knowing.view.page
    assert fits(desk.window)
    assert page.names.heading.text() == LONG
    assert page.names.heading.height() > 3 * page.names.heading.fontMetrics().height()
    (chip,) = page.names.aliases.chips()
    assert page.names.aliases.rect().contains(chip.button.mapTo(page.names.aliases, chip.button.rect().bottomRight()))
    page.cards[0].compare.click()
    merging = dialog(desk, qtbot, MergeDialog)
    assert fits(merging)
    merging.reject()
    page.merge_button.click()
    picker = dialog(desk, qtbot, MergePicker)
    assert fits(picker)
    assert picker.width() < 600
    picker.reject()
    back_to(desk.window, qtbot)
    page.names.name.editor().setFocus()
    Typist().press("End")
    Typist().type("W" * 30)
    Typist().press("Return")
    qtbot.waitUntil(page.rename_panel.isVisible, timeout=10_000)
    assert fits(desk.window)


def test_what_is_said_of_somebody_in_the_trash_fits_with_its_way_back(desk: OpenDesk, qtbot: QtBot, person: Person) -> None:
    desk.knowing.view.page.remove_button.setFocus()
    Typist().press("Space")
    toast, window = desk.window.toast, desk.window
    assert toast.text().startswith(LONG)
    assert window.rect().contains(toast.geometry())
    assert toast.rect().contains(toast.button.geometry())
    assert window.actions_by_id["undo"].text().startswith("&Undo Move Wolfe")
    assert len(window.actions_by_id["undo"].text()) < 80
    toast.say("Back.")
    assert toast.width() < 200


def test_a_review_of_a_long_title_leaves_its_neighbour_a_tab_and_its_history_a_width(
    desk: OpenDesk, qtbot: QtBot, person: Person
) -> None:
    archive, tabs = desk.workspace.archive, desk.window.tabs
    (row,) = archive.library.reviews_of_person(person.id)
    for review_id in (archive.begin("Ballerina", 2023, "", "en").review.id, row.id):
        desk.window.show_session(desk.workspace.reviews.open(review_id))
    assert tabs.tabRect(0).width() >= tabs.fontMetrics().horizontalAdvance("Ballerina")
    assert tabs.tabRect(1).width() <= 300
    assert fits(desk.window)
    desk.window.actions_by_id["snapshots"].trigger()
    history = dialog(desk, qtbot, SnapshotsDialog)
    assert fits(history)
    history.reject()
