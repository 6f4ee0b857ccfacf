"""Many reviews changed at once in the real window: by keys, with one undo each, also those whose rows are not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import OpenDesk
from desktop.core.errors import SaveError
from desktop.core.history import Reason
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.gui import progress
from desktop.gui.exporting.dialog import ExportDialog
from desktop.gui.library.outlet_dialog import OutletDialog
from desktop.gui.library.places import ALL, TRASH
from desktop.gui.library.tags_dialog import TagsDialog
from desktop.gui.progress import ProgressDialog
from desktop.services.archive import copy_of
from desktop.services.bulk import AT_ONCE
from tests.gui.desk import back_to, real_desk
from tests.gui.held_store import HeldStore
from tests.gui.library.conftest import keep_four_drafts, settle
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library with four drafts and two outlets."""
    keep_four_drafts(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        yield opened


def many(desk: OpenDesk, qtbot: QtBot, number: int) -> None:
    """Keep so many copies of the first review besides."""
    archive = desk.workspace.archive
    review = archive.load(archive.reviews()[0].id).article.review
    copies = [replace(copy_of(review, "2026-02-01T00:00:00Z"), slug=f"copy-{at}") for at in range(number)]
    archive.library.save(Batch(tuple(Change(copy, 0) for copy in copies))).result(timeout=60)
    desk.window.library.refresh()
    settle(qtbot, desk.window.library)


def select(desk: OpenDesk, *titles: str) -> list[str]:
    """Select reviews as Ctrl and Space do, and return their ids."""
    library = desk.window.library
    rows = {row.title: at for at, row in enumerate(library.rows())}
    library.list.setFocus()
    library.list.clearSelection()
    selection = library.list.selectionModel()
    for title in titles:
        index = library.list.model().index(rows[title], 0)
        selection.setCurrentIndex(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    return library.selected_ids()


def status_of(desk: OpenDesk) -> dict[str, Status]:
    return {row.title: row.status for row in desk.workspace.archive.reviews()}


def stored(desk: OpenDesk, title: str) -> Review:
    archive = desk.workspace.archive
    return archive.load(next(row.id for row in archive.reviews() if row.title == title)).article.review


def said(desk: OpenDesk, qtbot: QtBot, words: str, seconds: int = 20) -> None:
    """Wait until the toast says something."""
    qtbot.waitUntil(lambda: desk.window.toast.text() == words, timeout=seconds * 1000)
    settle(qtbot, desk.window.library)


Kind = TypeVar("Kind", bound=QDialog)


def dialog_in_front(qtbot: QtBot, kind: type[Kind]) -> Kind:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def trigger(desk: OpenDesk, command: str) -> None:
    action = desk.window.actions_by_id[command]
    assert action.isEnabled(), command
    action.trigger()


def test_a_status_is_set_for_all_that_are_chosen_and_one_undo_takes_it_back(desk: OpenDesk, qtbot: QtBot) -> None:
    before = status_of(desk)
    ids = select(desk, "One", "Three")
    trigger(desk, "status_ready")
    said(desk, qtbot, "2 reviews set to Ready.")
    assert status_of(desk) == before | {"One": Status.READY, "Three": Status.READY}
    assert sorted(desk.window.library.selected_ids()) == sorted(ids), "what was chosen stays so"
    snapshots = desk.workspace.archive.snapshots
    assert all(Reason.BULK in [each.reason for each in snapshots.of(review_id)] for review_id in ids)
    assert desk.window.actions_by_id["undo"].text() == "&Undo Set Status to Ready"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: status_of(desk) == before, timeout=20_000)
    qtbot.waitUntil(lambda: desk.window.status.said() == "Taken back: Set Status to Ready", timeout=10_000)
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: status_of(desk) == before | {"One": Status.READY, "Three": Status.READY}, timeout=20_000)


def test_what_undo_brings_back_is_chosen_again_and_told_of(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.window.library
    library.show_place("draft")
    settle(qtbot, library)
    ids = select(desk, "Two", "Three")
    trigger(desk, "status_ready")
    said(desk, qtbot, "2 reviews set to Ready.")
    assert not set(library.selected_ids()) & set(ids), "they are no drafts any more"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: set(library.selected_ids()) == set(ids), timeout=20_000)
    qtbot.waitUntil(lambda: library.inspector.words().title == "2 reviews", timeout=10_000)
    assert dict(library.inspector.words().facts)["Status"] == "Draft"
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: library.count() == 2, timeout=20_000)
    settle(qtbot, library)
    assert library.list.selected_count() == 1, "another stands where they stood"
    library.show_place(ALL)
    settle(qtbot, library)
    select(desk, "One")
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: set(library.selected_ids()) == set(ids), timeout=20_000)


