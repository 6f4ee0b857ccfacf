"""Backups are whole, checked before they count, thinned by rule, and restored beside, never over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import LibraryError
from desktop.core.saving import Batch, Change
from desktop.storage.backup import check_copy, list_backups, restore_backup, to_thin
from desktop.storage.library import Library
from tests.storage.builders import keep, kept, with_body

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _days_ago(*days: float) -> list[datetime]:
    return [NOON - timedelta(days=number) for number in days]


@pytest.mark.parametrize(
    ("ages", "kept_ages"),
    [
        ([], []),
        ([0], [0]),
        ([0, 0.1, 0.2, 1, 1.1, 1.4], [0, 0.1, 0.2, 1, 1.1, 1.4]),
        ([2, 2.1, 2.2], [2]),
        ([400], [400]),
        ([400, 401, 401.1], [400, 401]),
        ([*range(2, 14), 20, 20.1, 20.2, 22, 23], [*range(2, 14), 20, 22]),
        ([-1, -400, 0], [-1, -400, 0]),
    ],
)
def test_thinning_keeps_what_the_rule_says(ages: list[float], kept_ages: list[float]) -> None:
    moments = _days_ago(*ages)
    assert set(moments) - to_thin(moments, NOON.date()) == set(_days_ago(*kept_ages))


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    stored: set[datetime] = set()
    for day in range(365):
        now = NOON + timedelta(days=day)
        stored |= {now, now + timedelta(hours=3)}
        stored -= to_thin(stored, now.date())
        assert now + timedelta(hours=3) in stored
        assert len(stored) <= 4 + 12 + 10 + 9
    today = NOON.date() + timedelta(days=364)
    ages = sorted((today - moment.date()).days for moment in stored)
    assert ages[:4] == [0, 0, 1, 1]
    assert ages[4:16] == list(range(2, 14))
    assert max(age for age in ages if age < 100) > 60
    assert ages[-1] > 240


@given(ages=st.lists(st.floats(-400, 4000), max_size=60), today=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_thinning_never_takes_the_newest_and_takes_nothing_twice(ages: list[float], today: date) -> None:
    moments = _days_ago(*ages)
    gone = to_thin(moments, today)
    assert gone <= set(moments)
    assert not moments or max(moments) not in gone
    left = set(moments) - gone
    assert to_thin(left, today) == set()


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
        assert restored.search("dancer")
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
    (folder / "before-format-2-20200101-000000.db").write_bytes(b"kept")
    (folder / "library-notes.db").write_bytes(b"no time in its name")
    for age in (3.1, 3.2, 500.1, 500.2):
        library.backup(NOON - timedelta(days=age))
    library.backup(NOON)
    left = {(NOON - backup.at) / timedelta(days=1) for backup in library.backups()}
    assert left == {0, 3.1, 500.1}
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
    assert {entry.suffix for entry in (root / "backups").iterdir()} == {".db"}


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


def test_a_folder_without_backups_has_none(tmp_path: Path) -> None:
    assert list_backups(tmp_path) == []
