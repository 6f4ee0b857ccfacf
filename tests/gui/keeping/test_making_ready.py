"""An older library opens in the real window: it is painted and answers meanwhile, and wherever that ends the old one is there."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import OpenDesk
from desktop.core.errors import LibraryError
from desktop.gui.bare_desk import BareDesk
from desktop.gui.keeping.waiting_page import WaitingPage
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import Access, Choice
from desktop.gui.settings import Settings
from desktop.start import Raised
from desktop.storage import making_ready, opening
from desktop.storage.library import Library
from desktop.storage.migrations import SCHEMA_VERSION, STEPS, Step
from tests.faults.formats import take_back
from tests.storage.builders import kept
from tests.storage.later import become_later

PROJECT = Path(__file__).resolve().parents[3]
OLD = 4

ENDLESS = """
CREATE TABLE endless AS WITH RECURSIVE count (x) AS (
    SELECT 1 WHERE EXISTS (SELECT 1 FROM review) UNION ALL SELECT x + 1 FROM count
) SELECT max(x) AS x FROM count
"""
"""A statement that never ends where there is a review, and ends at once in the empty library that it is compared with."""

NEVER = Step(SCHEMA_VERSION + 1, (ENDLESS,))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of an older format with two reviews."""
    root = tmp_path / "My Reviews"
    with Library.open(root) as library:
        for title in ("Ballerina", "The Lamplighter"):
            kept(library, title, "Agnès Varda")
    take_back(root, OLD)
    return root


