"""The line that names an earlier review of the same work: what it holds of that review, and who follows a change of it."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.addresses import web_address
from desktop.core.review import Review, SeeAlso, Status


def day_of(review: Review) -> str:
    """Return the day of a review, ``2013-10-06``: when it was published, else when it was begun."""
    return (review.published_on or review.created)[:10]


def may_be_named(review: Review) -> bool:
    """Say whether a review can be named by a later one: it was published, and is not in the trash."""
    return not review.trashed_at and (bool(review.published_on) or review.status is Status.PUBLISHED)


def came_before(other: Review, review: Review) -> bool:
    """Say whether a review stands before another of its work, by their days; what was published stands before a draft of any day.

    A draft that was begun after a review does not stand before it, whatever day that is published on.
    """
    if may_be_named(other) != may_be_named(review):
        return may_be_named(other) or (other.created < review.created and day_of(other) <= day_of(review))
    return (day_of(other), other.created) <= (day_of(review), review.created)


def line_to(earlier: Review) -> SeeAlso:
    """Return the line that names a review that can be named, with its address of now; without a year where its day has none."""
    year = day_of(earlier)[:4]
    return SeeAlso(earlier.id, int(year) if year.isdecimal() else None, web_address(earlier.canonical_url))


def following(review: Review, earlier: Review) -> Review:
    """Return a review whose line names ``earlier`` as that is now; what is published stays as it was printed."""
    named = review.see_also
    if named is None or named.id != earlier.id or review.status is Status.PUBLISHED or not may_be_named(earlier):
        return review
    return replace(review, see_also=line_to(earlier))
