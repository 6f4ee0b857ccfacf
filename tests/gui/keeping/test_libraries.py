"""Other libraries, each in a window of its own; libraries that are damaged, missing, or not there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import OpenDesk
from desktop.core.errors import DamagedError, LibraryError, MissingError
from desktop.gui.keeping.another_window import window_command
from desktop.gui.keeping.known_libraries import MOST_KNOWN, expect_known, forget_known, known_libraries, remember_known
from desktop.gui.opening_refused import Choice, OpeningRefused, ask_another
from desktop.gui.settings import Settings
from desktop.services.keeping import backups_of
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.keeping.worn import filled, wear
from tests.storage.builders import kept

ROOT = Path(__file__).resolve().parents[3]


def test_another_library_opens_in_a_window_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    other, opened = filled(tmp_path / "other"), list[Path]()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        desk.libraries.open_other(str(other))
        qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
        assert desk.window.toast.text() == "“other” is open in a window of its own."
        desk.libraries.open_other(str(tmp_path / "library"))
        assert desk.window.toast.text() == "This library is open already."
        desk.libraries.open_other(str(tmp_path))
        qtbot.waitUntil(lambda: bool(desk.window.notices.texts()), timeout=10_000)
        assert "There is no library in" in desk.window.notices.texts()["another library"]
        assert opened == [other]


def test_a_damaged_one_offers_its_last_good_backup(tmp_path: Path, qtbot: QtBot) -> None:
    other, opened = filled(tmp_path / "other", backups=1), list[Path]()
    (other / "library.db").write_bytes(b"worn" * 9999)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        desk.libraries.open_other(str(other))
        qtbot.waitUntil(lambda: bool(desk.window.notices.texts()), timeout=10_000)
        backup, _dismiss = desk.window.notices.buttons("another library")
        backup.click()
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].name.startswith("other (from backup ")
    with Library.open(opened[0]) as again:
        assert len(again.reviews()) == 20
    assert (other / "library.db").read_bytes() == b"worn" * 9999


def told_in(desk: OpenDesk, said: str) -> bool:
    return said in desk.window.notices.texts().get("another library", "")


def test_a_new_library_is_made_in_an_empty_folder_only(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    there, opened = filled(tmp_path / "there"), list[Path]()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        for folder, said in ((tmp_path / "full", "is not empty"), (there, "already; open it instead")):
            desk.libraries.make_new(str(folder))
            told = partial(told_in, desk, said)
            qtbot.waitUntil(told, timeout=10_000)
        assert opened == []
        desk.libraries.make_new(str(tmp_path / "fresh"))
        qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
        assert desk.window.notices.texts() == {}
    with Library.open(tmp_path / "fresh", create=False) as fresh:
        assert fresh.outlets()


def test_the_window_that_is_started_shows_that_library(tmp_path: Path) -> None:
    root = filled(tmp_path / "library")
    command = [*window_command(root), "--offscreen", str(tmp_path / "shown")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    assert any((tmp_path / "shown").iterdir())


def test_verify_tells_a_few_faults_and_the_way_out(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    wear(root)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.actions_by_id["verify"].trigger()
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        assert desk.window.notices.texts()["verify"].startswith("The database is damaged: ")
        assert "more; “matinee verify” lists them all." in desk.window.notices.texts()["verify"]


def test_a_window_that_closes_calls_the_check_off(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.actions_by_id["verify"].trigger()
        assert desk.window.status.said() == "Checking the library…"
        desk.window.close()
        qtbot.waitUntil(lambda: desk.window.status.said() == "", timeout=20_000)
        assert not desk.window.toast.text()


# ---- at the start


def pressed(label: str) -> None:
    """Press a button of the message that is shown, and no other."""
    message = QApplication.activeModalWidget()
    if not isinstance(message, OpeningRefused):
        QTimer.singleShot(20, lambda: pressed(label))
        return
    next(button for button in message.buttons() if button.text() == label).click()


def soon(label: str) -> None:
    QTimer.singleShot(20, lambda: pressed(label))


def refusal(root: Path) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        Library.open(root)
    return caught.value


def databases(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*.db")}


WORN: dict[str, Callable[[Path], object]] = {
    "overwritten": lambda path: path.write_bytes(b"\xaa" * 50_000),
    "emptied": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:9000]),
}


@pytest.mark.parametrize("how", WORN)
def test_a_damaged_library_opens_its_last_good_backup_with_one_key(how: str, tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "My Reviews", backups=1)
    WORN[how](root / "library.db")
    (root / "library.lock").write_text("cut short")
    before = databases(root)
    error = refusal(root)
    assert isinstance(error, DamagedError)
    assert f"Your last good backup is from today {backups_of(root)[0].at:%H:%M}" in str(error)
    message = OpeningRefused(error)
    qtbot.addWidget(message)
    assert message.backup is not None
    assert message.defaultButton() is message.backup, "Enter is enough"
    soon("Open Backup")
    chosen = ask_another(error, root)
    assert chosen is not None
    second = chosen.root
    assert second.parent == tmp_path
    assert second.name.startswith("My Reviews (from backup ")
    with Library.open(second) as again:
        assert (len(again.reviews()), again.verify()) == (20, [])
        kept(again, "Written since")
    soon("Open Backup")
    assert ask_another(error, root) == Choice(second), "the next time it is the same one, with what was written since"
    with Library.open(second) as again:
        assert len(again.reviews()) == 21
    assert databases(root) == before, "the damaged one is untouched"


def test_a_damaged_library_tells_of_the_readable_copies_that_are_newer_than_its_backup(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    WORN["cut"](root / "library.db")
    (root / "readable").mkdir(exist_ok=True)
    old, new = root / "readable" / "old.md", root / "readable" / "new.md"
    for path, hours in ((old, -1), (new, 1)):
        path.write_text("A review.", encoding="utf-8")
        moment = backups_of(root)[0].at.timestamp() + 3600 * hours
        os.utime(path, (moment, moment))
    error = refusal(root)
    assert str(error).endswith("newer; “Rebuild from Readable Copies…” or “matinee rebuild” makes a library of all of them.")
    message = OpeningRefused(error)
    qtbot.addWidget(message)
    assert message.readable is not None
    assert message.readable.text() == "Show Readable Copies"
    assert OpeningRefused(MissingError("It is not there.")).readable is None


def test_a_damaged_library_without_a_good_backup_offers_none(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    for path in (root / "library.db", backups_of(root)[0].path):
        path.write_bytes(b"\xaa" * 50_000)
    error = refusal(root)
    assert str(error).endswith("There is no backup of it that is whole.")
    message = OpeningRefused(error)
    qtbot.addWidget(message)
    assert (message.backup, message.again, message.defaultButton()) == (None, None, message.another)


def test_a_library_that_was_there_and_is_not_is_asked_for_and_not_made_anew(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "desk.ini")
    settings, root = Settings(tmp_path / "desk.ini"), tmp_path / "drive" / "Reviews"
    expect_known(root, settings)
    filled(root)
    remember_known(root, settings)
    expect_known(root, settings)
    root.rename(tmp_path / "unplugged")
    with pytest.raises(MissingError):
        expect_known(root, Settings(tmp_path / "desk.ini"))
    root.mkdir()
    with pytest.raises(MissingError, match=r"is not there\. Is its drive plugged in") as caught:
        expect_known(root, Settings(tmp_path / "desk.ini"))
    message = OpeningRefused(caught.value)
    qtbot.addWidget(message)
    assert message.again is not None
    assert message.defaultButton() is message.again
    soon("Try Again")
    assert ask_another(caught.value, root) == Choice(root)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "unplugged"))
    soon("Open Another…")
    assert ask_another(caught.value, root) == Choice(tmp_path / "unplugged")
    soon("Quit")
    assert ask_another(caught.value, root) is None
    soon("Begin a New One There")
    assert ask_another(caught.value, root) == Choice(root)
    expect_known(root, Settings(tmp_path / "desk.ini"))


def test_the_libraries_opened_last_are_known(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "desk.ini")
    for number in range(MOST_KNOWN + 5):
        remember_known(tmp_path / str(number), settings)
    remember_known(tmp_path / "10", settings)
    known = known_libraries(settings)
    assert (len(known), known[0], len(set(known))) == (MOST_KNOWN, str(tmp_path / "10"), MOST_KNOWN)
    forget_known(tmp_path / "10", settings)
    assert str(tmp_path / "10") not in known_libraries(settings)
