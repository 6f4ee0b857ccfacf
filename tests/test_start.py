"""The window is on screen, painted, before the library and the forms are loaded; then the desk moves into that very window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from desktop.cli.window import opens_window
from desktop.gui.main_window import MainWindow
from desktop.gui.settings import Settings
from desktop.services.archive import open_archive
from tests.gui.desk import real_desk

PROJECT = Path(__file__).resolve().parents[1]

_RAISE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from desktop.start import raise_window
painted = []
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            painted.append(type(watched).__name__)
        return False
filter_ = Painted()
notify = QApplication.setStyleSheet
def seen(app, sheet):
    app.installEventFilter(filter_)
    notify(app, sheet)
QApplication.setStyleSheet = seen
raised = raise_window()
early, number = sorted(sys.modules), int(raised.window.winId())
bare = raised.window.findChild(QObject, "bare desk") is not None
from desktop import app
desk = app._begin(app.Choice(Path(sys.argv[1])), raised, sample=True, slug=None)
same = desk.window is raised.window and int(raised.window.winId()) == number
title = desk.window.windowTitle()
bare_later = desk.window.places.currentWidget() is desk.window.editor
desk.window.close(); desk.close()
print(json.dumps({"painted": painted, "early": early, "bare": bare, "same": same, "title": title, "editor": bare_later}))
"""


def test_the_window_is_painted_before_anything_else_is_loaded_and_the_desk_moves_into_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RAISE, str(tmp_path / "library")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert "BareDesk" in told["painted"]
    assert told["bare"]
    heavy = (
        "desktop.storage",
        "desktop.rendering",
        "desktop.services",
        "desktop.gui.editor",
        "peewee",
        "apsw",
        "PySide6.QtWebEngineCore",
    )
    assert not [name for name in told["early"] if name.startswith(heavy)]
    assert told["same"]
    assert told["editor"]
    assert "The Lamplighter" in told["title"]


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ([], True),
        (["open"], True),
        (["open", "the-lamplighter", "--sample"], True),
        (["--library", "here", "open"], True),
        (["--library=here"], True),
        (["--json", "open"], True),
        (["open", "--offscreen", "out"], False),
        (["open", "--offscreen=out"], False),
        (["open", "--help"], False),
        (["--version"], False),
        (["--help"], False),
        (["list"], False),
        (["--library", "open", "list"], False),
        (["nonsense"], False),
    ],
)
def test_the_words_of_a_command_say_whether_a_window_opens(words: list[str], opens: bool) -> None:
    assert opens_window(words) is opens


def test_a_window_that_nobody_moved_into_can_be_closed(tmp_path: Path, qtbot: object) -> None:
    window = MainWindow(Settings(tmp_path / "desk.ini"))
    window.show()
    assert window.close()
    assert not (tmp_path / "desk.ini").exists()
    window.deleteLater()


def test_a_library_that_cannot_be_opened_takes_the_window_with_it(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.db").write_text("no library", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--library", str(tmp_path / "library")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1
    assert "is not a library of Matinee" in done.stderr
    assert "Traceback" not in done.stderr
    with pytest.raises(Exception, match="is not a library"):
        open_archive(tmp_path / "library")


@pytest.mark.parametrize(("writing", "panes"), [(True, 3), (False, 2)])
def test_the_empty_window_has_the_panes_of_what_was_in_front_last(
    tmp_path: Path, qtbot: QtBot, writing: bool, panes: int
) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        if writing:
            desk.places.open_sample()
            qtbot.waitUntil(lambda: desk.window.session is not None)
        else:
            desk.window.show_library()
        assert desk.window.close()
        empty = MainWindow(desk.workspace.settings)
        qtbot.addWidget(empty)
        (splitter,) = empty.places.findChildren(QSplitter)
        assert splitter.count() == panes
