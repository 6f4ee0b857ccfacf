"""``open --offscreen``: what ``make run`` does without a display, each time in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.storage.library import Library
from tests.cli.conftest import SLUG

ROOT = Path(__file__).resolve().parents[2]


def opened(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run it with none of the environment that tests set for Qt."""
    ours = ("QT_QPA_PLATFORM", "QT_WIDGETS_RHI", "QTWEBENGINE_CHROMIUM_FLAGS", "QT_LOGGING_RULES")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    line = [sys.executable, "-m", "desktop", "open", "--offscreen", str(folder), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=100)


@pytest.mark.timeout(240)
def test_the_sample_is_written_once_and_again_without_noise(tmp_path: Path) -> None:
    words = ("--sample", "--library", tmp_path / "library")
    first, again = opened(tmp_path / "out", *words), opened(tmp_path / "out", *words, "--json")
    for done in (first, again):
        assert (done.returncode, done.stderr) == (0, "")
    written = json.loads(again.stdout)["written"]
    assert first.stdout.splitlines() == [f"Wrote {path}" for path in written]
    assert {Path(path) for path in written} == {path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {Path(path).suffix for path in written} >= {".html", ".md", ".png"}
    assert all(Path(path).stat().st_size > 1000 for path in written)
    with Library.open(tmp_path / "library", read_only=True) as library:
        assert library.counts().reviews == 1


@pytest.mark.timeout(240)
def test_a_library_that_is_there_shows_its_own(library: Path, tmp_path: Path) -> None:
    done = opened(tmp_path / "out", "--sample", "--library", library)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / f"{SLUG}.html").is_file()
    with Library.open(library, read_only=True) as reading:
        assert reading.counts().reviews == 1, "a library with reviews gets no sample"


def test_what_cannot_be_shown_is_told_in_a_sentence(library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "library.db").write_bytes(b"worn" * 5000)
    (tmp_path / "file").write_bytes(b"")
    for words in (
        (tmp_path / "out", "--sample", "--library", tmp_path / "bad"),
        (tmp_path / "out", "nothing", "--library", library),
        (tmp_path / "out", "--library", tmp_path / "empty"),
        (tmp_path / "file", "--library", library),
    ):
        done = opened(*words)
        assert (done.returncode, done.stdout) == (1, ""), words
        assert done.stderr.count("\n") == 1, done.stderr
    assert not (tmp_path / "out").exists()
