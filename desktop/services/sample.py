"""The sample review: an invented film with the slips that articles have, added to an empty library and removed with one click."""

from __future__ import annotations

import json
from concurrent.futures import Future

from desktop.core.article import Article
from desktop.core.errors import NotFoundError
from desktop.core.finding import By, Key, Operator, Order, Query, Term
from desktop.core.records import from_plain
from desktop.core.review import Review
from desktop.core.saving import Batch, Saved
from desktop.paths import resource
from desktop.services.archive import Archive
from desktop.services.importing import bring_in

_FILE = ("samples", "the-lamplighter.json")
_WITH_BYLINE = Query((Term(Key.MISSING, Operator.BEGINS, "byline", negated=True),))


def sample_id() -> str:
    """Return the id that the sample review has in every library."""
    return str(json.loads(resource(*_FILE).read_text(encoding="utf-8"))["article"]["review"]["id"])


def has_sample(archive: Archive) -> bool:
    """Say whether the sample is in the library, the trash included."""
    try:
        archive.library.load_record(Review, sample_id())
    except NotFoundError:
        return False
    return True


def add_sample(archive: Archive) -> str:
    """Bring the sample in, or back from the trash, and return its id; one that was changed stays as it is."""
    review_id = sample_id()
    if not has_sample(archive):
        bring_in(archive.library, [resource(*_FILE)])
    elif archive.library.load_record(Review, review_id)[0].trashed_at is not None:
        archive.restore(review_id).result()
    return review_id


def is_untouched(archive: Archive) -> bool:
    """Say whether the sample is as it came, so that removing it takes nothing that anybody wrote."""
    came = from_plain(Article, json.loads(resource(*_FILE).read_text(encoding="utf-8"))["article"])
    kept = archive.load(sample_id()).article
    return (kept.review, kept.work, kept.people) == (came.review, came.work, came.people)


def remove_sample(archive: Archive) -> Future[Saved]:
    """Remove the sample: one that somebody changed goes to the trash, an untouched one for good with its film and people."""
    if not is_untouched(archive):
        return archive.trash(sample_id())
    article = archive.load(sample_id()).article
    return archive.library.save(Batch(discard=(article.review.id, *(person.id for person in article.people))))


def own_byline(archive: Archive) -> str:
    """Return the byline of the review changed last that has one; the sample's invented critic is nobody's."""
    newest = archive.find(_WITH_BYLINE, Order(By.MODIFIED), limit=2).found
    return next((found.row.byline for found in newest if found.row.id != sample_id()), "")
