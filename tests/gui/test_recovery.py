"""After an end, clean or not, the next start is where the critic was, and a bar says so where the end was none of ours."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.dates import PartialDate
from desktop.core.history import Reason
from desktop.core.moments import spoken
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.gui.front import Front, Spot, front_of
from desktop.gui.history import SnapshotsDialog
from desktop.gui.passing import now_here
from desktop.services.archive import open_archive
from desktop.services.authoring import Place
from desktop.services.watch_log import Film, WatchLog
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import begin_reviews, open_text, stored_by_now, text_in_front
from tests.gui.typist import Typist

OPENED = datetime.now().astimezone().replace(hour=14, minute=30) - timedelta(days=3)
"""When the session began that was cut short."""


def cut_short(folder: Path) -> None:
    """Leave the library as a session does that was killed: the lock's file still names it."""
    left = f"{socket.gethostname()}\n1\n{OPENED:%Y-%m-%d %H:%M}\n"
    (folder / "library" / "library.lock").write_text(left, encoding="utf-8")


def told(desk: OpenDesk, qtbot: QtBot) -> str:
    """Return what the bar says once it is known what is there."""
    qtbot.waitUntil(lambda: "is here." in desk.window.notices.texts().get("recovery", ""), timeout=10_000)
    return desk.window.notices.texts()["recovery"]


def test_the_next_start_has_the_same_reviews_page_and_caret(tmp_path: Path, qtbot: QtBot) -> None:
    first, second, third = begin_reviews(tmp_path / "library", "One", "Two", "Three")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        for review_id in (first, second, third):
            open_text(desk, review_id, 1)
            Typist().type(f"The text of {review_id}.")
        text = open_text(desk, second, 1)
        text.select(9)
        key = desk.window.editor.current_key
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert desk.window.open_ids() == (first, second, third)
        assert desk.window.session is not None
        assert desk.window.session.review_id == second
        assert desk.window.editor.current_key == key
        text = text_in_front(desk)
        assert QApplication.focusWidget() is text
        assert (text.text(), text.caret()) == (f"The text of {second}.", 9)
        Typist().type("s")
        assert text.text() == f"The text s{f'of {second}.'}"
        assert desk.window.notices.texts() == {}
        desk.window.step_tab(1)
        assert text_in_front(desk).text() == f"The text of {third}."


