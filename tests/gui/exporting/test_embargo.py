"""What is under embargo leaves for readers only after a second, explicit click: in every way out of the real window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.zoned_time import ZonedTime
from desktop.gui.exporting.dialog import ExportDialog
from desktop.gui.exporting.embargo import EmbargoDialog
from desktop.services.archive import Archive, open_archive
from tests.gui.desk import back_to, real_desk
from tests.gui.library.conftest import settle
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.typist import Typist


def in_hours(hours: float) -> ZonedTime:
    """A time so many hours from now."""
    return ZonedTime(f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%dT%H:%M}", "UTC")


def hold(archive: Archive, review_id: str, hours: float) -> None:
    """Put a stored review under embargo."""
    review, revision = archive.library.load_record(Review, review_id)
    archive.library.save(Batch((Change(replace(review, embargo=in_hours(hours)), revision),))).result(timeout=20)


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    """Three reviews in a library, the first two under embargo, the third no more."""
    found = begin_reviews(tmp_path / "library", "One", "Two", "Three")
    archive = open_archive(tmp_path / "library")
    for review_id, hours in zip(found, (4.5, 30.5, -1), strict=True):
        hold(archive, review_id, hours)
    archive.library.close()
    return found


@pytest.fixture
def desk(tmp_path: Path, ids: list[str], qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on them."""
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        yield opened


def asked(qtbot: QtBot) -> EmbargoDialog:
    """Wait for the question, which has Cancel in focus."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EmbargoDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EmbargoDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.cancel_button.hasFocus()
    return dialog


def export_dialog(qtbot: QtBot, folder: Path, format_id: str) -> ExportDialog:
    """Wait for the export dialog, choose where to and what, and for that to be made."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    dialog.radios[format_id].click()
    dialog.destination.set_folder(folder)
    qtbot.waitUntil(lambda: dialog._leaving is not None, timeout=20_000)
    return dialog


def asked_to_export(desk: OpenDesk, review_id: str, qtbot: QtBot, folder: Path, format_id: str) -> ExportDialog:
    """Open a review, ask for its export, and wait as :func:`export_dialog` does."""
    open_text(desk, review_id)
    desk.window.actions_by_id["export"].trigger()
    return export_dialog(qtbot, folder, format_id)


def still(said: str, hours: float) -> str:
    """Return how long an embargo of some hours lasts that a sentence tells the end of, whichever minute it is by now."""
    end = re.search(r"(\d\d):(\d\d) UTC", said)
    assert end is not None
    now = datetime.now(UTC)
    of_a_day = (60 * (int(end[1]) - now.hour) + int(end[2]) - now.minute) % 1440
    minutes = of_a_day + 1440 * round((60 * hours - of_a_day) / 1440)
    return f"{minutes // 60} h {minutes % 60} min"


