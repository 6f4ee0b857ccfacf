"""What a review is still without: pictures without words, cards without a bio, facts that nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.article import Article
from desktop.core.finding_values import Gap
from desktop.core.image import ImageUse
from desktop.core.printing import bio_of, part_of_job
from desktop.core.review import PartKind
from desktop.core.work import CAST_JOBS, Job


def gaps_of(article: Article) -> Gap:
    """Return every gap of an article.

    A picture wants a text unless it is decorative; a bio is wanted for each director and actor whose card prints; ``DATE`` is
    a release date, ``PUBLISHED`` the day of publication, ``PICTURE`` any picture at all.
    """
    review, work = article.review, article.work
    uses = list(_uses(article))
    jobs = {credit.job for credit in work.credits}
    open_gaps = {
        Gap.ALT: any(not use.alt and not use.decorative for use in uses),
        Gap.BIO: _lacks_bio(article),
        Gap.RATING: review.rating is None,
        Gap.DATE: not any(release.date for release in work.release_dates),
        Gap.YEAR: work.year is None,
        Gap.DIRECTOR: Job.DIRECTOR not in jobs,
        Gap.CAST: not jobs & CAST_JOBS,
        Gap.TAGS: not review.tags,
        Gap.BYLINE: not review.byline,
        Gap.VERDICT: not review.verdict,
        Gap.STANDFIRST: not review.standfirst,
        Gap.DESCRIPTION: not review.description,
        Gap.TITLE: not work.title,
        Gap.PICTURE: not uses,
        Gap.PUBLISHED: not review.published_on,
    }
    return Gap(sum(gap.value for gap, is_open in open_gaps.items() if is_open))


def _uses(article: Article) -> Iterator[ImageUse]:
    review = article.review
    if review.hero is not None:
        yield review.hero
    for part in review.parts:
        yield from () if part.hidden else part.images
    yield from (card.portrait for card in review.cards if card.printed and card.portrait is not None)


def _lacks_bio(article: Article) -> bool:
    unprinted = {card.credit for card in article.review.cards if not card.printed}
    known = {person.id for person in article.people}
    return any(
        not bio_of(article, credit)
        for credit in article.work.credits
        if part_of_job(credit.job) is not PartKind.CREW and credit.person in known and credit.id not in unprinted
    )
