"""What is told of reviews chosen in the list: of one its film, people and when it was seen; of several what they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.core.article import Article
from desktop.core.printing import name_of, word_count
from desktop.services.archive import Archive
from desktop.services.bulk import Chosen
from desktop.services.watch_log import ViewingRow, WatchLog, seen_of
from desktop.storage.choosing import Shares, more_reviews, shares

__all__ = ["Glance", "Known", "Shares", "glance_at", "shares_of"]

_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of a film: as this review prints the name, and in how many more reviews they are credited."""

    id: str
    name: str
    more: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A review at a glance: its words in print, the viewing it is written of or else the last, its people, a picture if any.

    ``own`` says whether it is written of that viewing. ``people`` are those with more reviews in the library, in order of
    billing; ``picture`` is the file of the hero, or of the first still.
    """

    article: Article
    words: int
    seen: ViewingRow | None
    own: bool
    people: tuple[Known, ...]
    picture: Path | None


def shares_of(archive: Archive, chosen: Chosen) -> Shares:
    """Return what chosen reviews have in common, from any thread."""
    return archive.library.ask(partial(shares, review_ids=chosen.ids, query=chosen.query))


def glance_at(archive: Archive, review_id: str) -> Glance:
    """Return a review at a glance, from any thread; raises NotFoundError."""
    article = archive.load(review_id).article
    seen, own = seen_of(WatchLog(archive.library).of_work(article.work.id), review_id)
    return Glance(article, word_count(article), seen, own, _people(archive, article), _picture(archive, article))


def _people(archive: Archive, article: Article) -> tuple[Known, ...]:
    names: dict[str, str] = {}
    for credit in article.work.credits:
        names.setdefault(credit.person, name_of(article, credit))
    asked = partial(more_reviews, review_id=article.review.id, person_ids=tuple(names))
    more = archive.library.ask(asked) if names else {}
    known = (Known(person_id, name, more[person_id]) for person_id, name in names.items() if more.get(person_id))
    return tuple(known)[:_PEOPLE]


def _picture(archive: Archive, article: Article) -> Path | None:
    review = article.review
    uses = (*((review.hero,) if review.hero else ()), *(use for part in review.parts for use in part.images))
    images = (article.image(use.image) for use in uses)
    return next((archive.picture_file(image) for image in images if image is not None), None)
