"""A window of its own for another library: that it starts, outlives this one, and that it is said where it does not."""

from __future__ import annotations

import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.keeping.another_window import start_apart


def test_a_program_is_started_apart(tmp_path: Path, qtbot: QtBot) -> None:
    told = tmp_path / "told"
    assert start_apart([sys.executable, "-c", f"open({str(told)!r}, 'w').write('here')"])
    qtbot.waitUntil(lambda: told.exists() and told.read_text(encoding="utf-8") == "here", timeout=20_000)


def test_a_program_that_is_not_there_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    assert not start_apart([str(tmp_path / "nothing"), "open"])
