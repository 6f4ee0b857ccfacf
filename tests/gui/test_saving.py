"""When a save begins, when it is said to be done, and what happens while the disk refuses."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import peewee
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.rescue import Rescue
from desktop.services.authoring import Place
from desktop.services.importing import bring_in
from desktop.storage import database
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import begin_reviews, body_of, open_text, shown, stored_by_now, text_in_front
from tests.gui.typist import Typist

LONG = "No page that is there already has room for this. " * 2000 + "End."


@pytest.fixture
def review(tmp_path: Path) -> str:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    return review_id


def beginnings(desk: OpenDesk) -> list[float]:
    """Return a list that fills with the moments at which saves begin."""
    moments: list[float] = []
    desk.workspace.autosave.saving.connect(lambda: moments.append(time.monotonic()))
    return moments


def paste(desk: OpenDesk, text: str) -> None:
    """Put a text into the part in front, as one edit of the critic's."""
    QGuiApplication.clipboard().setText(text)
    text_in_front(desk).paste()


class FullDisk:
    """Keeps the library's file from growing by a single page, through every new connection, until it is given room."""

    def __init__(self, library: Library) -> None:
        writer = library._writer
        assert writer is not None
        self._writer, self._connect = writer, writer._connect
        writer._connect = self._connected
        writer.submit(_no_more).result()

    def _connected(self) -> peewee.Database:
        database = self._connect()
        _no_more(database)
        return database

    def give_room(self) -> None:
        self._writer._connect = self._connect
        self._writer.submit(lambda database: database.execute_sql("PRAGMA max_page_count=1000000")).result()


def _no_more(database: peewee.Database) -> None:
    database.execute_sql("PRAGMA max_page_count=1")  # SQLite raises it to what is there


# When it begins


