"""Asked to end by a signal, the window stores what was typed a moment before and closes; the next start is a clean one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services.archive import open_archive
from tests.gui.open_texts import begin_reviews, body_of

PROJECT = Path(__file__).resolve().parents[2]

_TYPE_AND_END = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.start import raise_window
raised = raise_window()
from desktop import app
from tests.gui.open_texts import open_text
from tests.gui.typist import Typist
begin = app._begin
def begin_and_type(library, raised, **words):
    desk = begin(library, raised, **words)
    def type_and_end():
        open_text(desk, sys.argv[2])
        desk.window.activateWindow()
        Typist().type("Typed a moment before")
        os.kill(os.getpid(), int(sys.argv[3]))
    QTimer.singleShot(0, type_and_end)
    return desk
app._begin = begin_and_type
sys.exit(app.run(Path(sys.argv[1]), raised))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without a signal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_closes_the_window_and_loses_no_word(number: signal.Signals, tmp_path: Path) -> None:
    library = tmp_path / "library"
    (review_id,) = begin_reviews(library, "One")
    done = subprocess.run(
        [sys.executable, "-c", _TYPE_AND_END, str(library), review_id, str(number.value)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert body_of(library, review_id) == "Typed a moment before"
    archive = open_archive(library)
    try:
        assert not archive.library.unclean
        assert archive.library.backups(), "what was done is backed up when the window closes"
    finally:
        archive.library.close()
