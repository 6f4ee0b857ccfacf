"""What the window does for its library by itself: real backups, real damage, no dialog."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.errors import DamagedError
from desktop.core.saving import now_utc, stamp
from desktop.gui.keeping.care import LOOKED_OVER, Care, Looked, local_now, look_after
from desktop.gui.keeping.rebuilding import RebuildingDialog
from desktop.gui.rescue import Rescue
from desktop.services.archive import open_archive
from desktop.services.jobs import Cancelled, Job
from desktop.services.keeping import backups_of
from desktop.storage.checking import Faults
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.keeping.worn import filled, part_search, wear
from tests.gui.open_texts import open_text, stored_by_now, text_in_front
from tests.gui.typist import Typist
from tests.storage.builders import found_in


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = local_now()

    def __call__(self) -> datetime:
        return self.now


def looked(care: Care, qtbot: QtBot) -> Looked:
    """Look and wait for what was found."""
    with qtbot.waitSignal(care.looked, timeout=20_000) as signal:
        care.look()
    assert signal.args is not None
    found = signal.args[0]
    assert isinstance(found, Looked)
    return found


def test_a_backup_is_made_when_none_is_from_today_and_only_then(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.show_library()
        found = looked(desk.care, qtbot)
        assert (len(backups_of(tmp_path / "library")), found.refused, found.faults) == (1, None, ())
        assert desk.window.status.kept().startswith("Last backup today ")
        looked(desk.care, qtbot)
        assert len(backups_of(tmp_path / "library")) == 1
        assert QApplication.activeModalWidget() is None
        assert desk.window.notices.texts() == {}


def test_what_was_done_on_the_lists_alone_is_backed_up_at_the_end_too(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.care.begin()
        assert backups_of(tmp_path / "library") == []
    assert backups_of(tmp_path / "library") == [], "nothing was done"
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.care.begin()
        archive = desk.workspace.archive
        archive.trash(archive.reviews()[0].id).result(timeout=20)
        assert backups_of(tmp_path / "library") == []
    assert len(backups_of(tmp_path / "library")) == 1


def test_midnight_and_clocks_that_jump(tmp_path: Path, qtbot: QtBot) -> None:
    """While the window stays open, a day that begins is noticed; the moment in a backup's name is the clock's own."""
    filled(tmp_path / "library")
    clock = Clock()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        care = Care(desk.window, desk.workspace, now=clock)
        looked(care, qtbot)
        care.tick()
        assert len(backups_of(tmp_path / "library")) == 1
        for jump in (timedelta(days=1), timedelta(days=-400), timedelta(days=4000)):
            clock.now = local_now() + jump
            with qtbot.waitSignal(care.looked, timeout=20_000):
                care.tick()
        # Three backups were asked for, each with today's true date: a wrong clock makes one too many and takes none away.
        assert len(backups_of(tmp_path / "library")) == 4


def test_a_backup_that_fails_is_one_quiet_sentence_and_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.show_library()
        (root / "backups").rmdir()
        (root / "backups").write_text("in the way")
        found = looked(desk.care, qtbot)
        assert found.refused is not None
        assert desk.window.status.said().startswith("There is no backup from today yet, and it is tried again. The backup could")
        assert desk.window.status.kept() == "No backup yet"
        assert desk.window.notices.texts() == {}
        assert QApplication.activeModalWidget() is None
        (root / "backups").unlink()
        looked(desk.care, qtbot)
        assert len(backups_of(root)) == 1
        assert desk.window.status.kept().startswith("Last backup today ")


def test_a_library_that_can_only_be_read_is_left_alone(tmp_path: Path, qtbot: QtBot) -> None:
    with Library.open(filled(tmp_path / "library")), real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.care.begin()
        desk.care.look()
        assert list((tmp_path / "library" / "backups").iterdir()) == []


def test_after_an_unclean_end_and_weekly_the_database_is_looked_over(tmp_path: Path) -> None:
    root = filled(tmp_path / "library")
    archive = open_archive(root)
    try:
        assert archive.recall(LOOKED_OVER) is None
        look_after(archive, local_now(), Job(), opening=False, doubting=False)
        first = archive.recall(LOOKED_OVER)
        assert first is not None
        for then, again in ((timedelta(days=-6), False), (timedelta(days=-8), True), (timedelta(days=400), True)):
            kept = (datetime.fromisoformat(first) + then).isoformat()
            archive.remember(LOOKED_OVER, kept).result()
            look_after(archive, local_now(), Job(), opening=False, doubting=False)
            assert (archive.recall(LOOKED_OVER) != kept) is again
        archive.remember(LOOKED_OVER, first).result()
        look_after(archive, local_now(), Job(), opening=False, doubting=True)
    finally:
        archive.library.close()


def test_a_search_index_out_of_step_is_made_anew_and_said_so(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    part_search(root)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert found_in(desk.workspace.archive.library, "word7") == []
        assert looked(desk.care, qtbot).mended
        assert "search index" in desk.window.status.said()
        assert len(found_in(desk.workspace.archive.library, "word7")) == 1
        assert desk.window.notices.texts() == {}


def test_damage_is_told_with_the_last_good_backup_and_no_backup_is_made_of_it(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    (good,) = backups_of(root)
    wear(root)
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        assert looked(desk.care, qtbot).faults
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        assert desk.window.notices.texts()["damage"].startswith("The database is damaged. Your last good backup is from today ")
        assert (root / "backups" / "keep-all.txt").exists()
        assert [backup.path for backup in backups_of(root)] == [good.path]
        open_backup = desk.window.notices.buttons("damage")[0]
        assert open_backup.text() == "Open Backup"
        open_backup.click()
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].parent == tmp_path
    assert opened[0].name.startswith("library (from backup ")
    with pytest.raises(DamagedError):
        Library.open(root)
    with Library.open(opened[0]) as again:
        assert (len(again.reviews()), again.verify()) == (20, [])


@pytest.mark.parametrize("copies", [(), ("library.json",), ("harbour-0123456789ab.md",)])
def test_damage_without_a_backup_is_told_with_the_readable_copies_that_are_there(
    tmp_path: Path, qtbot: QtBot, copies: tuple[str, ...]
) -> None:
    root = filled(tmp_path / "library")
    wear(root)
    for name in copies:
        (root / "readable").mkdir(exist_ok=True)
        (root / "readable" / name).write_text("{}", encoding="utf-8")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert looked(desk.care, qtbot).faults
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        said = desk.window.notices.texts()["damage"]
        assert said.startswith("The database is damaged. There is no backup of it that is whole. ")
        assert said.endswith("Save copies of what is on screen.")
        buttons = {button.text(): button for button in desk.window.notices.buttons("damage")}
        rebuild = "Rebuild from Readable Copies…"
        assert list(buttons) == [*([rebuild] if copies else []), "Save a Copy Elsewhere…"]
        assert ("kept as it is" in said) is bool(copies)
        if copies:
            buttons[rebuild].click()
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, RebuildingDialog)
            dialog.reject()


def test_the_trash_is_emptied_after_thirty_days_by_itself_and_said_so(tmp_path: Path, qtbot: QtBot) -> None:
    filled(tmp_path / "library")
    clock = Clock()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        care, archive = Care(desk.window, desk.workspace, now=clock), desk.workspace.archive
        desk.window.show_library()
        for row in archive.reviews()[:2]:
            archive.trash(row.id).result(timeout=20)
        for days, left in ((0, 2), (29, 2), (30, 0)):
            clock.now = local_now() + timedelta(days=days, minutes=1)
            assert bool(looked(care, qtbot).emptied) is (left == 0)
            assert len(archive.reviews(trashed=True)) == left
        assert desk.window.status.said() == "In the Trash for 30 days, and gone for good now: 2 reviews."
        assert len(archive.reviews()) == 18
        assert len(backups_of(tmp_path / "library")) == 3, "a backup of the day has what goes"


def files_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir() if path.name in {"library.db", "library.db-wal"}}


def test_nothing_more_is_written_into_a_library_found_damaged_and_the_text_has_a_way_out(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    wear(root)
    (tmp_path / "elsewhere").mkdir()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, desk.workspace.archive.reviews()[0].id)
        stored_by_now(desk, qtbot)
        desk.care.begin()
        assert looked(desk.care, qtbot).faults
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        before = files_of(root)
        Typist().type("Written after. ")
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=20_000)
        assert desk.window.notices.texts()["save"].startswith("The database is damaged, so nothing more is written to it.")
        assert desk.window.status.saved_state() == "Not saved — database damaged"
        assert not desk.care._first.isActive(), "it is known; it is not looked over at every try"
        rescue = desk.window.findChild(Rescue)
        assert isinstance(rescue, Rescue)
        rescue.ask = lambda _window, _title, then: then(tmp_path / "elsewhere")
        copy = desk.window.notices.buttons("damage")[1]
        copy.setFocus()
        copy.click()
        qtbot.waitUntil(lambda: "copy" in desk.window.notices.texts(), timeout=20_000)
        assert QApplication.focusWidget() is text_in_front(desk), "the critic writes on"
        assert any("Written after." in path.read_text() for path in (tmp_path / "elsewhere").glob("*.md"))
        assert not desk.window.close()
        assert "Written after. " in text_in_front(desk).text() + " "
        desk.window.may_lose = True
    assert files_of(root) == before
    assert len(backups_of(root)) == 1


def test_a_library_that_is_found_sound_again_is_written_again(tmp_path: Path, qtbot: QtBot) -> None:
    """As after a cable that was loose: what one look read was damaged, and what the next one reads is not."""
    filled(tmp_path / "library", backups=1)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        review_id = desk.workspace.archive.reviews()[0].id
        open_text(desk, review_id)
        desk.workspace.archive.library.upkeep._judge(Faults(("The database is damaged.",), damaged=True), whole=False)
        desk.care.damaged.emit()
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        Typist().type("Kept back. ")
        qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=20_000)
        desk.window.actions_by_id["verify"].trigger()
        qtbot.waitUntil(lambda: desk.window.notices.texts() == {}, timeout=20_000)
        stored_by_now(desk, qtbot)
        assert "Kept back. " in desk.workspace.archive.load(review_id).article.review.parts[0].body + " "
        assert not (tmp_path / "library" / "backups" / "keep-all.txt").exists()


def test_a_database_torn_under_the_window_is_noticed_by_the_next_question_and_no_word_is_let_go(
    tmp_path: Path, qtbot: QtBot
) -> None:
    root = filled(tmp_path / "library", backups=1)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, desk.workspace.archive.reviews()[0].id)
        desk.care.begin()
        assert not looked(desk.care, qtbot).faults
        Typist().type("Written before it. ")
        stored_by_now(desk, qtbot)
        database = root / "library.db"
        database.write_bytes(database.read_bytes()[:4096] + os.urandom(database.stat().st_size - 4096))
        (root / "library.db-wal").write_bytes(b"")
        desk.window.show_library()
        qtbot.waitUntil(lambda: "damage" in desk.window.notices.texts(), timeout=20_000)
        qtbot.waitUntil(lambda: desk.window.status.saved_state().startswith("Not saved"), timeout=20_000)
        assert not desk.window.close()
        assert "close" in desk.window.notices.texts()
        assert "Written before it." in text_in_front(desk).text()
        desk.window.may_lose = True


def test_damage_that_a_backup_meets_is_told_too(tmp_path: Path) -> None:
    root = filled(tmp_path / "library")
    wear(root)
    archive = open_archive(root)
    try:
        archive.remember(LOOKED_OVER, stamp(now_utc())).result()
        found = look_after(archive, local_now(), Job(), opening=False, doubting=False)
    finally:
        archive.library.close()
    assert str(found.refused) == "The copy was found damaged and was not kept; older backups are untouched."
    assert found.faults
    assert {path.suffix for path in (root / "backups").iterdir()} == {".txt"}


def test_a_save_that_fails_has_the_database_looked_over(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library", backups=1)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.care.begin()
        looked(desk.care, qtbot)
        kept = stamp(now_utc() - timedelta(days=1))
        desk.workspace.archive.remember(LOOKED_OVER, kept).result()
        looked(desk.care, qtbot)
        assert desk.workspace.archive.recall(LOOKED_OVER) == kept
        desk.workspace.autosave.failed.emit("The disk reported an error.")
        looked(desk.care, qtbot)
        assert desk.workspace.archive.recall(LOOKED_OVER) != kept
    assert len(backups_of(root)) == 1


def test_a_window_that_closes_calls_the_backup_off(tmp_path: Path) -> None:
    archive = open_archive(filled(tmp_path / "library"))
    job = Job()
    job.cancel()
    try:
        with pytest.raises(Cancelled):
            look_after(archive, local_now(), job, opening=False, doubting=False)
    finally:
        archive.library.close()
    assert list((tmp_path / "library" / "backups").iterdir()) == []


def test_copies_of_a_sync_service_are_named_once(tmp_path: Path, qtbot: QtBot) -> None:
    root = filled(tmp_path / "library")
    for name in ("library (Ann's conflicted copy 2026-11-24).db", "library.sync-conflict-20261124-090200-ABC.db"):
        (root / name).write_bytes((root / "library.db").read_bytes())
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        looked(desk.care, qtbot)
        said = desk.window.notices.texts()["conflict"]
        assert "“library (Ann's conflicted copy 2026-11-24).db”" in said
        assert "sync-conflict" in said
        open_copy, _show, dismiss = desk.window.notices.buttons("conflict")
        open_copy.click()
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        dismiss.click()
        assert "conflict" not in desk.window.notices.texts()
        assert desk.window.notices.texts()["restored"].endswith(": 20 reviews, 20 people, 0 images.")
    with Library.open(opened[0]) as copy:
        assert len(copy.reviews()) == 20
    assert {path.name for path in root.glob("library*")} == {
        "library.db",
        "library.lock",
        "library (Ann's conflicted copy 2026-11-24).db",
        "library.sync-conflict-20261124-090200-ABC.db",
    }
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert looked(desk.care, qtbot).conflicts == ()
        assert desk.window.notices.texts() == {}
