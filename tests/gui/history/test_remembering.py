"""Snapshots through the real window: kept, named, compared, brought back; all of it with keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.history import Reason
from desktop.core.review import Status
from desktop.gui.history import SnapshotsDialog
from desktop.gui.history.naming import NameDialog
from desktop.services.authoring import Place
from desktop.services.taking_out import take_out
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import begin_reviews, open_text, stored_by_now, text_in_front
from tests.gui.test_recovery import cut_short
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window with the text of a review in front in which three words stand."""
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        Typist().type("Nobody ever blinks.")
        stored_by_now(desk, qtbot)
        yield desk


def front(desk: OpenDesk) -> str:
    """Return the id of the review in front."""
    assert desk.window.session is not None
    return desk.window.session.review_id


def reasons(desk: OpenDesk) -> list[Reason]:
    """Return why each snapshot of the review in front was taken, once all that is queued is done."""
    desk.workspace.archive.remember("drained", "").result(timeout=20)
    return [each.reason for each in desk.workspace.archive.snapshots.of(front(desk))]


def later(desk: OpenDesk, **by: float) -> None:
    """Let the clock of the snapshots run ahead."""
    snapshots = desk.workspace.archive.snapshots
    moment = snapshots.clock() + timedelta(**by)
    snapshots.clock = lambda: moment


def said(desk: OpenDesk, words: str, qtbot: QtBot) -> None:
    """Wait until the status bar or the toast says these words."""
    labels = (desk.window.status._said.text, desk.window.toast.text)
    qtbot.waitUntil(lambda: any(words in label() for label in labels), timeout=10_000)


def open_dialog(desk: OpenDesk, qtbot: QtBot) -> SnapshotsDialog:
    """Open the snapshots of the review in front and wait until the first is compared."""
    desk.window.actions_by_id["snapshots"].trigger()
    dialog = desk.window.findChildren(SnapshotsDialog)[-1]
    qtbot.waitUntil(dialog.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.comparison.text.toPlainText() != "", timeout=10_000)
    return dialog


def test_ctrl_s_keeps_a_snapshot_and_says_so(desk: OpenDesk, qtbot: QtBot) -> None:
    later(desk, minutes=2)
    Typist().press("Ctrl+S")
    said(desk, "Snapshot of ", qtbot)
    assert reasons(desk) == [Reason.BY_HAND, Reason.SITTING]
    (kept, start) = desk.workspace.archive.snapshots.of(front(desk))
    assert (kept.words, start.words) == (3, 0)


def test_ctrl_shift_s_asks_for_a_name_in_one_line(desk: OpenDesk, qtbot: QtBot) -> None:
    Typist().press("Ctrl+Shift+S")
    (dialog,) = desk.window.findChildren(NameDialog)
    qtbot.waitUntil(dialog.line.hasFocus, timeout=10_000)
    assert not dialog.keep_button.isEnabled()
    QTest.keyClicks(dialog.line, "  As sent to the  editor ")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    said(desk, "“As sent to the editor”", qtbot)
    assert desk.workspace.archive.snapshots.of(front(desk))[0].name == "As sent to the editor"


def test_back_to_where_the_sitting_began_is_one_step_of_undo(desk: OpenDesk, qtbot: QtBot) -> None:
    later(desk, minutes=2)
    desk.window.actions_by_id["sitting_start"].trigger()
    said(desk, "The review is again as it was", qtbot)
    session = desk.window.session
    assert session is not None
    assert not any(part.body for part in session.article.review.parts)
    assert reasons(desk) == [Reason.RESTORED, Reason.RESTORING, Reason.SITTING]
    desk.window.toast.button.click()
    assert text_in_front(desk).text() == "Nobody ever blinks."
    assert session.can_redo == "Restore"


def test_the_undo_of_the_toast_takes_back_the_restoring_and_nothing_typed_after_it(desk: OpenDesk, qtbot: QtBot) -> None:
    session = desk.window.session
    assert session is not None
    undo = desk.window.toast.button
    desk.window.actions_by_id["sitting_start"].trigger()
    said(desk, "The review is again as it was", qtbot)
    Typist().type("Anew.")
    undo.click()
    assert desk.window.toast.text() == "Other steps came after it; take those back first (Ctrl+Z)."
    assert body_of(session.article) == "Anew."
    desk.window.actions_by_id["undo"].trigger()
    desk.window.actions_by_id["sitting_start"].trigger()
    said(desk, "The review is as it was then", qtbot)
    desk.window.actions_by_id["undo"].trigger()
    assert body_of(session.article) == "Nobody ever blinks."