def closed(qtbot: QtBot) -> None:
    """Wait until the export dialog is gone."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def escape(dialog: QDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(("key", "heard"), [(Qt.Key.Key_E, "confirmed"), (Qt.Key.Key_L, "parted"), (Qt.Key.Key_N, "rejected")])
def test_every_answer_has_a_letter(qtbot: QtBot, key: Qt.Key, heard: str) -> None:
    dialog = EmbargoDialog("It is under embargo.", "&Export anyway", None, leave_out="&Leave them out")
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(getattr(dialog, heard), timeout=5_000):
        QTest.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)


def test_the_export_dialog_says_so_and_asks_before_it_saves_or_copies(
    desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = asked_to_export(desk, ids[0], qtbot, tmp_path / "out", "markdown")
    said = dialog.notices.texts()["embargo"]
    assert said.startswith("Embargo lifts ")
    assert said.endswith(f" UTC (in {still(said, 4.5)}).")
    click(dialog.save_button)
    question = asked(qtbot)
    assert question.sentence.text() == said
    QTest.keyClick(question.cancel_button, Qt.Key.Key_Return)
    assert (files(tmp_path / "out"), dialog.isVisible()) == ([], True), "Enter is Cancel"
    QGuiApplication.clipboard().setText("mine")
    click(dialog.copy_button)
    escape(asked(qtbot))
    assert QGuiApplication.clipboard().text() == "mine"
    click(dialog.save_button)
    click(asked(qtbot).anyway_button)
    closed(qtbot)
    assert files(tmp_path / "out") == ["one-1987-review.md"]


def test_an_archive_of_ones_own_is_not_asked_about_unless_readers_may_get_it(
    desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = asked_to_export(desk, ids[0], qtbot, tmp_path / "out", "json")
    assert "embargo" not in dialog.notices.texts()
    QTest.keyClick(dialog.options["private"].editor(), Qt.Key.Key_Space)  # type: ignore[index]
    assert "embargo" in dialog.notices.texts()
    QTest.keyClick(dialog.options["private"].editor(), Qt.Key.Key_Space)  # type: ignore[index]
    click(dialog.save_button)
    closed(qtbot)
    assert files(tmp_path / "out") == ["one-1987-review.json"]


def test_a_copy_for_the_editor_is_not_held_up_and_says_so_in_its_first_line(
    desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = asked_to_export(desk, ids[0], qtbot, tmp_path / "out", "text")
    assert "embargo" not in dialog.notices.texts()
    click(dialog.save_button)
    closed(qtbot)
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.name == "one-1987-review.txt"
    assert copy.read_text(encoding="utf-8").startswith("EMBARGO: ")


def test_an_embargo_that_has_lifted_holds_nothing_up(desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    dialog = asked_to_export(desk, ids[2], qtbot, tmp_path / "out", "html")
    assert "embargo" not in dialog.notices.texts()
    click(dialog.save_button)
    closed(qtbot)
    assert files(tmp_path / "out") == ["three-1987-review.html"]


def test_export_again_copy_as_html_and_publishing_ask_too(desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    open_text(desk, ids[0])
    session = desk.window.session
    assert session is not None
    desk.workspace.settings.export_folder = str(tmp_path / "out")
    desk.window.actions_by_id["export_again"].trigger()
    assert asked(qtbot).anyway_button.text() == "&Export anyway"
    escape(asked(qtbot))
    back_to(desk.window, qtbot)
    desk.window.actions_by_id["export_again"].trigger()
    click(asked(qtbot).anyway_button)
    qtbot.waitUntil(lambda: files(tmp_path / "out") == ["one-1987-review.html"], timeout=20_000)
    back_to(desk.window, qtbot)
    QGuiApplication.clipboard().setText("mine")
    desk.window.actions_by_id["copy_html"].trigger()
    escape(asked(qtbot))
    assert QGuiApplication.clipboard().text() == "mine"
    back_to(desk.window, qtbot)
    desk.window.actions_by_id["copy_html"].trigger()
    click(asked(qtbot).anyway_button)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("<article"), timeout=20_000)
    back_to(desk.window, qtbot)
    for answer in ("cancel_button", "anyway_button"):
        assert session.article.review.status is Status.DRAFT
        desk.window.actions_by_id["publish"].trigger()
        click(getattr(asked(qtbot), answer))
        back_to(desk.window, qtbot)
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)


def test_publishing_that_was_called_off_leaves_the_status_as_it_was(desk: OpenDesk, ids: list[str], qtbot: QtBot) -> None:
    open_text(desk, ids[0])
    session, header = desk.window.session, desk.window.editor.header
    assert session is not None
    chosen = {Status(action.data()): action for action in header.status.menu().actions()}
    chosen[Status.PUBLISHED].trigger()
    escape(asked(qtbot))
    assert [status for status, action in chosen.items() if action.isChecked()] == [Status.DRAFT]
    session.edit_field(FIELD_BY_KEY["review.embargo"], None)
    chosen[Status.PUBLISHED].trigger()
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)


def export_all(desk: OpenDesk, qtbot: QtBot, folder: Path, answer: str) -> EmbargoDialog:
    """Export everything that is listed, and answer the question."""
    desk.window.library.list.setFocus()
    desk.window.library.list.selectAll()
    Typist().press("Ctrl+E")
    click(export_dialog(qtbot, folder, "markdown").save_button)
    question = asked(qtbot)
    click(getattr(question, answer))
    return question


def test_many_are_asked_about_once_and_can_leave_without_what_is_held(desk: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    question = export_all(desk, qtbot, tmp_path / "out", "cancel_button")
    said = question.sentence.text()
    assert said.startswith("2 of 3 reviews are under embargo. The last lifts ")
    assert said.endswith(f" UTC (in {still(said, 30.5)}).")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    escape(dialog)
    back_to(desk.window, qtbot)
    assert files(tmp_path / "out") == []
    export_all(desk, qtbot, tmp_path / "out", "leave_out_button")
    qtbot.waitUntil(lambda: "export" in desk.window.notices.texts(), timeout=30_000)
    told = desk.window.notices.texts()["export"]
    assert told.startswith("Wrote 1 review into")
    assert "“One (1987)” is under embargo, so it did not leave. Embargo lifts" in told
    assert files(tmp_path / "out") == ["three-1987-review.md"]
    back_to(desk.window, qtbot)
    export_all(desk, qtbot, tmp_path / "out", "anyway_button")
    qtbot.waitUntil(lambda: len(files(tmp_path / "out")) == 3, timeout=30_000)


@pytest.mark.parametrize("turned_down", ["cancel_button", "escape"])
def test_save_asks_again_after_the_question_about_many_was_turned_down(
    desk: OpenDesk, tmp_path: Path, qtbot: QtBot, turned_down: str
) -> None:
    desk.window.library.list.setFocus()
    desk.window.library.list.selectAll()
    Typist().press("Ctrl+E")
    dialog = export_dialog(qtbot, tmp_path / "out", "markdown")
    click(dialog.save_button)
    question = asked(qtbot)
    if turned_down == "escape":
        escape(question)
    else:
        click(question.cancel_button)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog, timeout=20_000)
    click(dialog.save_button)
    click(asked(qtbot).leave_out_button)
    qtbot.waitUntil(lambda: files(tmp_path / "out") == ["three-1987-review.md"], timeout=30_000)
    qtbot.waitUntil(lambda: "export" in desk.window.notices.texts(), timeout=30_000)


def test_a_dialog_closed_before_it_is_known_what_is_held_exports_nothing(
    desk: OpenDesk, ids: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    for review_id in ids:
        hold(desk.workspace.archive, review_id, -1)
    desk.window.library.list.setFocus()
    desk.window.library.list.selectAll()
    Typist().press("Ctrl+E")
    dialog = export_dialog(qtbot, tmp_path / "out", "markdown")
    click(dialog.save_button)
    dialog.reject()
    closed(qtbot)
    answered = desk.workspace.jobs.answer(lambda: None)
    told: list[object] = []
    desk.workspace.courier.watch(answered, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert (files(tmp_path / "out"), desk.window.toast.text()) == ([], "")


def test_publishing_many_is_asked_about_once(desk: OpenDesk, ids: list[str], qtbot: QtBot) -> None:
    library, archive = desk.window.library, desk.workspace.archive
    library.list.setFocus()
    library.list.selectAll()
    desk.window.actions_by_id["status_published"].trigger()
    question = asked(qtbot)
    assert question.sentence.text().startswith("2 of 3 reviews are under embargo.")
    assert not question.leave_out_button.isVisible()
    click(question.cancel_button)
    back_to(desk.window, qtbot)
    assert {archive.load(each).article.review.status for each in ids} == {Status.DRAFT}
    desk.window.actions_by_id["status_published"].trigger()
    click(asked(qtbot).anyway_button)
    qtbot.waitUntil(lambda: {archive.load(each).article.review.status for each in ids} == {Status.PUBLISHED}, timeout=60_000)
