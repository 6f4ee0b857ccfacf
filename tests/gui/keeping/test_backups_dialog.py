"""The dialog of backups: what it lists, that it can be used by keyboard, and what it asks for."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.keeping.about_library import AboutLibraryDialog
from desktop.gui.keeping.backups_dialog import BackupsDialog
from desktop.gui.keeping.restoring import RestoringDialog
from desktop.gui.library.asking import Kind
from desktop.services.jobs import JobRunner
from desktop.services.keeping import backups_of
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.keeping.worn import filled


def checked(dialog: BackupsDialog, qtbot: QtBot) -> list[tuple[str, ...]]:
    """Wait until every backup was looked into, and return the rows."""
    qtbot.waitUntil(lambda: all(row[3] != "Checking…" for row in dialog.rows()), timeout=20_000)
    return dialog.rows()


def test_it_lists_when_how_much_and_whether_each_is_whole(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=3)
    newest, middle, oldest = (backup.path for backup in backups_of(root))
    middle.write_bytes(middle.read_bytes()[:20_000])
    oldest.rename(oldest.with_name(oldest.name.replace("library", "before-format-2")))
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        rows = checked(dialog, qtbot)
        assert len(rows) == 3
        assert sum(row[0].endswith(", before a new format") for row in rows) == 1
        assert all(row[0].startswith("today ") for row in rows)
        assert sorted(row[3] for row in rows) == ["Damaged", "Verified", "Verified"]
        assert [row[1] for row in rows if row[3] == "Verified"] == ["20", "20"]
        assert all(row[2].endswith(" kB") for row in rows)
        for at, row in enumerate(rows):
            dialog.table.selectRow(at)
            assert dialog.open_button.isEnabled() is (row[3] == "Verified")
        dialog.reject()
    assert newest.exists()


def test_enter_opens_the_selected_one_as_a_second_library(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "My Reviews", backups=1)
    (tmp_path / "My Reviews").rename(tmp_path / "library")
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        dialog = desk.libraries.show_backups()
        checked(dialog, qtbot)
        assert dialog.focusWidget() is dialog.table
        place = dialog.place()
        assert place is not None
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        assert opened == [place]
        assert desk.window.toast.text() == f"“{place.name}” is open in a window of its own."
    with Library.open(place) as again, Library.open(tmp_path / "library") as first:
        assert again.counts() == first.counts()


def test_another_place_can_be_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library", backups=1)
    (tmp_path / "drive").mkdir()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        dialog.put_elsewhere(tmp_path / "drive")
        place = dialog.place()
        assert place is not None
        assert place.parent == tmp_path / "drive"
        checked(dialog, qtbot)
        dialog.reject()


def test_without_a_backup_it_says_so_and_one_key_makes_one(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        assert dialog.rows() == []
        assert dialog.empty.words() == "There is no backup yet. Matinee makes one every day by itself."
        assert not dialog.open_button.isEnabled()
        dialog.empty.action.click()
        qtbot.waitUntil(lambda: bool(dialog.rows()), timeout=20_000)
        assert checked(dialog, qtbot)[0][3] == "Verified"
        assert dialog.told().startswith("Backed up and checked: library-")
        qtbot.waitUntil(lambda: desk.window.status.kept().startswith("Last backup today"), timeout=20_000)
        dialog.reject()


def test_a_backup_that_is_called_off_leaves_nothing_and_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        dialog.make_button.click()
        assert dialog.cancel_button.isVisible()
        dialog.cancel_button.click()
        qtbot.waitUntil(lambda: bool(dialog.told()), timeout=20_000)
        # Where the disk was quicker than the button, there is a backup and it is told.
        assert dialog.told() == ("Called off; no backup was made." if not backups_of(root) else dialog.told())
        assert not dialog.cancel_button.isVisible()
        dialog.reject()
    assert {path.suffix for path in (root / "backups").iterdir()} <= {".db"}


def test_a_failure_is_told_in_the_dialog(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        (root / "backups").rmdir()
        (root / "backups").write_text("in the way")
        dialog.back_up()
        qtbot.waitUntil(lambda: bool(dialog.told()), timeout=20_000)
        assert dialog.told().startswith("The backup could not be made")
        dialog.reject()


def test_a_library_that_can_only_be_read_makes_none_and_opens_them(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    with Library.open(root), real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        assert not dialog.make_button.isVisible()
        checked(dialog, qtbot)
        assert dialog.open_button.isEnabled()
        dialog.reject()


def test_every_widget_has_a_name_and_tab_reaches_it(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library", backups=1)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.show_backups()
        checked(dialog, qtbot)
        reached = set()
        for _ in range(12):
            focus = QApplication.focusWidget()
            assert focus is not None
            assert focus.accessibleName() or (isinstance(focus, QPushButton) and focus.text())
            reached.add(focus)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert {dialog.table, dialog.open_button, dialog.make_button, dialog.close_button, dialog.elsewhere_button} <= reached
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


@pytest.mark.parametrize("ends", ["called off", "refused"])
def test_a_library_that_is_not_made_after_all_leaves_nothing(ends: str, tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    (backup,) = backups_of(root)
    place = tmp_path / "again"
    jobs, told = JobRunner(), list[str]()
    if ends == "refused":
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    dialog = RestoringDialog.of_backup(root, backup.path, place, jobs)
    qtbot.addWidget(dialog)
    dialog.refused.connect(told.append)
    dialog.show()
    if ends == "called off":
        dialog.reject()
    dialog.begin()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    jobs.close()
    assert (len(told) == 1) is (ends == "refused")
    assert sorted(path.name for path in tmp_path.iterdir()) == (["again", "library"] if ends == "refused" else ["library"])


def about(desk: OpenDesk) -> AboutLibraryDialog:
    return desk.libraries.show_about()


def test_about_this_library_counts_and_leads_on(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=2)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        free = threading.Event()
        desk.workspace.jobs.answer(free.wait)  # as while another question is answered
        dialog = about(desk)
        facts = dialog.facts
        counted = ("Reviews", "Films and other works", "People", "Pictures")
        assert [facts[name] for name in counted] == ["Counting…"] * 4
        free.set()
        qtbot.waitUntil(lambda: "Counting…" not in dialog.facts.values(), timeout=20_000)
        assert [dialog.facts[name] for name in counted] == ["20", "20", "20", "0"]
        assert (facts["Folder"], facts["Looked over"]) == (str(root), "not yet")
        assert facts["Last backup"].startswith("today ")
        assert "2 in all" in facts["Last backup"]
        dialog.backups_button.click()
        backups = QApplication.activeModalWidget()
        assert isinstance(backups, BackupsDialog)
        checked(backups, qtbot)
        backups.reject()
        with qtbot.waitSignal(desk.care.looked, timeout=20_000):
            desk.care.look()
        assert about(desk).facts["Looked over"].startswith("sound today ")
        dialog = about(desk)
        dialog.verify_button.click()
        qtbot.waitUntil(lambda: desk.window.toast.text().startswith("The library is sound"), timeout=20_000)
        for left in desk.window.findChildren(AboutLibraryDialog):
            left.reject()


def test_closing_the_dialog_breaks_the_counting_off(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        archive, begun = desk.workspace.archive, threading.Event()
        endless = "WITH RECURSIVE count (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM count) SELECT max(x) FROM count"

        def ask(database: Any) -> object:
            begun.set()
            return database.execute_sql(endless).fetchall()

        dialog = about(desk)
        dialog._asking.ask(Kind.COUNTS, lambda: archive.library.ask(ask), lambda _counts: None)
        qtbot.waitUntil(begun.is_set, timeout=20_000)
        dialog.close_button.click()
        answered = desk.workspace.jobs.answer(lambda: "the next question")
        assert answered.result(timeout=20) == "the next question"
