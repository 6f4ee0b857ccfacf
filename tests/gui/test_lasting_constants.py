"""Signals by the thousand do not end the interpreter."""

from __future__ import annotations

import subprocess
import sys

SIGNALS = """
import desktop.gui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(int)

bell = Bell()
for stroke in range(20_000):
    bell.rung.emit(stroke)
    bell.property("none such")
print("still here")
"""


def test_twenty_thousand_signals_are_survived() -> None:
    done = subprocess.run([sys.executable, "-c", SIGNALS], capture_output=True, text=True, check=False)
    assert done.stdout == "still here\n", done.stderr
    assert done.returncode == 0, done.stderr
