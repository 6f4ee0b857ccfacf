"""A library that cannot be written to opens all the same and refuses edits; one that cannot be opened says why in a sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.errors import LibraryError
from desktop.gui.editor.fold import Fold
from desktop.gui.opening_refused import Choice, OpeningRefused, ask_another
from desktop.gui.people.credits_table import CreditsTable
from desktop.gui.reading_only import WRITING
from desktop.services.archive import open_archive
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen
from desktop.services.sample import add_sample
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, body_of, open_text, text_in_front
from tests.gui.typist import Typist

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def second(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """A second window on a library that another one has open, with the sample in it."""
    archive = open_archive(tmp_path / "library")
    with closing(archive.library):
        add_sample(archive)
        with real_desk(tmp_path, qtbot, preview=False) as desk:
            yield desk


def test_it_says_so_in_one_sentence(second: OpenDesk) -> None:
    (said,) = second.window.notices.texts().values()
    assert said.startswith(f"This library is open on ‘{socket.gethostname()}’ since ")
    assert "so it was opened read-only." in said
    assert "You can read, copy and export." in said


def test_texts_are_read_and_not_written(second: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    (row,) = second.workspace.archive.reviews()
    text = open_text(second, row.id)
    before = text.text()
    assert before
    Typist().type("x")
    second.window.editor.go_to(Place("headline"))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    headline = line.text()
    Typist().type("x")
    assert line.text() == headline
    second.window.editor.go_to(Place("facts"))
    Typist().type("x")
    second.window.editor.go_to(Place("people"))
    Typist().type("x")
    Typist().press("Return")
    assert second.workspace.autosave.settled
    assert body_of(tmp_path / "library", row.id) == before
    assert len(second.window.notices.texts()) == 1


def test_what_a_page_makes_later_is_pale_too(second: OpenDesk, qtbot: QtBot) -> None:
    (row,) = second.workspace.archive.reviews()
    open_text(second, row.id)
    second.window.editor.go_to(Place("people"))
    form = second.window.editor.form

    def buttons() -> dict[str, QAbstractButton]:
        found = (each for each in form.findChildren(QAbstractButton) if each.isVisible() and not isinstance(each.parent(), Fold))
        return {button.accessibleName() or button.text(): button for button in found}

    (table,) = (each for each in form.findChildren(CreditsTable) if each.isVisible())
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.waitUntil(lambda: "Remove Marta Oyelaran" in buttons(), timeout=5000)
    assert [name for name, button in buttons().items() if button.isEnabled()] == []


def test_a_button_that_a_page_lets_be_used_again_stays_pale(second: OpenDesk) -> None:
    (row,) = second.workspace.archive.reviews()
    open_text(second, row.id)
    second.window.editor.go_to(Place("people"))
    found = second.window.editor.form.findChildren(QPushButton)
    button = next(each for each in found if each.isVisible() and not isinstance(each.parent(), Fold))
    button.setEnabled(True)
    assert not button.isEnabled()


def test_an_edit_by_another_way_is_refused_and_taken_back_from_the_form(second: OpenDesk, qtbot: QtBot) -> None:
    (row,) = second.workspace.archive.reviews()
    text = open_text(second, row.id)
    before = text.text()
    text.insert_text("by another way")
    assert text.text() == before
    assert "read-only" in second.window.toast.text()
    session = second.window.session
    assert session is not None
    second.window.editor.remove_part(second.window.editor.current_key)
    second.window.editor.move_part(session.article.review.parts[0].id, 1)
    assert session.can_undo == ""
    assert second.workspace.autosave.settled


def test_what_writes_cannot_be_asked_for(second: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    (row,) = second.workspace.archive.reviews()
    for place in ("library", "text"):
        if place == "text":
            open_text(second, row.id)
        else:
            second.window.show_library()
        actions = second.window.actions_by_id
        assert [command for command in sorted(WRITING) if actions[command].isEnabled()] == []
        assert actions["about"].isEnabled()
    assert second.window.actions_by_id["export"].isEnabled()
    assert not second.window.library.new_button.isEnabled()
    second.window.library.new_requested.emit()
    second.window.library.import_requested.emit()
    assert QApplication.activeModalWidget() is None
    second.window.library.trash_requested.emit(Chosen.of([row.id]))
    second.window.library.duplicate_requested.emit()
    second.window.library.restore_requested.emit(Chosen.of([row.id]))
    second.window.library.sample_removal_requested.emit()
    assert "read-only" in second.window.toast.text()
    assert [each.id for each in second.workspace.archive.reviews()] == [row.id]
    second.window.toast.say("")
    (tmp_path / "other.md").write_text("# Other\n", encoding="utf-8")
    second.window.library.files_offered.emit([tmp_path / "other.md"])
    assert second.window.toast.text() == second.workspace.archive.library.read_only_reason
    assert QApplication.activeModalWidget() is None


def test_it_can_be_exported(second: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    (row,) = second.workspace.archive.reviews()
    open_text(second, row.id)
    second.workspace.settings.export_folder = str(tmp_path / "out")
    second.window.actions_by_id["export_again"].trigger()
    qtbot.waitUntil(lambda: second.window.toast.text().startswith("Wrote "), timeout=30_000)
    assert list((tmp_path / "out").glob("*.html"))


def test_an_empty_one_without_outlets_opens(tmp_path: Path, qtbot: QtBot) -> None:
    with Library.open(tmp_path / "library") as library, real_desk(tmp_path, qtbot, preview=False) as desk:
        assert library.outlets() == []
        desk.places.greet(sample=True)
        desk.window.library.new_requested.emit()
        assert desk.window.session is None
        assert list(desk.window.notices.texts()) == ["read-only"]


def test_the_first_window_loses_nothing_to_the_second(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as first:
        open_text(first, review_id)
        Typist().type("Mine.")
        with real_desk(tmp_path, qtbot, preview=False) as other:
            assert other.workspace.archive.library.read_only
        first.window.activateWindow()
        assert first.workspace.autosave.finish()
        assert text_in_front(first).text() == "Mine."
    assert body_of(tmp_path / "library", review_id) == "Mine."


# What cannot be opened at all


def spoilt(root: Path, how: str) -> None:
    """Make a library that cannot be opened."""
    begin_reviews(root, "One")
    database = root / "library.db"
    if how == "foreign":
        connection = apsw.Connection(str(database))
        connection.execute("PRAGMA application_id=7")
        connection.close()
    elif how == "damaged":
        database.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    elif how == "torn":
        database.write_bytes(database.read_bytes()[:4096] + b"\xff" * 40_000)
    elif how == "empty":
        database.write_bytes(b"")
    else:
        connection = apsw.Connection(str(database))
        connection.execute("PRAGMA user_version=99")
        connection.execute("ALTER TABLE review RENAME COLUMN body TO texts")
        connection.close()


def started(root: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Start the window from a command line and return how it ended."""
    program = [sys.executable, "-m", "desktop", "--library", str(root), "open"]
    environment = {**os.environ, "HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(program, capture_output=True, text=True, cwd=PROJECT, env=environment, timeout=60, check=False)


@pytest.mark.parametrize("how", ["foreign", "damaged", "torn", "empty", "newer"])
def test_the_command_line_says_why_in_one_sentence(how: str, tmp_path: Path) -> None:
    spoilt(tmp_path / "library", how)
    before = (tmp_path / "library" / "library.db").read_bytes()
    ended = started(tmp_path / "library", tmp_path)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.endswith((".", "”."))
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "library" / "library.db").read_bytes() == before


