"""Kills at any moment: of the storage layer while it saves, and of the whole program while it is typed into.

A family of ``make faults``. The tests are ``tests/storage/test_kills.py`` and ``tests/gui/test_kills.py``; ``make test`` runs
them with fewer kills.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.campaign import Outcome, Size
from tests.faults.shim import PROJECT

STORAGE, PROGRAM = 500, 200


def run(folder: Path, size: Size) -> Outcome:
    """Kill the storage layer and the program, as often as is promised."""
    outcome = Outcome()
    for name, kills in (("storage", STORAGE), ("gui", PROGRAM)):
        wanted = size.pick(kills, 2)
        environment = os.environ | {"MATINEE_KILLS": str(wanted), "QT_QPA_PLATFORM": "offscreen"}
        test = f"tests/{name}/test_kills.py"
        command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", f"--basetemp={folder / name}", test]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT, env=environment)
        outcome.seen[f"kills ({name})"] += wanted
        told = [line.strip(". ") for line in done.stdout.splitlines() if " kills, " in line]
        outcome.told += told
        if done.returncode:
            outcome.failures.append(f"{test}: {done.stdout[-2000:]}")
    return outcome
