"""What a key costs in the window's own thread: as much as the change, however long the article, however odd the text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.gui.desk import back_to, real_desk
from tests.gui.long_reviews import cost_of_a_key, store_long_review
from tests.gui.open_texts import open_text

MOST_TIMES_SHORT = 2.5
"""A key in the longest article over one in the shortest; work on the whole article shows as 20 times."""
MOST_TIMES_BARE = 20
"""A key in the window over one in a bare text widget that holds the same."""

ODD_UNITS = ("[", "![", "<", "\\*", "`a` ", "{{a", "@a")


def bare_cost(text: str, qtbot: QtBot, keys: int = 30) -> float:
    """Return what a key costs in a text widget of Qt's with nothing around it."""
    bare = QPlainTextEdit()
    qtbot.addWidget(bare)
    bare.resize(640, 800)
    bare.setPlainText(text)
    bare.show()
    cursor = bare.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, n=len(text) // 2)
    bare.setTextCursor(cursor)
    cost = cost_of_a_key(bare, keys)
    bare.close()
    return cost


def test_a_key_costs_as_much_in_a_long_article_as_in_a_short_one(tmp_path: Path, qtbot: QtBot) -> None:
    costs = {}
    for words, cast in ((600, 20), (50_000, 200)):
        review = store_long_review(tmp_path / f"{words}" / "library", words, 500, cast)
        with real_desk(tmp_path / f"{words}", qtbot, preview=False) as desk:
            body = open_text(desk, review)
            body.select(len(body.text()) // 2)
            desk.workspace.autosave.finish()
            costs[words], bare = cost_of_a_key(body), bare_cost(body.text(), qtbot)
        assert costs[words] <= MOST_TIMES_BARE * bare, (words, costs[words], bare)
    assert costs[50_000] <= MOST_TIMES_SHORT * costs[600], costs


def test_a_long_odd_line_costs_little_more_than_in_a_bare_widget(tmp_path: Path, qtbot: QtBot) -> None:
    review = store_long_review(tmp_path / "library", 10, 10)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        body = open_text(desk, review)
        costs = {}
        for unit in ODD_UNITS:
            text = unit * (4000 // len(unit))
            bare = bare_cost(text, qtbot, 8)
            back_to(desk.window, qtbot)
            body.setFocus()
            body.set_text(text)
            body.select(2000)
            costs[unit] = (cost_of_a_key(body, 8), bare)
        assert [unit for unit, (cost, bare) in costs.items() if cost > 5 * bare + 10] == [], costs
