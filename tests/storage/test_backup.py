"""Backups are whole, checked before they count, thinned by rule, and restored beside, never over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import apsw
import pytest

from desktop.core.errors import LibraryError
from desktop.core.saving import Batch, Change
from desktop.storage.backup import DOUBT, check_copy, is_doubted, last_good_backup, list_backups, make_backup
from desktop.storage.library import Library
from desktop.storage.restoring import restore_backup
from tests.storage.builders import found_in, keep, kept, with_body

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_backup_holds_everything_and_can_be_opened_as_a_library(library: Library, tmp_path: Path) -> None:
    article = kept(library, "발레리나", "Lee Chung-hyun")
    path = library.backup(NOON)
    assert path.name == "library-20261122-120000.db"
    assert [backup.path for backup in library.backups()] == [path]
    assert library.backups()[0].at == NOON
    keep(library, with_body(article.review, "later"), base=1)
    with pytest.raises(LibraryError, match="already"):
        restore_backup(path, library.root, library.root / "images")
    restore_backup(path, tmp_path / "again", library.root / "images")
    with Library.open(tmp_path / "again") as restored:
        assert restored.load(article.review.id).article == article
        assert found_in(restored, "dancer")
        assert restored.verify() == []


def test_a_backup_while_writing_is_one_moment(library: Library) -> None:
    article = kept(library)
    futures = [
        library.save(Batch((Change(with_body(article.review, f"at {base}"), base), Change(article.work, base))))
        for base in range(1, 60)
    ]
    paths = [library.backup(NOON + timedelta(seconds=number)) for number in range(5)]
    for future in futures:
        future.result(timeout=20)
    for path in paths:
        assert check_copy(path)["review"] == 1
        assert {entry.suffix for entry in path.parent.iterdir()} == {".db"}


def test_two_backups_in_one_second_are_two_files(library: Library) -> None:
    assert library.backup(NOON) != library.backup(NOON)
    assert [backup.at for backup in library.backups()] == [NOON, NOON]


def test_older_backups_are_thinned_after_a_new_one_and_others_never(library: Library) -> None:
    folder = library.root / "backups"
    before = make_backup(library.root, NOON - timedelta(days=900), "before-format-2")
    (folder / "library-notes.db").write_bytes(b"no time in its name")
    for age in (3.1, 3.2, 500.1, 500.2):
        library.backup(NOON - timedelta(days=age))
    library.backup(NOON)
    left = {(NOON - backup.at) / timedelta(days=1) for backup in library.backups() if backup.regular}
    assert left == {0, 3.1, 500.1}
    assert [(backup.path, backup.regular) for backup in library.backups()][-1] == (before, False)
    assert len(list(folder.iterdir())) == 5


def test_nothing_is_thinned_when_the_new_backup_fails(root: Path) -> None:
    with Library.open(root) as library:
        kept(library, body="word " * 50_000)
        for age in (3.1, 3.2):
            library.backup(NOON - timedelta(days=age))
    path = root / "library.db"
    content = bytearray(path.read_bytes())
    content[40960:81920] = b"\xaa" * 40960
    path.write_bytes(content)
    with Library.open(root) as library:
        with pytest.raises(LibraryError):
            library.backup(NOON)
        assert len(library.backups()) == 2
        assert library.verify()
    assert {entry.suffix for entry in (root / "backups").iterdir()} == {".db", ".txt"}


def test_a_library_found_damaged_thins_nothing_until_it_is_found_sound(root: Path) -> None:
    """Damage that SQLite does not see can be copied: copies of it must not push the good ones out."""
    with Library.open(root) as library:
        article = kept(library, body="The breakwater at dusk.")
        for age in (3.1, 3.2):
            library.backup(NOON - timedelta(days=age))
    _put(root, "UPDATE review SET slug = 'elsewhere'")
    with Library.open(root) as library:
        assert library.verify()
        assert is_doubted(root)
        assert "review" in (root / "backups" / DOUBT).read_text(encoding="utf-8")
        assert library.upkeep.look_over() == []
        assert is_doubted(root), "the quick look does not see what the long one found"
        library.backup(NOON)
        assert len(library.backups()) == 3
        library.save(Batch((Change(with_body(article.review, "Mended."), 1),))).result(timeout=20)
        assert library.verify() == []
        assert not is_doubted(root)
        library.backup(NOON)
        assert {(NOON - backup.at) / timedelta(days=1) for backup in library.backups()} == {0, 3.1}


def test_reading_only_judges_nothing(root: Path) -> None:
    with Library.open(root) as library:
        kept(library)
    _put(root, "UPDATE review SET slug = 'elsewhere'")
    with Library.open(root, read_only=True) as library:
        assert library.verify()
    assert not is_doubted(root)


def _put(root: Path, statement: str) -> None:
    connection = apsw.Connection(str(root / "library.db"))
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("clock", [NOON - timedelta(days=20_000), NOON + timedelta(days=20_000)], ids=["back", "far ahead"])
def test_a_clock_that_jumps_never_takes_the_newest_away(library: Library, clock: datetime) -> None:
    for age in range(30):
        library.backup(NOON - timedelta(days=age))
    before = {backup.path for backup in library.backups()}
    wrong = library.backup(clock)
    assert wrong.exists()
    assert len(before & {backup.path for backup in library.backups()}) >= 12
    right = library.backup(NOON + timedelta(days=1))
    assert right.exists()
    assert wrong.exists()


def test_a_backup_can_be_called_off_and_leaves_nothing(library: Library) -> None:
    kept(library)

    def enough(_done: int, _of: int) -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        library.backup(NOON, enough)
    assert list((library.root / "backups").iterdir()) == []
    seen: list[tuple[int, int]] = []
    library.backup(NOON, lambda done, of: seen.append((done, of)))
    assert seen
    assert seen[-1][0] == seen[-1][1] > 0


def test_what_a_kill_left_of_a_backup_goes_at_the_next_start(root: Path) -> None:
    Library.open(root).close()
    for name in ("library-20261122-120000.db.part", "library-20261122-120000.db.part-journal"):
        (root / "backups" / name).write_bytes(b"half")
    with Library.open(root) as library:
        assert list((root / "backups").iterdir()) == []
        assert library.backups() == []


def test_the_last_good_backup_is_the_newest_that_is_whole(library: Library) -> None:
    kept(library)
    assert last_good_backup(library.root) is None
    good = library.backup(NOON - timedelta(days=1))
    library.backup(NOON).write_bytes(b"cut short")
    found = last_good_backup(library.root)
    assert found is not None
    assert found.path == good


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "flipped"])
def test_a_damaged_backup_is_not_restored(library: Library, tmp_path: Path, damage: str) -> None:
    kept(library, body="word " * 50_000)
    path = library.backup(NOON)
    content = bytearray(path.read_bytes())
    if damage == "flipped":
        content[40960:45056] = b"\xaa" * 4096
    path.write_bytes({"cut": bytes(content[:20_000]), "empty": b"", "other": b"text" * 999, "flipped": bytes(content)}[damage])
    with pytest.raises(LibraryError):
        restore_backup(path, tmp_path / "again", library.root / "images")
    assert not (tmp_path / "again").exists()


def test_a_backup_whose_index_is_worn_is_damaged_though_every_row_is_there(library: Library) -> None:
    kept(library)
    path = library.backup(NOON)
    connection = apsw.Connection(str(path))
    [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'review_slug'").fetchall()
    connection.close()
    content, start = bytearray(path.read_bytes()), (int(str(page)) - 1) * 4096
    at = content.index(b"ballerina", start, start + 4096)
    content[at : at + 1] = b"z"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="is damaged"):
        check_copy(path)


def test_a_folder_without_backups_has_none(tmp_path: Path) -> None:
    assert list_backups(tmp_path) == []
