"""The window over what takes long: no key that was meant for what stood there before calls anything off."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.as_written import Label
from desktop.gui.progress import ProgressDialog
from desktop.services.jobs import Cancelled, Job
from tests.gui.typist import Typist

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ProgressDialog]:
    """One that is shown over a window and has the keys."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = ProgressDialog("Change Tags", "Each review is kept as it was before.", window, stop="&Stop Undoing")
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()


@pytest.mark.parametrize("key", ["Return", "Enter", "Space", "Tab"])
def test_one_key_too_many_calls_nothing_off(dialog: ProgressDialog, qtbot: QtBot, key: str) -> None:
    with qtbot.assertNotEmitted(dialog.cancelled):
        Typist().press(key)
        Typist().press("Space")
        Typist().press("Return")
    assert dialog.isVisible()
    assert dialog.cancel_button.isEnabled()


@pytest.mark.parametrize("key", ["Escape", "Alt+S"])
def test_escape_and_the_letter_of_the_button_call_it_off(dialog: ProgressDialog, qtbot: QtBot, key: str) -> None:
    with qtbot.waitSignal(dialog.cancelled, timeout=10_000):
        Typist().press(key)
    assert dialog.isVisible(), "until that has come through"
    assert not dialog.cancel_button.isEnabled()


def test_what_cannot_be_counted_shows_neither_a_bar_nor_a_count(dialog: ProgressDialog) -> None:
    dialog.step(3, 1_200)
    assert dialog.bar.isVisible()
    assert "3 of 1,200" in [label.text() for label in dialog.findChildren(Label)]
    dialog.step(0, 0)
    assert not dialog.bar.isVisible()
    assert "Each review is kept as it was before." in [label.text() for label in dialog.findChildren(Label) if label.text()]
    assert len([label for label in dialog.findChildren(Label) if label.text()]) == 1


def test_a_click_calls_it_off(dialog: ProgressDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.cancelled, timeout=10_000):
        QTest.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)


_LET_GO = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from desktop.gui.progress import ProgressDialog
from desktop.services.jobs import Job, JobRunner

class Window(QObject):
    closing = Signal()

application, runner = QApplication([]), JobRunner()
for number in range(400):
    window, job, dialog = Window(), Job(lambda _done, _of: None), ProgressDialog("Export", "Each is written.")
    dialog.calls_off(job, window.closing)
    running = runner.run(lambda _job: None, job)
    del job
    if number % 2:
        dialog.end()
    if number % 3:
        running.result(20)
    window.closing.emit()
    del window, dialog
runner.close()
print("alive")
"""


def test_a_job_that_is_let_go_on_its_thread_takes_nothing_down_when_the_window_closes() -> None:
    program = [sys.executable, "-c", _LET_GO]
    ended = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120, cwd=PROJECT)
    assert (ended.returncode, ended.stdout) == (0, "alive\n"), ended.stderr


def test_the_button_and_a_window_that_closes_call_the_job_off(qtbot: QtBot) -> None:
    for way in ("button", "window"):
        window, job = QWidget(), Job()
        qtbot.addWidget(window)
        dialog = ProgressDialog("Export", "Each is written.", window)
        dialog.calls_off(job, window.windowTitleChanged)  # in the place of a window's signal that it closes
        if way == "button":
            dialog.cancel_button.click()
        else:
            window.windowTitleChanged.emit("")
        with pytest.raises(Cancelled):
            job.step(0, 1)
        dialog.end()