def test_reviews_come_back_from_the_trash_chosen(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.window.library
    ids = select(desk, "One", "Four")
    QTest.keyClick(library.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: library.count() == 2, timeout=20_000)
    settle(qtbot, library)
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: set(library.selected_ids()) == set(ids), timeout=20_000)
    assert library.list.current_id() in ids


def test_undo_takes_back_the_last_step_and_leaves_alone_what_was_changed_again(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "One", "Two")
    trigger(desk, "status_filed")
    said(desk, qtbot, "2 reviews set to Filed.")
    select(desk, "Four")
    trigger(desk, "status_spiked")
    said(desk, qtbot, "‘Four’ set to Spiked.")
    QTest.mouseClick(desk.window.toast.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.status.said() == "Taken back: Set Status to Spiked", timeout=20_000)
    assert (status_of(desk)["One"], status_of(desk)["Four"]) == (Status.FILED, Status.DRAFT)
    archive, again = desk.workspace.archive, stored(desk, "One")
    later = replace(again, status=Status.SPIKED)
    archive.library.save(Batch((Change(later, archive.load(again.id).revisions[again.id]),))).result(timeout=20)
    desk.window.toast.say("‘Four’ set to Spiked.", "Undo", lambda: None)
    trigger(desk, "undo")
    assert not desk.window.toast.isVisible(), "it offers nothing that is undone already"
    qtbot.waitUntil(lambda: status_of(desk)["Two"] is Status.DRAFT, timeout=20_000)
    assert status_of(desk)["One"] is Status.SPIKED
    qtbot.waitUntil(lambda: desk.window.status.said().endswith("what was changed again since was left alone"))


def test_tags_are_added_and_taken_away_by_keys(desk: OpenDesk, qtbot: QtBot) -> None:
    archive = desk.workspace.archive
    select(desk, "One", "Two")
    Typist().press("Ctrl+Shift+T")
    dialog = dialog_in_front(qtbot, TagsDialog)
    Typist().type("noir")
    Typist().press("Return")
    Typist().type("sea")
    QTest.mouseClick(dialog.change_button, Qt.MouseButton.LeftButton)
    said(desk, qtbot, "Tags of 2 reviews changed.")
    back_to(desk.window, qtbot)
    tags = {row.title: archive.load(row.id).article.review.tags for row in archive.reviews()}
    assert tags == {"One": ("noir", "sea"), "Two": ("noir", "sea"), "Three": (), "Four": ()}
    select(desk, "One", "Three")
    Typist().press("Ctrl+Shift+T")
    dialog = dialog_in_front(qtbot, TagsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2, timeout=10_000)
    assert dialog.list.item(0).text() == "noir · 1"
    dialog.list.setFocus()
    Typist().press("Space")
    assert dialog.removed() == ("noir",)
    QTest.mouseClick(dialog.change_button, Qt.MouseButton.LeftButton)
    said(desk, qtbot, "Tags of ‘One’ changed.")
    back_to(desk.window, qtbot)
    assert stored(desk, "One").tags == ("sea",)


def test_delete_trashes_with_undo_and_closes_what_was_open(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "Two")
    Typist().press("Return")
    qtbot.waitUntil(lambda: desk.window.session is not None)
    Typist().press("Ctrl+1")
    settle(qtbot, desk.window.library)
    select(desk, "Two", "Three")
    Typist().press("Delete")
    said(desk, qtbot, "2 reviews moved to Trash.")
    assert sorted(status_of(desk)) == ["Four", "One"]
    assert desk.window.open_ids() == ()
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(status_of(desk)) == 4, timeout=20_000)
    desk.window.library.show_place(TRASH)
    settle(qtbot, desk.window.library)
    assert desk.window.library.count() == 0


