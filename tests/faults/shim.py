"""The fault shim: compiled where it is needed, laid before a program of ours, and told what to do from inside it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from tests.faults.campaign import CannotRunError

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("shim.c")
_LIBRARY = "MATINEE_FAULT_SHIM"


class Mode(Enum):
    """What becomes of the Nth change: (the shim's number, whether every later one fails as well)."""

    NO_SPACE = (1, False)
    NO_SPACE_FROM_THEN_ON = (1, True)
    BROKEN = (2, False)
    BROKEN_FROM_THEN_ON = (2, True)
    SHORT = (3, False)
    KILL = (4, False)
    KILL_TORN = (5, False)


class Shim:
    """The shim of this process; raises KeyError in a program that was not started by :func:`run_under`."""

    def __init__(self, folder: Path) -> None:
        """Watch what is changed under ``folder``; call it before anything there is opened."""
        self._library = ctypes.CDLL(os.environ[_LIBRARY])
        self._library.faults_watch(os.fsencode(folder.resolve()))

    def arm(self, at: int, mode: Mode = Mode.BROKEN) -> None:
        """Count anew, and let ``mode`` happen at the change number ``at`` from now on; 0 lets everything pass."""
        number, lasting = mode.value
        self._library.faults_arm(ctypes.c_long(at), number, lasting)

    @property
    def calls(self) -> int:
        """How many changes there were since it was armed."""
        return int(self._library.faults_calls())

    def log(self, path: Path) -> None:
        """Write every change into a file outside the watched folder from now on."""
        self._library.faults_log(os.fsencode(path))

    def mark(self, number: int) -> None:
        """Put a mark into the log: here the program was told that its work is stored."""
        self._library.faults_mark(ctypes.c_long(number))


def compile_shim(folder: Path) -> Path:
    """Compile the shim into ``folder``; raises :class:`CannotRunError` where that cannot be done."""
    if not sys.platform.startswith("linux"):
        raise CannotRunError("the fault shim is made for Linux")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise CannotRunError("there is no C compiler for the fault shim (Debian: sudo apt-get install -y gcc libc6-dev)")
    library = folder / "shim.so"
    command = [compiler, "-O1", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRunError(f"the fault shim does not compile here: {done.stderr.strip()[-300:]}")
    return library


def run_under(library: Path, module: str, *arguments: str, timeout: float) -> str:
    """Run a module of ours with the shim before the C library; see :func:`run_program`."""
    return run_program(module, *arguments, timeout=timeout, environment={"LD_PRELOAD": str(library), _LIBRARY: str(library)})


def run_program(
    module: str,
    *arguments: str,
    timeout: float,
    environment: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> str:
    """Run a module of ours, the command ``before`` in front, and return what it printed; fails where the program does."""
    done = subprocess.run(
        [*before, sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        cwd=PROJECT,
        env=os.environ | (environment or {}),
    )
    if done.returncode:
        raise AssertionError(f"{module} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
