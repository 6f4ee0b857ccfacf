"""The trash empties itself after thirty days by a clock that the test sets, and takes nothing else along."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import SaveError
from desktop.core.history import Reason
from desktop.core.image import Image
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import now_utc, stamp
from desktop.core.trash import DAYS, LONGEST_PAUSE, has_waited, may_empty
from desktop.core.viewing import Viewing
from desktop.services.archive import Archive
from desktop.services.jobs import Cancelled, Job
from desktop.services.trash import LOOKED_AT, Emptied, empty_old
from desktop.storage.library import Library
from tests.example import drawn_article, write_pictures
from tests.storage.builders import an_article, an_id, keep

NOW = now_utc()
DAY = timedelta(days=1)
OLD = stamp(NOW - DAYS * DAY)
YOUNG = stamp(NOW - DAYS * DAY + timedelta(seconds=1))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A library whose trash was looked at yesterday."""
    with closing(Library.open(tmp_path / "library")) as library:
        library.remember(LOOKED_AT, stamp(NOW - DAY)).result()
        yield Archive(library)


def aged(root: Path) -> None:
    """Make the files of the pictures old."""
    then = (NOW - 31 * DAY).timestamp()
    for path in (root / "images").iterdir():
        os.utime(path, (then, then))


def files(archive: Archive) -> set[str]:
    return {path.name for path in (archive.root / "images").iterdir()}


def empty(archive: Archive, now: datetime = NOW) -> Emptied:
    return empty_old(archive, now, Job())


def test_what_waited_thirty_days_goes_and_nothing_younger(archive: Archive) -> None:
    ages = {"old": OLD, "young": YOUNG, "never": None}
    articles = {name: an_article(name, "Kim Ji-hun") for name in ages}
    for name, article in articles.items():
        keep(archive.library, *article.records())
        keep(archive.library, replace(article.review, trashed_at=ages[name]), base=1)
    viewings = [Viewing(an_id("5"), articles["never"].work.id, trashed_at=at) for at in (OLD, YOUNG, None)]
    loser = Person(an_id("3"), "Kim Jihun", trashed_at=OLD)
    credited = replace(articles["never"].people[0], trashed_at=OLD)
    keep(archive.library, *viewings, loser)
    keep(archive.library, credited, base=1)
    assert empty(archive) == Emptied(reviews=1, viewings=1, people=1)
    assert {row.title for trashed in (True, False) for row in archive.reviews(trashed=trashed)} == {"young", "never"}
    assert not archive.library.find_works("old")
    assert archive.person(credited.id)[0] == credited, "somebody who is credited stays"
    assert archive.verify() == []
    assert empty(archive, NOW + timedelta(seconds=1)).reviews == 1
    assert empty(archive, NOW + timedelta(seconds=2)) == Emptied()


@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_nothing_younger_than_thirty_days_ever_has_waited(age: timedelta) -> None:
    assert has_waited(stamp(NOW - age), NOW) is (NOW - datetime.fromisoformat(stamp(NOW - age)) >= DAYS * DAY)
    assert not has_waited(stamp(NOW - min(age, DAYS * DAY - timedelta(seconds=1))), NOW)


@pytest.mark.parametrize("odd", ["", "yesterday", "2026-11-24", None])
def test_a_moment_that_cannot_be_read_never_has_waited(odd: str | None) -> None:
    assert not has_waited(odd or "", NOW)
    assert not may_empty(odd, NOW)


@pytest.mark.parametrize(("last", "may"), [(0, True), (45, True), (46, False), (4000, False), (-1, False), (-400, False)])
def test_a_clock_that_jumped_empties_nothing_at_first(archive: Archive, last: int, may: bool) -> None:
    article = an_article()
    keep(archive.library, *article.records())
    keep(archive.library, replace(article.review, trashed_at=stamp(NOW - 5000 * DAY)), base=1)
    archive.remember(LOOKED_AT, stamp(NOW - last * DAY)).result()
    assert bool(empty(archive)) is may
    assert may_empty(stamp(NOW - LONGEST_PAUSE), NOW)
    assert bool(empty(archive, NOW + DAY)) is not may