def test_a_review_that_is_open_takes_the_change_in_and_goes_on_being_saved(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "Two")
    Typist().press("Return")
    qtbot.waitUntil(lambda: desk.window.session is not None)
    session = desk.window.session
    assert session is not None
    Typist().press("Ctrl+1")
    settle(qtbot, desk.window.library)
    select(desk, "Two", "One")
    trigger(desk, "outlet")
    dialog_in_front(qtbot, OutletDialog)
    Typist().type("Eve")
    Typist().press("Return")
    said(desk, qtbot, "Outlet of 2 reviews set to Evening Post.")
    back_to(desk.window, qtbot)
    assert session.article.outlet.name == "Evening Post"
    outlets = {row.title: row.outlet for row in desk.workspace.archive.reviews()}
    assert {title for title, outlet in outlets.items() if outlet == "Evening Post"} == {"One", "Two"}
    select(desk, "Two")
    Typist().press("Return")
    qtbot.waitUntil(lambda: desk.window.session is session)
    desk.places.set_status(Status.READY)
    assert desk.workspace.autosave.finish()
    stored = desk.workspace.archive.load(session.review_id).article
    assert (stored.review.status, stored.outlet.name) == (Status.READY, "Evening Post")


def test_a_new_outlet_is_made_by_its_name_where_it_is_set(desk: OpenDesk, qtbot: QtBot) -> None:
    before = {row.title: row.outlet for row in desk.workspace.archive.reviews()}
    select(desk, "One", "Three")
    trigger(desk, "outlet")
    dialog = dialog_in_front(qtbot, OutletDialog)
    assert dialog.focusWidget() is dialog.line

    def offered() -> list[str]:
        return [dialog.list.item(at).text() for at in range(dialog.list.count())]

    assert offered() == [outlet.name for outlet in desk.workspace.archive.outlets()]
    Typist().type("evening  póst")
    assert offered() == ["Evening Post"], "it is there, however it is spelled"
    Typist().press("Ctrl+A")
    Typist().type("Post")
    assert offered() == ["Evening Post", "New outlet “Post”"]
    Typist().press("Down", "Return")
    said(desk, qtbot, "Outlet of 2 reviews set to Post.")
    made = next(outlet for outlet in desk.workspace.archive.outlets() if outlet.name == "Post")
    assert made.template
    now = {row.title: row.outlet for row in desk.workspace.archive.reviews()}
    assert now == before | {"One": "Post", "Three": "Post"}
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: {row.title: row.outlet for row in desk.workspace.archive.reviews()} == before, timeout=20_000)
    settle(qtbot, desk.window.library)
    select(desk, "Four")
    trigger(desk, "outlet")
    dialog_in_front(qtbot, OutletDialog)
    Typist().type("Daily Planet")
    Typist().press("Return")
    said(desk, qtbot, "Outlet of ‘Four’ set to Daily Planet.")


def test_published_in_bulk_each_review_keeps_its_page(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "One", "Two")
    trigger(desk, "status_published")
    said(desk, qtbot, "2 reviews set to Published.", seconds=60)
    for title in ("One", "Two"):
        review = stored(desk, title)
        assert review.printed is not None
        assert "<html" in review.printed.html
        assert review.published_on
    trigger(desk, "undo")
    qtbot.waitUntil(lambda: set(status_of(desk).values()) == {Status.DRAFT}, timeout=20_000)
    assert (stored(desk, "One").printed, stored(desk, "Two").published_on) == (None, "")


def test_everything_that_is_listed_is_chosen_by_what_finds_it(desk: OpenDesk, qtbot: QtBot) -> None:
    many(desk, qtbot, 1500)
    library = desk.window.library
    library.list.setFocus()
    Typist().press("Ctrl+A")
    chosen = library.chosen()
    assert (chosen.count, chosen.ids) == (1504, ()), "a query, not all those rows"
    library.refresh()
    settle(qtbot, library)
    assert library.list.selected_count() == 1504, "also after a refresh"
    library.list.clearSelection()
    library.list.select_row(0)
    for _ in range(3):
        Typist().press("Shift+PgDown")
    settle(qtbot, library)
    several = library.chosen()
    assert 10 < several.count < 200


