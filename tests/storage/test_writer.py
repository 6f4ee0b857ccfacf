"""One writer thread: revisions, conflicts, connections, and a disk that fails."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from desktop.core.errors import ConflictError, LibraryError, SaveError
from desktop.core.saving import Batch, Change
from desktop.storage import database
from desktop.storage.failures import save_error
from desktop.storage.library import Library
from tests.storage.builders import an_article, found_in, keep, kept, with_body

if TYPE_CHECKING:
    import peewee

    from desktop.storage.writer import Writer


def _writer(library: Library) -> Writer:
    assert library._writer is not None
    return library._writer


def test_a_save_tells_the_new_revision_of_each_record(library: Library) -> None:
    article = kept(library)
    saved = keep(library, with_body(article.review, "Two"), article.work, base=1)
    assert saved.revisions == {article.review.id: 2, article.work.id: 2}
    assert library.load(article.review.id).revisions == saved.revisions | {article.outlet.id: 1}


@pytest.mark.parametrize("base", [0, 1, 3])
def test_a_save_from_another_revision_writes_nothing_at_all(library: Library, base: int) -> None:
    article = kept(library)
    newer = with_body(article.review, "newer")
    keep(library, newer, base=1)
    changes = (Change(replace(article.work, title="Changed"), 1), Change(with_body(article.review, "older"), base))
    with pytest.raises(ConflictError, match="was changed elsewhere"):
        library.save(Batch(changes)).result(timeout=20)
    loaded = library.load(article.review.id)
    assert loaded.article == replace(article, review=newer)
    assert loaded.revisions[article.work.id] == 1


def test_a_record_that_was_deleted_does_not_come_back(library: Library) -> None:
    article = kept(library)
    library.save(Batch(discard=(article.review.id,))).result(timeout=20)
    with pytest.raises(ConflictError):
        keep(library, with_body(article.review, "ghost"), base=1)
    assert library.reviews() == []


def test_saves_of_many_threads_are_written_one_after_the_other(library: Library) -> None:
    articles = [kept(library, f"Film {number}") for number in range(4)]

    def write(number: int) -> None:
        review = articles[number].review
        for revision in range(1, 21):
            keep(library, with_body(review, f"{number} at {revision}"), base=revision)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    for number, article in enumerate(articles):
        assert library.load(article.review.id).article.review.parts[0].body == f"{number} at 20"
    assert library.verify() == []


def test_a_library_has_one_writing_connection_and_one_for_each_reading_thread(root: Path) -> None:
    before = set(apsw.connections())
    with Library.open(root) as library:
        article = kept(library)
        barrier = threading.Barrier(3, timeout=20)

        def read(_: int) -> None:
            library.load(article.review.id)
            found_in(library, "dancer")
            barrier.wait()

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(read, range(3)))
            library.reviews()
            ours = set(apsw.connections()) - before
            assert sorted(connection.readonly("main") for connection in ours) == [False, True, True, True, True]
        library.backup()
        library.verify()
        assert sum(not connection.readonly("main") for connection in set(apsw.connections()) - before) == 1
    assert set(apsw.connections()) - before == set()


def test_connections_of_threads_that_ended_are_closed(library: Library) -> None:
    kept(library)
    before = len(apsw.connections())
    for _ in range(10):
        thread = threading.Thread(target=library.reviews)
        thread.start()
        thread.join(timeout=20)
    assert len(apsw.connections()) <= before + 2


def test_only_the_writer_thread_writes(library: Library) -> None:
    assert _writer(library).submit(lambda _: threading.current_thread()).result(timeout=20) is _writer(library).thread
    kept(library)
    reader = library._readers.database()
    with pytest.raises(Exception, match=r"readonly|read-only|query_only"):
        reader.execute_sql("DELETE FROM review")
    assert len(library.reviews()) == 1


def test_connections_hold_to_their_settings(library: Library) -> None:
    def settings(connection: peewee.Database) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "query_only")
        return {name: connection.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in names}

    writing = _writer(library).submit(settings).result(timeout=20)
    assert writing == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "query_only": 0,
    }
    assert settings(library._readers.database())["query_only"] == 1


def test_sqlite_is_past_the_bug_that_resets_the_log() -> None:
    assert tuple(int(number) for number in apsw.sqlite_lib_version().split(".")) >= (3, 51, 3)


def test_a_full_disk_is_said_and_the_text_can_be_saved_afterwards(library: Library) -> None:
    article = kept(library)
    long = with_body(article.review, "word " * 200_000)
    _writer(library).submit(lambda connection: connection.execute_sql("PRAGMA max_page_count=60").fetchall()).result(timeout=20)
    with pytest.raises(SaveError, match="The disk is full, so the last change is not saved yet"):
        keep(library, long, base=1)
    assert library.load(article.review.id).article == article
    keep(library, long, base=1)
    assert library.load(article.review.id).article.review == long
    assert library.verify() == []


def test_a_library_that_went_away_is_told_and_saved_to_again_when_it_is_back(library: Library) -> None:
    article = kept(library)
    newer = with_body(article.review, "newer " * 100_000)
    away = library.root.with_name("unplugged")
    library.root.rename(away)
    _writer(library).submit(lambda connection: connection.execute_sql("PRAGMA max_page_count=60").fetchall()).result(timeout=20)
    with pytest.raises(SaveError, match="The disk is full"):
        keep(library, newer, base=1)
    for _ in range(2):
        with pytest.raises(SaveError, match="not there or cannot be written to, so the last change is not saved yet"):
            keep(library, newer, base=1)
    assert not library.root.exists()
    away.rename(library.root)
    keep(library, newer, base=1)
    assert library.load(article.review.id).article.review == newer


def test_a_bug_is_not_told_as_a_full_disk_and_the_library_goes_on(library: Library) -> None:
    article = an_article()
    with pytest.raises(Exception, match="FOREIGN KEY") as caught:
        _writer(library).submit(
            lambda connection: connection.execute_sql("UPDATE review SET work_id = ''") if kept_row(connection) else None
        ).result(20)
    assert not isinstance(caught.value, SaveError)
    keep(library, *article.records())


def kept_row(connection: peewee.Database) -> bool:
    connection.execute_sql("INSERT INTO outlet VALUES ('o', 1, '', '', '{}', '')")
    texts = ("language", "status", "kind", "byline", "headline", "slug", "rating_scale", "rating_value", "published_on")
    columns = ", ".join(("id", "revision", "created", "modified", "body", "work_id", "outlet_id", "words", *texts))
    values = ", ".join(("'r', 1, '', '', '{}', 'nowhere', 'o', 0", *["''"] * len(texts)))
    connection.execute_sql(f"INSERT INTO review ({columns}) VALUES ({values})")
    return True


def test_a_closed_library_says_so(root: Path) -> None:
    library = Library.open(root)
    article = kept(library)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        keep(library, article.review, base=1)
    with pytest.raises(LibraryError, match="closed"):
        library.reviews()


def test_closing_while_others_read_breaks_them_off_with_a_sentence(root: Path) -> None:
    library = Library.open(root)
    article = kept(library, "Ballerina", "A", "B", body="dancer " * 2000)
    reading = threading.Barrier(4, timeout=20)

    def read() -> str:
        reading.wait()
        for _ in range(100_000):
            try:
                library.load(article.review.id)
                found_in(library, "dancer")
                library.find_people("a")
            except LibraryError as error:
                return str(error)
        return "never closed"

    with ThreadPoolExecutor(3) as pool:
        told = [pool.submit(read) for _ in range(3)]
        reading.wait()
        library.close()
        assert {future.result(timeout=60) for future in told} == {"The library is closed."}


def test_closing_writes_what_is_queued(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library)
        futures = [
            library.save(Batch((Change(with_body(article.review, f"at {revision}"), revision),))) for revision in range(1, 30)
        ]
    assert all(future.done() for future in futures)
    with Library.open(root) as library:
        assert library.load(article.review.id).article.review.parts[0].body == "at 29"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (apsw.FullError(), "disk is full"),
        (apsw.BusyError(), "Another program"),
        (apsw.ReadOnlyError(), "cannot be written to"),
        (apsw.IOError(), "disk reported an error"),
        (apsw.CorruptError(), "damaged"),
    ],
)
def test_what_sqlite_says_becomes_one_sentence(error: apsw.Error, said: str) -> None:
    assert said in str(save_error(error))
    assert save_error(apsw.ConstraintError()) is None


def test_a_setting_that_does_not_hold_is_refused(root: Path) -> None:
    Library.open(root).close()
    connection = database.connect_writer(root / "library.db")
    try:
        with pytest.raises(LibraryError, match="user_version"):
            database._set(connection, {"user_version": 2**40})
    finally:
        connection.close()


def test_a_disk_that_fails_at_any_moment_leaves_old_or_new_and_the_truth_is_told(tmp_path: Path) -> None:
    """Every write and flush of a save fails once, in a process of its own (the disk is a shim between SQLite and the system)."""
    script = Path(__file__).with_name("faulty_disk.py")
    done = subprocess.run(
        [sys.executable, script, str(tmp_path)], capture_output=True, text=True, timeout=100, check=False, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert int(told["faults"]) >= 10
    assert int(told["refused"]) >= 5
    assert int(told["lies"]) == int(told["mixed"]) == int(told["unsavable"]) == 0


def test_many_records_have_room_while_they_are_written_and_few_give_it_back(library: Library) -> None:
    def room() -> tuple[int, int]:
        return (
            _writer(library)
            .submit(
                lambda connection: (
                    database.number(connection, "PRAGMA cache_size"),
                    database.number(connection, "PRAGMA wal_autocheckpoint"),
                )
            )
            .result(timeout=20)
        )

    usual = room()
    article = an_article()
    works = [replace(article.work, id=f"{number:032x}", title=f"Film {number}") for number in range(database.MANY)]
    keep(library, *works)
    assert room() != usual
    kept(library)
    assert room() == usual