def test_the_undo_of_the_toast_leaves_a_review_alone_that_was_closed_meanwhile(desk: OpenDesk, qtbot: QtBot) -> None:
    review_id = front(desk)
    desk.window.actions_by_id["sitting_start"].trigger()
    said(desk, "The review is again as it was", qtbot)
    stored_by_now(desk, qtbot)
    desk.workspace.reviews.close(review_id)
    desk.window.toast.button.click()
    assert desk.window.toast.text() == "The review was closed meanwhile. What it was before is kept among its snapshots."
    assert desk.workspace.autosave.finish()
    assert body_of(desk.workspace.archive.load(review_id).article) == ""


def test_the_buttons_have_letters_and_enter_presses_the_one_with_the_focus(desk: OpenDesk, qtbot: QtBot) -> None:
    later(desk, minutes=2)
    Typist().press("Ctrl+S")
    said(desk, "Snapshot of ", qtbot)
    dialog = open_dialog(desk, qtbot)
    back_to(dialog, qtbot)
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    letters = [each.shortcut().toString() for each in buttons]
    assert len(set(letters)) == len(letters) == 6
    assert all(letters)
    dialog.list.choose((dialog._snapshots[-1].id,))
    Typist().press("Alt+R")
    said(desk, "The review is again as it was", qtbot)
    dialog = open_dialog(desk, qtbot)
    back_to(dialog, qtbot)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.close_button.setFocus()
    Typist().press("Return")
    assert len(ended) == 1


def test_a_snapshot_is_chosen_read_and_restored_with_keys_alone(desk: OpenDesk, qtbot: QtBot) -> None:
    session = desk.window.session
    assert session is not None
    before = session.article.review
    later(desk, minutes=2)
    Typist().press("Ctrl+S")
    said(desk, "Snapshot of ", qtbot)
    text_in_front(desk).select(0, 6)
    Typist().type("Someone")
    session.edit("Facts", Place("facts"), replace(session.article, work=replace(session.article.work, runtime=92)))
    stored_by_now(desk, qtbot)
    dialog = open_dialog(desk, qtbot)
    assert dialog.focusWidget() is dialog.list
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.lines()[2].endswith("Start of a sitting · 0 words")
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dialog.comparison.count_words().startswith("2 changes since today "), timeout=10_000)
    for wanted in ("92", "Nobody\N{THIN SPACE}Someone", "92"):
        QTest.keyClick(dialog.list, Qt.Key.Key_F8)
        assert dialog.comparison.text.textCursor().selectedText() == wanted
    QTest.keyClick(dialog.list, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.comparison.text.textCursor().selectedText() == "Nobody\N{THIN SPACE}Someone"
    shown = dialog.comparison.text.toPlainText()
    assert "Running time" in shown
    assert "Nobody\N{THIN SPACE}Someone ever blinks." in shown
    dialog.restore_button.setFocus()
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    said(desk, "left as now: Running time", qtbot)
    assert session.article.review == before
    assert session.article.work.runtime == 92
    desk.window.actions_by_id["undo"].trigger()
    assert text_in_front(desk).text() == "Someone ever blinks."
    stored_by_now(desk, qtbot)


def restore(desk: OpenDesk, qtbot: QtBot, wanted: str) -> str:
    """Restore the newest snapshot with this text through the window; return the text that the review has then."""
    session, snapshots = desk.window.session, desk.workspace.archive.snapshots
    assert session is not None
    reasons(desk)
    ids = [each.id for each in snapshots.of(session.review_id) if wanted == body_of(snapshots.read(each.id).article)]
    dialog = open_dialog(desk, qtbot)
    dialog.list.choose((ids[0],))
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=10_000)
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    back_to(desk.window, qtbot)
    stored_by_now(desk, qtbot)
    return body_of(session.article)


def body_of(article: Article) -> str:
    """Return the running text of an article."""
    return "".join(part.body for part in article.review.parts)