def test_a_selection_of_rows_that_are_not_here_survives_a_refresh_that_moves_them(desk: OpenDesk, qtbot: QtBot) -> None:
    many(desk, qtbot, 900)
    library = desk.window.library
    selection = library.list.selectionModel()
    model = library.list.model()
    library.list.setCurrentIndex(model.index(3, 0))
    selection.select(
        library.list._spans(list(range(3, 700))), selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
    )
    settle(qtbot, library)
    before = library.selected_ids()
    assert len(set(before)) == 697
    newest = desk.workspace.archive.begin("Newest", 2026, "", "en")
    library.refresh()
    settle(qtbot, library)
    assert library.selected_ids() == before
    assert newest.review.id not in before


def test_cancelling_keeps_what_was_done_and_its_undo(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    many(desk, qtbot, 800)
    library = desk.window.library
    library.list.setFocus()
    library.list.selectAll()
    disk.hold_after(1)
    desk.window.actions_by_id["status_ready"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ProgressDialog)
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=30_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    disk.release()
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Called off."), timeout=30_000)
    back_to(desk.window, qtbot)
    ready = sum(row.status is Status.READY for row in desk.workspace.archive.reviews())
    assert ready == 2 * AT_ONCE
    trigger(desk, "undo")
    qtbot.waitUntil(lambda: Status.READY not in {row.status for row in desk.workspace.archive.reviews()}, timeout=60_000)
    settle(qtbot, library)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), QDialog), timeout=10_000)


def test_an_undo_that_is_stopped_says_how_far_it_came_and_goes_on(
    desk: OpenDesk, qtbot: QtBot, disk: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "APPEARS_MS", 0)
    many(desk, qtbot, 800)
    before = {row.id: row.modified for row in desk.workspace.archive.reviews()}
    desk.window.library.list.setFocus()
    desk.window.library.list.selectAll()
    trigger(desk, "status_ready")
    said(desk, qtbot, "804 reviews set to Ready.", seconds=60)
    disk.hold_after(1)
    trigger(desk, "undo")
    dialog = dialog_in_front(qtbot, ProgressDialog)
    assert (dialog.windowTitle(), dialog.cancel_button.text()) == ("Undo: Set Status to Ready", "&Stop Undoing")
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=30_000)
    Typist().press("Escape")
    disk.release()
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Stopped. "), timeout=30_000)
    back_to(desk.window, qtbot)
    undone = sum(row.status is Status.DRAFT for row in desk.workspace.archive.reviews())
    assert undone == 2 * AT_ONCE
    assert desk.window.toast.text() == f"Stopped. {undone} of 804 reviews are as they were before. Undo takes back the rest."
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: {row.status for row in desk.workspace.archive.reviews()} == {Status.DRAFT}, timeout=60_000)
    settle(qtbot, desk.window.library)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), QDialog), timeout=10_000)
    assert {row.id: row.modified for row in desk.workspace.archive.reviews()} == before, "no list sorts them otherwise now"
    assert not desk.window.actions_by_id["undo"].isEnabled()


def test_a_review_that_is_to_be_opened_meanwhile_waits(desk: OpenDesk, qtbot: QtBot) -> None:
    ids = select(desk, "One", "Two")
    trigger(desk, "status_ready")
    desk.window.library.review_opened.emit(ids[0])
    assert not desk.window.editor.isVisible()
    qtbot.waitUntil(desk.window.editor.isVisible, timeout=20_000)
    session = desk.window.session
    assert session is not None
    assert session.article.review.status is Status.READY


