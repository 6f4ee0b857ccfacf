"""A viewing on a disk that is full: the sheet keeps what is typed on it until it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.viewing import Viewing
from desktop.gui.watch_log.place import WatchLogPlace
from desktop.gui.watch_log.sheet import ViewingSheet
from desktop.services.watch_log import Film, WatchLog
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist
from tests.storage.faulty_disk import Disk


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.arm(0)
    disk.unregister()


@pytest.fixture
def desk(disk: Disk, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk
        disk.arm(0)


def sheet_of(qtbot: QtBot) -> ViewingSheet:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ViewingSheet))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ViewingSheet)
    back_to(sheet, qtbot)
    return sheet


def full(disk: Disk) -> None:
    disk.arm(1, full=True, lasting=True)


def failed(desk: OpenDesk, sheet: ViewingSheet, qtbot: QtBot) -> None:
    """Wait until the sheet says that nothing is stored, and look at what stands below meanwhile."""
    qtbot.waitUntil(lambda: bool(sheet.trouble()), timeout=10_000)
    assert sheet.isVisible()
    assert sheet.trouble().startswith("Not saved: disk full. What you typed is still here")
    assert desk.window.status.saved_state() == "Not saved — disk full"


def test_a_new_viewing_stays_on_its_sheet_until_there_is_room(desk: OpenDesk, disk: Disk, qtbot: QtBot) -> None:
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(qtbot)
    full(disk)
    hands.type("The Beast")
    hands.press("Tab", "Tab", "Tab")
    hands.type("Alice Tully Hall")
    hands.press("Return")
    failed(desk, sheet, qtbot)
    assert "“Log”" in sheet.trouble()
    hands.press("Return")
    qtbot.waitUntil(sheet.take_button.isEnabled, timeout=10_000)
    failed(desk, sheet, qtbot)
    disk.arm(0)
    hands.press("Return")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Logged: The Beast, 1st viewing.", timeout=10_000)
    log = WatchLog(desk.workspace.archive.library)
    assert [(row.label, row.venue) for row in log.rows()] == [("The Beast", "Alice Tully Hall")]
    qtbot.waitUntil(lambda: desk.window.status.saved_state().startswith("Saved "), timeout=10_000)


def test_a_changed_viewing_stays_on_its_sheet_until_there_is_room(desk: OpenDesk, disk: Disk, qtbot: QtBot) -> None:
    log = WatchLog(desk.workspace.archive.library)
    viewing, future = log.log(Film("Ballerina", 2023), Viewing("", "", venue="home"))
    future.result()
    hands = Typist()
    hands.press("Ctrl+3")
    page = desk.window.places.currentWidget()
    assert isinstance(page, WatchLogPlace)
    qtbot.waitUntil(lambda: not page.is_reading())
    hands.press("F2")
    sheet = sheet_of(qtbot)
    full(disk)
    sheet.venue.setFocus()
    hands.press("Ctrl+A")
    hands.type("Filmhaus")
    hands.press("Return")
    failed(desk, sheet, qtbot)
    disk.arm(0)
    hands.press("Return")
    qtbot.waitUntil(lambda: log.viewing(viewing.id).venue == "Filmhaus", timeout=10_000)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_sheet_given_up_after_a_failure_leaves_the_bar_as_it_was(desk: OpenDesk, disk: Disk, qtbot: QtBot) -> None:
    before = desk.window.status.saved_state()
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(qtbot)
    full(disk)
    hands.type("Beef")
    hands.press("Return")
    failed(desk, sheet, qtbot)
    sheet.reject()
    assert desk.window.status.saved_state() == before
    disk.arm(0)
    assert WatchLog(desk.workspace.archive.library).rows() == []
