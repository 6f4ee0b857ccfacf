"""Asking for files: each purpose begins where it was last, also at the next start, and what is chosen is told to who asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.asking_files import FOLDERS, Folders, Purpose, ask_file, ask_files, ask_folder, ask_target
from desktop.gui.settings import Settings


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Folders]:
    """What the process remembers, with settings of the test's own."""
    FOLDERS.settings, before = Settings(tmp_path / "desk.ini"), FOLDERS.settings
    yield FOLDERS
    FOLDERS.settings = before


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def dialog_of(parent: QWidget) -> QFileDialog:
    (dialog,) = (each for each in parent.findChildren(QFileDialog) if each.isVisible())
    return dialog


def choose(parent: QWidget, *files: Path) -> None:
    """Choose files as the dialog tells it, and let it close."""
    dialog = dialog_of(parent)
    dialog.filesSelected.emit([str(each) for each in files])
    dialog.fileSelected.emit(str(files[0]))
    dialog.done(QFileDialog.DialogCode.Accepted)


def test_each_purpose_begins_where_it_was_last_also_at_the_next_start(parent: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    stills, charts, told = tmp_path / "stills", tmp_path / "charts", list[object]()
    for folder in (stills, charts):
        folder.mkdir()
    ask_files(parent, "Pictures", "", Purpose.PICTURES, told.append)
    choose(parent, stills / "one.png", stills / "two.png")
    qtbot.waitUntil(lambda: not parent.findChildren(QFileDialog), timeout=5000)
    ask_target(parent, "Save", "", "looking-back.svg", Purpose.CHARTS, told.append)
    choose(parent, charts / "mine.svg")
    qtbot.waitUntil(lambda: not parent.findChildren(QFileDialog), timeout=5000)
    assert told == [[stills / "one.png", stills / "two.png"], charts / "mine.svg"]
    ask_file(parent, "Picture", "", Purpose.PICTURES, told.append)
    assert dialog_of(parent).directory().absolutePath() == str(stills)
    dialog_of(parent).reject()
    later = Folders()
    later.settings = Settings(tmp_path / "desk.ini")
    assert (later.of(Purpose.PICTURES), later.of(Purpose.CHARTS), later.of(Purpose.DIARIES)) == (str(stills), str(charts), "")


def test_a_folder_that_is_gone_is_not_begun_in(parent: QWidget, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ask_folder(parent, "Save a copy", Purpose.COPIES, lambda _folder: None)
    choose(parent, stick)
    assert FOLDERS.of(Purpose.COPIES) == str(stick)
    stick.rmdir()
    assert FOLDERS.of(Purpose.COPIES) == ""


@pytest.mark.parametrize("damaged", ["[1]", "{", '{"pictures": 7}', "7"])
def test_damaged_settings_remember_nothing(damaged: str, tmp_path: Path) -> None:
    folders = Folders()
    folders.settings = Settings(tmp_path / "other.ini")
    folders.settings.folders = damaged
    assert folders.of(Purpose.PICTURES) == ""
    folders.remember(Purpose.PICTURES, tmp_path)
    assert folders.of(Purpose.PICTURES) == str(tmp_path)
