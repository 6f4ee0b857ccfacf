"""How long the window works without taking an event while a text that is slow to render is pasted, typed into and taken away.

Sixty shapes at two lengths, each beside a bare window in which the same is done: a text widget and a web page that shows what is
typed. A pause is the most that the window's thread works between two beats of a timer: by its own processor time, so that other
programs make it no longer. The bare window's is the median of three tries, and so is the real one's, unless its first is short
enough. Whether the thread waited for anything, such as the rendering, the clock shows, which has a figure of its own.

The promise is a pause of at most twice the bare window's with the same text. A pause under 16 ms, a frame, is kept whatever the
bare window needs: nobody sees it, and a few milliseconds more or less are within what two tries differ by.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.desks import make_desk
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from tests.gui.stalls import BareWindow, RealWindow, Stall

LENGTHS = (4000, 16_000)
MOST_TIMES_BARE = 2.0
FRAME = 16.0
"""Milliseconds of a pause that nobody sees."""
SHORTER_THAN_RENDERING = 500.0
"""Milliseconds by the clock: half of what a text may take to render before it is given up."""
_TRIES = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the worst pause and the median one at each length beside the bare window's; each shape goes to standard error."""
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A shape, its pause and the bare window's, its pause by the clock (all in ms), and whether its preview paused."""

    name: str
    pause: float
    floor: float
    clock: float
    paused: bool

    @property
    def ratio(self) -> float:
        return self.pause / self.floor

    @property
    def kept(self) -> bool:
        return self.pause < FRAME or self.ratio <= MOST_TIMES_BARE


def _row(name: str, text: str, bare: BareWindow, real: RealWindow) -> _Row:
    floor = statistics.median(bare.stall(text).worked for _ in range(_TRIES))
    stalls = [real.stall(text)]
    while not (row := _summed_up(name, stalls, floor)).kept and len(stalls) < _TRIES:
        stalls.append(real.stall(text))
    told = "paused" if row.paused else f"shown after {1000 * stalls[-1].shown_after:.0f} ms"
    print(
        f"    {len(text):,} {name}: {row.pause:.1f} ms beside {floor:.1f} ms, {row.clock:.0f} by the clock, {told}",
        file=sys.stderr,
        flush=True,
    )
    return row


def _summed_up(name: str, stalls: list[Stall], floor: float) -> _Row:
    pause = statistics.median(stall.worked for stall in stalls)
    return _Row(name, pause, floor, min(stall.longest for stall in stalls), stalls[-1].paused)


def _at(length: int, texts: dict[str, str], bare: BareWindow, real: RealWindow) -> Iterator[Figure]:
    rows = [_row(name, text, bare, real) for name, text in texts.items()]
    seen = [row for row in rows if row.pause >= FRAME]
    worst = max(seen, key=lambda row: row.ratio) if seen else max(rows, key=lambda row: row.pause)
    missed = sum(not row.kept for row in rows)
    yield Figure(
        f"window's pause at a slow text of {length:,} characters, worst of {len(rows)} (“{worst.name}”; {missed} too long)",
        worst.pause,
        "ms",
        floor=worst.floor if seen else None,
        floor_name="a bare window's",
        at_most=MOST_TIMES_BARE if seen else FRAME,
    )
    yield Figure(
        f"the same, median of the shapes ({length:,}; the preview paused at {sum(row.paused for row in rows)})",
        statistics.median(row.pause for row in rows),
        "ms",
        floor=statistics.median(row.floor for row in rows),
        floor_name="a bare window's",
    )
    yield Figure(
        f"the longest by the clock ({length:,})",
        max(row.clock for row in rows),
        "ms",
        at_most=SHORTER_THAN_RENDERING,
    )
