"""Records to rows and back: the JSON body that is the truth, and the columns made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from desktop.core.article import Article, Record
from desktop.core.errors import FormatError
from desktop.core.image import Image
from desktop.core.names import sort_form
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.printing import headline_of, slug_of, word_count
from desktop.core.rating import position
from desktop.core.records import from_plain, to_json
from desktop.core.review import Review
from desktop.core.text import fold
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.models import (
    AggregateTable,
    ImageTable,
    OutletTable,
    PersonTable,
    ReviewTable,
    ViewingTable,
    WorkTable,
)

TABLES: Mapping[type, type[AggregateTable]] = {
    Outlet: OutletTable,
    Work: WorkTable,
    Person: PersonTable,
    Image: ImageTable,
    Review: ReviewTable,
    Viewing: ViewingTable,
}
"""The table of each kind of aggregate, in the order in which a batch writes them: a review is made from what stands before it."""

Kind = TypeVar("Kind", bound=Record)
"""One kind of aggregate."""

_ARTICLES = frozenset({"a", "an", "the"})


def body_of(record: Record) -> str:
    """Return a record as the compact JSON that is stored."""
    return storable(to_json(record), escape=True)


def record_from(kind: type[Kind], body: str) -> Kind:
    """Return the record of a stored body; raises :class:`FormatError` for one that this version cannot read.

    Records are immutable and so are bodies: what was read before is given back.
    """
    record = _remembered(kind.__name__, body)
    assert isinstance(record, kind)
    return record


@lru_cache(maxsize=256)
def _remembered(name: str, body: str) -> Record:
    (kind,) = (kind for kind in TABLES if kind.__name__ == name)
    try:
        plain = json.loads(body)
    except ValueError:
        said = "A record of the library is damaged and cannot be read; open the last good backup if there is one."
        raise FormatError(said) from None
    return from_plain(kind, plain)


def storable(text: str, *, escape: bool = False) -> str:
    """Return ``text`` as SQLite can hold it: half a surrogate pair, which no UTF-8 has, is escaped as in JSON or replaced."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        if escape:
            return "".join(f"\\u{ord(mark):04x}" if 0xD800 <= ord(mark) <= 0xDFFF else mark for mark in text)
        return text.encode("utf-8", "replace").decode()
    return text


def columns_of(record: Record, article: Article | None = None) -> dict[str, Any]:
    """Return the typed columns of a record; those of a review are made from the ``article`` it stands in."""
    columns: dict[str, Any] = {}
    match record:
        case Outlet():
            columns = {"name": record.name}
        case Work():
            columns = {
                "kind": record.kind.value,
                "title": record.title,
                "sort_title": sort_title(record.title),
                "folded": "".join(f" {fold(title)}" for title in titles_of(record)),
                "year": record.year,
                "trashed_at": record.trashed_at,
            }
        case Person():
            columns = {
                "name": record.name,
                "trashed_at": record.trashed_at,
                "sorted": sorted_as(record.name, record.sort_name, family_name_first=record.family_name_first),
                "has_bio": int(any(bio.text for bio in record.bios)),
            }
        case Image():
            columns = {"digest": record.digest, "media_type": record.media_type, "size": record.size}
        case Viewing():
            columns = _viewing_columns(record)
        case Review() if article is not None:
            columns = _review_columns(record) | printed_columns(article)
        case Review():
            raise ValueError("the columns of a review are made from its article")
    return {name: storable(value) if isinstance(value, str) else value for name, value in columns.items()}


def printed_columns(article: Article) -> dict[str, Any]:
    """Return the columns of a review that depend on its work and people too."""
    return {
        "headline": storable(headline_of(article)),
        "slug": slug_of(article),
        "words": word_count(article),
    }


def _review_columns(review: Review) -> dict[str, Any]:
    rating = review.rating
    return {
        "work_id": review.work,
        "outlet_id": review.outlet,
        "language": review.language,
        "status": review.status.value,
        "kind": review.kind.value,
        "byline": review.byline,
        "rating_scale": rating.scale if rating else "",
        "rating_value": rating.value if rating else "",
        "rating_position": position(rating) if rating else None,
        "published_on": review.published_on,
        "trashed_at": review.trashed_at,
    }


def _viewing_columns(viewing: Viewing) -> dict[str, Any]:
    return {
        "work_id": viewing.work,
        "review_id": viewing.review,
        "seen_on": str(viewing.date or ""),
        "start": viewing.time,
        "venue": viewing.venue,
        "format": viewing.format,
        "festival": viewing.festival,
        "section": viewing.section,
        "number": viewing.number,
        "trashed_at": viewing.trashed_at,
    }


def titles_of(work: Work) -> tuple[str, ...]:
    """Return every title of a work, the printed one first, each once."""
    titles = (
        work.title,
        work.original_title,
        work.romanised_title,
        *(other.text for other in work.other_titles),
    )
    return tuple(dict.fromkeys(title for title in titles if title))


def sort_title(title: str) -> str:
    """Return a title for sorting: folded, without a leading English article.

    Articles of other languages stay, for the language of a title is not known: “Die Hard” stands under D.
    """
    first, _, rest = fold(title).partition(" ")
    return rest if first in _ARTICLES and rest else f"{first} {rest}".rstrip()


def sorted_as(name: str, sort_name: str, *, family_name_first: bool) -> str:
    """Return what a person is sorted by in lists: ``varda agnes``, folded; ``sort_name`` is the one given for that."""
    return storable(fold((sort_name or sort_form(name, family_name_first=family_name_first)).replace(",", "")))


@lru_cache(maxsize=4096)
def spelling_words(spelling: str) -> str:
    """Return one spelling for finding by the beginning of any word: folded, each word after a blank, also without hyphens."""
    plain, whole = fold(spelling), without_hyphens(spelling)
    joined = plain if whole == spelling else fold(whole)
    return f" {plain}" if plain == joined else f" {plain} {joined}"


def without_hyphens(spelling: str) -> str:
    """Return a spelling with what a hyphen parts written together: ``Ji-hun`` as ``Jihun``."""
    return spelling.replace("-", "").replace("‐", "")


def name_words(record: Work | Person) -> frozenset[str]:
    """Return the folded words by which a person or a work is found."""
    names = titles_of(record) if isinstance(record, Work) else record.spellings()
    return frozenset(storable(word) for name in names for word in spelling_words(name).split())
