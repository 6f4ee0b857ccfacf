"""Viewings in the library: an aggregate of their own, listed by columns, gone with what they belong to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.core.dates import PartialDate
from desktop.core.errors import ConflictError, NotFoundError
from desktop.core.review import Status
from desktop.core.saving import Batch
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.library import Library
from desktop.storage.viewings import ViewingRow, viewing_rows
from tests.storage.builders import an_id, keep, kept
from tests.strategies import viewings


def rows(library: Library, *, trashed: bool = False) -> list[ViewingRow]:
    return library.ask(lambda database: viewing_rows(database, trashed=trashed))


def a_viewing(work: str, seen: str = "", **values: object) -> Viewing:
    date = PartialDate(*map(int, seen.split("-"))) if seen else None
    return replace(Viewing(an_id("5"), work, date), **values)  # type: ignore[arg-type]


@given(viewing=viewings())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_a_viewing_is_kept_whole_and_the_library_stays_sound(library: Library, viewing: Viewing) -> None:
    viewing = replace(viewing, id=an_id("5"), work=an_id("1"))
    keep(library, viewing, Work(viewing.work, title="Ballerina"))
    assert library.load_record(Viewing, viewing.id) == (viewing, 1)
    assert [row.id for row in rows(library, trashed=viewing.trashed_at is not None)].count(viewing.id) == 1
    assert library.verify() == []


def test_a_viewing_has_a_revision_of_its_own(library: Library) -> None:
    article = kept(library)
    viewing = a_viewing(article.work.id, "2023-10-06")
    keep(library, viewing)
    keep(library, replace(viewing, venue="home"), base=1)
    assert library.load_record(Viewing, viewing.id) == (replace(viewing, venue="home"), 2)
    assert library.load(article.review.id).revisions[article.work.id] == 1
    with pytest.raises(ConflictError, match="This viewing was changed elsewhere"):
        keep(library, viewing, base=1)


def test_the_log_is_last_seen_first_and_counts_each_work_for_itself(library: Library) -> None:
    film, other = kept(library).work, kept(library, "The Beast").work
    first = a_viewing(film.id, "2023")
    second = a_viewing(film.id, "2023-10-06", time="11:00", venue="Alice Tully Hall")
    third = a_viewing(film.id, "2023-10-06", time="19:30")
    undated, single = a_viewing(film.id), a_viewing(other.id, "2023-10-07", number=4)
    trashed = a_viewing(film.id, "2023-09-01", trashed_at="2026-01-01T00:00:00Z")
    keep(library, first, second, third, undated, single, trashed)
    found = rows(library)
    assert [(row.id, row.nth) for row in found] == [
        (single.id, 4),
        (third.id, 4),
        (second.id, 3),
        (first.id, 2),
        (undated.id, 1),
    ]
    assert (found[2].label, found[2].venue, found[2].start) == ("Ballerina (2023)", "Alice Tully Hall", "11:00")
    assert [row.id for row in rows(library, trashed=True)] == [trashed.id]


def test_a_row_tells_of_the_review_until_it_lies_in_the_trash(library: Library) -> None:
    article = kept(library)
    keep(library, a_viewing(article.work.id, "2023", review=article.review.id), a_viewing(article.work.id))
    row, other = rows(library)
    assert (row.review_id, row.status, row.written) == (article.review.id, Status.DRAFT, True)
    assert (other.review_id, other.status, other.written) == (None, None, True)
    keep(library, replace(article.review, trashed_at="2026-01-01T00:00:00Z"), base=1)
    assert [(row.review_id, row.status, row.written) for row in rows(library)] == [(None, None, False)] * 2


def test_a_work_that_was_seen_outlives_its_review_and_goes_with_its_last_viewing(library: Library) -> None:
    article = kept(library)
    first, second = a_viewing(article.work.id), a_viewing(article.work.id)
    keep(library, first, second)
    library.save(Batch(discard=(article.review.id,))).result(timeout=20)
    library.save(Batch(discard=(first.id,))).result(timeout=20)
    assert library.load_record(Work, article.work.id)[0] == article.work
    library.save(Batch(discard=(second.id,))).result(timeout=20)
    with pytest.raises(NotFoundError):
        library.load_record(Work, article.work.id)
    assert library.verify() == []


def test_venues_formats_and_festivals_are_remembered(library: Library) -> None:
    work = kept(library).work
    keep(library, *(a_viewing(work.id, venue="Alice Tully Hall", format="DCP") for _ in range(2)))
    keep(library, a_viewing(work.id, venue="home", festival="NYFF", section="Main Slate", version="Dubbed"))
    assert library.used_values("venues") == ("Alice Tully Hall", "home")
    assert library.used_values("formats") == ("DCP",)
    assert (library.used_values("festivals"), library.used_values("sections")) == (("NYFF",), ("Main Slate",))
    assert library.used_values("versions") == ("Dubbed",)
