"""Another library in a window of its own: a process of its own, so that neither can hold the other up."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess

import desktop
from desktop.core.errors import MatineeError


def window_command(root: Path) -> list[str]:
    """Return the command that opens a window on the library in ``root``."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return [*program, "open", "--library", str(root)]


def open_another_window(root: Path) -> None:
    """Start a window on the library in ``root``, which outlives this one; raises MatineeError where it does not start."""
    command = window_command(root)
    if not start_apart(command):
        said = QCoreApplication.translate("AnotherWindow", "No window could be opened on “{name}”; open it with: {command}")
        raise MatineeError(said.format(name=root.name, command=" ".join(command)))


def start_apart(command: list[str]) -> bool:
    """Start a program that outlives this one and says nothing to its terminal; return whether it started."""
    program, *arguments = command
    process = QProcess()
    process.setProgram(program)
    process.setArguments(arguments)
    process.setWorkingDirectory(str(Path(desktop.__file__).parent.parent))
    for redirect in (process.setStandardInputFile, process.setStandardOutputFile, process.setStandardErrorFile):
        redirect(QProcess.nullDevice())
    started: object = process.startDetached()
    return bool(started[0] if isinstance(started, tuple) else started)  # as the stubs of Qt have it, or as it is
