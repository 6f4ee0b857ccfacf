"""The model of the list by itself: Qt's own inspection, sorting, and the size it must grow to."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.core.review import Status
from desktop.gui.library.finding import Finder
from desktop.gui.library.places import PlacesModel
from desktop.gui.library.row_painter import from_mark
from desktop.gui.library.table import DETAIL_ROLE, SORT_ROLE, Column, ReviewTable
from desktop.services.archive import Found
from tests.gui.library.conftest import NOW, a_row


def test_the_models_keep_qts_rules(qtbot: QtBot) -> None:
    table, places = ReviewTable(lambda: NOW), PlacesModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (table, places)]
    table.show([a_row(number) for number in range(5)], {})
    table.sort(Column.TITLE)
    table.show([], {})
    places.show({"idea": 2}, "all")
    places.show({}, "spiked")
    assert len(testers) == 2


@pytest.mark.parametrize("column", Column)
def test_each_column_sorts_by_its_sort_role(column: Column, qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)
    states = list(Status)
    rows = [
        a_row(
            number,
            title=f"Film {7 - number}",
            sort_title=f"film {7 - number}",
            status=states[number * 5 % 6],
            rating_position=None if number == 2 else number / 10,
            outlet=f"Outlet {number * 3 % 7}",
            words=number * 11 % 7,
            modified=f"2026-11-{10 + number * 2 % 7}T10:00:00Z",
        )
        for number in range(6)
    ]
    table.show(rows, {})
    table.sort(column, Qt.SortOrder.AscendingOrder)
    keys = [table.index(at, column).data(SORT_ROLE) for at in range(6)]
    assert keys == sorted(keys)
    assert len(set(map(str, keys))) == 6
    table.sort(column, Qt.SortOrder.DescendingOrder)
    assert [table.index(at, column).data(SORT_ROLE) for at in range(6)] == keys[::-1]
    assert table.headerData(column, Qt.Orientation.Horizontal).endswith(" ↓")


def test_the_second_line_is_what_was_found_or_the_headline_or_who_directed(qtbot: QtBot) -> None:
    table = ReviewTable(lambda: NOW)
    rows = [
        a_row(1, id="a", headline="A headline"),
        a_row(2, id="b", headline="A headline"),
        a_row(3, id="c", headline="Film 3 (2000)", directors=("Lene Voss", "Ito Kan")),
    ]
    table.show(rows, {"a": Found(rows[0], "lights a lamp", ((9, 13),))})
    table.sort(Column.TITLE)
    details = [table.index(at, 0).data(DETAIL_ROLE) for at in range(3)]
    assert details == [("lights a lamp", ((9, 13),)), ("A headline", ()), ("Lene Voss, Ito Kan", ())]


def test_a_line_too_long_begins_near_what_was_found() -> None:
    words = "Every evening Marta climbs the breakwater and lights a lamp that no ship needs"
    at = words.index("lamp")
    cut, marks = from_mark(words, ((at, at + 4),))
    assert cut == "…lights a lamp that no ship needs"
    assert [cut[start:end] for start, end in marks] == ["lamp"]
    assert from_mark("a lamp", ((2, 6),)) == ("a lamp", ((2, 6),))


def test_ten_thousand_rows_answer_each_key_within_two_frames() -> None:
    finder = Finder()
    finder.show([a_row(number, headline=f"Headline number {number}") for number in range(10_000)])
    times = []
    for text in ("f", "fi", "fil", "film", "film 9", "film 99", "headline 9999"):
        start = time.perf_counter()
        found = finder.best(text, 12)
        times.append(time.perf_counter() - start)
        assert found
    assert sorted(times)[len(times) // 2] < 0.033, times


def test_words_are_found_by_their_beginnings_without_accents_or_case() -> None:
    finder = Finder()
    finder.show([a_row(1, title="Amélie"), a_row(2, title="Die Hard"), a_row(3, title="Hard Candy"), a_row(4, title="L'Été")])
    assert [row.title for row in finder.best("hard", 9)] == ["Hard Candy", "Die Hard"]
    assert [row.title for row in finder.match("amelie 20")] == ["Amélie"]
    assert [row.title for row in finder.match("ard")] == []
    assert len(finder.match(" ")) == 4
    assert [row.title for row in finder.best("hard", 1)] == ["Hard Candy"]
