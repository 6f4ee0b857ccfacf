"""From the start of the process to a painted window, and the memory of all its processes, beside bare windows of Qt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.desks import make_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.outside import Runs, floor, matinee, median_of, screen, written

ROUNDS = 3
RUNS = 4


def measure(folder: Path) -> Iterator[Figure]:
    """Start the window on a review of 10,000 words and the floors in turn, several rounds, and yield medians."""
    library = make_desk(folder / "library", written(folder, 10_000), 500)
    commands = {"window": floor("window"), "webview": floor("webview"), "matinee": matinee(library)}
    seen: dict[str, Runs] = defaultdict(list)
    with screen(folder) as shown:
        shown.run("startup.py", "--runs", "2", "--quiet", "5", commands["matinee"])  # finds the machine out and remembers it
        for _ in range(ROUNDS):
            for name, command in commands.items():
                more = shown.same_path() if name == "webview" else {}
                seen[name].append(shown.run("startup.py", "--runs", str(RUNS), "--quiet", "2.5", command, **more))
    window, webview, ours = (seen[name] for name in commands)
    yield _figure("start to painted window", "first_paint_ms", ours, window, "a bare Qt window", 2.0)
    yield _figure("start to finished preview", "complete_ms", ours, webview, "a bare WebEngine window")
    memory = _figure("memory of all processes (PSS)", "pss", ours, webview, "a bare WebEngine window", 1.4)
    yield replace(memory, unit="MiB")


def _figure(name: str, key: str, ours: Runs, floor_runs: Runs, floor_name: str, at_most: float | None = None) -> Figure:
    value, low, high = median_of(ours, key)
    return Figure(name, value, "ms", median_of(floor_runs, key)[0], floor_name, at_most, low, high)