def test_pictures_that_the_history_of_another_review_shows_stay(archive: Archive) -> None:
    """The trashed review’s pictures were shown by another one too, which shows none now; its snapshot does."""
    library, article = archive.library, drawn_article()
    write_pictures(archive.root)
    keep(library, *article.records())
    other = an_article("Other")
    keep(library, other.work, other.outlet)
    shown = replace(article, review=replace(article.review, id=an_id("0"), work=other.work.id, hero=article.review.hero))
    keep(library, shown.review)
    revision = library.load(shown.review.id).revisions[shown.review.id]
    library.snapshots.take(library.load(shown.review.id).article, Reason.BY_HAND).result()
    keep(library, replace(shown.review, hero=None, parts=(), cards=()), base=revision)
    keep(library, replace(article.review, trashed_at=OLD), base=1)
    aged(archive.root)
    before = files(archive)
    assert empty(archive) == Emptied(reviews=1)
    assert files(archive) == before, "a snapshot of the other review shows them"
    assert archive.verify() == []
    assert [archive.image(image.id)[0] for image in article.images] == list(article.images)


def test_pictures_of_a_review_alone_go_with_their_files_once_no_backup_names_them(archive: Archive) -> None:
    library, article = archive.library, drawn_article()
    write_pictures(archive.root)
    keep(library, *article.records())
    library.snapshots.take(library.load(article.review.id).article, Reason.BY_HAND).result()
    people = {portrait for person in article.people for portrait in person.portraits}
    alone = [image for image in article.images if image.id not in people]
    backup = library.backup()
    keep(library, replace(article.review, trashed_at=OLD), base=1)
    aged(archive.root)
    assert empty(archive) == Emptied(reviews=1, pictures=len(alone))
    assert alone
    assert len(files(archive)) == 3, "a backup can be opened with its pictures still"
    backup.write_bytes(b"worn")
    empty(archive)
    assert len(files(archive)) == 3, "who knows what this backup names"
    backup.unlink()
    empty(archive)
    assert files(archive) == {Path(image.stored).name for image in article.images if image.id in people}
    assert archive.verify() == []


def test_a_new_file_and_a_strange_one_are_left_alone(archive: Archive) -> None:
    (archive.root / "images" / f"{'0' * 64}.png").write_bytes(b"taken in by another, just now")
    (archive.root / "images" / "my notes.txt").write_bytes(b"mine")
    os.utime(archive.root / "images" / "my notes.txt", (0, 0))
    assert empty(archive) == Emptied()
    assert len(files(archive)) == 2
    aged(archive.root)
    empty(archive)
    assert files(archive) == {"my notes.txt"}


def test_a_file_that_cannot_be_deleted_is_told_in_a_sentence_and_goes_the_next_time(archive: Archive) -> None:
    stubborn = archive.root / "images" / f"{'0' * 64}.png"
    stubborn.mkdir()  # what cannot be unlinked, also by the superuser
    with pytest.raises(SaveError, match=r"could not be deleted \(.*\); it goes the next day\.$"):
        archive.library.forget_files([stubborn.name]).result()
    stubborn.rmdir()
    stubborn.write_bytes(b"a file after all")
    aged(archive.root)
    empty(archive)
    assert files(archive) == set()


def test_what_is_taken_out_of_the_trash_meanwhile_stays(archive: Archive) -> None:
    article = an_article()
    keep(archive.library, *article.records())
    keep(archive.library, replace(article.review, trashed_at=YOUNG), base=1)
    assert archive.library.empty_trash([article.review.id], (), NOW).result().discarded == ()
    archive.restore(article.review.id).result()
    assert archive.library.empty_trash([article.review.id]).result().discarded == ()
    assert archive.library.load_record(Review, article.review.id)[0].trashed_at is None


def test_it_can_be_called_off_before_anything_goes(archive: Archive) -> None:
    article = drawn_article()
    write_pictures(archive.root)
    keep(archive.library, *article.records())
    other = an_article()
    keep(archive.library, *other.records())
    archive.library.snapshots.take(other, Reason.BY_HAND).result()
    keep(archive.library, replace(article.review, trashed_at=OLD), base=1)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        empty_old(archive, NOW, job)
    assert len(archive.reviews(trashed=True)) == 1
    assert all(archive.library.load_record(Image, image.id) for image in article.images)
