"""Reviewing a work again: which reviews there are of it, and what a new one prints of an old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.core.article import Article
from desktop.core.review import Review, ReviewKind, SeeAlso
from desktop.core.see_also import came_before, day_of, line_to, may_be_named
from desktop.services.archive import Archive


def reviews_of_work(archive: Archive, work_id: str) -> list[Review]:
    """Return the reviews of a work outside the trash, the last first."""
    reviews = [archive.library.load_record(Review, row.id)[0] for row in archive.library.reviews_of_work(work_id)]
    return sorted(reviews, key=lambda review: (day_of(review), review.created), reverse=True)


def review_standing_for(archive: Archive, work_id: str) -> str:
    """Return the id of the review that stands for a work: the one published last, else the last; empty where there is none."""
    return next((each.id for each in sorted(reviews_of_work(archive, work_id), key=lambda each: not may_be_named(each))), "")


def earlier_reviews(archive: Archive, review: Review) -> list[Review]:
    """Return the reviews of a review's work that stand before it, in the order of :func:`before`."""
    return before(review, (other for other in reviews_of_work(archive, review.work) if other.id != review.id))


def before(review: Review, others: Iterable[Review]) -> list[Review]:
    """Return those of ``others``, the last first, that stand before a review: what was published first, then drafts."""
    return sorted((other for other in others if came_before(other, review)), key=lambda other: not may_be_named(other))


def printable_earlier(archive: Archive, review: Review) -> list[SeeAlso]:
    """Return what a review may print of those before it: the published ones, the last first, each with its address of now."""
    return [line_to(earlier) for earlier in earlier_reviews(archive, review) if may_be_named(earlier)]


def begun_again(article: Article) -> Article:
    """Return a new article of a work reviewed before as a re-review."""
    return article.with_record(replace(article.review, kind=ReviewKind.RE_REVIEW))
