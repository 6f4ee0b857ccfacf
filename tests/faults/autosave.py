"""Critics at random, on a disk that is slow, full, broken or gone: every review is stored as it was typed.

In full it is five hundred of them with forty steps each; ``tests/gui/autosave_machine.py`` says what they do.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.faults.campaign import Outcome, Size
from tests.gui.autosave_runs import run_autosave

_applications: list[QApplication] = []


def run(folder: Path, size: Size) -> Outcome:
    """Let them write; a failure tells the steps that led to it."""
    if QApplication.instance() is None:
        _applications.append(QApplication([]))  # Qt ends with it, so it is held
    outcome = Outcome()
    runs, steps = size.pick(500, 3), size.pick(40, 20)
    try:
        run_autosave(folder, runs, steps)
    except AssertionError as error:
        outcome.failures.append("".join(traceback.format_exception(error)))
    outcome.seen.update({"critics": runs, "steps at most": runs * steps})
    return outcome