def answer(label: str) -> None:
    """Press a button of the message once it is shown."""
    message = QApplication.activeModalWidget()
    if not isinstance(message, OpeningRefused):
        QTimer.singleShot(20, lambda: answer(label))
        return
    next(button for button in message.findChildren(QPushButton) if button.text() == label).click()


def test_without_a_terminal_a_message_offers_another_library(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTimer.singleShot(20, lambda: answer("Quit"))
    refused = LibraryError("It belongs to another program.")
    assert ask_another(refused, tmp_path / "library") is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    QTimer.singleShot(20, lambda: answer("Open Another…"))
    assert ask_another(refused, tmp_path / "library") == Choice(tmp_path / "other")


def test_nothing_looks_as_if_it_could_be_changed(second: OpenDesk) -> None:
    assert second.window.status.saved_state() == "Read-only"
    (row,) = second.workspace.archive.reviews()
    open_text(second, row.id)
    session = second.window.session
    assert session is not None
    keys = ["headline", "facts", "people", "publishing", *(part.id for part in session.article.review.parts)]
    seen, folds = 0, 0
    for key in keys:
        second.window.editor.go_to(Place(key))
        for button in second.window.editor.form.findChildren(QAbstractButton):
            if isinstance(button.parent(), Fold):
                folds += 1
                assert button.isEnabled(), "a group can be opened"
            else:
                seen += 1
                assert not button.isEnabled(), (key, button.text(), button.accessibleName())
    assert seen > 50
    assert folds > 5
    assert not second.window.editor.outline.add_button.isEnabled()
    assert second.window.status.saved_state() == "Read-only"


def test_f2_on_a_title_says_why_it_cannot_be_typed_over(second: OpenDesk, qtbot: QtBot) -> None:
    library = second.window.library
    qtbot.waitUntil(lambda: library.count() == 1, timeout=10_000)
    library.focus_list()
    qtbot.waitUntil(lambda: library.list.currentIndex().isValid(), timeout=10_000)
    Typist().press("F2")
    assert QApplication.focusWidget() is library.list
    assert "so it was opened read-only." in second.window.toast.text()
