"""How far long work is, on standard error: a library that must be brought up to date first, and what a verb does itself."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from desktop.core.bringing_forward import Progress, Stage
from desktop.core.errors import MatineeError
from desktop.services.jobs import Cancelled, Job

PATIENCE_SECONDS = 0.5
"""Seconds that a check, or the work of a verb, may take before a word is said of it."""

_OLDER = "This library was made by an older Matinee. It is being brought up to date; a backup is made first."
_CUT_SHORT = "The last session with this library was cut short; it is being checked."
_STAGES = {
    Stage.COPYING: "making the backup",
    Stage.CHECKING: "checking that every page is whole",
    Stage.CHANGING: "changing its tables",
    Stage.LISTING: "listing films, people and reviews",
    Stage.INDEXING: "making the search index",
}


class _Line:
    """A line that is written over and over on a terminal."""

    def __init__(self, stream: TextIO | None) -> None:
        """Write to ``stream``; nothing where there is none."""
        self._stream = stream
        self._counts = stream is not None and stream.isatty()
        self._began = time.monotonic()
        self._said = ""
        self._open = False

    def end(self) -> None:
        """Begin a new line where one is being counted on."""
        if self._open:
            self._write("\n")
            self._open = False

    def _show(self, words: str) -> None:
        if words == self._said:
            return
        self._said = words
        self._write(f"\r{words}\x1b[K" if self._counts else f"{words}\n")
        self._open = self._counts

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with suppress(OSError):  # nobody reads it any more
                self._stream.write(text)
                self._stream.flush()


class ProgressLine(_Line):
    """A watch that says why it takes long, and how far it is: one line that counts on a terminal, a line a stage elsewhere."""

    def __call__(self, progress: Progress) -> None:
        """Take note of how far it is."""
        if not self._said:
            if progress.places == 1 and time.monotonic() - self._began < PATIENCE_SECONDS:
                return
            self._write(f"{_OLDER if progress.places > 1 else _CUT_SHORT}\n")
        words = f"{progress.place} of {progress.places}, {_STAGES[progress.stage]}"
        self._show(f"{100 * progress.share:3.0f} % ({words})" if self._counts else words)


class CountingLine(_Line):
    """How far the work of a verb is, on a terminal only: ``Rebuilding:  43 %``."""

    def __init__(self, stream: TextIO | None, words: str) -> None:
        """Count behind these words on ``stream``."""
        super().__init__(stream)
        self._words = words

    def __call__(self, done: int, of: int) -> None:
        """Take note of how far it is; of one alone there is nothing to count."""
        if self._counts and of > 1 and time.monotonic() - self._began >= PATIENCE_SECONDS:
            self._show(f"{self._words}: {100 * done // of:3} %")


@contextmanager
def counted_job(words: str, stopped: str) -> Iterator[Job]:
    """Lend a job that counts behind ``words`` on standard error; Ctrl+C ends it at its next step, which tidies up.

    Raises MatineeError with the sentence ``stopped`` then. A second Ctrl+C is one as anywhere else.
    """
    line = CountingLine(sys.stderr, words)
    job = Job(line)
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        job.cancel()

    if callable(before):  # and is not ignored, as behind nohup
        signal.signal(signal.SIGINT, stop)
    try:
        yield job
    except Cancelled as wish:
        raise MatineeError(stopped) from wish
    finally:
        if callable(before):
            signal.signal(signal.SIGINT, before)
        line.end()