def ended(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is done and shown."""
    qtbot.waitUntil(lambda: not desk.knowing._reviewing.many.is_busy, timeout=20_000)
    settle(qtbot, desk.window.library)


def test_an_undo_waits_for_the_change_that_is_still_being_written(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    select(desk, "One")
    disk.held = True
    Typist().press("Delete")
    assert desk.window.actions_by_id["undo"].text() == "&Undo Move to Trash"
    Typist().press("Ctrl+Z")
    assert not desk.window.actions_by_id["undo"].isEnabled(), "there is nothing before it"
    assert desk.window.actions_by_id["redo"].text() == "&Redo Move to Trash"
    assert "One" in status_of(desk), "nothing is written yet"
    disk.release()
    ended(desk, qtbot)
    assert "One" in status_of(desk)
    assert desk.window.status.said() == "Taken back: Move to Trash"
    assert stored(desk, "One").trashed_at is None
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: "One" not in status_of(desk), timeout=20_000)


def test_what_is_asked_for_meanwhile_is_done_in_order(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    ids = select(desk, "One", "Two")
    before, archive = status_of(desk), desk.workspace.archive
    changing = desk.knowing._reviewing.many
    seen: list[tuple[str, str]] = []
    changing.ended.connect(lambda step: seen.append((step.turned, step.step.label)))
    disk.held = True
    trigger(desk, "status_ready")
    changing.rename(stored(desk, "One").work, "Uno", "Rename")
    trigger(desk, "status_filed")
    trigger(desk, "trash")
    for _ in range(4):
        trigger(desk, "undo")
    trigger(desk, "redo")
    trigger(desk, "redo")
    assert not seen
    disk.release()
    ended(desk, qtbot)
    changes = ["Set Status to Ready", "Rename", "Set Status to Filed", "Move to Trash"]
    done = [("", each) for each in changes] + [("undo", each) for each in reversed(changes)]
    assert seen == [*done, ("redo", changes[0]), ("redo", changes[1])]
    assert status_of(desk) == {
        "Uno": Status.READY,
        "Two": Status.READY,
        "Three": before["Three"],
        "Four": before["Four"],
    }
    assert all(archive.load(each).article.review.trashed_at is None for each in ids)
    assert desk.window.actions_by_id["undo"].text() == "&Undo Rename"
    assert desk.window.actions_by_id["redo"].text() == "&Redo Set Status to Filed"


def test_an_undo_of_what_could_not_be_done_takes_back_nothing_else(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    select(desk, "One")
    trigger(desk, "status_ready")
    ended(desk, qtbot)
    disk.held = True
    trigger(desk, "status_filed")
    trigger(desk, "undo")
    disk.refuse(SaveError("The disk is full.", "disk full"))
    ended(desk, qtbot)
    assert status_of(desk)["One"] is Status.READY, "that was there before"
    assert desk.window.toast.text() == "The disk is full."
    assert desk.window.actions_by_id["undo"].text() == "&Undo Set Status to Ready"


def test_an_undo_of_what_was_so_already_takes_back_nothing_else(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    select(desk, "One")
    disk.held = True
    trigger(desk, "status_ready")
    trigger(desk, "status_ready")
    trigger(desk, "undo")
    disk.release()
    ended(desk, qtbot)
    assert status_of(desk)["One"] is Status.READY
    assert desk.window.toast.text() == "Nothing to change: it is so already."


def test_the_undo_beside_a_sentence_says_so_where_other_steps_came_after_it(
    desk: OpenDesk, qtbot: QtBot, disk: HeldStore
) -> None:
    select(desk, "One")
    trigger(desk, "status_ready")
    said(desk, qtbot, "‘One’ set to Ready.")
    disk.held = True
    trigger(desk, "status_filed")
    desk.window.toast.button.click()
    assert desk.window.toast.text() == "Other steps came after it; take those back first (Ctrl+Z)."
    disk.release()
    said(desk, qtbot, "‘One’ set to Filed.")
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: status_of(desk)["One"] is Status.READY, timeout=20_000)


def test_an_undo_that_waits_is_done_before_the_window_goes(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    select(desk, "One")
    disk.held = True
    Typist().press("Delete")
    Typist().press("Ctrl+Z")
    disk.release()
    desk.window.close()
    assert not desk.knowing._reviewing.many.is_busy
    assert "One" in status_of(desk)
    assert stored(desk, "One").trashed_at is None


def test_chosen_reviews_are_exported_into_a_folder_and_told(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    select(desk, "One", "Two", "Three")
    Typist().press("Ctrl+E")
    dialog = dialog_in_front(qtbot, ExportDialog)
    assert dialog.windowTitle().startswith("Export 3 reviews")
    assert dialog.folder() == paths.documents(), "where nothing was exported to before"
    dialog.radios["markdown"].click()
    dialog.destination.set_folder(out)
    qtbot.waitUntil(lambda: bool(dialog.pane.text.toPlainText()), timeout=20_000)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Wrote 3 reviews into"), timeout=30_000)
    files = sorted(out.iterdir())
    assert [file.name[:3] for file in files] == ["one", "thr", "two"]
    back_to(desk.window, qtbot)
    files[2].write_text("Mine", encoding="utf-8")
    Typist().press("Ctrl+E")
    again = dialog_in_front(qtbot, ExportDialog)
    assert again.folder() == out
    qtbot.waitUntil(lambda: bool(again.pane.text.toPlainText()), timeout=20_000)
    QTest.mouseClick(again.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "export" in desk.window.notices.texts(), timeout=30_000)
    back_to(desk.window, qtbot)
    told = desk.window.notices.texts()["export"]
    assert told.startswith("Wrote 2 reviews into")
    assert files[2].name in told
    assert files[2].read_text(encoding="utf-8") == "Mine"
    QTest.mouseClick(desk.window.notices.buttons("export")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: files[2].read_text(encoding="utf-8") != "Mine", timeout=30_000)


def test_tab_comes_round_to_the_formats_again(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "One", "Two")
    Typist().press("Ctrl+E")
    dialog = dialog_in_front(qtbot, ExportDialog)
    qtbot.waitUntil(lambda: bool(dialog.pane.text.toPlainText()), timeout=20_000)
    first = QApplication.focusWidget()
    assert first in dialog.radios.values()
    stops = []
    for _ in range(20):
        Typist().press("Tab")
        stops.append(QApplication.focusWidget())
    assert first in stops
    assert {dialog.destination.folder_field.editor(), dialog.save_button} < set(stops)
    dialog.reject()


def test_a_fault_half_way_leaves_no_window_over_the_list(desk: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "APPEARS_MS", 0)
    many(desk, qtbot, 120)
    changing = desk.knowing._reviewing.many
    desk.window.library.list.selectAll()
    with qtbot.captureExceptions() as caught:
        changing.change(desk.window.library.chosen(), "no action", "Nothing")  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(caught), timeout=20_000)
    assert "AttributeError" in str(caught)
    assert desk.window.toast.text().startswith("A fault in Matinee ended this half way.")
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
    assert not changing.is_busy


def test_where_all_are_so_already_that_is_said(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "One", "Two")
    trigger(desk, "status_ready")
    said(desk, qtbot, "2 reviews set to Ready.")
    trigger(desk, "status_ready")
    said(desk, qtbot, "Nothing to change: it is so already.")
    assert desk.window.actions_by_id["undo"].text() == "&Undo Set Status to Ready"


def test_what_lies_in_the_trash_is_to_be_restored_first(desk: OpenDesk, qtbot: QtBot) -> None:
    select(desk, "One")
    words = [action.text() for action in desk.window.library.context_menu().actions() if not action.isSeparator()]
    assert words[:7] == ["Open", "Preview", "Rename", "&Status", "Ta&gs…", "&Outlet…", "&Export…"]
    names = [action.text() for action in desk.window.menus["&Review"].actions()]
    assert {"&Status", "Ta&gs…", "&Outlet…"} <= set(names)
    Typist().press("Delete")
    said(desk, qtbot, "‘One’ moved to Trash.")
    library = desk.window.library
    library.show_place(TRASH)
    settle(qtbot, library)
    library.list.select_row(0)
    trigger(desk, "status_ready")
    assert desk.window.toast.text() == "These reviews are in the trash. Restore them first."
    assert library.inspector.open_button.text() == "Restore"
    library.focus_list()
    Typist().press("F2")
    assert QApplication.focusWidget() is library.list, "a film is not renamed from the trash"
    said(desk, qtbot, "These reviews are in the trash. Restore them first.")
    library.focus_list()
    Typist().press("Return")
    said(desk, qtbot, "‘One’ restored.")
    library.show_place(ALL)
    settle(qtbot, library)
    assert library.count() == 4


def test_the_bar_below_tells_when_work_on_the_list_was_stored(
    desk: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(datetime(2031, 5, 4, 10, minute, tzinfo=UTC) for minute in range(60))
    monkeypatch.setattr("desktop.storage.library.now_utc", lambda: next(moments))
    told = [desk.window.status.saved_state()]

    def stored_anew(words: str) -> None:
        said(desk, qtbot, words)
        qtbot.waitUntil(lambda: desk.window.status.saved_state() not in told, timeout=20_000)
        told.append(desk.window.status.saved_state())

    select(desk, "Three")
    trigger(desk, "status_ready")
    stored_anew("‘Three’ set to Ready.")
    select(desk, "Two")
    trigger(desk, "trash")
    stored_anew("‘Two’ moved to Trash.")
    before = len(told)
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: desk.window.status.saved_state() not in told, timeout=20_000)
    assert all(each.startswith("Saved ") for each in told[1:before])
