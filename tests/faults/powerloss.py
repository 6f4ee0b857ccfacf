"""Power losses: what was written is replayed into everything that a disk may hold, and each of it is opened.

A family of ``make faults``. As a program, with the shim before the C library to write the log, its arguments are a folder and the
distance between two moments at which the power goes. The same harness must condemn a library that does not flush, see
:func:`control`.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop.core.errors import MatineeError
from desktop.exporters.catalogue import FORMATS
from desktop.exporters.export import Options
from desktop.services.publishing import export_files
from desktop.storage import database
from tests.faults.article import small_article
from tests.faults.campaign import Outcome, Size
from tests.faults.forking import in_child
from tests.faults.replay import Held, disk_of, lay_out, read_log
from tests.faults.sessions import Found, Saving, Session, sessions
from tests.faults.shim import Shim, compile_shim, run_under


def run(folder: Path, size: Size) -> Outcome:
    """Lose the power at every change of every session, or, as a slice, at some."""
    shim = compile_shim(folder)
    told = run_under(shim, "tests.faults.powerloss", str(folder / "powerloss"), str(size.pick(1, 151)), timeout=7200)
    return Outcome.from_text(told)


@dataclass(slots=True)
class Seen:
    """What was found in the states of one session."""

    states: int = 0
    different: int = 0
    damaged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Replay:
    """One session under ``folder``: lived once, then looked at as every disk that a power loss may have left."""

    def __init__(self, folder: Path, session: Session) -> None:
        self._folder, self._place, self._log = folder, folder / "place", folder.with_name(f"{folder.name}.log")
        self._session = session
        self._known: dict[str, Found | str] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._shim = Shim(folder)
        session.prepare(self._place)
        self._disk = disk_of(folder)

    def play(self, stride: int, *, synchronous: int) -> Seen:
        """Live the session and go through every ``stride``-th moment of it."""
        lived = in_child(partial(self._live, synchronous))
        assert not lived.error, lived.error
        ended = in_child(partial(self._look_at_all, lived.answer, stride), seconds=3600)
        assert not ended.error, ended.error
        return Seen(**ended.answer)

    def _live(self, synchronous: int) -> list[Found]:
        database._SETTINGS["synchronous"] = synchronous
        self._session.begin()
        self._shim.log(self._log)
        told: list[Found] = []

        def tell(found: Found) -> None:
            self._shim.mark(len(told))
            told.append(found)

        self._session.live(self._place, tell)
        return told

    def _look_at_all(self, told: list[Found], stride: int) -> dict[str, object]:
        self._session.begin()
        dice, seen, promised = random.Random(self._session.name), Seen(), Counter[str]()
        for moment, change in enumerate(read_log(self._log)):
            if change.kind == "a":
                promised |= Counter(told[change.number])
            else:
                self._disk.take(change)
            if moment % stride:
                continue
            for held in self._disk.states(dice):
                seen.states += 1
                self._judge(held, promised, seen, f"{self._session.name}, power lost after change {moment}: ")
        seen.different = len(self._known)
        return {name: getattr(seen, name) for name in Seen.__slots__}

    def _judge(self, held: Held, promised: Counter[str], seen: Seen, where: str) -> None:
        key = hashlib.sha256(repr(sorted(held.items())).encode()).hexdigest()
        if key not in self._known:
            self._known[key] = self._look(held)
        found = self._known[key]
        if isinstance(found, str):
            seen.damaged.append(where + found)
        elif missing := [name for name, number in promised.items() if found.get(name, 0) < number]:
            seen.lost.append(f"{where}told {dict(promised)}, found {found}, so {missing} is lost")

    def _look(self, held: Held) -> Found | str:
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        lay_out(held, self._folder, self._folder)
        self._place.mkdir(exist_ok=True)
        try:
            return self._session.look(self._place)
        except (AssertionError, MatineeError, OSError, ValueError) as error:
            return f"{type(error).__name__}: {error}"


def control(folder: Path, stride: int) -> Outcome:
    """Let a library that never flushes lose the power: a harness that finds nothing wrong with it is blind."""
    seen = Replay(folder, Saving("save without flushing")).play(stride, synchronous=0)
    outcome = Outcome()
    outcome.seen["states of the control (synchronous=OFF)"] = seen.states
    outcome.seen["of them condemned as damaged"] = len(seen.damaged)
    outcome.seen["and as lost"] = len(seen.lost)
    if not seen.damaged or not seen.lost:
        outcome.failures.append(f"the harness is blind: of {seen.states} states without flushing none is condemned")
    return outcome


def main(folder: Path, stride: int, *numbers: int) -> None:
    """Replay the sessions with these numbers, or all, and print what came of it."""
    for each in FORMATS:  # whatever renders is loaded once, not in every child
        export_files(small_article(), each.id, Options())
    outcome = Outcome()
    for number, session in enumerate(sessions()):
        if number in numbers or not numbers:
            seen = Replay(folder / str(number), session).play(stride, synchronous=2)
            outcome.seen.update({"states": seen.states, "of them different": seen.different})
            outcome.failures += [*seen.damaged, *seen.lost]
    outcome.add(control(folder / "control", stride))
    print(outcome.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