def test_what_restorings_in_one_minute_put_aside_can_be_had_back_a_week_later(desk: OpenDesk, qtbot: QtBot) -> None:
    texts = ["Nobody ever blinks.", "Somebody laughs.", "Everybody leaves."]
    later(desk, minutes=2)
    for text in texts:
        if text != texts[0]:
            text_in_front(desk).setFocus()
            Typist().type(text)
        assert restore(desk, qtbot, "") == ""
    dialog = open_dialog(desk, qtbot)
    listed = [line.splitlines()[0] for line in dialog.list.lines()]
    assert re.fullmatch(r"\w+ \d\d:\d\d:\d\d", listed[1]), "of the same minute, so told to the second"
    assert re.fullmatch(r"\w+ \d\d:\d\d", listed[-1])
    dialog.accept()
    later(desk, days=7)
    for text in texts:
        assert restore(desk, qtbot, text) == text


def test_two_snapshots_are_compared_with_each_other(desk: OpenDesk, qtbot: QtBot) -> None:
    for word in (" Then", " someone", " does."):
        later(desk, minutes=2)
        Typist().type(word)
        Typist().press("Ctrl+S")
        stored_by_now(desk, qtbot)
    reasons(desk)
    dialog = open_dialog(desk, qtbot)
    ids = [each.id for each in desk.workspace.archive.snapshots.of(front(desk))]
    dialog.list.choose((ids[0], ids[2]))
    qtbot.waitUntil(lambda: "someone does." in dialog.comparison.text.toPlainText(), timeout=10_000)
    comparison = dialog.comparison.comparison()
    assert comparison is not None
    assert [part.body for part in comparison.before.review.parts if part.body] == ["Nobody ever blinks. Then"]
    assert re.fullmatch(r"1 change from \w+ \d\d:\d\d to \w+ \d\d:\d\d", dialog.comparison.count_words())
    assert not dialog.restore_button.isEnabled()
    dialog.accept()


def test_the_list_opens_at_the_newest_that_differs_and_says_between_which_two_it_tells(desk: OpenDesk, qtbot: QtBot) -> None:
    later(desk, minutes=2)
    Typist().press("Ctrl+S")
    Typist().type(" Ever.")
    stored_by_now(desk, qtbot)
    later(desk, minutes=2)
    Typist().press("Ctrl+S")
    reasons(desk)
    dialog = open_dialog(desk, qtbot)
    newest, other, _start = desk.workspace.archive.snapshots.of(front(desk))
    assert dialog.list.chosen() == (other.id,)
    qtbot.waitUntil(lambda: dialog.comparison.count_words().startswith("1 change since "), timeout=10_000)
    snapshots = desk.workspace.archive.snapshots
    snapshots.rename(other.id, "As sent to the editor " * 9).result(timeout=20)
    dialog.refresh()
    qtbot.waitUntil(lambda: "As sent to the editor" in dialog.comparison.count_words(), timeout=10_000)
    assert dialog.comparison.minimumSizeHint().width() < dialog.width() / 2
    assert dialog.comparison._count.text_shown().endswith("…")
    dialog.list.choose((newest.id,))
    qtbot.waitUntil(lambda: "No word has changed since " in dialog.comparison.text.toPlainText(), timeout=10_000)
    dialog.accept()


def test_names_are_given_and_taken_away_with_undo(desk: OpenDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(desk, qtbot)
    snapshots = desk.workspace.archive.snapshots
    QTest.keyClick(dialog.list, Qt.Key.Key_F2)
    (naming,) = dialog.findChildren(NameDialog)
    naming.line.setText("The beginning")
    naming.accept()
    qtbot.waitUntil(lambda: "“The beginning” · 0 words" in dialog.list.lines()[-1], timeout=10_000)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: snapshots.of(front(desk)) == [], timeout=10_000)
    qtbot.waitUntil(lambda: dialog.toast.isVisible() and "deleted" in dialog.toast.text(), timeout=10_000)
    assert "No snapshots yet" in dialog.empty.words()
    dialog.toast.button.click()
    qtbot.waitUntil(lambda: [each.name for each in snapshots.of(front(desk))] == ["The beginning"], timeout=10_000)
    dialog.accept()


