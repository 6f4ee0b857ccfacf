"""The sweep: every change that an operation makes on the disk fails once, in every way, in a process of its own.

A family of ``make faults``. As a program, with the shim before the C library, it sweeps some operations in a folder and prints
the outcome as JSON; its arguments are the folder, the distance between two changes that fail, and the numbers of the operations.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from desktop.core.errors import MatineeError
from desktop.exporters.catalogue import FORMATS
from desktop.exporters.export import Options
from desktop.services.publishing import export_files
from desktop.storage.library import Library
from tests.faults.article import small_article
from tests.faults.campaign import Outcome, Size
from tests.faults.forking import Ended, in_child
from tests.faults.operations import Operation, operations
from tests.faults.shim import Mode, Shim, compile_shim, run_under

MOST_CHANGES = 3000
"""More changes than any operation makes; a sweep that comes so far never ends by itself."""


def run(folder: Path, size: Size) -> Outcome:
    """Sweep every operation, or, as a slice, some changes of every second one; a full disk has the others."""
    shim = compile_shim(folder)
    arguments = (str(folder / "sweep"), str(size.pick(1, 197)), *swept(size, 0))
    return Outcome.from_text(run_under(shim, "tests.faults.sweep", *arguments, timeout=7200))


def swept(size: Size, first: int) -> list[str]:
    """Return the numbers of the operations for a slice, every second one from ``first`` on; none stands for all of them."""
    return [] if size.full else [str(number) for number in range(first, len(operations()), 2)]


class Trouble(Protocol):
    """What is wrong with the disk: ``ways`` of it, each at a place ``at`` that is moved on until it is not reached any more."""

    @property
    def ways(self) -> Sequence[Any]:
        """The ways in which the disk fails."""

    def arm(self, at: int, way: Any) -> None:
        """Let the disk fail from now on, or at some moment."""

    def calm(self) -> None:
        """Let the disk be well again."""

    def reached(self, at: int, said: str) -> bool:
        """Say whether the disk failed; ``said`` is what the person was told."""


class FailingChanges:
    """The shim: the change number ``at`` fails, or kills."""

    ways = tuple(Mode)

    def __init__(self, folder: Path) -> None:
        self._shim = Shim(folder)

    def arm(self, at: int, way: Mode) -> None:
        self._shim.arm(at, way)

    def calm(self) -> None:
        self._shim.arm(0)

    def reached(self, at: int, said: str) -> bool:
        return self._shim.calls >= at


class Sweep:
    """The sweep of one operation under ``folder``."""

    def __init__(self, folder: Path, operation: Operation, trouble: Trouble) -> None:
        self.operation, self.trouble = operation, trouble
        self.template, self.place = folder / "template", folder / "place"
        self.outcome = Outcome()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        operation.prepare(self.place)  # where it is tried, for what was exported is remembered by its place
        self.place.rename(self.template)
        self._fresh()
        self.stages = [self._looked(), *self._stages()]

    def sweep(self, stride: int, turn: int = 0) -> None:
        """Let every ``stride``-th change fail, each way beginning elsewhere.

        A slice, whose stride is more than one, tries fewer changes of a heavy operation, and every second way in ``turn``.
        """
        ways, wide = self.trouble.ways, stride
        if stride > 1:
            ways, wide = ways[turn % min(2, len(ways)) :: 2], stride * self.operation.weight
        for number, way in enumerate(ways):
            for at in range(1 + number * wide // len(ways), MOST_CHANGES, wide):
                if not self._one(way, at):
                    break
            else:
                self.outcome.failures.append(f"{self.operation.name}: never ends")

    def _fresh(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.template, self.place)

    def _stages(self) -> Iterator[Any]:
        """Yield what there may be after a fault, the whole operation last."""
        for step in self.operation.stages():
            self._fresh()
            done = in_child(partial(self._with_library, step))
            assert not done.error, done.error
            yield self._looked()

    def _with_library(self, step: Callable[[Path, Library | None], None]) -> None:
        self.operation.begin()
        if self.operation.opens_itself:
            step(self.place, None)
            return
        with Library.open(self.place / "library") as library:
            step(self.place, library)

    def _looked(self) -> Any:
        """Return the state of the place as an untroubled next start finds it."""
        ended = in_child(self._next_start)
        assert not ended.error, ended.error
        return ended.answer["state"]

    def _next_start(self) -> dict[str, Any]:
        """Open, look everything over, save something; raises nothing where all is well."""
        self.operation.begin()
        place = self.place
        with Library.open(place / "library") as library:
            state = self.operation.state(place, library)
            wrong = library.verify()
            self.operation.follow(place, library)
        left = [path.name for path in place.rglob("*") if ".part" in path.name or path.name.endswith(("-journal", "-wal"))]
        return {"state": json.loads(json.dumps(state)), "wrong": wrong, "left": left}

    def _one(self, way: Any, at: int) -> bool:
        """Let one change fail; say whether the operation came that far."""
        self._fresh()
        first = in_child(partial(self._with_fault, way, at))
        self.trouble.calm()
        if not first.killed and not first.error and not first.answer["reached"]:
            return False
        self.outcome.seen["faults"] += 1
        for line in self._complaints(first, in_child(self._next_start)):
            self.outcome.failures.append(f"{self.operation.name}, {way} at {at}: {line}")
        return True

    def _with_fault(self, way: Any, at: int) -> dict[str, Any]:
        self.operation.begin()
        library = None if self.operation.opens_itself else Library.open(self.place / "library")
        self.trouble.arm(at, way)
        said = self._try(library)
        reached = self.trouble.reached(at, said)
        again = ""
        if at % 2:  # else the program ends while the disk still fails
            self.trouble.calm()
            again = self._try(library) if said and library is not None else ""
        if library is not None:
            library.close()
        return {"said": said, "reached": reached, "again": again}

    def _try(self, library: Library | None) -> str:
        """Do it, and return what the person is told where it failed."""
        try:
            self.operation.act(self.place, library)
        except MatineeError as error:
            return str(error) or "nothing"
        return ""

    def _complaints(self, first: Ended, then: Ended) -> Iterator[str]:
        if first.error or then.error:
            yield first.error or f"the next start failed: {then.error}"
            return
        state, stages = then.answer["state"], self.stages
        self.outcome.seen["killed" if first.killed else "refused" if first.answer["said"] else "done all the same"] += 1
        if state not in stages:
            yield f"half done: {_short(state)} is none of {[_short(stage) for stage in stages]}"
        if then.answer["wrong"] or then.answer["left"]:
            yield f"after the next start: {then.answer['wrong']} {then.answer['left']}"
        if first.killed:
            return
        if first.answer["again"]:
            yield f"could not be done when the disk was well again: {first.answer['again']}"
        if self.operation.said_to_be_kept and not first.answer["said"] and state != stages[-1]:
            yield "said to be done, and lost"
        said = first.answer["said"]
        if said and (said[-1] not in ".”" or "Error" in said or "Errno" in said):
            yield f"what is said is no sentence: {said}"


def _short(state: object) -> str:
    return json.dumps(state)[:300]


def main(folder: Path, stride: int, *numbers: int) -> None:
    """Sweep the operations with these numbers, or all, and print what came of it."""
    for each in FORMATS:  # whatever renders is loaded once, not in every child
        export_files(small_article(), each.id, Options())
    outcome = Outcome()
    everything = operations()
    for turn, number in enumerate(numbers or range(len(everything))):
        place = folder / str(number)
        sweep = Sweep(place, everything[number], FailingChanges(place))
        sweep.sweep(stride, turn)
        outcome.add(sweep.outcome)
        outcome.seen["operations"] += 1
    print(outcome.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
