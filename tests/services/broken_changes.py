"""A library of which every review is to be changed, and a program that is killed while it changes them."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from desktop.core.saving import Batch, Change
from desktop.services.archive import Archive, copy_of, open_archive
from tests.services.changing_killed import AT_ONCE

PROJECT = Path(__file__).resolve().parents[2]
COUNT = AT_ONCE * 6 + 7
BEFORE, AFTER = ("old", "kept"), ("kept", "noir")


def library_of(folder: Path, count: int = COUNT) -> None:
    """Make a library of so many reviews of one film, each with two tags."""
    archive = open_archive(folder)
    first = archive.begin("Ballerina", 2023, "", "en").review
    archive.library.save(Batch((Change(replace(first, tags=BEFORE), 1),))).result(timeout=20)
    copies = [replace(copy_of(first, "2020-05-17T10:00:00Z"), slug=f"copy-{at}", tags=BEFORE) for at in range(count - 1)]
    archive.store_new(copies).result(timeout=60)
    archive.library.close()


def killed(folder: Path, turns: int, come: int) -> None:
    """Let a program change the reviews, and kill it once it has come through so many."""
    program = [sys.executable, str(PROJECT / "tests" / "services" / "changing_killed.py"), str(folder), str(turns)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        while (line := process.stdout.readline().strip()) not in ("all", "") and int(line) < come:
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)


def tags_of(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Return the tags of every review."""
    return {row.id: archive.load(row.id).article.review.tags for row in archive.reviews()}
