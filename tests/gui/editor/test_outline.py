"""The parts list: rows, keys, moves by keyboard and by drag."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.outlet import standard_outlets
from desktop.core.review import Part, PartKind, PartRole
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.editor.outline import DETAIL_ROLE, KEY_ROLE, QUIET_ROLE, OutlineModel, rows_of
from desktop.gui.editor.parts_list import PartsList
from desktop.gui.theme import Theme


@pytest.fixture
def article() -> Article:
    fresh = new_article(standard_outlets()[0], Work("0" * 32, title="Nine Rooms"), created="2026-01-01T00:00:00Z")
    parts = (
        Part("intro", role=PartRole.INTRO, body="Three words here."),
        Part("plot", role=PartRole.PLOT, heading="Plot"),
        Part("cast", PartKind.CAST, heading="The Cast"),
        Part("end", heading="About “{title}”", body="Words.", hidden=True),
    )
    return fresh.with_record(replace(fresh.review, parts=parts))


@pytest.fixture
def parts_list(article: Article, theme: Theme, qtbot: QtBot) -> PartsList:
    widget = PartsList()
    qtbot.addWidget(widget)
    widget.show_article(article)
    widget.resize(220, 500)
    widget.show()
    return widget


def test_rows_stand_in_print_order_under_headings_where_writing_and_facts_meet(article: Article) -> None:
    names = [row.name for row in rows_of(article)]
    assert names == [
        "Headline", "Facts", "People", "Publishing", "Text", "Introduction", "Plot", "From the facts", "The Cast", "Text",
        "About “Nine Rooms”",
    ]  # fmt: skip


def test_a_row_tells_its_words_that_it_prints_nothing_and_that_it_is_hidden(article: Article, qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(article)
    intro, plot, end = (model.index_of(key) for key in ("intro", "plot", "end"))
    assert [intro.data(DETAIL_ROLE), intro.data(QUIET_ROLE)] == ["3", False]
    assert plot.data(QUIET_ROLE) is True
    assert end.data(DETAIL_ROLE) == "hidden"
    assert plot.data(Qt.ItemDataRole.AccessibleTextRole) == "Plot, Text, prints nothing yet"


def test_the_arrows_pass_over_headings_and_choose_parts(parts_list: PartsList, qtbot: QtBot) -> None:
    chosen: list[str] = []
    parts_list.part_chosen.connect(chosen.append)
    parts_list.choose("plot")
    QTest.keyClick(parts_list.view, Qt.Key.Key_Down)
    QTest.keyClick(parts_list.view, Qt.Key.Key_Down)
    assert chosen == ["cast", "end"]


@pytest.mark.parametrize(
    ("key", "modifier", "signal", "said"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, "part_moved", ["plot", -1]),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, "part_moved", ["plot", 1]),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "part_removed", ["plot"]),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "part_entered", ["plot"]),
    ],
)
def test_keys_ask_for_edits(
    parts_list: PartsList, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str, said: list[object]
) -> None:
    parts_list.choose("plot")
    with qtbot.waitSignal(getattr(parts_list, signal)) as heard:
        QTest.keyClick(parts_list.view, key, modifier)
    assert heard.args == said


@pytest.mark.parametrize(("key", "row", "steps"), [("intro", 9, 2), ("end", 5, -3), ("cast", 11, 1), ("plot", 4, -1)])
def test_a_part_dropped_between_rows_asks_for_its_move(article: Article, qtbot: QtBot, key: str, row: int, steps: int) -> None:
    model = OutlineModel()
    model.show(article)
    mime = model.mimeData([model.index_of(key)])
    with qtbot.waitSignal(model.dragged) as heard:
        assert not model.dropMimeData(mime, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert heard.args == [key, steps]


def test_the_fixed_pages_cannot_be_dragged(article: Article) -> None:
    model = OutlineModel()
    model.show(article)
    keys = {
        model.index(row).data(KEY_ROLE): bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsDragEnabled) for row in range(11)
    }
    assert [key for key, drags in keys.items() if drags] == ["intro", "plot", "cast", "end"]


def test_a_click_on_a_part_goes_into_it_and_the_arrows_stay_in_the_list(parts_list: PartsList, qtbot: QtBot) -> None:
    entered: list[str] = []
    parts_list.part_entered.connect(entered.append)
    parts_list.choose("intro")
    view, model = parts_list.view, parts_list.view.model()
    rows = {str(model.index(at, 0).data(KEY_ROLE)): model.index(at, 0) for at in range(model.rowCount())}
    left, right, plain = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), left, plain, view.visualRect(rows["plot"]).center())
    assert entered == ["plot"]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert entered == ["plot"]
    QTest.mouseClick(view.viewport(), left, plain, view.visualRect(rows[""]).center())
    QTest.mouseClick(view.viewport(), right, plain, view.visualRect(rows["plot"]).center())
    assert entered == ["plot"], "neither a heading nor the other button goes anywhere"
