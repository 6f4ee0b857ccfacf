"""The model of the list by itself: Qt's own inspection, sorting, and the size it must grow to."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.core.finding import By, Order
from desktop.gui.library.columns import Column
from desktop.gui.library.pages import Listing, Question
from desktop.gui.library.place_model import PlacesModel
from desktop.gui.library.review_list import ReviewList
from desktop.gui.library.row_painter import from_mark
from desktop.gui.library.table import DETAIL_ROLE, ReviewTable, detail_of
from desktop.gui.paged_rows import PAGE
from desktop.gui.theme import Theme
from desktop.services.archive import Found, ReviewRow
from tests.gui.library.conftest import NOW, a_row, put_on_screen


def listing(rows: Iterable[ReviewRow], count: int | None = None, sentence: str = "") -> Listing:
    snippet = f"\x02{sentence[0]}\x03{sentence[1:]}" if sentence else ""
    found = tuple(Found(row, snippet) for row in rows)
    return Listing(Question(), len(found) if count is None else count, pages={0: found})


def test_the_models_keep_qts_rules(qtbot: QtBot) -> None:
    table, places = ReviewTable(lambda: NOW), PlacesModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (table, places)]
    table.show(listing(a_row(number) for number in range(PAGE)))
    table.show(shown := listing((a_row(number) for number in range(PAGE)), 3 * PAGE))
    table.add_pages(shown.question, {1: shown.pages[0]})
    table.show(listing([]))
    places.show({"idea": 2}, "all")
    places.show({}, "spiked")
    assert len(testers) == 2


def test_a_hundred_thousand_rows_are_there_and_few_are_held(qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)
    wanted: list[list[int]] = []
    table.pages_wanted.connect(wanted.append)
    page = tuple(Found(a_row(number)) for number in range(PAGE))
    table.show(shown := Listing(Question(), 100_000, pages={0: page}))
    assert table.rowCount() == 100_000
    assert table.index(5, Column.TITLE).data() == "Film 5 (2000)"
    assert wanted == []
    for number in range(100, 140):
        assert table.index(number * PAGE, Column.TITLE).data() is None
        assert wanted[-1][-1] == number
        assert len(wanted[-1]) <= 4, "what was scrolled past is not waited for"
        table.add_pages(shown.question, {number: page})
        assert table.index(number * PAGE, Column.TITLE).data() == "Film 0 (2000)"
    assert len(table.rows()) <= 30 * PAGE
    table.add_pages(Question(), {7: page})
    assert not table.is_here(7 * PAGE), "a page of another listing"


def test_the_arrow_stands_where_the_order_that_was_used_says(qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)

    def arrows(order: Order) -> list[str]:
        table.show(Listing(Question(), order=order))
        heads = [table.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        return [head for head in heads if head[-1] in "↓↑"]

    assert arrows(Order(By.RATING)) == ["Rating ↓"]
    assert arrows(Order(By.TITLE, descending=False)) == ["Title ↑"]
    assert arrows(Order(By.TRASHED)) == ["Changed ↓"]
    assert arrows(Order(By.BEST)) == []


def test_the_second_line_is_what_was_found_or_the_headline_or_who_directed(qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)
    rows = [a_row(2, headline="A headline"), a_row(3, headline="Film 3 (2000)", directors=("Lene Voss", "Ito Kan"))]
    table.show(listing(rows))
    assert [table.index(at, 0).data(DETAIL_ROLE) for at in range(2)] == [("A headline", ()), ("Lene Voss, Ito Kan", ())]
    table.show(listing(rows[:1], sentence="lights a lamp"))
    assert table.index(0, 0).data(DETAIL_ROLE) == ("lights a lamp", ((0, 1),))


def test_a_line_too_long_begins_near_what_was_found() -> None:
    words = "Every evening Marta climbs the breakwater and lights a lamp that no ship needs"
    at = words.index("lamp")
    cut, marks = from_mark(words, ((at, at + 4),))
    assert cut == "…lights a lamp that no ship needs"
    assert [cut[start:end] for start, end in marks] == ["lamp"]
    assert from_mark("a lamp", ((2, 6),)) == ("a lamp", ((2, 6),))


def test_the_headings_know_nothing_of_the_selection(qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)
    view = ReviewList(table, lambda _first, _count: [])
    qtbot.addWidget(view)
    table.show(Listing(Question(), count=100_000))
    view.selectAll()
    assert view.selected_count() == 100_000
    assert not view.horizontalHeader().selectionModel().hasSelection(), "it would go over every row before it paints"


def test_a_headline_that_is_the_title_in_marks_gives_way_to_the_directors() -> None:
    row = a_row(1, headline="“Film 1” (2000)", directors=("Lene Voss",))
    assert detail_of(Found(row)) == ("Lene Voss", ())
    assert detail_of(Found(row._replace(headline="“Film 1” (2000): a small light"))) == ("“Film 1” (2000): a small light", ())


@pytest.mark.parametrize("title", ['A "Quoted" <b>Film</b> & Más', "Das « Haus »", "“Heroes”"])
@pytest.mark.parametrize("headline", ["{title}", "{title} (2000)", "“{title}” (2000)"])
def test_a_title_with_marks_of_its_own_is_not_said_twice(title: str, headline: str) -> None:
    row = a_row(1, title=title, headline=headline.format(title=title), directors=("Lene Voss",))
    assert detail_of(Found(row)) == ("Lene Voss", ())


def test_the_second_line_has_the_room_under_every_column(qtbot: QtBot, theme: Theme) -> None:
    table = ReviewTable(lambda: NOW)
    view = ReviewList(table, lambda first, count: [])
    put_on_screen(qtbot, view, 900, 300)

    def inks(sentence: str) -> int:
        """Count what is written under the words of the last column."""
        table.show(listing([a_row(1)], sentence=sentence))
        image = view.grab().toImage()
        left = view.columnViewportPosition(Column.CHANGED)
        top = view.viewport().y() + view.rowViewportPosition(0)
        ground = image.pixelColor(left + 4, top + view.rowHeight(0) - 4)
        lower = range(top + view.rowHeight(0) // 2, top + view.rowHeight(0) - 4)
        return sum(image.pixelColor(x, y) != ground for x in range(left, left + 60) for y in lower)

    short, long = inks("A lamp."), inks("A lamp burns, " * 40)
    assert short == 0
    assert long > 100
    assert view.columnWidth(Column.TITLE) < view.columnViewportPosition(Column.CHANGED)
