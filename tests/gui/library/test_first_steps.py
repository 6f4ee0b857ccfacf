"""The first library on a computer: the sample is listed, and the status bar says where all of it lies, with a way to move it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.core.finding import Query
from desktop.gui.keeping.copying import CopyingDialog
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import Choice
from desktop.gui.settings import Settings
from desktop.start import Raised
from tests.gui.desk import real_desk
from tests.gui.library.conftest import settle
from tests.gui.open_texts import begin_reviews


def test_who_begins_is_told_where_the_library_lies_and_can_move_it(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        status, library = desk.window.status, desk.window.library
        settle(qtbot, library)
        assert status.where() == f"Your library is in {Path('~') / 'library'}"
        status.move_button.click()
        qtbot.waitUntil(lambda: bool(desk.window.findChildren(CopyingDialog)), timeout=10_000)
        desk.window.findChildren(CopyingDialog)[0].reject()
        desk.places.open_sample()
        assert status.where() == "", "it is about the review in front now"
        desk.window.show_library()
        settle(qtbot, library)
        assert status.move_button.isVisible()


def test_who_has_begun_knows_where(tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library", "Harbour Light", "Nine Rooms")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        settle(qtbot, desk.window.library)
        assert (desk.window.status.where(), desk.window.status.move_button.isVisible()) == ("", False)


def test_the_first_library_lists_the_sample_and_the_second_is_empty(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    settings = Settings(tmp_path / "desk.ini")
    for name, titles in (("First", ["The Lamplighter"]), ("Second", [])):
        raised = Raised(qapp, settings, MainWindow(settings))
        desk = app._begin(Choice(tmp_path / name), raised, sample=False, slug=None)
        assert isinstance(desk, app.OpenDesk)
        try:
            settle(qtbot, desk.window.library)
            assert [row.title for row in desk.window.library.rows()] == titles
            assert desk.workspace.archive.count(Query()) == len(titles)
            assert desk.window.session is None, "it is listed, not opened"
            assert desk.window.library.sample_button.isVisibleTo(desk.window) == bool(titles)
        finally:
            desk.window.close()
            desk.close()
            desk.window.deleteLater()
