"""Whatever a critic does, and whatever the disk does: every review is stored as it was typed, and none as another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.autosave_runs import run_autosave

RUNS, STEPS = (int(number) for number in os.environ.get("MATINEE_AUTOSAVE_RUNS", "20x30").split("x"))
"""``MATINEE_AUTOSAVE_RUNS=500x40`` is the campaign."""


@pytest.mark.timeout(RUNS * STEPS)
def test_every_review_is_stored_as_typed(tmp_path: Path, qapp: QApplication) -> None:
    run_autosave(tmp_path, RUNS, STEPS)
