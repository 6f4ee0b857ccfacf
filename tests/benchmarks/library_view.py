"""The library's page in a window: opening at two sizes, memory, and how long the event loop stands still beside a bare table.

The bare table is a ``QTableView`` over a model with the same number of rows and nothing behind them, scrolled in the same run.
``MATINEE_BENCH_VIEW`` names other sizes than 1,000 and 100,000, ``MATINEE_BENCH_LIBRARIES`` a folder with libraries of them
(``library-1000``) that are there already and are only read. Each size runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from desktop.gui.courier import Courier
from desktop.gui.library.asking import Asking
from desktop.gui.library.switcher import QuickSwitcher
from desktop.gui.library.view import LibraryView
from desktop.services.archive import Archive
from desktop.services.jobs import JobRunner
from desktop.services.saved_searches import SavedSearches
from desktop.start import SWITCH_SECONDS
from desktop.storage.library import Library
from tests.benchmarks.beats import Bare, Stalls, scrolling
from tests.benchmarks.corpus import fill
from tests.benchmarks.figures import CannotMeasureError, Figure

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "bench"
SIZES = (1_000, 100_000)
TYPED = ("harbour light ", "the long night", "rating:>=4 year:1990s ", "sea")
_OPENINGS = 5
_KEY_MS = 60


def measure(folder: Path) -> Iterator[Figure]:
    """Measure opening, memory and stalls; raises CannotMeasureError where the corpus tools are not there."""
    small, large = (int(size) for size in os.environ.get("MATINEE_BENCH_VIEW", "").split() or SIZES)
    ready = os.environ.get("MATINEE_BENCH_LIBRARIES")
    roots = {size: Path(ready or folder) / f"library-{size}" for size in (small, large)}
    if not ready:
        _fill(folder / "corpus.jsonl", roots)
    few, many = _in_a_process(roots[small]), _in_a_process(roots[large])
    floor = f"{small:,} reviews"
    yield Figure(f"opening at {large:,} reviews", many["opening"], "ms", few["opening"], floor, 1.3)
    yield Figure(f"memory at {large:,} above {small:,}", many["memory"] - few["memory"], "MiB", at_most=50.0)
    for act in ("typing", "scrolling", "switching"):
        for share in ("99th", "longest"):
            most = 2.0 if share == "99th" else None
            name = f"{large:,} reviews, {act}: {share} stall"
            yield Figure(name, many[f"{act} {share}"], "ms", many[f"bare {share}"], "the bare table", most)


def _fill(corpus: Path, roots: Mapping[int, Path]) -> None:
    if not (TOOLS / "make_corpus.py").is_file():
        raise CannotMeasureError(f"the corpus is made by the tools in {TOOLS.name}/ beside the project")
    make = [sys.executable, str(TOOLS / "make_corpus.py"), "reviews", str(max(roots)), str(corpus)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    for size, root in roots.items():
        with Library.open(root) as library:
            fill(library, corpus, size)


def _in_a_process(root: Path) -> dict[str, float]:
    arguments = [sys.executable, "-m", "tests.benchmarks.library_view", str(root)]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise CannotMeasureError(done.stderr.strip().splitlines()[-1])
    plain: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return plain


def _peak() -> float:
    """Return the most memory that this process has held, in MiB; unlike in rusage, what its parent held does not count."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _typing(view: LibraryView) -> Iterator[Callable[[], object]]:
    """Yield the keys of somebody who types several queries one after the other."""
    for text in TYPED:
        for letter in text:
            yield partial(QTest.keyClicks, view.search_line, letter)
        yield view.search_line.empty


def _switching(switcher: QuickSwitcher) -> Iterator[Callable[[], object]]:
    """Yield the keys of somebody who opens the quick switcher again and again and types."""
    for text in TYPED:
        yield switcher.open
        for letter in text:
            yield partial(QTest.keyClicks, switcher.line, letter)
        yield switcher.dismiss


def _opened(archive: Archive, asking: Asking) -> tuple[LibraryView, float]:
    """Open the page until its first rows are painted, and return it with how long that took, in milliseconds.

    What it asks for after that is waited for, so that the next opening does not pay for it.
    """
    begun, loop = time.perf_counter(), QEventLoop()
    view = LibraryView(archive, SavedSearches(archive), asking)
    view.resize(1400, 880)
    view.show()
    view.listed.connect(loop.quit)
    loop.exec()
    view.list.viewport().repaint()
    taken = (time.perf_counter() - begun) * 1e3
    asking.settled.connect(loop.quit)
    while asking.is_asking():
        loop.exec()
    return view, taken


def main(root: Path) -> None:
    """Measure the page of one library in this process and print the figures as JSON."""
    sys.setswitchinterval(SWITCH_SECONDS)
    _application = QApplication([])
    jobs, courier = JobRunner(), Courier()
    with Library.open(root, read_only=True) as library:
        archive = Archive(library)
        askings = [Asking(jobs, courier, within=archive.breakable) for _ in range(_OPENINGS)]
        views, taken = zip(*(_opened(archive, asking) for asking in askings), strict=True)
        view, told = views[-1], {"opening": statistics.median(taken)}
        bare = QTableView()
        bare.setModel(Bare(view.count()))
        bare.resize(1400, 880)
        bare.show()
        told |= {f"bare {share}": value for share, value in Stalls().over(scrolling(bare), _KEY_MS).items()}
        bare.hide()
        told |= {f"scrolling {share}": value for share, value in Stalls().over(scrolling(view.list), _KEY_MS).items()}
        told |= {f"typing {share}": value for share, value in Stalls().over(_typing(view), _KEY_MS).items()}
        switcher = QuickSwitcher(view, archive, askings[0])
        told |= {f"switching {share}": value for share, value in Stalls().over(_switching(switcher), _KEY_MS).items()}
        told["memory"] = _peak()
        courier.close()
        jobs.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
