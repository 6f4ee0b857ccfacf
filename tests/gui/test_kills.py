"""The whole program is killed while it is typed into: what was typed two seconds before is there, where it was typed.

MATINEE_KILLS says how many times (5 where nothing is said), MATINEE_KILLS_PREVIEW that the preview runs as well.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.core.review import PartKind
from desktop.services.archive import open_archive
from tests.gui.killed import ANY
from tests.gui.open_texts import begin_reviews

PROJECT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("MATINEE_KILLS", "5"))
PREVIEW = "preview" if os.environ.get("MATINEE_KILLS_PREVIEW") else "no-preview"
BAR = re.compile(r"Matinee closed unexpectedly(, last seen running today \d\d:\d\d)?\.")
AT_RISK = 2.0
"""Seconds of typing that a kill may cost."""


@dataclass
class Told:
    """What the program said before it was killed, and when that was."""

    came_up: dict[str, Any] = field(default_factory=dict)
    words: list[dict[str, Any]] = field(default_factory=list)
    killed: float = 0.0


def run_and_kill(folder: Path, run: int, draw: random.Random) -> Told:
    """Start the program, and kill it: mostly while it is typed into, now and then while it starts."""
    program = [sys.executable, str(PROJECT / "tests" / "gui" / "killed.py"), str(folder), f"r{run}", PREVIEW]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        lines = []
        if run % 5 != 2:
            lines.append(process.stdout.readline())
            wait = draw.uniform(0.2, 2.8)
        else:
            wait = draw.uniform(0.1, 1.5)
        with suppress(subprocess.TimeoutExpired):
            process.wait(wait)
        killed = time.monotonic()
        process.send_signal(signal.SIGKILL)
        rest, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors, errors
    said = [json.loads(line) for line in [*lines, *rest.splitlines()] if line.rstrip().endswith("}")]
    return Told(said[0] if said else {}, said[1:], killed)


def texts(folder: Path) -> dict[str, str]:
    """Return the stored text of every review, from a library that is sound and has no review twice."""
    archive = open_archive(folder / "library")
    try:
        assert archive.library.unclean
        assert archive.verify() == []
        rows = archive.reviews()
        assert len({row.title for row in rows}) == len(rows), "a review is there twice"
        stored = {}
        for row in rows:
            bodies = [part.body for part in archive.load(row.id).article.review.parts if part.kind is PartKind.TEXT]
            assert not any(bodies[1:])
            stored[row.id] = bodies[0]
        return stored
    finally:
        archive.library.close()
        (folder / "library" / "library.lock").write_text("killed\n", encoding="utf-8")  # looking is not what ended it


@pytest.mark.timeout(60 + 15 * KILLS)
def test_kills_cost_two_seconds_of_typing_at_most(tmp_path: Path) -> None:
    draw = random.Random(1987)
    begin_reviews(tmp_path / "library", "One", "Two")
    typed: list[dict[str, Any]] = []
    lost: set[str] = set()
    last: Told | None = None
    worst = 0.0
    bars: Counter[bool] = Counter()
    stored: dict[str, str] = {}
    for run in range(KILLS):
        told = run_and_kill(tmp_path, run, draw)
        if told.came_up and run:
            bars[bool(BAR.match(told.came_up["bar"]))] += 1
            assert_came_back(told.came_up, last, stored)
        typed += told.words
        stored = texts(tmp_path)
        for review_id, text in stored.items():
            assert all(review_id.startswith(word[:8]) for word in text.split()), "text of another review"
        for word in typed:
            if word["word"] and word["word"] not in stored.get(word["review"], "").split() and word["word"] not in lost:
                lost.add(word["word"])
                worst = max(worst, told.killed - word["at"])
                assert word in told.words, "a word that was there once is gone"
        last = told if told.words else last
    count = sum(bool(word["word"]) for word in typed)
    print(f"{KILLS} kills, {count} words typed, {len(lost)} lost, the oldest {worst:.2f} s before its kill")
    assert worst <= AT_RISK
    assert bars[False] == 0
    assert count > 2 * KILLS


def assert_came_back(came_up: dict[str, Any], last: Told | None, stored: dict[str, str]) -> None:
    """Check where the window came up: a review that was in front in the last seconds, in its text, at its end.

    A review that was just begun comes up on its first page.
    """
    if last is None:
        return
    recent = {word["review"] for word in last.words if last.killed - word["at"] <= AT_RISK} | {last.words[-1]["review"]}
    assert came_up["review"] in recent or (ANY in recent and came_up["review"] in stored)
    assert came_up["focus"]
    if came_up["caret"] >= 0:
        assert came_up["caret"] == came_up["length"] == len(stored[came_up["review"]])
