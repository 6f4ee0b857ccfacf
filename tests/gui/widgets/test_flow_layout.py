"""The flow: items of one line stand on one middle, in either direction."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Theme
from desktop.gui.widgets import ChoiceField, LineField
from desktop.gui.widgets.flow_layout import FlowLayout
from tests.gui.widgets.conftest import Show


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_items_of_a_line_stand_on_one_middle(show: Show, direction: Qt.LayoutDirection) -> None:
    box = QWidget()
    box.setLayoutDirection(direction)
    flow = FlowLayout(box, margins=QMargins(10, 10, 10, 10), spacing=10)
    pieces = [QWidget(box) for _ in range(4)]
    for piece, height in zip(pieces, (20, 40, 30, 10), strict=True):
        piece.setFixedSize(100, height)
        flow.addWidget(piece)
    show(box, width=380)
    middles = [piece.geometry().top() + piece.geometry().bottom() for piece in pieces]
    assert len(set(middles[:3])) == 1
    assert pieces[3].y() == 60, "the second line begins under the highest of the first"
    assert flow.heightForWidth(box.width()) == 80
    assert (pieces[0].x() < pieces[1].x()) == (direction == Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("percent", [80, 100, 125, 150, 175, 200])
def test_a_choice_is_as_high_as_the_line_beside_it(show: Show, theme: Theme, percent: int) -> None:
    theme.apply("light", percent)
    line, choice = LineField("Year"), ChoiceField("Kind", [("film", "Film")])
    show(line, choice)
    assert choice.editor().height() == line.editor().height()
