"""Readable copies: one for each review, as new as it is, under a name that follows its slug."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.errors import LibraryError, MatineeError
from desktop.core.review import Review
from desktop.core.saving import Batch, Change, Saved
from desktop.core.viewing import Viewing
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Export, Options
from desktop.importers.catalogue import read
from desktop.services.jobs import Cancelled, Job
from desktop.services.readable import FORMAT_ID, TELLING_SINCE, CopiesError, ReadableCopies, short_id
from desktop.storage.library import Library
from desktop.storage.opening import SHARED_FILE
from tests.example import example_article
from tests.storage.builders import an_article, an_id, keep, kept, with_body

LONG_AGO = "2020-05-17T10:00:00Z"


def render(article: Article, options: Options) -> Export:
    return format_of(FORMAT_ID).export(article, options)


class Kept:
    """A library with its copies, which follow every save."""

    def __init__(self, library: Library) -> None:
        self.library, self.copies = library, ReadableCopies(library, render)
        self.folder = library.root / "readable"
        library.on_saved(self.copies.note)

    def written(self) -> int:
        progress = self.copies.write(Job(), 60.0)
        assert (progress.left, progress.refused) == (0, "")
        return progress.written

    def names(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()} - {SHARED_FILE}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def desk(root: Path) -> Iterator[Kept]:
    with Library.open(root) as library:
        yield Kept(library)


def set_review(desk: Kept, review: Review, base: int) -> Saved:
    return desk.library.save(Batch((Change(review, base),))).result()


def test_a_copy_reads_back_as_the_article_and_shows_the_pictures_of_the_library(desk: Kept) -> None:
    article = example_article()
    keep(desk.library, *article.records())
    desk.written()
    (name,) = desk.names()
    data = (desk.folder / name).read_bytes()
    plan = read(data, name)
    assert (plan.articles, plan.notes, plan.leftovers) == ((article,), (), ())
    assert article.images
    assert f"](<../{article.images[0].stored}>)".encode() in data or f"../{article.images[0].stored}".encode() in data
    assert name.isascii()


def test_the_name_follows_the_slug_and_the_trash_has_a_folder(desk: Kept) -> None:
    article = kept(desk.library, "Où est l’été ?")
    key = short_id(article.review.id)
    desk.written()
    assert desk.names() == {f"ou-est-lete-2023-review-{key}.md"}
    review = replace(article.review, slug="summer")
    set_review(desk, review, 1)
    desk.written()
    assert desk.names() == {f"summer-{key}.md"}
    set_review(desk, replace(review, trashed_at="2026-01-03T00:00:00Z"), 2)
    desk.written()
    assert desk.names() == {f"trash/summer-{key}.md"}
    assert b"../../images/" not in (desk.folder / f"trash/summer-{key}.md").read_bytes()
    desk.library.empty_trash((review.id,)).result()
    desk.written()
    assert desk.names() == set()


def test_a_shared_fact_is_written_into_every_copy_that_prints_it_and_into_no_other(desk: Kept) -> None:
    one, other = an_article("Burning", "Lee Chang-dong"), an_article("Mother", "Bong Joon-ho")
    again = replace(one.review, id="0" * 31 + "f", slug="again")
    keep(desk.library, *one.records(), *other.records(), again)
    desk.written()
    before = {name: (desk.folder / name).read_bytes() for name in desk.names()}
    assert len(before) == 3
    keep(desk.library, replace(one.people[0], name="Lee Chang Dong"), base=1)
    assert desk.written() == 2, "reviews are counted, and not the person"
    changed = {name for name in desk.names() if (desk.folder / name).read_bytes() != before[name]}
    assert {name.rsplit("-", 1)[1] for name in changed} == {f"{short_id(review.id)}.md" for review in (one.review, again)}
    assert "Lee Chang Dong" in (desk.folder / SHARED_FILE).read_text(encoding="utf-8")


def test_a_copy_says_when_and_where_the_film_was_seen_and_follows_the_log(desk: Kept) -> None:
    article = kept(desk.library, "Burning")
    viewing = Viewing(an_id("5"), article.work.id, PartialDate(2023, 10, 6), venue="Filmhaus", review=article.review.id)
    keep(desk.library, viewing, replace(viewing, id=an_id("5"), review=None, venue="home"))
    desk.written()
    (name,) = desk.names()
    told = (desk.folder / name).read_text(encoding="utf-8")
    assert "\nwatched: 2023-10-06\n" in told
    assert "Filmhaus" in told
    assert "home" not in told
    keep(desk.library, replace(viewing, venue="Arsenal", date=PartialDate(2023, 10)), base=1)
    desk.written()
    told = (desk.folder / name).read_text(encoding="utf-8")
    assert ("watched: 2023-10\n" in told.replace('"', ""), "Arsenal" in told) == (True, True)
    keep(desk.library, replace(viewing, trashed_at="2026-01-03T00:00:00Z"), base=2)
    desk.written()
    assert "watched" not in (desk.folder / name).read_text(encoding="utf-8")


def test_a_copy_is_as_old_as_what_was_logged_last(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library, "Burning")
        desk = Kept(library)
        desk.copies.survey(Job())
        desk.written()
    for path in (root / "readable").glob("*.md"):
        os.utime(path, (path.stat().st_mtime + 60,) * 2)
    with Library.open(root) as library:
        copies = ReadableCopies(library, render)
        assert copies.survey(Job()) == 0
        keep(library, Viewing(an_id("5"), article.work.id, review=article.review.id))
        for path in (root / "readable").glob("*.md"):
            os.utime(path, (path.stat().st_mtime - 60,) * 2)
        assert copies.survey(Job()) == 1


def test_a_survey_writes_what_is_missing_or_old_and_takes_away_what_is_gone(root: Path) -> None:
    with Library.open(root) as library:
        first, second = kept(library, "First"), kept(library, "Second")
        desk = Kept(library)
        assert (desk.copies.survey(Job()), desk.written()) == (2, 2)
    stranger = root / "readable" / "trash" / f"gone-{short_id('gone')}.md"
    unknown = root / "readable" / f"later-{short_id('later')}.md"
    own = root / "readable" / "my own notes.md"
    stranger.parent.mkdir()
    for path in (stranger, unknown, own):
        path.write_text("words", encoding="utf-8")
    for path in (root / "readable").glob("*.md"):
        os.utime(path, (path.stat().st_mtime + 60,) * 2)
    with Library.open(root) as library:
        desk = Kept(library)
        assert desk.copies.survey(Job()) == 0
        assert own.exists()
        assert unknown.exists(), "the database may be older than this copy"
        assert not stranger.exists()
    with Library.open(root) as library:  # another program, such as the command line, kept no copies
        set_review(Kept(library), with_body(first.review, "Written elsewhere."), 1)
    for path in (root / "readable").glob(f"*{short_id(first.review.id)}.md"):
        os.utime(path, (path.stat().st_mtime - 3600,) * 2)
    with Library.open(root) as library:
        desk = Kept(library)
        assert (desk.copies.survey(Job()), desk.written()) == (1, 1)
        (copy,) = desk.folder.glob(f"*{short_id(first.review.id)}.md")
        assert "Written elsewhere." in copy.read_text(encoding="utf-8")
        assert short_id(second.review.id) in " ".join(desk.names())


def test_copies_of_an_earlier_version_are_written_anew_once(root: Path) -> None:
    article, other = an_article("Burning"), an_article("Mother")
    with Library.open(root) as library:
        records = (*article.records(), *other.records())
        library.save(Batch(tuple(Change(record, 0, LONG_AGO, LONG_AGO) for record in records))).result()
        desk = Kept(library)
        assert (desk.copies.survey(Job()), desk.written()) == (2, 2)
        for path in (root / "readable").glob("*.md"):
            path.write_text(path.read_text(encoding="utf-8").replace(f"lastmod: {LONG_AGO}\n", ""), encoding="utf-8")
            os.utime(path, (path.stat().st_mtime - 3600,) * 2)
        library.remember(TELLING_SINCE, "").result()
    with Library.open(root) as library:
        desk = Kept(library)
        assert (desk.copies.survey(Job()), desk.written()) == (2, 2)
        assert all(f"\nlastmod: {LONG_AGO}\n" in path.read_text(encoding="utf-8") for path in (root / "readable").glob("*.md"))
        assert desk.copies.survey(Job()) == 0
    with Library.open(root) as library:
        assert Kept(library).copies.survey(Job()) == 0


def test_what_is_taken_back_was_changed_last_when_its_copy_says(desk: Kept) -> None:
    article = an_article("Burning")
    library = desk.library
    library.save(Batch(tuple(Change(record, 0, LONG_AGO, LONG_AGO) for record in article.records()))).result()
    desk.written()
    (copy,) = desk.folder.glob("*.md")
    before = copy.read_text(encoding="utf-8")
    set_review(desk, replace(article.review, tagline="Slow"), 1)
    desk.written()
    assert f"\nlastmod: {library.reviews()[0].modified}\n" in copy.read_text(encoding="utf-8")
    library.save(Batch((Change(article.review, 2, LONG_AGO),))).result()
    assert (library.reviews()[0].modified, desk.copies.survey(Job())) == (LONG_AGO, 1)
    desk.written()
    assert copy.read_text(encoding="utf-8") == before
    os.utime(copy, (copy.stat().st_mtime + 60,) * 2)
    assert desk.copies.survey(Job()) == 0


def test_a_library_that_lost_its_database_is_not_begun_anew_over_its_copies(root: Path) -> None:
    with Library.open(root) as library:
        kept(library)
        desk = Kept(library)
        desk.copies.survey(Job())
        desk.written()
    (root / "library.db").unlink()
    before = {path: path.read_bytes() for path in (root / "readable").iterdir()}
    with pytest.raises(LibraryError, match="is missing"):
        Library.open(root)
    assert {path: path.read_bytes() for path in (root / "readable").iterdir()} == before


def test_what_a_kill_left_between_two_names_ends_as_one(desk: Kept) -> None:
    article = kept(desk.library)
    desk.written()
    (name,) = desk.names()
    old = desk.folder / f"older-{short_id(article.review.id)}.md"
    old.write_bytes(b"old")
    desk.copies.survey(Job())
    desk.written()
    assert desk.names() == {name}


def test_what_the_disk_refuses_is_one_sentence_and_waits(desk: Kept) -> None:
    kept(desk.library)
    desk.folder.rmdir()
    desk.folder.write_bytes(b"in the way")
    with pytest.raises(CopiesError, match="could not be brought up to date"):
        desk.copies.write(Job(), 60.0)
    desk.folder.unlink()
    desk.written()
    assert len(desk.names()) == 1


def test_a_review_that_cannot_be_rendered_keeps_no_other_from_its_copy(root: Path) -> None:
    with Library.open(root) as library:
        bad, good = kept(library, "Bad"), kept(library, "Good")

        def picky(article: Article, options: Options) -> Export:
            if article.work.title == "Bad":
                raise MatineeError("This one takes too long.")
            return render(article, options)

        copies = ReadableCopies(library, picky)
        copies.survey(Job())
        progress = copies.write(Job(), 60.0)
        assert (progress.left, progress.refused) == (0, "This one takes too long.")
        names = " ".join(path.name for path in (root / "readable").glob("*.md"))
        assert short_id(good.review.id) in names
        assert short_id(bad.review.id) not in names
        assert copies.write(Job(), 60.0).refused  # it waits for another try


def test_a_cancelled_fill_goes_on_where_it_was_left(desk: Kept) -> None:
    for number in range(3):
        kept(desk.library, f"Film {number}")
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        desk.copies.write(job, 60.0)
    assert desk.copies.write(Job(), 0.0).left > 0
    desk.written()
    assert len(desk.names()) == 3


def test_the_shared_file_has_the_same_bytes_for_the_same_library(desk: Kept) -> None:
    article = kept(desk.library, "Ballerina", "Kim Ji-hun")
    desk.library.remember("saved_searches", "[]").result()
    written = []
    for base in (1, 2):
        desk.library.save(Batch((Change(article.people[0], base, "2026-11-25T09:00:00Z"),))).result()
        desk.copies.write(Job(), 60.0, shared=True)
        written.append((desk.folder / SHARED_FILE).read_bytes())
    first, second = written
    assert second == first
    assert b'"saved_searches": "[]"' in first
