"""The watch log with 20,000 viewings: how long the event loop stands still while it is read, scrolled and laid out otherwise.

The bare table beside it has as many rows with nothing behind them and is scrolled and reset in the same run. A pause is the
window's own: without the time for which other programs had the processors. One under 16 ms, a frame, nobody sees.
``MATINEE_BENCH_VIEWINGS`` names another number of viewings.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QTableView

from desktop.core.dates import PartialDate
from desktop.core.identity import new_id
from desktop.core.log_order import ALL, Column
from desktop.core.saving import Batch, Change
from desktop.core.viewing import FORMATS, Viewing
from desktop.core.work import Work
from desktop.gui.courier import Courier
from desktop.gui.library.asking import Asking
from desktop.gui.watch_log.view import WatchLogView
from desktop.services.jobs import JobRunner
from desktop.services.watch_log import WatchLog
from desktop.start import SWITCH_SECONDS, make_application
from desktop.storage.library import Library
from tests.benchmarks.beats import Bare, scrolling
from tests.benchmarks.figures import Figure
from tests.benchmarks.stalls import FRAME
from tests.gui.pulse import Pulse

Steps = Iterator[Callable[[], object]]

_GAP_MS = 60
_TURNS = 3
_AT_A_TIME = 2000
_MOST_TIMES_BARE = 2.0


def fill_log(library: Library, size: int) -> None:
    """Log so many viewings of a third as many films, in forty years, at three hundred places."""
    chance = random.Random(41)
    works = [
        Work(new_id(), title=f"Film {number} of {chance.randint(1, 99)}", year=1950 + number % 75) for number in range(size // 3)
    ]
    first = date(1984, 1, 1)
    viewings = []
    for number in range(size):
        day = first + timedelta(days=number * 15_000 // size)
        seen = PartialDate(day.year, day.month, day.day) if number % 50 else None
        venue = f"Kino {chance.randint(1, 300)}"
        viewings.append(Viewing(new_id(), chance.choice(works).id, seen, venue=venue, format=chance.choice(FORMATS)))
    for records in (works, viewings):
        for at in range(0, len(records), _AT_A_TIME):
            library.save(Batch(tuple(Change(record, 0) for record in records[at : at + _AT_A_TIME]))).result()


def measure(folder: Path) -> Iterator[Figure]:
    """Measure reading and stalls."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.setswitchinterval(SWITCH_SECONDS)
    size = int(os.environ.get("MATINEE_BENCH_VIEWINGS", "20000"))
    if QApplication.instance() is None:
        make_application()
    with Library.open(folder / "library") as library:
        fill_log(library, size)
        yield from _measured(WatchLog(library), f"{size:,} viewings")


def _measured(log: WatchLog, named: str) -> Iterator[Figure]:
    jobs, courier = JobRunner(), Courier()
    asking = Asking(jobs, courier)
    view = WatchLogView(log, asking)
    view.resize(1400, 880)
    view.show()
    begun = time.perf_counter()
    view.refresh()
    _settle(asking)
    yield Figure(f"{named}: from asking to the first rows", (time.perf_counter() - begun) * 1e3, "ms", at_most=500.0)
    bare, model = QTableView(), Bare(view.list.model().rowCount())
    bare.setModel(model)
    bare.resize(1400, 880)
    bare.show()
    acts: tuple[tuple[str, Steps, Steps], ...] = (
        ("scrolling", scrolling(bare), scrolling(view.list)),
        ("laying out anew", _resetting(model), _turning(view)),
    )
    for act, bare_steps, steps in acts:
        floor, found = _pauses(bare_steps), _pauses(steps)
        for share, at in (("median", 0.5), ("95th", 0.95), ("longest", 1.0)):
            low, high = (each[min(int(at * len(each)), len(each) - 1)] for each in (floor, found))
            kept = None if share == "longest" or high < FRAME else _MOST_TIMES_BARE
            yield Figure(f"{named}, {act}: {share} pause of a step", high, "ms", low, "the bare table", kept)
    bare.hide()
    view.hide()
    courier.close()
    jobs.close()


def _pauses(steps: Steps) -> list[float]:
    """Take steps and return the longest pause of each that is the window's own, in milliseconds, the shortest first."""
    pulse, found = Pulse(), []
    for step in steps:
        pulse.begin()
        QTimer.singleShot(0, step)
        turn = QEventLoop()
        QTimer.singleShot(_GAP_MS, turn.quit)
        turn.exec()
        found.append(pulse.longest)
    pulse.end()
    return sorted(found)


def _settle(asking: Asking) -> None:
    loop = QEventLoop()
    asking.settled.connect(loop.quit)
    while asking.is_asking():
        loop.exec()


def _resetting(model: Bare) -> Iterator[Callable[[], object]]:
    for _ in range(_TURNS * 8):
        yield model.beginResetModel
        yield model.endResetModel


def _turning(view: WatchLogView) -> Iterator[Callable[[], object]]:
    """Yield the steps of somebody who tries all headings and orders, narrows the log to years, and selects everything."""
    for _ in range(_TURNS):
        for _kind in range(4):
            yield partial(view.grouping.step, 1)
            yield lambda: None
        for column in (Column.FILM, Column.WHERE, Column.SEEN, Column.DATE):
            yield partial(view.list.sort_by, column)
            yield lambda: None
        for year in ("1990", "199", ALL):
            yield partial(view.show_only, year)
            yield lambda: None
        yield view.list.selectAll
        yield view.refresh
