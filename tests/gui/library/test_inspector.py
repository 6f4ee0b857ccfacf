"""The pane beside the list, the preview in its place, and a title typed over: in the real window, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.dates import PartialDate
from desktop.core.edits import add_credit
from desktop.core.image import ImageUse
from desktop.core.person import Person
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.core.work import Job, Work
from desktop.gui.library.inspector import Inspector
from desktop.gui.library.inspector_words import told_of_one
from desktop.gui.library.preview_page import PreviewPage
from desktop.services.archive import Archive, open_archive
from desktop.services.choosing import Glance
from tests.gui.desk import real_desk
from tests.gui.library.conftest import settle
from tests.gui.open_texts import begin_reviews
from tests.gui.typist import Typist

AMA, LENE = Person("a" * 32, "Ama Darko"), Person("b" * 32, "Lene Voss")


def fill(archive: Archive, pictures: Path) -> None:
    """Keep three reviews: two of films with Ama Darko, of which one was seen and has a picture, and one of nobody's."""
    archive.store_new([AMA, LENE]).result(timeout=20)
    first, second = archive.begin("The Lamplighter", 1987, "", "en"), archive.begin("Harbour Master", 2014, "", "en")
    archive.begin("Sand", 2001, "", "en")
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(pictures / "still.png"))
    still = archive.add_picture((pictures / "still.png").read_bytes(), "still.png").result(timeout=20)
    lamp, _ = add_credit(first, LENE, Job.DIRECTOR)
    lamp, _ = add_credit(lamp, AMA)
    harbour, _ = add_credit(second, AMA)
    lamp = replace(lamp, work=replace(lamp.work, countries=("GH", "DE")))
    lamp = replace(lamp, review=replace(lamp.review, hero=ImageUse("i1", still.id), tags=("sea",)))
    changes = [Change(record, 1) for record in (lamp.work, lamp.review, harbour.work)]
    archive.library.save(Batch(tuple(changes))).result(timeout=20)
    seen = Viewing("c" * 32, lamp.work.id, date=PartialDate(2023, 10, 6), venue="Filmhaus")
    archive.store_new([seen]).result(timeout=20)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library with three reviews."""
    archive = open_archive(tmp_path / "library")
    fill(archive, tmp_path)
    archive.library.close()
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        yield opened


def choose(desk: OpenDesk, qtbot: QtBot, *titles: str) -> Inspector:
    """Select reviews by their titles, and wait until the pane tells of them."""
    library = desk.window.library
    library.list.setFocus()
    selection = library.list.selectionModel()
    library.list.clearSelection()
    rows = {row.title: at for at, row in enumerate(library.rows())}
    for title in titles:
        index = library.list.model().index(rows[title], 0)
        selection.setCurrentIndex(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    wanted = titles[0] if len(titles) == 1 else f"{len(titles)} reviews"
    qtbot.waitUntil(lambda: library.inspector.words().title == wanted, timeout=10_000)
    return library.inspector


def work_titles(desk: OpenDesk) -> list[str]:
    return sorted(row.title for row in desk.workspace.archive.reviews())


def test_one_review_is_told_with_its_film_its_viewing_and_its_people(desk: OpenDesk, qtbot: QtBot) -> None:
    pane = choose(desk, qtbot, "The Lamplighter")
    told = pane.words()
    assert told.line == "1987 · Lene Voss · Ghana, Germany"
    facts = dict(told.facts)
    assert facts["Status"].startswith("Draft, ")
    assert (facts["Film seen"], facts["Tags"]) == ("Fri 6 Oct 2023, Filmhaus", "sea")
    assert told.people == ((AMA.id, "Ama Darko · 1 more"),), "Lene Voss made no other film of the library"
    assert pane.still.isVisible()
    (name,) = [each for each in pane.findChildren(QPushButton) if each.text() == "Ama Darko · 1 more" and each.isVisible()]
    with qtbot.waitSignal(desk.places.person_chosen) as asked:
        QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    assert asked.args == [AMA.id]


@pytest.mark.parametrize(("tagline", "heading"), [("", "Untitled"), ("A patient light", "A patient light")])
def test_a_review_without_a_title_is_called_by_what_its_headline_prints(tmp_path: Path, tagline: str, heading: str) -> None:
    archive = open_archive(tmp_path / "library")
    article = archive.begin("", None, "", "en")
    review = replace(article.review, headline="{title} ({year}): {tagline}", tagline=tagline)
    told = told_of_one(Glance(replace(article, review=review), 0, None, False, (), None), datetime.now(UTC))
    assert told.title == heading
    archive.library.close()


def test_several_are_told_by_what_they_share_and_can_be_changed_from_there(desk: OpenDesk, qtbot: QtBot) -> None:
    pane = choose(desk, qtbot, "The Lamplighter", "Sand")
    told = pane.words()
    assert told.line.startswith("1987 to 2001 · ")
    facts = dict(told.facts)
    assert (facts["Status"], facts["Rated"], facts["Tags"]) == ("Draft", "none", "sea\N{NO-BREAK SPACE}1")
    assert not pane.still.isVisible()
    words = [button.text() for button in pane.findChildren(QPushButton) if button.isVisible()]
    assert words == ["Status", "Tags…", "Outlet…", "Export…", "Move to Trash"]
    trash = next(button for button in pane.findChildren(QPushButton) if button.text() == "Move to Trash")
    QTest.mouseClick(trash, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work_titles(desk) == ["Harbour Master"], timeout=20_000)


def test_the_pane_is_hidden_and_shown_by_a_key_and_where_there_is_no_room(desk: OpenDesk, qtbot: QtBot) -> None:
    window = desk.window
    assert window.library.inspector.isVisible()
    Typist().press("F9")
    assert not window.library.inspector.isVisible()
    assert not window.actions_by_id["toggle_inspector"].isChecked()
    assert window.library.layout_state()["inspector"] is False
    Typist().press("F9")
    assert window.library.inspector.isVisible()
    window.resize(720, 600)
    qtbot.waitUntil(lambda: not window.library.inspector.isVisible())
    assert window.library.layout_state()["inspector"] is True
    window.resize(1280, 800)
    qtbot.waitUntil(window.library.inspector.isVisible)


def test_space_shows_the_article_the_arrows_go_on_and_space_comes_back(desk: OpenDesk, qtbot: QtBot) -> None:
    choose(desk, qtbot, "Sand")
    library = desk.window.library
    library.list.select_row(0)
    first, second = (row.title for row in library.rows()[:2])
    Typist().press("Space")
    assert library.panes.is_covered()
    page = QApplication.focusWidget()
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: first in page.accessibleName(), timeout=10_000)
    assert "1 of 3" in page.accessibleName()
    qtbot.waitUntil(lambda: page.pane.view is not None, timeout=30_000)
    Typist().press("PgDown", "End", "PgUp", "Home")
    assert page.hasFocus(), "these keys are the article's"
    Typist().press("Down")
    qtbot.waitUntil(lambda: second in page.accessibleName(), timeout=10_000)
    assert "2 of 3" in page.accessibleName()
    Typist().press("Space")
    assert not library.panes.is_covered()
    assert library.list.hasFocus()
    assert library.list.currentIndex().row() == 1
    Typist().press("Space", "Escape")
    assert not library.panes.is_covered()
    Typist().press("Space", "Return")
    qtbot.waitUntil(lambda: desk.window.session is not None, timeout=10_000)
    assert desk.window.session is not None
    assert desk.window.session.article.work.title == second


@pytest.mark.parametrize("key", ["Return", "Space", "F2"])
def test_the_first_key_after_the_start_acts_on_the_first_review(tmp_path: Path, qtbot: QtBot, key: str) -> None:
    begin_reviews(tmp_path / "library", "Silence", "Mute")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        library = desk.window.library
        settle(qtbot, library)
        assert library.list.hasFocus()
        assert library.list.selected_count() == 1
        title = library.rows()[0].title
        qtbot.waitUntil(lambda: library.inspector.words().title == title, timeout=10_000)
        Typist().press(key)
        if key == "Return":
            qtbot.waitUntil(lambda: desk.window.session is not None, timeout=10_000)
            assert desk.window.session is not None
            assert desk.window.session.article.work.title == title
        elif key == "Space":
            assert library.panes.is_covered()
        else:
            line = QApplication.focusWidget()
            assert isinstance(line, QLineEdit)
            assert line.text() == title


def test_a_search_that_is_typed_keeps_the_focus_while_rows_come(desk: OpenDesk, qtbot: QtBot) -> None:
    Typist().press("Ctrl+L")
    Typist().type("sa")
    settle(qtbot, desk.window.library)
    Typist().type("nd")
    settle(qtbot, desk.window.library)
    assert desk.window.library.search_line.hasFocus()
    assert [row.title for row in desk.window.library.rows()] == ["Sand"]


def test_a_title_is_typed_over_in_place_print_keeps_its_slug_and_undo_takes_it_back(desk: OpenDesk, qtbot: QtBot) -> None:
    archive = desk.workspace.archive
    row = next(row for row in archive.reviews() if row.title == "Sand")
    review, revision = archive.library.load_record(Review, row.id)
    printed = replace(review, status=Status.PUBLISHED, slug="sand-as-printed")
    long_ago = "2020-05-17T10:00:00Z"
    archive.library.save(Batch((Change(printed, revision, long_ago),))).result(timeout=20)
    desk.window.library.refresh()
    settle(qtbot, desk.window.library)
    choose(desk, qtbot, "Sand")
    assert desk.window.library.rows()[-1].id == row.id
    Typist().press("F2")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.selectedText()) == ("Sand", "Sand")
    Typist().type("Quicksand")
    Typist().press("Return")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "‘Sand’ is called ‘Quicksand’ now.", timeout=20_000)
    settle(qtbot, desk.window.library)
    assert archive.work(row.work_id)[0].title == "Quicksand"
    assert archive.rows([row.id])[0].slug == "sand-as-printed"
    assert desk.window.library.rows()[0].id == row.id, "what was changed last stands first"
    assert desk.window.library.rows()[0].modified > long_ago
    assert desk.window.library.list.hasFocus(), "Enter ends the typing and opens nothing"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: archive.work(row.work_id)[0].title == "Sand", timeout=20_000)
    qtbot.waitUntil(lambda: desk.window.library.rows()[-1].id == row.id, timeout=20_000)
    assert desk.window.library.rows()[-1].modified == long_ago
    choose(desk, qtbot, "Sand")
    Typist().press("F2")
    Typist().type("Nothing")
    Typist().press("Escape")
    assert archive.library.load_record(Work, row.work_id)[0].title == "Sand"


def test_the_search_line_is_one_key_away_from_everywhere(desk: OpenDesk, qtbot: QtBot) -> None:
    choose(desk, qtbot, "Sand")
    Typist().press("Return")
    qtbot.waitUntil(lambda: desk.window.session is not None)
    Typist().press("Ctrl+L")
    assert desk.window.session is None
    assert desk.window.library.search_line.hasFocus()


def test_a_long_name_ends_in_an_ellipsis_and_nothing_of_the_pane_is_cut(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.workspace.archive.library
    name = "Žofia Håkansson-Lindqvist von Trotha zu Hohenlohe-Waldenburg-Schillingsfürst"
    library.save(Batch((Change(replace(AMA, name=name), 1),))).result(timeout=20)
    pane = choose(desk, qtbot, "The Lamplighter")
    inside = pane.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: any("…" in button.text() for button in inside.findChildren(QPushButton)), timeout=10_000)
    assert inside.width() <= pane.viewport().width()
    button = next(button for button in inside.findChildren(QPushButton) if "…" in button.text())
    assert button.accessibleName() == f"{name} · 1 more"
    assert name in button.toolTip()
