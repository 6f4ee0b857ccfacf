"""How long the window takes no event while a text that is slow to render is pasted, typed into and taken away again.

Sixty shapes at two lengths, each beside a bare window in which the same is done: a text widget and a web page that shows what is
typed. A pause that is too long is measured again twice, for on a computer that does other work too a pause may be nobody's.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.desks import make_desk
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from tests.gui.stalls import BareWindow, RealWindow, Stall

LENGTHS = (4000, 16_000)
MOST_TIMES_BARE = 2.0
_TRIES = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the longest pause at each length, beside the bare window's longest; the shapes one by one go to standard error."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else ""))
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from desktop.app import open_desk
    from desktop.gui.settings import Settings
    from desktop.services.archive import open_archive
    from desktop.start import make_application
    from tests.gui.slow_shapes import CALM, SHAPES
    from tests.gui.stalls import BareWindow, RealWindow

    application = make_application()
    bare = BareWindow()
    desk = open_desk(open_archive(make_desk(folder / "library", CALM, 500)), Settings(folder / "desk.ini"))
    try:
        desk.window.resize(1400, 880)
        desk.window.show()
        desk.places.restore()
        application.processEvents()
        real = RealWindow(desk)
        for length in LENGTHS:
            yield from _at(length, {name: shape(length) for name, shape in SHAPES.items()}, bare, real)
    finally:
        desk.window.close()
        desk.close()
        bare.close()


def _least(stalls: list[Stall]) -> float:
    return min(stall.longest for stall in stalls)


def _is_short(stalls: list[Stall], floors: list[Stall]) -> bool:
    return bool(stalls) and _least(stalls) <= MOST_TIMES_BARE * _least(floors)


def _at(length: int, texts: dict[str, str], bare: BareWindow, real: RealWindow) -> Iterator[Figure]:
    longest: dict[str, float] = {}
    floors: dict[str, float] = {}
    paused = 0
    for name, text in texts.items():
        stalls: list[Stall] = []
        bare_stalls: list[Stall] = []
        while len(stalls) < _TRIES and not _is_short(stalls, bare_stalls):
            bare_stalls.append(bare.stall(text))
            stalls.append(real.stall(text))
        longest[name], floors[name] = _least(stalls), _least(bare_stalls)
        paused += stalls[-1].paused
        told = "paused" if stalls[-1].paused else f"shown after {1000 * stalls[-1].shown_after:.0f} ms"
        print(f"    {length:,} {name}: {longest[name]:.0f} ms beside {floors[name]:.0f} ms, {told}", file=sys.stderr, flush=True)
    worst = max(longest, key=longest.__getitem__)
    yield Figure(
        f"longest pause of the window, {len(texts)} slow texts of {length:,} characters, {paused} paused (at “{worst}”)",
        longest[worst],
        "ms",
        floor=max(floors.values()),
        floor_name="a bare window's",
        at_most=MOST_TIMES_BARE,
    )
    yield Figure(
        f"the same, median of the shapes ({length:,})",
        statistics.median(longest.values()),
        "ms",
        floor=statistics.median(floors.values()),
        floor_name="a bare window's",
    )
