"""From a key to changed pixels, measured from outside, beside ghostwriter and a bare WebEngine page on the same graphics path."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.desks import make_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.outside import Runs, Screen, floor, matinee, median_of, screen, written

ROUNDS = 3
KEYS = 20
FRAME_MS = 16.0
_BURST = 20
_FIRST = "preview_first_ms"

_CASES = (
    ("600 words", 600, 500),
    ("10,000 words in parts of 500", 10_000, 500),
    ("50,000 words in parts of 500", 50_000, 500),
    ("a part of 1,500 words", 1_500, 2_000),
    ("10,000 words in one part", 10_000, 100_000),
)
_PREVIEW, _EDITOR = ".64,.14,.34,.78", ".15,.34,.45,.58"
_FLOOR_PREVIEW, _FLOOR_EDITOR = ".52,.02,.46,.9", ".01,.02,.45,.9"

Seen = dict[str, Runs]


def measure(folder: Path) -> Iterator[Figure]:
    """Type into the window, the floor and the peer in turn, several rounds, and yield medians."""
    libraries = {name: make_desk(folder / f"{words}-{size}", written(folder, words), size) for name, words, size in _CASES}
    seen: Seen = defaultdict(list)
    with screen(folder) as shown:
        _type(shown, folder, libraries["600 words"], keys=2)  # the first start finds the machine out and remembers it
        for _ in range(ROUNDS):
            seen["floor"].append(
                shown.run(
                    "keystroke_to_pixel.py",
                    *("--launch", floor("web"), "--rect", _FLOOR_PREVIEW, "--echo-rect", _FLOOR_EDITOR, "--click", ".2,.5"),
                    *("--n", str(2 * KEYS), "--settle", "0.1", "--jitter", "0.1", "--warmup", "1", "--json"),
                    **shown.same_path(),
                )
            )
            for name, library in libraries.items():
                seen[name].append(_type(shown, folder, library, keys=KEYS))
            for words in (600, 10_000):
                if shutil.which("ghostwriter"):
                    seen[f"ghostwriter, {words:,} words"].append(_peer(shown, folder, words))
        path = shown.graphics.value
    yield from _figures(seen, f"bare WebEngine, {path}")


def _type(shown: Screen, folder: Path, library: Path, *, keys: int) -> dict[str, Any]:
    copy = folder / "typed-into"
    shutil.copytree(library, copy)
    try:
        return shown.run(
            "keystroke_to_pixel.py",
            *("--launch", matinee(copy), "--rect", _PREVIEW, "--echo-rect", _EDITOR, "--n", str(keys), "--discard", "3"),
            *("--settle", "0.4", "--burst", str(_BURST), "--warmup", "2.5", "--json"),
        )
    finally:
        shutil.rmtree(copy)


def _peer(shown: Screen, folder: Path, words: int) -> dict[str, Any]:
    text = folder / "peer.md"
    text.write_text(written(folder, words), encoding="utf-8")
    return shown.run(
        "keystroke_to_pixel.py",
        *("--launch", f"dbus-run-session ghostwriter {text}", "--rect", ".56,.04,.42,.90", "--echo-rect", ".12,.05,.4,.85"),
        *("--click", ".3,.5", "--keys-before", "ctrl+Home,Down,Down,End", "--n", "12", "--settle", "0.9", "--timeout", "40"),
        *("--warmup", "3", "--json"),
        **shown.same_path(),
    )


def _figures(seen: Seen, floor_name: str) -> Iterator[Figure]:
    bare, short = median_of(seen["floor"], _FIRST)[0], median_of(seen["600 words"], _FIRST)[0]
    own = "its own at 600 words"
    yield _figure("key to preview, floor", seen["floor"], _FIRST)
    yield _figure("key to preview, 600 words", seen["600 words"], _FIRST, bare, floor_name, 1.5)
    for name in ("10,000 words in parts of 500", "50,000 words in parts of 500"):
        yield _figure(f"key to preview, {name}", seen[name], _FIRST, short, own, 1.2)
    yield _figure("key to preview, a part of 1,500 words", seen["a part of 1,500 words"], _FIRST, bare, floor_name, 2.0)
    yield _figure("key to preview, 10,000 words in one part", seen["10,000 words in one part"], _FIRST, at_most=200.0)
    for name, *_ in _CASES:
        yield _figure(f"key to editor, {name}", seen[name], "echo_ms", at_most=FRAME_MS)
        skipped = max(max(0, _BURST - run["burst"]["preview_updates"]) for run in seen[name])
        promised = None if name == _CASES[-1][0] else 0.0
        yield Figure(f"of {_BURST} keys every 100 ms the preview skipped, {name}", skipped, "keys", at_most=promised)
    for name in seen:
        if name.startswith("ghostwriter"):
            yield _figure(f"key to preview, {name}", seen[name], _FIRST, bare, floor_name)


def _figure(
    name: str, runs: Runs, key: str, against: float | None = None, called: str = "", at_most: float | None = None
) -> Figure:
    value, low, high = median_of(runs, key)
    return Figure(name, value, "ms", against, called, at_most, low, high)
