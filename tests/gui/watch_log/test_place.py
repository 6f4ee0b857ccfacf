"""The watch log as a place of the window."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.watch_log.view import WatchLogView
from tests.gui.desk import real_desk
from tests.gui.typist import Typist


def test_ctrl_3_shows_the_watch_log_and_ctrl_1_the_library(tmp_path: Path, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.places.open_sample()
        hands = Typist()
        hands.press("Ctrl+3")
        page = desk.window.places.currentWidget()
        assert isinstance(page, WatchLogView)
        assert desk.window.session is None
        assert page.empty_state.words() == "Log what you see; reviews can start from here."
        desk.window.actions_by_id["trash"].trigger()
        assert len(desk.workspace.archive.reviews()) == 1, "what is chosen in the library is out of sight"
        hands.press("Ctrl+1")
        assert desk.window.places.currentWidget() is desk.window.library
