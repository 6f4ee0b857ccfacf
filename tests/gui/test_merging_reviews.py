"""Merging two reviews of one work, and duplicating one, through the real window: each with one undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.dates import PartialDate
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.gui.library.columns import Column
from desktop.services.watch_log import Film, WatchLog
from tests.gui.desk import real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def stored(desk: OpenDesk, review_id: str) -> Review:
    return desk.workspace.archive.load(review_id).article.review


def written(desk: OpenDesk, verdict: str, work: str = "", status: Status = Status.DRAFT) -> Review:
    article = desk.workspace.archive.begin("Ballerina", 2023, "", "en")
    review = replace(article.review, verdict=verdict, status=status, work=work or article.work.id)
    desk.workspace.archive.library.save(Batch((Change(review, 1),))).result(timeout=20)
    return review


def choose(desk: OpenDesk, qtbot: QtBot, count: int) -> None:
    desk.window.show_library()
    qtbot.waitUntil(lambda: desk.window.library.list.model().rowCount() == count, timeout=10_000)
    desk.window.library.list.selectAll()


def test_two_reviews_of_a_work_become_one_and_one_undo_parts_them(desk: OpenDesk, qtbot: QtBot) -> None:
    first = written(desk, "Go.")
    second = written(desk, "Stay.", first.work, Status.PUBLISHED)
    log = WatchLog(desk.workspace.archive.library)
    viewing, future = log.log(Film("Ballerina", 2023, first.work), Viewing("", "", PartialDate(2023, 10, 6)))
    future.result(timeout=20)
    log.link(viewing.id, first.id).result(timeout=20)
    choose(desk, qtbot, 2)
    desk.window.actions_by_id["merge_reviews"].trigger()
    qtbot.waitUntil(lambda: stored(desk, first.id).trashed_at is not None, timeout=10_000)
    kept = stored(desk, second.id)
    assert (kept.verdict, kept.notes) == ("Stay.", "verdict: Go."), "the published one is kept"
    assert log.viewing(viewing.id).review == second.id
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Merged into ‘Ballerina’."))
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: stored(desk, first.id).trashed_at is None, timeout=10_000)
    assert stored(desk, second.id) == second
    assert log.viewing(viewing.id).review == first.id


def test_a_merge_of_two_that_say_the_same_says_so(desk: OpenDesk, qtbot: QtBot) -> None:
    first = written(desk, "Go.", status=Status.PUBLISHED)
    written(desk, "Go.", first.work)
    choose(desk, qtbot, 2)
    desk.window.actions_by_id["merge_reviews"].trigger()
    held = "Merged into ‘Ballerina’, which held all of it already. The other is in the trash."
    qtbot.waitUntil(lambda: desk.window.toast.text() == held, timeout=10_000)


def test_a_merge_says_where_what_only_the_other_said_is_now(desk: OpenDesk, qtbot: QtBot) -> None:
    first = written(desk, "Go.", status=Status.PUBLISHED)
    other = written(desk, "Stay.", first.work)
    tagged = replace(other, tags=("noir",), byline="Alice Lange")
    desk.workspace.archive.library.save(Batch((Change(tagged, 2),))).result(timeout=20)
    choose(desk, qtbot, 2)
    desk.window.actions_by_id["merge_reviews"].trigger()
    places = "fields that were empty, private notes, tags"
    said = f"Merged into ‘Ballerina’. What only the other said is there too: {places}."
    qtbot.waitUntil(lambda: desk.window.toast.text() == said, timeout=10_000)
    kept = stored(desk, first.id)
    assert (kept.byline, kept.tags, kept.notes) == ("Alice Lange", ("noir",), "verdict: Stay.")


def in_front(desk: OpenDesk) -> str:
    session = desk.window.session
    return session.review_id if session is not None else ""


def titles(desk: OpenDesk) -> list[str]:
    return [row.title for row in desk.window.library.rows()]


@pytest.mark.parametrize("current", ["kept", "gone"])
def test_the_review_kept_is_the_one_that_keys_act_on_after_a_merge(desk: OpenDesk, qtbot: QtBot, current: str) -> None:
    library, archive = desk.window.library, desk.workspace.archive
    kept = written(desk, "Go.", status=Status.PUBLISHED)
    gone = written(desk, "Stay.", kept.work)
    for title in ("Alpha", "Zulu"):
        archive.begin(title, 2020, "", "en")
    library.list.sort_by(Column.TITLE)
    choose(desk, qtbot, 4)
    qtbot.waitUntil(lambda: titles(desk) == ["Alpha", "Ballerina", "Ballerina", "Zulu"], timeout=10_000)
    library.focus_list()
    first, second = (kept, gone) if current == "gone" else (gone, kept)
    library.select(first.id)
    both = library.list.selectionModel()
    row = library.list.model().index(1 if library.list.currentIndex().row() == 2 else 2, 0)
    both.setCurrentIndex(row, both.SelectionFlag.Select | both.SelectionFlag.Rows)
    assert library.chosen_id() == second.id
    desk.window.actions_by_id["merge_reviews"].trigger()
    qtbot.waitUntil(lambda: titles(desk) == ["Alpha", "Ballerina", "Zulu"], timeout=10_000)
    assert (library.selected_ids(), library.chosen_id()) == ([kept.id], kept.id)
    qtbot.waitUntil(lambda: library.inspector.words().title == "Ballerina", timeout=10_000)
    QTest.keyClick(library.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desk) == ["Alpha", "Zulu"], timeout=10_000)
    assert library.list.currentIndex().row() == 1, "its neighbour, as after any other trashing"
    assert [row.title for row in archive.rows(library.selected_ids())] == ["Zulu"]


def test_the_selected_review_is_opened_where_the_row_with_the_focus_is_not_selected(desk: OpenDesk, qtbot: QtBot) -> None:
    review = written(desk, "Go.")
    desk.workspace.archive.begin("Zulu", 2020, "", "en")
    choose(desk, qtbot, 2)
    library = desk.window.library
    library.select(review.id)
    marks = library.list.selectionModel()
    other = library.list.model().index(1 - library.list.currentIndex().row(), 0)
    marks.setCurrentIndex(other, marks.SelectionFlag.NoUpdate)
    assert library.chosen_id() == review.id
    library.list.opened.emit()
    assert in_front(desk) == review.id
    desk.window.show_library()
    marks.setCurrentIndex(library.list.model().index(-1, -1), marks.SelectionFlag.Clear)
    library.list.opened.emit()
    assert in_front(desk) == ""
    assert not desk.window.toast.text(), "nothing is asked for where nothing is chosen"


def test_reviews_of_two_works_and_other_numbers_are_refused_in_a_sentence(desk: OpenDesk, qtbot: QtBot) -> None:
    written(desk, "Go.")
    choose(desk, qtbot, 1)
    desk.window.actions_by_id["merge_reviews"].trigger()
    assert desk.window.toast.text().startswith("Choose two reviews of the same work")
    written(desk, "Stay.")
    choose(desk, qtbot, 2)
    desk.window.actions_by_id["merge_reviews"].trigger()
    assert desk.window.toast.text().startswith("These are reviews of two works")
    assert len(desk.workspace.archive.reviews()) == 2


def test_a_copy_is_taken_back_with_its_undo(desk: OpenDesk, qtbot: QtBot) -> None:
    review = written(desk, "Go.")
    desk.window.library.review_opened.emit(review.id)
    desk.window.actions_by_id["duplicate"].trigger()
    qtbot.waitUntil(lambda: desk.window.toast.text() == "This is a copy of ‘Ballerina’, a draft of its own.", timeout=10_000)
    session = desk.window.session
    assert session is not None
    copy = session.review_id
    assert copy != review.id
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: stored(desk, copy).trashed_at is not None, timeout=10_000)
    assert stored(desk, review.id) == review
