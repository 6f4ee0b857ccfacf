"""A program that is killed while it saves loses nothing that it was told is saved.

MATINEE_KILLS says how many times (15 where nothing is said).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.storage.library import Library
from tests.storage.builders import kept

PROJECT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("MATINEE_KILLS", "15"))

_SAVE_ON_AND_ON = """
import sys
from pathlib import Path
from desktop.core.saving import Batch, Change
from desktop.storage.library import Library
from tests.storage.builders import with_body
with Library.open(Path(sys.argv[1])) as library:
    loaded = library.load(sys.argv[2])
    review, work = loaded.article.review, loaded.article.work
    revision = loaded.revisions[review.id]
    while True:
        body = f"at {revision + 1} " + "dancer " * (revision % 400)
        saved = library.save(Batch((Change(with_body(review, body), revision), Change(work, revision)))).result()
        revision = saved.revisions[review.id]
        print(revision, flush=True)
"""

_DIE_IN_A_ROLLBACK_JOURNAL = """
import os, sys
from pathlib import Path
from desktop.storage.database import connect_writer
database = connect_writer(Path(sys.argv[1]) / "library.db", wal=False)
database.execute_sql("PRAGMA cache_size=1")
database.execute_sql("BEGIN IMMEDIATE")
for number in range(2000):
    database.execute_sql("INSERT INTO setting VALUES (?, ?)", (str(number), "x" * 500))
database.execute_sql("UPDATE review SET body = '{}'")
os._exit(1)
"""


def test_a_kill_in_a_rollback_journal_is_rolled_back(root: Path) -> None:
    """Where a file system cannot have a write-ahead log, the rollback journal serves."""
    with Library.open(root) as library:
        article = kept(library)
    subprocess.run([sys.executable, "-c", _DIE_IN_A_ROLLBACK_JOURNAL, str(root)], timeout=60, check=False, cwd=PROJECT)
    assert (root / "library.db-journal").stat().st_size > 0
    with Library.open(root) as library:
        assert library.load(article.review.id).article == article
        assert library.recall("7") is None
        assert library.verify() == []


@pytest.mark.timeout(60 + 5 * KILLS)
def test_no_acknowledged_save_is_lost_to_a_kill(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library)
    saves = 0
    for kill in range(KILLS):
        saving = subprocess.Popen(
            [sys.executable, "-c", _SAVE_ON_AND_ON, str(root), article.review.id], stdout=subprocess.PIPE, text=True, cwd=PROJECT
        )
        assert saving.stdout is not None
        lines = [saving.stdout.readline() for _ in range(1 + kill % 25 * 3)]
        saving.send_signal(signal.SIGKILL)
        rest, _ = saving.communicate(timeout=20)
        with Library.open(root) as library:
            assert library.unclean
            loaded = library.load(article.review.id)
            stored = loaded.revisions[article.review.id]
            told = max(int(line) for line in [*lines, *rest.splitlines()] if line.strip())
            assert stored >= told > saves
            assert loaded.revisions[article.work.id] == stored, "half a save"
            assert loaded.article.review.parts[0].body.startswith(f"at {stored} ")
            assert library.verify() == []
            saves = stored
    print(f"{KILLS} kills, {saves} saves, none of those told lost")
    assert saves > KILLS
