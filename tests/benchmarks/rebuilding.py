"""A lost library made anew of its readable copies, beside filling one with the same records.

Both are counted by the time of the whole process on the processors, for on a busy machine the wait says nothing.
``MATINEE_BENCH_REVIEWS`` names other numbers of reviews than 1,000.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from desktop.exporters.catalogue import format_of
from desktop.services.jobs import Job
from desktop.services.readable import FORMAT_ID, ReadableCopies
from desktop.services.rebuilding import rebuild
from desktop.storage.library import Library
from tests.benchmarks.archive import TOOLS, tool
from tests.benchmarks.corpus import fill
from tests.benchmarks.figures import CannotMeasureError, Figure

_FILLED = 4.0
_LONG = 3600.0


def measure(folder: Path) -> Iterator[Figure]:
    """Measure each size; raises CannotMeasureError where the corpus tools are not there."""
    if not (TOOLS / "make_corpus.py").is_file():
        raise CannotMeasureError(f"the corpus is made by the tools in {TOOLS.name}/ beside the project")
    sizes = [int(size) for size in os.environ.get("MATINEE_BENCH_REVIEWS", "1000").split()]
    corpus = folder / "corpus.jsonl"
    tool("make_corpus.py", "reviews", str(max(sizes)), str(corpus))
    for size in sizes:
        root = folder / f"library-{size}"
        with Library.open(root) as library:
            filled = _seconds(partial(fill, library, corpus, size))
            copies = ReadableCopies(library, format_of(FORMAT_ID).export)
            copies.survey(Job())
            copies.write(Job(), _LONG)
        rebuilt = _seconds(partial(rebuild, root, root.with_name(f"{root.name}-made"), Job()))
        each, floor = (seconds / size * 1e3 for seconds in (rebuilt, filled))
        yield Figure(f"{size:,} reviews: rebuilding, a review", each, "ms", floor, "filling with the same", _FILLED)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun
