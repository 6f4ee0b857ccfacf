"""How far a library is that must be brought up to date before the verb runs, on standard error."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TextIO

from desktop.core.bringing_forward import Progress, Stage

PATIENCE_SECONDS = 0.5
"""Seconds that a check may take before a word is said of it."""

_OLDER = "This library was made by an older Matinee. It is being brought up to date; a backup is made first."
_CUT_SHORT = "The last session with this library was cut short; it is being checked."
_STAGES = {
    Stage.COPYING: "making the backup",
    Stage.CHECKING: "checking that every page is whole",
    Stage.CHANGING: "changing its tables",
    Stage.LISTING: "listing films, people and reviews",
    Stage.INDEXING: "making the search index",
}


class ProgressLine:
    """A watch that says why it takes long, and how far it is: one line that counts on a terminal, a line a stage elsewhere."""

    def __init__(self, stream: TextIO | None) -> None:
        """Write to ``stream``; nothing where there is none."""
        self._stream = stream
        self._counts = stream is not None and stream.isatty()
        self._began = time.monotonic()
        self._said = ""
        self._open = False

    def __call__(self, progress: Progress) -> None:
        """Take note of how far it is."""
        if not self._said:
            if progress.places == 1 and time.monotonic() - self._began < PATIENCE_SECONDS:
                return
            self._write(f"{_OLDER if progress.places > 1 else _CUT_SHORT}\n")
        words = f"{progress.place} of {progress.places}, {_STAGES[progress.stage]}"
        if self._counts:
            words = f"{100 * progress.share:3.0f} % ({words})"
        if words == self._said:
            return
        self._said = words
        self._write(f"\r{words}\x1b[K" if self._counts else f"{words}\n")
        self._open = self._counts

    def end(self) -> None:
        """Begin a new line where one is being counted on."""
        if self._open:
            self._write("\n")
            self._open = False

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with suppress(OSError):  # nobody reads it any more
                self._stream.write(text)
                self._stream.flush()
