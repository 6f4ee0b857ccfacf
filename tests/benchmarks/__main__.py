"""``make bench``: measures every family of benchmarks, or those named, prints ratios, writes ``build/bench.json``.

To add a family: a module with a function of the type ``Measure``, and its line in ``FAMILIES``.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import CannotMeasureError, Figure, Measure

PROJECT = Path(__file__).resolve().parents[2]
RESULTS = PROJECT / "build" / "bench.json"
FAMILIES: Mapping[str, str] = {
    "writing": "tests.benchmarks.writing",
    "starting": "tests.benchmarks.starting",
    "inside": "tests.benchmarks.inside",
    "stalls": "tests.benchmarks.stalls",
    "archive": "tests.benchmarks.archive",
    "rebuilding": "tests.benchmarks.rebuilding",
    "library_view": "tests.benchmarks.library_view",
    "people": "tests.benchmarks.people",
    "watch_log": "tests.benchmarks.watch_log",
}
"""Family -> the module that measures it, in the order in which they run."""


def main(wanted: list[str]) -> int:
    """Measure and print; return 1 where a promise is not kept, 2 where a family is not known."""
    unknown = [name for name in wanted if name not in FAMILIES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(FAMILIES)}.", file=sys.stderr)
        return 2
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}")
    figures: list[Figure] = []
    for name in wanted or FAMILIES:
        measure: Measure = import_module(FAMILIES[name]).measure
        print(f"\n{name}")
        with tempfile.TemporaryDirectory(prefix="matinee-bench-") as folder:
            try:
                for figure in measure(Path(folder)):
                    figures.append(figure)
                    print(f"  {figure.line()}", flush=True)
            except CannotMeasureError as reason:
                print(f"  left out: {reason}")
    _write(machine, figures)
    return 1 if any(figure.kept is False for figure in figures) else 0


def _write(machine: str, figures: list[Figure]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "figures": [f.plain() for f in figures]}
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nWritten to {RESULTS.relative_to(PROJECT)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
