"""An older library on its way to this version's format: how far it is, and that it is as it was wherever the way ends."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import apsw
import pytest

from desktop.core.bringing_forward import Progress, Stage
from desktop.core.errors import DamagedError, LibraryError
from desktop.storage import making_ready
from desktop.storage.database import connect_writer, driver_of, number
from desktop.storage.library import Library
from desktop.storage.migrating import migrate
from desktop.storage.migrations import SCHEMA_VERSION, STEPS, Step
from desktop.storage.search import is_in_step
from desktop.storage.way import Way
from tests.faults.formats import take_back
from tests.storage.builders import found_in, keep, kept, with_body
from tests.storage.later import become_later

PROJECT = Path(__file__).resolve().parents[2]

_SEARCH_ANEW = (
    "DROP TABLE search",
    next(statement for statement in STEPS[4].statements if statement.startswith("CREATE VIRTUAL TABLE")),
)
"""Statements that leave the index empty."""


class StoppedError(Exception):
    """What a test ends the work with."""


def _older(root: Path, version: int, reviews: int = 3) -> None:
    with Library.open(root) as library:
        for number_ in range(reviews):
            kept(library, f"Film {number_}", "Agnès Varda", "Kim Ji-hun", body=f"A dancer takes revenge {number_} times.")
    take_back(root, version)
    connect_writer(root / "library.db").close()  # with a log, as any library that was ever written to


def _version(root: Path) -> int:
    database = apsw.Connection(str(root / "library.db"))
    version = int(database.pragma("user_version"))
    database.close()
    return version


def _content(root: Path) -> str:
    """Return the digest of every page, wherever it lies."""
    database = apsw.Connection(str(root / "library.db"))
    pages = database.serialize("main")
    database.close()
    return hashlib.sha256(pages).hexdigest()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_progress_goes_from_nothing_to_everything_and_never_back(root: Path, version: int) -> None:
    _older(root, version)
    told: list[Progress] = []
    with Library.open(root, watch=told.append) as library:
        assert found_in(library, "revenge")
        assert found_in(library, "varda")
        assert library.verify() == []
    stages = list(dict.fromkeys(progress.stage for progress in told))
    assert stages[:3] == [Stage.COPYING, Stage.CHECKING, Stage.CHANGING]
    assert stages[3:] == [Stage.LISTING, Stage.INDEXING]
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.5
    assert shares[-1] == pytest.approx(1.0)
    assert all(0 <= progress.done <= progress.of for progress in told)
    assert next(progress.place for progress in told if progress.stage is Stage.CHECKING) == 2
    assert {progress.places for progress in told} == {len(stages)}


def test_the_index_is_made_once_however_many_steps_touch_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _older(root, 4)
    steps = (*STEPS, *(Step(SCHEMA_VERSION + more, _SEARCH_ANEW) for more in (1, 2)))
    asked: list[str] = []
    database = connect_writer(root / "library.db")

    def trace(_cursor: object, sql: str, _given: object) -> bool:
        asked.append(sql)
        return True

    driver_of(database).exec_trace = trace
    migrate(database, steps)
    driver_of(database).exec_trace = None
    assert is_in_step(database)
    assert number(database, "SELECT count(*) FROM search WHERE search MATCH 'revenge'") == 3
    database.close()
    assert sum("'delete-all'" in sql for sql in asked) == 1
    assert not [sql for sql in asked if "'rebuild'" in sql]
    assert sum("foreign_key_check" in sql for sql in asked) == 1


def test_a_step_that_leaves_search_alone_makes_no_index(root: Path) -> None:
    _older(root, 6)
    told: list[Stage] = []
    database = connect_writer(root / "library.db")
    migrate(database, STEPS[:10], Way(lambda progress: told.append(progress.stage), {Stage.CHANGING: 1.0}))
    database.close()
    assert set(told) == {Stage.CHANGING}


@pytest.mark.parametrize("version", [3, 6])
def test_wherever_it_is_called_off_the_old_library_is_as_it_was(root: Path, version: int) -> None:
    _older(root, version)
    before, tried = _content(root), 0
    for at in count(1):
        told = 0

        def stop(progress: Progress, at: int = at) -> None:
            nonlocal told
            told += 1
            if told == at:
                raise StoppedError

        try:
            Library.open(root, watch=stop).close()
        except StoppedError:
            tried += 1
        else:
            break
        assert _version(root) == version
        assert _content(root) == before
        assert not list((root / "backups").iterdir())
    assert tried >= 8
    assert _version(root) == SCHEMA_VERSION
    with Library.open(root) as library:
        assert library.verify() == []
        assert not library.unclean
        assert [backup.occasion for backup in library.backups()] == [f"before-format-{SCHEMA_VERSION}"]


def test_a_disk_that_becomes_full_leaves_the_old_library_and_no_copy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(root) as library:
        article = kept(library, body="x" * 1_000_000)
    filling = (
        "CREATE TABLE heap (id INTEGER PRIMARY KEY, text TEXT) STRICT",
        "PRAGMA max_page_count=200",  # fewer than there are, so that no page can be added
        "INSERT INTO heap (text) SELECT body || body FROM review",
    )
    with monkeypatch.context() as later:
        become_later(later, Step(SCHEMA_VERSION + 1, filling))
        with pytest.raises(LibraryError, match="became full before the library was up to date, so it was left as it was"):
            Library.open(root)
    assert not list((root / "backups").iterdir())
    with Library.open(root) as library:
        assert not library.unclean
        keep(library, with_body(article.review, "goes on"), base=1)


def test_too_little_room_is_told_with_what_is_needed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _older(root, 5)
    before = _content(root)
    monkeypatch.setattr(making_ready, "_ROOM", 10**9)
    with pytest.raises(LibraryError, match=r"needs [\d,.]+ GB of free space on its disk .*, and [\d,.]+ [GM]B are free"):
        Library.open(root)
    assert _content(root) == before


def test_an_older_library_that_is_damaged_is_told_as_damaged(root: Path) -> None:
    _older(root, 7)
    path = root / "library.db"
    with apsw.Connection(str(path)) as database:
        (page,) = next(iter(database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'listed_title'")))
        size = int(database.pragma("page_size"))
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\0" * size)
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="is damaged, and nothing was written to it"):
        Library.open(root)
    assert path.read_bytes() == before
    assert not list((root / "backups").iterdir())


_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop.core.bringing_forward import Stage
from desktop.storage.library import Library
def watch(progress):
    if progress.stage is Stage[sys.argv[2]] and progress.done >= progress.of // 2:
        os.kill(os.getpid(), signal.SIGKILL)
Library.open(Path(sys.argv[1]), watch=watch)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without a signal")
@pytest.mark.parametrize("stage", list(Stage))
def test_killed_in_the_middle_of_any_stage_the_old_library_is_there_and_the_next_start_goes_on(root: Path, stage: Stage) -> None:
    _older(root, 4)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(root), stage.name], cwd=PROJECT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert _version(root) == 4
    with Library.open(root) as library:
        assert library.unclean
        assert len(library.reviews()) == 3
        assert library.verify() == []
    assert _version(root) == SCHEMA_VERSION


def test_a_library_that_was_cut_short_tells_that_it_is_checked(root: Path) -> None:
    Library.open(root).close()
    (root / "library.lock").write_text("elsewhere\n1\n", encoding="utf-8")
    told: list[Progress] = []
    Library.open(root, watch=told.append).close()
    assert {progress.stage for progress in told} <= {Stage.CHECKING}