@pytest.fixture
def raised(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Raised:
    """The window as it stands before a library is open."""
    settings = Settings(tmp_path / "desk.ini")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    return Raised(qapp, settings, window)


def _version(root: Path) -> int:
    database = apsw.Connection(str(root / "library.db"))
    version = int(database.pragma("user_version"))
    database.close()
    return version


def _rows(root: Path) -> str:
    """Return the digest of every table of the old library."""
    database = apsw.Connection(str(root / "library.db"))
    found = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    names = [str(name) for (name,) in found if not str(name).startswith("search")]
    rows = [(name, database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names]
    database.close()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


class Hand:
    """Acts in the waiting page as soon as it is as it should be, from the window's own loop."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._deeds = window, list[tuple[Callable[[WaitingPage], bool], Callable[[WaitingPage], object]]]()
        self._timer = QTimer(window, interval=1)
        self._timer.timeout.connect(self._act)
        self._timer.start()
        self.turns = 0

    def when(self, ready: Callable[[WaitingPage], bool], act: Callable[[WaitingPage], object]) -> None:
        self._deeds.append((ready, act))

    def _act(self) -> None:
        page = self._window.findChild(WaitingPage)
        if page is None or not page.isVisible() or not self._deeds:
            return
        self.turns += 1
        if self._deeds[0][0](page):
            self._deeds.pop(0)[1](page)

    @property
    def done(self) -> bool:
        return not self._deeds


def _is_changing(page: WaitingPage) -> bool:
    return page.count.text().startswith("3 of")


def _has_stopped(page: WaitingPage) -> bool:
    return page.again_button.isVisible()


def _click(button: str) -> Callable[[WaitingPage], None]:
    return lambda page: QTest.mouseClick(getattr(page, button), Qt.MouseButton.LeftButton)


def _begin(root: Path, raised: Raised) -> OpenDesk | Choice | None:
    return app._begin(Choice(root), raised, sample=False, slug=None)


def _end(desk: OpenDesk | Choice | None) -> None:
    assert isinstance(desk, OpenDesk)
    desk.window.close()
    desk.close()


def test_an_older_library_opens_in_the_window_that_tells_what_is_done(root: Path, raised: Raised) -> None:
    hand, seen = Hand(raised.window), list[str]()
    hand.when(lambda _page: True, lambda page: seen.append(page.words.text()))
    desk = _begin(root, raised)
    assert isinstance(desk, OpenDesk)
    assert seen[0].startswith(
        "This library was made by an older Matinee. It is being brought up to date: nothing is lost, and a backup is made first."
    )
    assert _version(root) == SCHEMA_VERSION
    assert len(desk.workspace.archive.library.reviews()) == 2
    assert [backup.occasion for backup in desk.workspace.archive.library.backups()] == [f"before-format-{SCHEMA_VERSION}"]
    assert raised.window.places.currentWidget() in (desk.window.library, desk.window.editor)
    _end(desk)


def test_the_window_answers_in_the_middle_of_the_longest_statement(
    root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is painted, Cancel leaves the old library, and what is offered then brings it up to date after all."""
    before = _rows(root)
    with monkeypatch.context() as later:
        become_later(later, NEVER)
        hand, clock = Hand(raised.window), QElapsedTimer()
        turns: list[int] = []

        def is_seen(page: WaitingPage) -> bool:
            if not _is_changing(page):
                return False
            if not clock.isValid():
                clock.start()
                turns.append(hand.turns)
            return page.gone.text() == "0:01 gone"

        def look(page: WaitingPage) -> None:
            turns.append(hand.turns)
            assert page.bar.maximum() == 1000
            assert 0 < page.bar.value() < 1000
            assert f"step {sum(len(step.statements) for step in STEPS[OLD:])} of" in page.count.text()
            shown = page.grab().toImage()
            assert shown.pixelColor(page.bar.mapTo(page, QPoint(2, page.bar.height() // 2))).lightness() < 128, (
                "the bar is painted"
            )
            QTest.mouseClick(page.cancel_button, Qt.MouseButton.LeftButton)

        def try_again(page: WaitingPage) -> None:
            assert "Nothing was changed: the library is as it was." in page.words.text()
            assert _version(root) == OLD
            assert _rows(root) == before
            assert not list((root / "backups").iterdir())
            assert page.again_button.hasFocus()
            later.undo()
            QTest.keyClick(page.again_button, Qt.Key.Key_Space)

        hand.when(is_seen, look)
        hand.when(_has_stopped, try_again)
        desk = _begin(root, raised)
    assert hand.done
    assert turns[1] - turns[0] > 20, "the loop turned all the while"
    assert _version(root) == SCHEMA_VERSION
    _end(desk)


def test_escape_calls_it_off_and_another_library_can_be_opened(
    root: Path, raised: Raised, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_later(monkeypatch, NEVER)
    other = tmp_path / "other"
    other.mkdir()

    def choose(page: WaitingPage) -> None:
        QTest.mouseClick(page.another_button, Qt.MouseButton.LeftButton)
        (dialog,) = (each for each in raised.window.findChildren(QFileDialog) if each.isVisible())
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(other))
        dialog.fileSelected.emit(str(other))
        dialog.done(QFileDialog.DialogCode.Rejected)

    hand = Hand(raised.window)
    hand.when(_is_changing, lambda page: QTest.keyClick(page, Qt.Key.Key_Escape))
    hand.when(_has_stopped, choose)
    assert _begin(root, raised) == Choice(other)
    assert hand.done
    assert _version(root) == OLD


def test_what_was_called_off_can_be_left(root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch) -> None:
    become_later(monkeypatch, NEVER)
    (root / "readable").mkdir(exist_ok=True)
    (root / "readable" / "Ballerina.md").write_text("A review", encoding="utf-8")
    hand = Hand(raised.window)
    hand.when(_is_changing, _click("cancel_button"))
    words: list[str] = []
    hand.when(_has_stopped, lambda page: words.append(page.words.text()))
    hand.when(lambda _page: True, _click("leave_button"))
    assert _begin(root, raised) is None
    assert not raised.window.isVisible()
    assert "This Matinee cannot even read it before it has been brought up to date" in words[0]
    assert words[0].endswith("Until then its reviews can be read in their readable copies.")
    assert _version(root) == OLD


def test_closing_the_window_calls_it_off(root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch) -> None:
    become_later(monkeypatch, NEVER)
    before = _rows(root)
    hand = Hand(raised.window)
    hand.when(_is_changing, lambda _page: raised.window.close())
    assert _begin(root, raised) is None
    assert _version(root) == OLD
    assert _rows(root) == before
    assert not list((root / "backups").iterdir())


def test_what_fails_is_told_and_the_bare_desk_stands_there_again(
    root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making_ready, "_ROOM", 10**9)
    with pytest.raises(LibraryError, match="free space"):
        _begin(root, raised)
    assert isinstance(raised.window.places.currentWidget(), BareDesk)
    assert _version(root) == OLD


def test_a_large_library_that_was_cut_short_is_checked_in_sight(
    root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(root).close()
    (root / "library.lock").write_text("here\n1\n", encoding="utf-8")
    monkeypatch.setattr(making_ready, "LARGE", 1)
    hand, seen = Hand(raised.window), list[str]()
    hand.when(lambda _page: True, lambda page: seen.append(page.words.text()))
    desk = _begin(root, raised)
    assert seen[0].startswith("Matinee was cut short while this library was open. It is being checked")
    _end(desk)


def test_a_check_that_is_called_off_leaves_the_library_to_be_read(
    root: Path, raised: Raised, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(root).close()
    (root / "library.lock").write_text("here\n1\n", encoding="utf-8")
    monkeypatch.setattr(making_ready, "LARGE", 1)
    held, called_off = threading.Event(), threading.Event()

    def slow_check(root: Path, step: Callable[[int, int], None]) -> None:
        held.set()
        called_off.wait(30)
        opening.expect_whole(root, step)

    def call_off(page: WaitingPage) -> None:
        QTest.keyClick(page, Qt.Key.Key_Escape)
        called_off.set()

    monkeypatch.setattr(making_ready, "expect_whole", slow_check)
    hand = Hand(raised.window)
    hand.when(lambda _page: held.is_set(), call_off)
    hand.when(_has_stopped, _click("reading_button"))
    chosen = _begin(root, raised)
    assert chosen == Choice(root, Access.AS_IT_IS)
    desk = app._begin(chosen, raised, sample=False, slug=None)
    assert isinstance(desk, OpenDesk)
    assert desk.workspace.archive.library.read_only
    assert desk.window.notices.texts()["read-only"] == "This library was opened read-only. You can read, copy and export."
    assert len(desk.workspace.archive.library.reviews()) == 2
    _end(desk)
    assert (root / "library.lock").read_text(encoding="utf-8"), "it is still to be checked before anything is written"


_IN_THE_MIDDLE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.start import raise_window
raised = raise_window()
from desktop import app
from desktop.gui.keeping.waiting_page import WaitingPage
from tests.gui.keeping.test_making_ready import NEVER
from desktop.storage import making_ready, opening
from desktop.storage.migrating import migrate
from desktop.storage.migrations import STEPS
steps = (*STEPS, NEVER)
opening.SCHEMA_VERSION = making_ready.SCHEMA_VERSION = NEVER.version
making_ready.STEPS = steps
making_ready.migrate = lambda database, way: migrate(database, steps, way)
def look():
    page = raised.window.findChild(WaitingPage)
    if page is not None and page.count.text().startswith("3 of"):
        os.kill(os.getpid(), int(sys.argv[2]))
timer = QTimer(raised.window, interval=5)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run(Path(sys.argv[1]), raised))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without a signal")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_killed_in_the_middle_the_old_library_is_there(root: Path, number: signal.Signals, tmp_path: Path) -> None:
    before = _rows(root)
    done = subprocess.run(
        [sys.executable, "-c", _IN_THE_MIDDLE, str(root), str(number.value)],
        cwd=PROJECT,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "home"), "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == (-number if number == signal.SIGKILL else 0), done.stderr[-800:]
    assert _version(root) == OLD
    assert _rows(root) == before
    with Library.open(root) as library:
        assert library.unclean == (number == signal.SIGKILL)
        assert len(library.reviews()) == 2
        assert library.verify() == []
