"""Reviewing a work again: which reviews there are of it, and what a new one prints of an old one."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.article import Article
from desktop.core.review import Review, ReviewKind, SeeAlso
from desktop.core.see_also import day_of, line_to, may_be_named
from desktop.services.archive import Archive


def reviews_of_work(archive: Archive, work_id: str) -> list[Review]:
    """Return the reviews of a work outside the trash, the last first."""
    reviews = [archive.library.load_record(Review, row.id)[0] for row in archive.library.reviews_of_work(work_id)]
    return sorted(reviews, key=lambda review: (day_of(review), review.created), reverse=True)


def review_standing_for(archive: Archive, work_id: str) -> str:
    """Return the id of the review that stands for a work: the one published last, else the last; empty where there is none."""
    reviews = reviews_of_work(archive, work_id)
    return next((each.id for each in (*filter(may_be_named, reviews), *reviews)), "")


def earlier_reviews(archive: Archive, review: Review) -> list[Review]:
    """Return the reviews of a review's work that are older than it, the last first."""
    others = (other for other in reviews_of_work(archive, review.work) if other.id != review.id)
    return [other for other in others if day_of(other) <= day_of(review)]


def printable_earlier(archive: Archive, review: Review) -> list[SeeAlso]:
    """Return what a review may print of those before it: the published ones, the last first, each with its address of now."""
    return [line_to(earlier) for earlier in earlier_reviews(archive, review) if may_be_named(earlier)]


def begun_again(article: Article) -> Article:
    """Return a new article of a work reviewed before as a re-review."""
    return article.with_record(replace(article.review, kind=ReviewKind.RE_REVIEW))
