"""Texts that are slow to render never hold the window up: its longest pause is like that of a bare window that shows them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.slow_shapes import SHAPES
from tests.gui.stalls import BareWindow, RealWindow

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

LENGTH = 4000
SHORTER_THAN_RENDERING = 900
"""Milliseconds of the longest pause, on a busy computer too; the work of the window itself is held to less."""
SLICE = ("open brackets", "escapes", "people")
"""What stands for the sixty shapes of the benchmark ``stalls``: the slowest to render and the slowest to show."""


def test_the_window_works_no_longer_at_a_slow_text_than_a_bare_one(tmp_path: Path, qtbot: QtBot) -> None:
    (review,) = begin_reviews(tmp_path / "library", "One")
    bare = BareWindow()
    qtbot.addWidget(bare.splitter)
    floors = {name: bare.stall(SHAPES[name](LENGTH)) for name in SLICE}
    bare.close()
    with real_desk(tmp_path, qtbot) as desk:
        open_text(desk, review)
        real = RealWindow(desk)
        stalls = {name: real.stall(SHAPES[name](LENGTH)) for name in SLICE}
    for name, stall in stalls.items():
        print(f"{name}: {stall} beside {floors[name]}")
    assert stalls["open brackets"].paused, "nothing was slow to render: the test shows nothing"
    assert [name for name, stall in stalls.items() if stall.worked > 2 * floors[name].worked + 40] == [], (stalls, floors)
    slow = [name for name, stall in stalls.items() if stall.paused and stall.longest > SHORTER_THAN_RENDERING]
    assert slow == [], "as long as rendering may take before it is given up: the window waited for it"


def test_there_are_sixty_shapes_and_each_has_its_length() -> None:
    assert len(SHAPES) >= 60
    assert {name for name, shape in SHAPES.items() if not LENGTH * 0.8 <= len(shape(LENGTH)) <= LENGTH} == set()
