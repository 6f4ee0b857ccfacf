"""A log of thousands of viewings: pages of it are read as they come into sight, under all headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.log_order import ALL, TRASH, Column, Grouping, Wish
from desktop.gui.courier import Courier
from desktop.gui.library.asking import Asking
from desktop.gui.paged_rows import PAGE
from desktop.gui.watch_log.listing import listing_of
from desktop.gui.watch_log.table import HEADING_ROLE, Index, ViewingTable
from desktop.gui.watch_log.view import WatchLogView
from desktop.gui.watch_log.viewing_list import ViewingList
from desktop.services.archive import open_archive
from desktop.services.jobs import JobRunner
from desktop.services.watch_log import WatchLog
from tests.benchmarks.watch_log import fill_log
from tests.gui.desk import back_to

SIZE = 1500


@dataclass
class Long:
    """A page of a long log, with what waits until nothing is asked any more."""

    log: WatchLog
    view: WatchLogView
    settle: Callable[[], None]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a library once; the tests here only read it, or put back what they change."""
    root = tmp_path_factory.mktemp("log") / "Library"
    archive = open_archive(root)
    fill_log(archive.library, SIZE)
    archive.library.close()
    return root


@pytest.fixture
def long(filled: Path, qtbot: QtBot) -> Iterator[Long]:
    archive, jobs, courier = open_archive(filled), JobRunner(), Courier()
    asking = Asking(jobs, courier)
    log = WatchLog(archive.library)
    view = WatchLogView(log, asking)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    back_to(view, qtbot)

    def settle() -> None:
        qtbot.waitUntil(lambda: not asking.is_asking(), timeout=20_000)

    view.refresh()
    settle()
    yield Long(log, view, settle)
    courier.close()
    jobs.close()
    archive.library.close()


def test_only_what_is_in_sight_is_read_and_the_rest_when_it_comes_there(long: Long) -> None:
    view = long.view
    assert view._count.text() == "1,500 viewings"
    assert len(view.rows()) == PAGE
    view.focus_list()
    view.list.select_row(0)
    QTest.keyClick(view.list, Qt.Key.Key_End)
    assert view.list.model().index(view.list.currentIndex().row(), Column.FILM).data() is None, "it is on its way"
    assert not view.edit_button.isHidden()
    long.settle()
    row = view.list.current_row()
    assert row is not None
    assert view.list.model().index(view.list.currentIndex().row(), Column.FILM).data() == row.label
    assert row.id == long.log.rows()[-1].id
    assert len(view.rows()) < SIZE


@pytest.mark.parametrize("grouping", Grouping)
def test_every_group_says_how_many_stand_under_it(long: Long, grouping: Grouping) -> None:
    view = long.view
    view.grouping.step(list(Grouping).index(grouping) - list(Grouping).index(Grouping.WEEK))
    long.settle()
    model, listing = view.list.model(), view._table.listing
    assert listing.wish.grouping is grouping
    assert sum(heading.count for heading in listing.headings) == (0 if grouping is Grouping.NONE else SIZE)
    assert model.rowCount() == SIZE + len(listing.headings)
    headed = [line for line in range(model.rowCount()) if model.index(line, 0).data(HEADING_ROLE)]
    assert headed == list(listing.headed)
    for place in (0, 1, PAGE - 1, PAGE, SIZE // 2, SIZE - 1):
        line = listing.line(place)
        assert (listing.heading(line), listing.place(line)) == (None, place)
    for heading, line in zip(listing.headings, headed, strict=True):
        assert listing.heading(line) is heading
        assert view._table.nearest(line) == line + 1 == listing.line(listing.place(line))
    view.grouping.step(list(Grouping).index(Grouping.WEEK) - list(Grouping).index(grouping))
    long.settle()


def test_everything_selected_is_everything_whether_it_was_read_or_not(long: Long) -> None:
    view = long.view
    view.list.selectAll()
    assert view.list.selected_ids() == [row.id for row in long.log.rows()]
    asked: list[list[str]] = []
    view.trash_asked.connect(asked.append)
    view.focus_list()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert [len(ids) for ids in asked] == [SIZE]


def test_a_viewing_far_down_is_brought_into_sight_with_its_heading_and_survives_a_refresh(long: Long) -> None:
    view, wanted = long.view, long.log.rows()[900]
    view.show_only(long.log.rows()[0].seen_on[:4])
    long.settle()
    view.select(wanted.id)
    long.settle()
    assert view._wish.year == ALL
    row = view.list.current_row()
    assert row is not None
    assert row.id == wanted.id
    scroll = view.list.verticalScrollBar().value()
    assert scroll > 0
    view.refresh()
    long.settle()
    assert (view.list.selected_ids(), view.list.verticalScrollBar().value()) == ([wanted.id], scroll)
    assert view.list.model().index(view.list.rowAt(5), Column.FILM).data(), "the page in sight is there at once"


def test_a_decade_can_be_shown_and_is_named_among_the_years(long: Long) -> None:
    view = long.view
    view.show_only("199")
    long.settle()
    assert view.year.editor().accessibleName() == "Year, 1990s"
    assert {row.seen_on[:3] for row in view.rows()} == {"199"}
    view.show_only(TRASH)
    long.settle()
    assert view.empty_state.words() == "Empty. Viewings that were taken away wait here."
    view.empty_state.alternative.click()
    long.settle()
    assert view.year.editor().accessibleName() == "Year, All years"


def test_the_answer_to_an_older_wish_holds_no_rows_of_a_newer_one(long: Long) -> None:
    old = listing_of(long.log, Wish(grouping=Grouping.YEAR))
    before = long.view.rows()
    long.view._on_pages_read(old, {1: long.log.lines(old.ids[PAGE : 2 * PAGE])})
    assert long.view.rows() == before


class Counting(ViewingTable):
    """A table that counts how often it is asked whether a line can be selected."""

    asked = 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Answer as every table of the log does."""
        self.asked += 1
        return super().flags(index)


def test_selecting_everything_asks_no_row_whether_it_is_selected(long: Long, qtbot: QtBot) -> None:
    table = Counting()
    listed = ViewingList(table)
    qtbot.addWidget(listed)
    listed.resize(1100, 700)
    listed.show()
    table.show(listing_of(long.log, Wish()))
    listed.selectAll()
    listed.grab()
    assert table.asked < SIZE, "all rows times all columns would be ten thousand"
    assert len(listed.selected_ids()) == SIZE