def test_a_save_begins_half_a_second_after_a_pause(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        moments = beginnings(desk)
        Typist().type("One key after the other.")
        left = time.monotonic()
        assert moments == []
        qtbot.waitUntil(lambda: bool(moments), timeout=3000)
        assert 0.45 <= moments[0] - left <= 1.0
        stored_by_now(desk, qtbot)
        assert body_of(tmp_path / "library", review) == "One key after the other."


def test_a_save_is_at_most_a_second_behind_while_typing_goes_on(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        moments = beginnings(desk)
        typist = Typist()
        timer = QTimer(interval=50)
        timer.timeout.connect(lambda: typist.type("k"))
        start = time.monotonic()
        timer.start()
        qtbot.waitUntil(lambda: len(moments) >= 3, timeout=6000)
        timer.stop()
        gaps = [after - before for before, after in zip([start, *moments], moments, strict=False)]
        assert max(gaps) <= 1.5, gaps
        assert min(gaps) >= 0.7, "not at every key either"


@pytest.mark.parametrize("leave", ["field", "page", "library", "window"])
def test_a_save_begins_at_once_on_leaving(leave: str, tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        text = open_text(desk, review)
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        back_to(desk.window, qtbot)
        text.setFocus()
        Typist().type("Left at once.")
        moments = beginnings(desk)
        leaving: dict[str, Callable[[], object]] = {
            "field": text.clearFocus,
            "page": lambda: desk.window.editor.go_to(Place("facts")),
            "library": desk.window.show_library,
            "window": lambda: back_to(other, qtbot),
        }
        leaving[leave]()
        qtbot.waitUntil(lambda: bool(moments), timeout=300)
        stored_by_now(desk, qtbot)
        other.close()
        back_to(desk.window, qtbot)
    assert body_of(tmp_path / "library", review) == "Left at once."


def test_closing_stores_the_last_key(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        Typist().type("Closed at once.")
        assert desk.window.close()
    assert body_of(tmp_path / "library", review) == "Closed at once."


# What is said


def test_saved_is_said_only_after_the_commit_returned(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        Typist().type("First.")
        stored_by_now(desk, qtbot)
        assert shown(desk).startswith("Saved ")
        writer = desk.workspace.archive.library._writer
        assert writer is not None
        gate = threading.Event()
        writer.submit(lambda _database: gate.wait(30))
        Typist().type(" Second.")
        qtbot.waitUntil(lambda: shown(desk) == "Saving…", timeout=3000)
        Typist().type(" Third.")
        watch = QTimer(singleShot=True, interval=1500)
        with qtbot.waitSignal(watch.timeout):
            watch.start()
        assert shown(desk) == "Saving…"
        assert body_of(tmp_path / "library", review) == "First."
        with qtbot.waitSignal(desk.workspace.autosave.saved, timeout=5000):
            gate.set()
        qtbot.waitUntil(lambda: desk.workspace.autosave.settled, timeout=400)
        assert body_of(tmp_path / "library", review) == "First. Second. Third.", "what was typed meanwhile follows at once"


def test_another_program_that_holds_the_database_is_outwaited(
    tmp_path: Path, review: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        rival = apsw.Connection(str(tmp_path / "library" / "library.db"))
        rival.set_busy_timeout(5000)
        rival.execute("BEGIN IMMEDIATE")
        Typist().type("Held up.")
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=15_000)
        assert desk.window.notices.texts()["save"].startswith("Another program is using the library")
        assert shown(desk) == "Not saved — library in use"
        rival.execute("ROLLBACK")
        rival.close()
        qtbot.waitUntil(lambda: shown(desk).startswith("Saved "), timeout=15_000)
        assert desk.window.notices.texts() == {}
    assert body_of(tmp_path / "library", review) == "Held up."


# What cannot be stored


def test_a_full_disk_keeps_the_text_and_the_bar_until_there_is_room(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        text = open_text(desk, review)
        disk = FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=5000)
        assert desk.window.notices.texts()["save"].startswith("The disk is full, so the last change is not saved yet.")
        assert [button.text() for button in desk.window.notices.buttons("save")] == ["Try Again", "Save a Copy Elsewhere…"]
        Typist().type("Still writing.")
        failures: list[str] = []
        desk.workspace.autosave.failed.connect(failures.append)
        desk.window.notices.buttons("save")[0].click()
        qtbot.waitUntil(lambda: bool(failures), timeout=5000)
        assert "save" in desk.window.notices.texts()
        assert shown(desk) == "Not saved — disk full"
        counted = re.compile(r"The disk is full, so the last [3-9] seconds are not saved yet\. Free some space")
        focused, buttons = QApplication.focusWidget(), desk.window.notices.buttons("save")
        qtbot.waitUntil(lambda: counted.match(desk.window.notices.texts()["save"]) is not None, timeout=15_000)
        assert desk.window.notices.buttons("save") == buttons, "it counts in the bar that stands there"
        assert QApplication.focusWidget() is focused
        assert text.text() == LONG + "Still writing."
        assert body_of(tmp_path / "library", review) == ""
        disk.give_room()
        qtbot.waitUntil(lambda: shown(desk).startswith("Saved "), timeout=15_000)
        assert desk.window.notices.texts() == {}
        stored_by_now(desk, qtbot)
    assert body_of(tmp_path / "library", review).endswith("Still writing.")
    with Library.open(tmp_path / "library") as library:
        assert library.verify() == []


def test_a_copy_goes_elsewhere_and_can_be_brought_in_again(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        disk = FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=5000)
        (rescue,) = desk.window.findChildren(Rescue)
        (tmp_path / "stick").mkdir()
        rescue.ask = lambda _window, _title, then: then(tmp_path / "stick")
        desk.window.notices.buttons("save")[1].click()
        qtbot.waitUntil(lambda: "copy" in desk.window.notices.texts(), timeout=30_000)
        files = sorted((tmp_path / "stick").iterdir())
        assert [file.suffix for file in files] == [".json", ".md"]
        said = desk.window.notices.texts()["copy"]
        assert str(tmp_path / "stick") in said
        assert all(file.name in said for file in files)
        assert all(LONG in file.read_text(encoding="utf-8") for file in files)
        assert json.loads(files[0].read_text(encoding="utf-8"))["article"]["work"]["title"] == "One"
        disk.give_room()
    with Library.open(tmp_path / "elsewhere") as library:
        report = bring_in(library, [files[1]])
        assert report.refused == ()
        assert any(LONG in part.body for part in library.load(report.brought[0].review_id).article.review.parts)


def test_a_copy_is_made_of_what_was_closed_unsaved(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        disk = FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        Typist().press("Ctrl+W")
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=5000)
        assert desk.window.session is None
        (rescue,) = desk.window.findChildren(Rescue)
        (tmp_path / "stick").mkdir()
        rescue.ask = lambda _window, _title, then: then(tmp_path / "stick")
        desk.window.notices.buttons("save")[1].click()
        qtbot.waitUntil(lambda: "copy" in desk.window.notices.texts(), timeout=30_000)
        assert all(LONG in file.read_text(encoding="utf-8") for file in (tmp_path / "stick").iterdir())
        disk.give_room()


def test_copies_are_made_of_all_that_is_unsaved_not_only_of_what_is_in_front(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.places.open_sample()
        open_text(desk, review)
        disk = FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=5000)
        desk.places.open_sample()
        assert desk.window.session is not None
        assert desk.window.session.review_id != review
        (rescue,) = desk.window.findChildren(Rescue)
        (tmp_path / "stick").mkdir()
        rescue.ask = lambda _window, _title, then: then(tmp_path / "stick")
        desk.window.notices.buttons("save")[1].click()
        qtbot.waitUntil(
            lambda: desk.window.notices.texts().get("copy", "").startswith("Copies of 2 reviews are in "), timeout=30_000
        )
        copies = [file.read_text(encoding="utf-8") for file in (tmp_path / "stick").glob("*.md")]
        assert sorted(LONG in text for text in copies) == [False, True]
        disk.give_room()


def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        (rescue,) = desk.window.findChildren(Rescue)
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
        rescue.ask = lambda _window, _title, then: then(tmp_path / "file")
        desk.window.copy_wanted.emit()
        qtbot.waitUntil(lambda: "copy" in desk.window.notices.texts(), timeout=30_000)
        assert "something else has the name" in desk.window.notices.texts()["copy"]


def test_the_window_stays_while_something_cannot_be_stored(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        text = open_text(desk, review)
        disk = FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        assert not desk.window.close()
        assert desk.window.isVisible()
        assert set(desk.window.notices.texts()) == {"save", "close"}
        assert desk.window.focusWidget() is text, "the caret is where it was"
        assert text.text() == LONG
        disk.give_room()
        desk.window.notices.buttons("save")[0].click()
        qtbot.waitUntil(lambda: desk.window.notices.texts() == {}, timeout=5000)
        assert desk.window.close()
    assert body_of(tmp_path / "library", review) == LONG


def test_closing_without_saving_is_possible_on_demand(tmp_path: Path, review: str, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review)
        Typist().type("Short.")
        stored_by_now(desk, qtbot)
        FullDisk(desk.workspace.archive.library)
        paste(desk, LONG)
        assert not desk.window.close()
        desk.window.notices.buttons("close")[1].click()
        assert not desk.window.isVisible()
    assert body_of(tmp_path / "library", review) == "Short."
