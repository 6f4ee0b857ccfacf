"""The real window on a disk that fails: the text stays, what happened is said, a copy can go elsewhere, and then it is saved.

A family of ``make faults``; a slice of it is in ``tests/gui/test_faults.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.faults.campaign import Outcome, Size
from tests.faults.shim import compile_shim, run_under


def run(folder: Path, size: Size) -> Outcome:
    """Let every change that saves make fail under the window, in every way."""
    return on_a_broken_disk(folder, range(1, size.pick(30, 2)))


def on_a_broken_disk(folder: Path, numbers: Sequence[int]) -> Outcome:
    """Let the changes with these numbers fail under the window."""
    shim = compile_shim(folder)
    arguments = [str(number) for number in numbers]
    told = run_under(shim, "tests.gui.broken_disk", str(folder), *arguments, timeout=60 + 60 * len(arguments))
    return Outcome.from_text(told)
