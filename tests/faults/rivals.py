"""Rivals: other programs that hold the library for a while, for long, or until they are killed.

A family of ``make faults``; as a program its arguments are a folder and how often each rival comes.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from desktop.core.errors import MatineeError, SaveError
from desktop.core.saving import Batch, Change, Saved
from desktop.storage.library import Library
from tests.faults.campaign import Outcome, Size
from tests.faults.shim import PROJECT, run_program
from tests.storage.builders import keep, kept, with_body

_HOLD = """
import select, sys, apsw
database = apsw.Connection(sys.argv[1])
database.set_busy_timeout(30000)
for words in sys.argv[2].split(";"):
    database.execute(words)
print("held", flush=True)
select.select([sys.stdin], [], [], float(sys.argv[3]))
database.execute("ROLLBACK")
database.close()
"""
_OPEN = """
import select, sys
from pathlib import Path
from desktop.storage.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print("held", flush=True)
    select.select([sys.stdin], [], [])
"""
WAYS = ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN IMMEDIATE;DELETE FROM setting")
OUTWAITED, TOO_LONG = 0.5, 60.0
"""Seconds that a rival holds on: less and more than SQLite is told to wait."""


def run(folder: Path, size: Size) -> Outcome:
    """Meet every rival, some ten times each, or, as a slice, once."""
    told = run_program("tests.faults.rivals", str(folder / "library"), str(size.pick(8, 1)), timeout=1200)
    return Outcome.from_text(told)


@contextmanager
def rival(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program until the end of the block, once it has said that it holds the library."""
    command = [sys.executable, "-c", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


class Meeting:
    """An open library with one review, and what came of its saves beside rivals."""

    def __init__(self, root: Path) -> None:
        self._root, self._numbers = root, count(1)
        self.outcome = Outcome()
        with Library.open(root) as library:
            self._review = kept(library).review

    def _save(self, library: Library) -> tuple[Future[Saved], str]:
        number = next(self._numbers)
        body = f"at {number} " + "word " * 500
        revision = library.load(self._review.id).revisions[self._review.id]
        return library.save(Batch((Change(with_body(self._review, body), revision),))), body

    def _expect(self, name: str, holds: bool) -> None:
        self.outcome.seen[name] += 1
        if not holds:
            self.outcome.failures.append(name)

    def _stored(self, library: Library) -> str:
        return library.load(self._review.id).article.review.parts[0].body

    def outwaited(self, way: str) -> None:
        """A rival that lets go soon is waited for."""
        with Library.open(self._root) as library, rival(_HOLD, str(self._root / "library.db"), way, str(OUTWAITED)):
            saving, body = self._save(library)
            saving.result(20)
            self._expect("saves that waited for a rival", self._stored(library) == body)

    def told(self, way: str) -> None:
        """A rival that does not let go is told, the old text stays, and once it is killed the save goes through."""
        with Library.open(self._root) as library:
            before = self._stored(library)
            with rival(_HOLD, str(self._root / "library.db"), way, str(TOO_LONG)) as process:
                saving, body = self._save(library)
                error = saving.exception(20)
                told = isinstance(error, SaveError) and str(error).startswith("Another program is using the library")
                self._expect("saves that told of a rival", told and self._stored(library) == before)
                process.send_signal(signal.SIGKILL)
            again, body = self._save(library)
            again.result(20)
            self._expect("saves after a rival was killed", self._stored(library) == body)

    def second(self) -> None:
        """A second Matinee reads only, and the lock is free as soon as the first one is killed."""
        with rival(_OPEN, str(self._root)) as process:
            with Library.open(self._root) as library:
                refused = library.save(Batch((Change(self._review, 1),))).exception(20)
                self._expect("second windows that read only", library.read_only and isinstance(refused, MatineeError))
            process.kill()
            process.wait()
        with Library.open(self._root) as library:
            keep(library, self._review, base=library.load(self._review.id).revisions[self._review.id])
            self._expect(
                "locks that were free after a kill", library.unclean and not library.read_only and library.verify() == []
            )

    def locked_up(self) -> None:
        """A rival that lets nobody in is told on opening, and nothing is made in the library's place."""
        words = "PRAGMA locking_mode=EXCLUSIVE;BEGIN EXCLUSIVE;DELETE FROM setting"
        with rival(_HOLD, str(self._root / "library.db"), words, str(TOO_LONG)):
            try:
                Library.open(self._root).close()
                told = ""
            except MatineeError as error:
                told = str(error)
        self._expect("openings that told of a rival", told.startswith("Another program is using"))
        with Library.open(self._root) as library:
            self._expect("openings after it", library.verify() == [] and len(library.reviews()) == 1)


def main(root: Path, times: int) -> None:
    """Meet every rival ``times`` times and print what came of it."""
    meeting = Meeting(root)
    for _ in range(times):
        for way in WAYS:
            meeting.outwaited(way)
        for way in WAYS[:times]:
            meeting.told(way)
        meeting.second()
        meeting.locked_up()
    print(meeting.outcome.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
