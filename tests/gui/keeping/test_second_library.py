"""A library made out of a backup says so; a library that is open elsewhere is opened for reading, or asks."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import _opened
from desktop.core.errors import DamagedError, InUseError, LibraryError
from desktop.gui.keeping.known_libraries import stand_in_for, stand_in_of
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import DEAF_MS, Access, Choice, OpeningRefused, ask_another
from desktop.gui.settings import Settings
from desktop.services.archive import open_archive
from desktop.services.jobs import Job
from desktop.services.keeping import Origin, backups_of, expect_nobody, origin_of, restore
from desktop.start import Raised
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.keeping.worn import filled
from tests.gui.open_texts import open_text


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a test's own."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "config" / "desk.ini")
    return tmp_path


def test_it_says_what_it_was_made_out_of_until_one_works_in_it(at_home: Path, qtbot: QtBot) -> None:
    root = filled(at_home / "My Reviews", backups=1)
    restore(root, backups_of(root)[0].path, at_home / "library", Job())
    said = f"Backup of today {backups_of(root)[0].at:%H:%M}"
    with real_desk(at_home, qtbot, preview=False) as desk:
        assert origin_of(desk.workspace.archive) == Origin("My Reviews", backups_of(root)[0].at)
        told = desk.window.notices.texts()["second library"]
        assert told == f"{said}, opened beside your library “My Reviews”. What you write here stays here."
        open_text(desk, desk.workspace.archive.reviews()[0].id)
        assert desk.window.windowTitle().endswith(f" — {said} — Matinee")
        desk.window.notices.buttons("second library")[1].click()
        assert "second library" not in desk.window.notices.texts()
    with real_desk(at_home, qtbot, preview=False) as desk:
        desk.window.notices.buttons("second library")[0].click()
        assert desk.window.toast.text() == "Matinee opens this library from now on."
        assert said not in desk.window.windowTitle()
    assert paths.default_library() == at_home / "library"
    with real_desk(at_home, qtbot, preview=False) as desk:
        assert "second library" not in desk.window.notices.texts()


def test_the_library_of_a_damaged_one_stands_in_for_it(at_home: Path) -> None:
    settings, root, second = Settings(at_home / "desk.ini"), at_home / "damaged", at_home / "second"
    assert stand_in_of(root, settings) is None
    stand_in_for(root, at_home / "nowhere", settings)
    assert stand_in_of(root, settings) is None
    filled(second)
    stand_in_for(root, second, settings)
    assert stand_in_of(root, Settings(at_home / "desk.ini")) == second
    assert stand_in_of(at_home / "other", settings) is None


def test_a_foreign_database_beside_good_backups_offers_them(tmp_path: Path) -> None:
    import apsw

    root = filled(tmp_path / "library", backups=1)
    (root / "library.db").unlink()
    connection = apsw.Connection(str(root / "library.db"))
    connection.execute("CREATE TABLE anything (x)")
    connection.close()
    content = (root / "library.db").read_bytes()
    with pytest.raises(
        DamagedError, match=r"belongs to another program, so it was left alone\. Your last good backup is from"
    ) as caught:
        Library.open(root)
    assert caught.value.backup == backups_of(root)[0].path
    backups_of(root)[0].path.unlink()
    with pytest.raises(LibraryError, match="another program") as plain:
        Library.open(root)
    assert not isinstance(plain.value, DamagedError)
    assert (root / "library.db").read_bytes() == content


# ---- open elsewhere


def word_of(root: Path, host: str) -> None:
    (root / "library.lock").write_text(f"{host}\n1\n2026-11-22 14:30\n", encoding="utf-8")


def test_a_library_left_open_on_another_computer_is_read_only_unless_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    word_of(root, "desk-mac")
    with pytest.raises(InUseError, match="This library is open on ‘desk-mac’ since 2026-11-22 14:30") as caught:
        expect_nobody(root)
    assert caught.value.elsewhere
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        said = "This library is open on ‘desk-mac’ since 2026-11-22 14:30, so it was opened read-only."
        assert desk.window.notices.texts()["read-only"].startswith(said)
    assert (root / "library.lock").read_text().startswith("desk-mac"), "its word is left"
    with closing(open_archive(root, take_over=True).library) as library:
        assert not library.read_only
        assert library.unclean, "who was there may have been cut short"
    expect_nobody(root)
    word_of(root, socket.gethostname())
    expect_nobody(root)


def test_a_library_open_in_another_window_is_asked_about(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    with Library.open(root):
        with pytest.raises(InUseError, match=r"^This library is open on ‘.+’ since \d\d:\d\d\.") as caught:
            expect_nobody(root)
        assert not caught.value.elsewhere
        message = OpeningRefused(caught.value)
        qtbot.addWidget(message)
        assert message.reading is not None
        assert (message.over, message.backup) == (None, None)
        assert message.defaultButton() is message.reading
        assert message.reading.text() == "Open Read-Only"
    expect_nobody(root)
    expect_nobody(tmp_path / "nowhere")


def press(label: str) -> None:
    message = QApplication.activeModalWidget()
    if not isinstance(message, OpeningRefused):
        QTimer.singleShot(20, lambda: press(label))
        return
    next(button for button in message.buttons() if button.text() == label).click()


@pytest.mark.parametrize(("label", "access"), [("Open Read-Only", Access.READING), ("Open for Writing Here", Access.TAKING_OVER)])
def test_how_it_is_opened_is_chosen(tmp_path: Path, qtbot: QtBot, label: str, access: Access) -> None:
    QTimer.singleShot(20, lambda: press(label))
    assert ask_another(InUseError("It is open.", elsewhere=True), tmp_path) == Choice(tmp_path, access)


def test_a_key_meant_for_a_text_answers_no_question(tmp_path: Path, qtbot: QtBot) -> None:
    message = OpeningRefused(DamagedError("The database is damaged.", tmp_path / "library-20260101-000000.db"))
    qtbot.addWidget(message)
    clicked: list[object] = []
    message.buttonClicked.connect(clicked.append)
    message.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_O, Qt.Key.Key_Q):
        QTest.keyClick(message.focusWidget(), key)
    assert clicked == []
    assert message.isVisible()
    qtbot.waitUntil(lambda: not message._deaf.isActive(), timeout=DEAF_MS + 2000)
    for key in (Qt.Key.Key_O, Qt.Key.Key_Q, Qt.Key.Key_B):
        QTest.keyClick(message, key)
    assert clicked == [], "a letter is no answer without Alt"
    QTest.keyClick(message, Qt.Key.Key_Return)
    assert clicked == [message.backup]


def test_a_start_after_a_rescue_asks_nothing_again(at_home: Path, qapp: QApplication, qtbot: QtBot) -> None:
    """The library of the backup was opened once in the place of the damaged one; a plain start opens it, until that is mended."""
    root = filled(at_home / "My Reviews", backups=1)
    second = restore(root, backups_of(root)[0].path, at_home / "second", Job()).root
    whole = (root / "library.db").read_bytes()
    (root / "library.db").write_bytes(b"worn" * 9999)
    settings = Settings(at_home / "desk.ini")
    stand_in_for(root, second, settings)
    for content, opened in ((b"worn" * 9999, second), (whole, root)):
        (root / "library.db").write_bytes(content)
        window = MainWindow(settings)
        desk = _opened(root, Raised(qapp, settings, window), sample=False, slug=None)
        assert desk is not None
        assert desk.workspace.archive.root == opened
        assert ("second library" in desk.window.notices.texts()) is (opened == second)
        desk.window.close()
        desk.close()
        window.deleteLater()
