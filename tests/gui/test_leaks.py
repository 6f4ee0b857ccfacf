"""What is opened and closed again and again leaves nothing behind: no widget, no object of the window's."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.log_order import Column
from desktop.core.looking_back import LookingBack
from desktop.gui.history.dialog import SnapshotsDialog
from desktop.gui.keeping.backups_dialog import BackupsDialog
from desktop.gui.keeping.copying import CopyingDialog
from desktop.gui.looking_back.page import LookingBackPage
from desktop.gui.watch_log.place import WatchLogPlace
from tests.gui.desk import real_desk
from tests.gui.looking_back.test_cutting import archive as figures

_ROUNDS = 50
_FIRST = 5
"""Rounds in which things that stay may be made once: fonts, icons, a page."""


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.places.open_sample()
        yield desk


def is_counted(dialog: CopyingDialog) -> bool:
    return dialog.before() != "Counting…"


def there() -> Counter[str]:
    """Count the widgets, and the objects of Qt and of our own that Python holds, by their types."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    found = Counter(f"widget {type(widget).__name__}" for widget in QApplication.allWidgets())
    for each in gc.get_objects():
        kind = type(each)
        if issubclass(kind, QObject) or kind.__module__.startswith("desktop."):
            found[f"{kind.__module__}.{kind.__qualname__}"] += 1
    return found


def grown(act: Callable[[], None], rounds: int = _ROUNDS) -> dict[str, int]:
    """Return what there is more of, and how much, after all rounds than after five."""
    for _ in range(_FIRST):
        act()
    before = there()
    for _ in range(rounds - _FIRST):
        act()
    return {name: number - before[name] for name, number in there().items() if number > before[name]}


def test_looking_back_and_its_file_leave_nothing(desk: OpenDesk, qtbot: QtBot) -> None:
    page = desk.window.findChild(LookingBackPage)
    assert isinstance(page, LookingBackPage)

    def look() -> None:
        desk.window.actions_by_id["looking_back"].trigger()
        qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)
        page.show_figures(figures())
        button = next(filter(None, (view.turn_button for view in page.views())))
        button.click()
        page.svg()
        page.show_figures(LookingBack())

    assert grown(look) == {}


def test_asking_where_to_and_saving_leaves_nothing(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = desk.window.findChild(LookingBackPage)
    assert isinstance(page, LookingBackPage)
    desk.window.actions_by_id["looking_back"].trigger()
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)

    def save() -> None:
        page.save_button.click()
        dialog = next(each for each in desk.window.findChildren(QFileDialog) if each.isVisible())
        dialog.fileSelected.emit(str(tmp_path / "back.svg"))
        dialog.reject()

    assert grown(save, 12) == {}


def test_the_history_leaves_nothing(desk: OpenDesk, qtbot: QtBot) -> None:
    session, archive = desk.window.session, desk.workspace.archive
    assert session is not None
    desk.window.actions_by_id["save_snapshot"].trigger()
    qtbot.waitUntil(lambda: bool(archive.snapshots.of(session.review_id)), timeout=10_000)

    def compare() -> None:
        desk.window.actions_by_id["snapshots"].trigger()
        dialog = next(each for each in desk.window.findChildren(SnapshotsDialog) if each.isVisible())
        qtbot.waitUntil(lambda: "No word has changed" in dialog.comparison.text.toPlainText(), timeout=10_000)
        dialog.close_button.click()

    assert grown(compare) == {}


def test_the_watch_log_and_its_sheet_leave_nothing(desk: OpenDesk, qtbot: QtBot) -> None:
    log = desk.window.findChild(WatchLogPlace)
    assert isinstance(log, WatchLogPlace)

    def read() -> None:
        desk.window.actions_by_id["show_watch_log"].trigger()
        log.grouping.step(1)
        log.list.sort_by(Column.FILM)
        qtbot.waitUntil(lambda: not log.is_reading(), timeout=10_000)
        log.context_menu().deleteLater()
        desk.window.actions_by_id["log_viewing"].trigger()
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        sheet.close()

    assert grown(read) == {}


def test_backups_and_copying_leave_nothing(desk: OpenDesk, qtbot: QtBot) -> None:
    def keep() -> None:
        for command, kind in (("backups", BackupsDialog), ("copy_library", CopyingDialog)):
            desk.window.actions_by_id[command].trigger()
            dialog = next(each for each in desk.window.findChildren(kind) if each.isVisible())
            if isinstance(dialog, CopyingDialog):
                qtbot.waitUntil(partial(is_counted, dialog), timeout=10_000)
            dialog.reject()

    assert grown(keep) == {}