def test_a_caret_in_a_line_comes_back_too(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        desk.window.editor.go_to(Place("headline", "review.byline"))
        Typist().type("Alice Lange")
        Typist().press("Left", "Left", "Left")
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        name = line.accessibleName()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        assert (line.accessibleName(), line.text(), line.cursorPosition()) == (name, "Alice Lange", 8)


def test_the_library_in_front_comes_back_in_front(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        desk.window.show_library()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert desk.window.session is None
        assert desk.window.open_ids() == (review_id,)


def test_where_the_review_in_front_was_never_stored_another_open_one_comes_back(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = begin_reviews(tmp_path / "library", "One", "Two")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, first)
        open_text(desk, second)
    with Library.open(tmp_path / "library") as library:
        kept = library.recall("front")
        assert kept is not None
        front = json.loads(kept)
        front["review"] = "never-stored"
        library.remember("front", json.dumps(front)).result()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert desk.window.session is not None
        assert desk.window.session.review_id == second


def test_a_caret_that_only_moved_is_kept_within_a_second_and_not_at_every_key(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        typist = Typist()
        typist.type("Nobody blinks in this film.")
        stored_by_now(desk, qtbot)
        library = desk.workspace.archive.library
        before = library.recall("front")
        typist.press(*["Left"] * 7)
        assert library.recall("front") == before, "not at every key"
        qtbot.waitUntil(lambda: front_of(library.recall("front")).caret == 20, timeout=2000)
        assert front_of(library.recall("front")).open[0].caret == 20


def test_a_front_that_cannot_be_read_is_none() -> None:
    assert front_of('{"open": [], "review"') == front_of("[1]") == front_of(None) == front_of('{"open": 3}') == Front()
    kept = '{"open": [{"review": "r", "key": "k", "caret": 3}], "review": "r", "field": "Text 1", "caret": 3}'
    assert front_of(kept) == Front((Spot("r", "k", 3),), "r", "Text 1", 3)


def test_an_unclean_end_is_told_quietly_until_the_next_snapshot(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        Typist().type("As it was.")
    cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        said = told(desk, qtbot)
        assert re.fullmatch(
            r"Matinee closed unexpectedly, last seen running today \d\d:\d\d\. Everything saved up to today \d\d:\d\d is here\. "
            rf"Changed since it was opened, {spoken(OPENED, now_here())}: 1 review, 1 film\.",
            said,
        )
        assert QApplication.activeModalWidget() is None
        assert QApplication.focusWidget() is text_in_front(desk)
        Typist().type(" And more.")
        stored_by_now(desk, qtbot)
        assert said in desk.window.notices.texts().values(), "a save is no snapshot; it can be compared still"
        desk.window.actions_by_id["save_snapshot"].trigger()
        qtbot.waitUntil(lambda: "recovery" not in desk.window.notices.texts(), timeout=3000)
        assert text_in_front(desk).text() == "As it was. And more."
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert desk.window.notices.texts() == {}, "a clean end says nothing"


def test_the_bar_compares_with_the_last_snapshot_and_restores_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        Typist().type("As it was.")
        stored_by_now(desk, qtbot)
        snapshots = desk.workspace.archive.snapshots
        earlier = snapshots.clock() - timedelta(hours=1)
        snapshots.clock = lambda: earlier
        session = desk.window.session
        assert session is not None
        snapshots.take(session.article, Reason.BY_HAND, "").result(timeout=20)
        Typist().type(" And more.")
    cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        compare, dismiss = desk.window.notices.buttons("recovery")
        assert (compare.text(), dismiss.text()) == ("Compare with the Last Snapshot", "Dismiss")
        compare.click()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SnapshotsDialog)
        qtbot.waitUntil(lambda: "And more." in dialog.comparison.text.toPlainText(), timeout=10_000)
        assert "recovery" in desk.window.notices.texts(), "comparing answers nothing; the bar goes with the next snapshot"
        dialog.reject()
        back_to(desk.window, qtbot)
        text_in_front(desk).setFocus()
        Typist().type(" Newer.")
        stored_by_now(desk, qtbot)
        assert "recovery" in desk.window.notices.texts()
        desk.window.actions_by_id["save_snapshot"].trigger()
        qtbot.waitUntil(lambda: desk.window.notices.texts() == {}, timeout=3000)
        assert text_in_front(desk).text() == "As it was. And more. Newer."


def test_the_bar_can_be_dismissed(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        (dismiss,) = desk.window.notices.buttons("recovery")
        dismiss.click()
        assert desk.window.notices.texts() == {}
        open_text(desk, review_id)
        Typist().type("Later saves say nothing either.")
        stored_by_now(desk, qtbot)
        assert desk.window.notices.texts() == {}


def test_the_bar_says_when_the_window_was_last_alive(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    lock, today = tmp_path / "library" / "library.lock", datetime.now().astimezone().replace(hour=0, minute=0, second=0)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        os.utime(lock, (0, 0))
        desk.care.tick()
        assert time.time() - lock.stat().st_mtime < 60, "an open window leaves word that it lives"
    later = datetime.now().astimezone() + timedelta(minutes=5)
    for seen, words in (
        (later, "Matinee closed unexpectedly. "),
        (today - timedelta(days=2), "Matinee closed unexpectedly, last seen running today "),
    ):
        cut_short(tmp_path)
        os.utime(lock, (seen.timestamp(), seen.timestamp()))
        with real_desk(tmp_path, qtbot, preview=False) as desk:
            assert told(desk, qtbot).startswith(words)


@pytest.mark.parametrize("cut", [False, True])
def test_an_empty_library_has_no_text_to_tell_of(cut: bool, tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library")
    if cut:
        cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.workspace.jobs.run(lambda _job: None).result(timeout=20)
        qtbot.wait(1)  # what was counted has been told
        said = list(desk.window.notices.texts().values())
    assert len(said) == cut
    assert all(re.fullmatch(r"Matinee closed unexpectedly, last seen running today \d\d:\d\d\.", each) for each in said)


def test_what_was_changed_elsewhere_than_in_the_open_review_counts_too(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = begin_reviews(tmp_path / "library", "One", "Two")
    archive = open_archive(tmp_path / "library")
    aged = [archive.load(each) for each in (first, second)]
    batch = [
        Change(replace(each.article.review, tagline="Aged"), each.revisions[each.article.review.id], "2026-01-05T10:00:00Z")
        for each in aged
    ]
    archive.library.save(Batch(tuple(batch))).result(timeout=20)
    log = WatchLog(archive.library)
    log.log(Film("A film only seen"), Viewing("", "", PartialDate(2026, 1, 3)))[1].result(timeout=20)
    archive.library.close()
    cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        said = told(desk, qtbot)
    assert f"is here. Changed since it was opened, {spoken(OPENED, now_here())}: 2 reviews, 3 films, 1 viewing." in said, (
        "an undo sets back what a review tells of its change, and was a change all the same"
    )
