"""The command as it is really started: pipes, locales, closed and full outputs, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.saving import Batch, Change, now_utc, stamp
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee
from tests.example import example_outlet

INSTALLED = Path(sys.executable).with_name("matinee")
COMMAND = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "desktop"]
ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("PySide6", "markdown", "jinja2", "nh3", "PIL", "bs4", "ruamel", "markdownify", "sqlite3")


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Start the command outside the source tree's own habits and wait for it."""
    line = [*COMMAND, *map(str, words)]
    return subprocess.run(line, capture_output=True, check=False, cwd=ROOT, env=os.environ | environment, timeout=60)


@pytest.fixture
def crowded(library: Path) -> Path:
    """A library whose list is longer than a pipe holds."""
    outlet = example_outlet()
    works = [Work(f"{number:032x}", title="A film with quite a long title, " * 8, year=1990) for number in range(400)]
    articles = [new_article(outlet, work, created=stamp(now_utc()), language="en") for work in works]
    with Library.open(library) as opened:
        records = [record for article in articles for record in (article.work, article.review)]
        opened.save(Batch(tuple(Change(record, 0) for record in records))).result()
    return library


def test_exit_status_and_streams(library: Path, tmp_path: Path) -> None:
    done = run("list", "--library", library)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(SLUG)
    refused = run("show", "nothing", "--library", library)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.count(b"\n") == 1
    unknown = run("publish")
    assert (unknown.returncode, unknown.stdout) == (2, b"")
    assert unknown.stderr.startswith(b"usage: matinee")
    assert run("show", b"\xff\xfe".decode("utf-8", "surrogateescape"), "--library", library).returncode == 2


def test_a_reader_that_goes_away_is_no_fault(crowded: Path) -> None:
    for words in (["list"], ["list", "--json"], ["--help"]):
        with subprocess.Popen(
            [*COMMAND, *words, "--library", str(crowded)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            if words == ["--help"]:
                process.stdout.close()
            else:
                assert process.stdout.readline()
                process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_and_a_closed_output(library: Path) -> None:
    line = f'"$@" list --library "{library}"'
    full = subprocess.run(["sh", "-c", f"{line} >/dev/full", "sh", *COMMAND], capture_output=True, check=False, cwd=ROOT)
    assert full.returncode == 1
    assert full.stderr == b"The answer could not be written (No space left on device).\n"
    closed = subprocess.run(["sh", "-c", f"{line} >&- 2>&-", "sh", *COMMAND], capture_output=True, check=False, cwd=ROOT)
    assert (closed.returncode, closed.stderr) == (0, b"")


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "ASCII", "Latin-1"],
)
def test_other_locales_lose_no_sign(matinee: Matinee, library: Path, tmp_path: Path, locale: dict[str, str]) -> None:
    done = run("show", SLUG, "--json", "--library", library, **locale)
    assert (done.returncode, done.stderr) == (0, b"")
    encoding = "latin-1" if "PYTHONIOENCODING" in locale else "utf-8"
    assert json.loads(done.stdout.decode(encoding)) == matinee("show", SLUG, "--json", "--library", library).plain
    assert run("show", SLUG, "--library", library, **locale).returncode == 0
    here, there = tmp_path / "here", tmp_path / "there"
    assert run("export", "--all", "--to", there, "--library", library, **locale).returncode == 0
    assert matinee("export", "--all", "--to", here, "--library", library).status == 0
    assert (here / f"{SLUG}.html").read_bytes() == (there / f"{SLUG}.html").read_bytes()


@pytest.mark.parametrize("words", [["formats"], ["list"], ["search", "ama"], ["verify"], ["backup"]], ids=lambda words: words[0])
def test_what_does_not_render_loads_nothing_that_does(library: Path, words: list[str]) -> None:
    code = (
        "import sys\nfrom desktop.cli import main\n"
        "status = main(sys.argv[2:])\n"
        "print(*[name for name in sys.argv[1].split(',') if name in sys.modules], file=sys.stderr)\n"
        "raise SystemExit(status)"
    )
    line = [sys.executable, "-c", code, ",".join(HEAVY), *words, "--library", str(library)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    loaded = set(done.stderr.split())
    assert done.returncode == 0
    assert loaded - ({"PIL"} if words == ["verify"] else set()) == set()
