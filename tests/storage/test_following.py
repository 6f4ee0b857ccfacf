"""What a draft says of an earlier review follows that review; what is printed stays as it was printed."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.review import Review, SeeAlso, Status
from desktop.core.saving import Batch, Change
from desktop.core.see_also import line_to
from desktop.storage.library import Library
from tests.storage.builders import an_article, an_id, keep

OLD, NEW = "https://example.org/2013/the-beast", "https://example.org/archive/the-beast"


def reviews_of(library: Library, *statuses: Status) -> tuple[Review, list[Review]]:
    """Keep a published review, and later ones of its work that name it; return it and them."""
    article = an_article("The Beast")
    earlier = replace(article.review, status=Status.PUBLISHED, published_on="2013-10-06", canonical_url=OLD)
    keep(library, earlier, *(record for record in article.records() if record.id != earlier.id))
    later = [
        replace(article.review, id=an_id("0"), status=status, see_also=SeeAlso(earlier.id, 2013, OLD)) for status in statuses
    ]
    keep(library, *later)
    return earlier, later


def stored(library: Library, review: Review) -> tuple[Review, int]:
    return library.load_record(Review, review.id)


def test_a_draft_names_the_address_of_now_and_print_stays(library: Library) -> None:
    earlier, (draft, ready, printed) = reviews_of(library, Status.DRAFT, Status.READY, Status.PUBLISHED)
    modified = {row.id: row.modified for row in library.reviews_of_work(draft.work)}
    moved = replace(earlier, canonical_url=NEW, published_on="2014-01-01")
    saved = library.save(Batch((Change(moved, 1),))).result()
    expected = replace(draft, see_also=SeeAlso(earlier.id, 2014, NEW))
    assert stored(library, draft) == (expected, 2)
    assert stored(library, ready)[0].see_also == line_to(moved)
    assert stored(library, printed) == (printed, 1)
    assert {record.id: revision for record, revision in saved.followed} == {draft.id: 2, ready.id: 2}
    assert saved.revisions[draft.id] == 2, "its readable copy is written anew"
    now = {row.id: row.modified for row in library.reviews_of_work(draft.work)}
    assert now == modified | {earlier.id: now[earlier.id]}, "nobody worked on the drafts"
    assert library.verify() == []


def test_a_review_whose_day_is_no_date_is_followed_without_a_year(library: Library) -> None:
    earlier, (draft,) = reviews_of(library, Status.DRAFT)
    library.save(Batch((Change(replace(earlier, canonical_url=NEW, published_on="soon"), 1),))).result()
    assert stored(library, draft)[0].see_also == SeeAlso(earlier.id, None, NEW)


def test_nothing_follows_a_review_that_is_named_as_it_is_or_cannot_be_named(library: Library) -> None:
    earlier, (draft,) = reviews_of(library, Status.DRAFT)
    assert library.save(Batch((Change(replace(earlier, verdict="Better now."), 1),))).result().followed == ()
    trashed = replace(earlier, canonical_url=NEW, trashed_at="2026-01-01T00:00:00Z")
    assert library.save(Batch((Change(trashed, 2),))).result().followed == ()
    assert stored(library, draft) == (draft, 1)


def test_a_draft_saved_with_the_review_that_it_names_is_kept_as_it_is(library: Library) -> None:
    earlier, (draft,) = reviews_of(library, Status.DRAFT)
    own = replace(draft, see_also=None)
    saved = library.save(Batch((Change(replace(earlier, canonical_url=NEW), 1), Change(own, 1)))).result()
    assert (saved.followed, stored(library, draft)) == ((), (own, 2))
