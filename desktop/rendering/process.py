"""One running child process with its pipe; whoever owns it decides what to say to it and when to end it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.rendering.pipe import receive, send

_ROOT = Path(__file__).resolve().parents[2]
_ENTRY = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)
_GRACE = 2.0


class ChildProcess:
    """Runs ``module`` in an interpreter of its own, cut off from the environment of Python but with this very package.

    ``report(number, message)`` is called on a thread of this object's own for every message, and with None when there will be no
    more. Raises ``OSError`` where no process can be started.
    """

    def __init__(self, module: str, number: int, report: Callable[[int, tuple[Any, ...] | None], None]) -> None:
        """Start it as the one numbered ``number``; ``report`` is told each answer, and None at its end, on another thread."""
        self.number = number
        self._report = report
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _ENTRY, str(_ROOT), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._pump = threading.Thread(target=self._listen, name="rendering-pipe", daemon=True)
        self._pump.start()

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    def send(self, message: tuple[Any, ...]) -> bool:
        """Hand the child a message; return whether there was anybody to take it."""
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, message)
        except (OSError, ValueError):
            return False
        return True

    def kill(self) -> None:
        """End the child at once."""
        self._process.kill()
        self._wait()

    def finish(self) -> None:
        """Let the child end by itself, and end it where it does not."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._wait()

    def _wait(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._pump.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers, contextlib.suppress(EOFError, OSError):
            while True:
                self._report(self.number, receive(answers))
        self._report(self.number, None)
