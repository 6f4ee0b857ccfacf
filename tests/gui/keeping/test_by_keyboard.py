"""A backup opened as a second library, and a library unpacked, from the menu to the end with keys alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.keeping.backups_dialog import BackupsDialog
from desktop.services.archive import open_archive
from desktop.services.jobs import Job
from desktop.services.moving_house import copy_to
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist


def picked(desk: OpenDesk, *names: str) -> None:
    """Go through the menus by their keys, each menu by its name, and press Enter on the last."""
    titles = {action.text().replace("&", ""): action for action in desk.window.menuBar().actions()}
    menu = titles[names[0]].menu()
    assert isinstance(menu, QMenu)
    desk.window.menuBar().setActiveAction(titles[names[0]])
    for name in names[1:]:
        wanted = next(action for action in menu.actions() if action.text().replace("&", "") == name)
        while menu.activeAction() is not wanted:
            before = menu.activeAction()
            QTest.keyClick(menu, Qt.Key.Key_Down)
            assert menu.activeAction() is not before, f"{name} cannot be reached"
        inner = wanted.menu()
        QTest.keyClick(menu, Qt.Key.Key_Right if isinstance(inner, QMenu) else Qt.Key.Key_Return)
        menu = inner if isinstance(inner, QMenu) else menu


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_backup_becomes_a_second_library(tmp_path: Path, qtbot: QtBot) -> None:
    archive = open_archive(tmp_path / "library")
    archive.begin("Ballerina", 2023, "", "en")
    archive.back_up()
    archive.library.close()
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        picked(desk, "File", "Library", "Backups…")
        (dialog,) = desk.window.findChildren(BackupsDialog)
        back_to(dialog, qtbot)
        qtbot.waitUntil(lambda: dialog.open_button.isEnabled(), timeout=10_000)
        assert focused() is dialog.table, "the newest backup is what the keys act on"
        Typist().press("Return")
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        assert opened[0].parent == tmp_path
        assert titles_in(opened[0]) == ["Ballerina"]
        assert desk.window.toast.text() == f"“{opened[0].name}” is open in a window of its own."


def test_a_packed_library_is_unpacked_by_its_typed_name(tmp_path: Path, qtbot: QtBot) -> None:
    archive = open_archive(tmp_path / "other")
    archive.begin("Burning", 2018, "", "en")
    copy_to(archive, tmp_path / "stick.zip", Job())
    archive.library.close()
    opened: list[Path] = []
    with real_desk(tmp_path / "desk", qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        picked(desk, "File", "Library", "Unpack a Copy…")
        dialog = next(each for each in desk.window.findChildren(QFileDialog) if each.isVisible())
        back_to(dialog, qtbot)
        assert isinstance(focused(), QLineEdit), "a name can be typed at once"
        QTest.keyClicks(focused(), str(tmp_path / "stick.zip"))
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        assert opened[0] == tmp_path / "desk" / "other"
        assert titles_in(opened[0]) == ["Burning"]


def titles_in(root: Path) -> list[str]:
    archive = open_archive(root)
    try:
        return [row.title for row in archive.reviews()]
    finally:
        archive.library.close()
