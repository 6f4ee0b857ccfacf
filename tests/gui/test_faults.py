"""A bug is told with a report, leaves the editor as it is, and puts no word of a review into the log."""

from __future__ import annotations

import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.errors import NotFoundError
from desktop.gui.faults import FaultReporter, report_of
from tests.faults import window
from tests.faults.campaign import CannotRunError
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, body_of, open_text, stored_by_now, text_in_front
from tests.gui.typist import Typist

SECRET = "The murderer is the lamplighter"


class Bell(QObject):
    """Something whose slot goes wrong."""

    rung = Signal()


@contextmanager
def reporting(desk: OpenDesk, log: Path) -> Iterator[None]:
    reporter = FaultReporter(desk.window, log)
    reporter.install()
    try:
        yield
    finally:
        reporter.uninstall()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a review with a text, a fault reporter installed."""
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as opened, reporting(opened, tmp_path / "logs" / "matinee.log"):
        open_text(opened, review_id)
        Typist().type(SECRET)
        yield opened


def go_wrong() -> None:
    """Raise a bug whose words are a review's, out of another one."""
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


@pytest.mark.expects_log("something went wrong")
def test_a_bug_in_a_slot_is_told_and_the_editor_stays(desk: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    bell = Bell()
    bell.rung.connect(go_wrong)
    bell.rung.emit()
    assert desk.window.notices.texts() == {"fault": "Something went wrong. Your text is still here."}
    copy, go_on = desk.window.notices.buttons("fault")
    copy.click()
    report = QGuiApplication.clipboard().text()
    assert "KeyError" in report
    assert "ValueError" in report, "with what was before it"
    assert "go_wrong" in report
    assert SECRET not in report
    log = (tmp_path / "logs" / "matinee.log").read_text(encoding="utf-8")
    assert "go_wrong" in log
    assert SECRET not in log
    assert (tmp_path / "logs" / "matinee.log").stat().st_mode & 0o077 == 0
    go_on.click()
    assert desk.window.notices.texts() == {}
    Typist().type(".")
    stored_by_now(desk, qtbot)
    assert text_in_front(desk).text() == f"{SECRET}."


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are POSIX's")
@pytest.mark.expects_log("a long line")
def test_the_log_that_follows_a_full_one_is_private_too(desk: OpenDesk, tmp_path: Path) -> None:
    for _ in range(3):
        logging.getLogger("desktop").error("a long line: %s", "x" * 600_000)
    logs = sorted((tmp_path / "logs").iterdir())
    assert len(logs) >= 2
    assert [stat.S_IMODE(log.stat().st_mode) for log in logs] == [0o600] * len(logs)
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


@pytest.mark.expects_log("something went wrong")
def test_what_is_stored_by_then_is_said(desk: OpenDesk, qtbot: QtBot) -> None:
    stored_by_now(desk, qtbot)
    bell = Bell()
    bell.rung.connect(go_wrong)
    bell.rung.emit()
    assert desk.window.notices.texts()["fault"].startswith("Something went wrong. Your text is saved (")


def test_a_known_error_that_a_slot_let_through_is_told_in_its_sentence(desk: OpenDesk) -> None:
    def refuse() -> None:
        raise NotFoundError("There is no such review.")

    bell = Bell()
    bell.rung.connect(refuse)
    bell.rung.emit()
    assert desk.window.notices.texts() == {"fault": "There is no such review."}
    (dismiss,) = desk.window.notices.buttons("fault")
    dismiss.click()
    assert desk.window.notices.texts() == {}


@pytest.mark.expects_log("something went wrong")
def test_a_bug_on_another_thread_is_told_too(desk: OpenDesk, qtbot: QtBot) -> None:
    thread = threading.Thread(target=go_wrong)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "fault" in desk.window.notices.texts(), timeout=3000)


@pytest.mark.expects_log("thinking about it")
def test_what_is_logged_of_an_exception_is_where_it_was(desk: OpenDesk, tmp_path: Path) -> None:
    try:
        go_wrong()
    except KeyError:
        logging.getLogger("desktop.somewhere").exception("thinking about it")
    log = (tmp_path / "logs" / "matinee.log").read_text(encoding="utf-8")
    assert "thinking about it" in log
    assert "go_wrong" in log
    assert SECRET not in log


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with real_desk(tmp_path, qtbot, preview=False) as desk, reporting(desk, tmp_path / "file" / "matinee.log"):
        bell = Bell()
        bell.rung.connect(lambda: (_ for _ in ()).throw(NotFoundError("No.")))
        bell.rung.emit()
        assert desk.window.notices.texts() == {"fault": "No."}


@pytest.mark.timeout(300)
def test_text_stays_and_is_stored_whatever_the_disk_does(tmp_path: Path) -> None:
    """A slice of the family ``window`` of ``make faults``."""
    try:
        outcome = window.on_a_broken_disk(tmp_path, [5])
    except CannotRunError as reason:
        pytest.skip(str(reason))
    assert not outcome.failures, "\n".join(outcome.lines())
    assert outcome.seen["saves that failed"] >= 2
    assert outcome.seen["copies elsewhere"] == 1


def test_a_rendering_child_that_dies_leaves_the_editor_alone(desk: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    child = desk.workspace.child
    qtbot.waitUntil(lambda: child.process_id is not None, timeout=20_000)
    first = child.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    Typist().type(", and nobody minds")
    stored_by_now(desk, qtbot)
    assert desk.window.session is not None
    assert body_of(tmp_path / "library", desk.window.session.review_id) == f"{SECRET}, and nobody minds"
    assert desk.window.notices.texts() == {}
    qtbot.waitUntil(lambda: child.process_id not in (None, first), timeout=20_000)


def test_a_fault_of_the_rendering_child_tells_where_and_not_what(desk: OpenDesk) -> None:
    error = desk.workspace.child.call(SECRET, None).exception(timeout=30)
    assert "KeyError" in str(error)
    assert "worker.py" in str(error)
    assert SECRET not in str(error)


def test_a_report_has_names_of_the_code_and_numbers_of_the_system_and_no_value() -> None:
    def told(error: BaseException) -> str:
        return report_of(error).splitlines()[1]

    assert told(OSError(28, "No space left on device", "/media/her/Secret film.md")) == "OSError: ENOSPC"
    assert (
        told(AttributeError("'Work' object has no attribute 'yeer'")) == "AttributeError: 'Work' object has no attribute 'yeer'"
    )
    assert told(KeyError(SECRET)) == "KeyError"
    assert told(ValueError(SECRET)) == "ValueError"
    with pytest.raises(apsw.SQLError) as broken:
        apsw.Connection(":memory:").execute("SELECT * FROM nowhere")
    assert told(broken.value) == "SQLError: SQLite result 1"