def test_where_there_is_none_the_dialog_says_so_and_keeps_one(desk: OpenDesk, qtbot: QtBot) -> None:
    snapshots = desk.workspace.archive.snapshots
    for each in snapshots.of(front(desk)):
        snapshots.forget(each.id).result(timeout=20)
    desk.window.actions_by_id["snapshots"].trigger()
    dialog = desk.window.findChildren(SnapshotsDialog)[-1]
    assert dialog.empty.isVisible()
    assert dialog.focusWidget() is dialog.empty.action
    dialog.empty.action.click()
    qtbot.waitUntil(lambda: len(dialog.list.lines()) == 2, timeout=10_000)
    dialog.accept()


def test_after_a_crash_the_bar_compares_with_the_last_snapshot_from_before_it(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        Typist().type("Kept before.")
        later(desk, hours=-1)
        Typist().press("Ctrl+S")
        Typist().type(" New since.")
        stored_by_now(desk, qtbot)
    cut_short(tmp_path)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.notices.buttons("recovery")[0].click()
        (dialog,) = desk.window.findChildren(SnapshotsDialog)
        qtbot.waitUntil(lambda: dialog.comparison.changes() == 1, timeout=10_000)
        assert "Kept before. New since." in dialog.comparison.text.toPlainText()
        dialog.accept()


def test_everything_in_the_dialog_has_a_name(desk: OpenDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(desk, qtbot)
    widgets = [each for each in dialog.findChildren(QWidget) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(widgets) > 4
    for widget in widgets:
        name = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
        assert name, widget
    back_to(desk.window, qtbot)
    dialog.accept()


def test_what_is_published_and_what_leaves_is_kept_as_it_was(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    session, snapshots = desk.window.session, desk.workspace.archive.snapshots
    assert session is not None
    draft = session.article
    desk.window.actions_by_id["publish"].trigger()
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)
    qtbot.waitUntil(lambda: Reason.PUBLISHING in reasons(desk), timeout=10_000)
    kept = next(each for each in snapshots.of(front(desk)) if each.reason is Reason.PUBLISHING)
    assert snapshots.read(kept.id).article == draft
    stored_by_now(desk, qtbot)
    taken = take_out(desk.workspace.archive, [front(desk)], "markdown", tmp_path / "out")
    assert taken.refused == ()
    assert Reason.EXPORT in reasons(desk)
    kept = next(each for each in snapshots.of(front(desk)) if each.reason is Reason.EXPORT)
    assert snapshots.read(kept.id).article == session.article


def publish(desk: OpenDesk, qtbot: QtBot) -> str:
    """Publish the review in front through the window; return the day it is dated."""
    session = desk.window.session
    assert session is not None
    desk.window.actions_by_id["publish"].trigger()
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)
    stored_by_now(desk, qtbot)
    return session.article.review.published_on


def test_a_review_that_restoring_makes_a_draft_again_or_published_again_is_said_to_be(desk: OpenDesk, qtbot: QtBot) -> None:
    session, snapshots = desk.window.session, desk.workspace.archive.snapshots
    assert session is not None
    draft = session.article.review
    day = publish(desk, qtbot)
    text_in_front(desk).setFocus()
    Typist().type("Later. ")
    stored_by_now(desk, qtbot)
    published = session.article.review
    dialog = open_dialog(desk, qtbot)
    older = next(each for each in snapshots.of(front(desk)) if each.reason is Reason.PUBLISHING)
    dialog.list.choose((older.id,))
    compared = f"Status\ndraft\N{THIN SPACE}published\nSlug · added\n{published.slug}\nPublished on · added\n{day}"
    qtbot.waitUntil(lambda: compared in dialog.comparison.text.toPlainText(), timeout=10_000)
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=10_000)
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    said(desk, " It is a draft again, without its date of publication, without a slug of its own.", qtbot)
    assert session.article.review == draft, "the exact review"
    desk.window.toast.button.click()
    assert session.article.review == published
    stored_by_now(desk, qtbot)
    desk.window.actions_by_id["sitting_start"].trigger()
    said(desk, " It is a draft again, without its date of publication, without a slug of its own.", qtbot)
    back_to(desk.window, qtbot)
    later(desk, minutes=2)
    dialog = open_dialog(desk, qtbot)
    put_aside = next(each for each in snapshots.of(front(desk)) if each.reason is Reason.RESTORING)
    dialog.list.choose((put_aside.id,))
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=10_000)
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    said(desk, f" It is published again, dated {day}, with the slug “{published.slug}”.", qtbot)
    assert session.article.review == published
