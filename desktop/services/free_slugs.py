"""Slugs that no other review has, however a review is begun: by hand, again, from the log, as a copy or out of a file."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import count

from desktop.core.article import Article
from desktop.core.printing import slug_of
from desktop.storage.library import Library
from desktop.storage.listing import ReviewRow

_ROOM = 75
"""Characters of a slug that stay before a number, so that it is none too long."""
_NUMBER = re.compile("-[0-9]{1,2}$")
"""Behind the slug of one of several: a copy of the second is the third, and no second second."""


def under_free_slug(library: Library, article: Article, taken: Collection[str] = ()) -> Article:
    """Return a new article as it is where no review outside the trash has its slug, else with the first number behind that.

    ``taken`` are slugs of reviews that are not stored yet.
    """
    wanted = slug_of(article)

    def is_free(slug: str) -> bool:
        return slug not in taken and all(row.id == article.review.id for row in library.find_slug(slug))

    if is_free(wanted):
        return article
    before = _NUMBER.sub("", wanted)
    stem = wanted if is_free(before) else before
    slug = next(name for number in count(2) if is_free(name := f"{stem[:_ROOM]}-{number}"))
    return article.with_record(replace(article.review, slug=slug))


def sharing_slug(library: Library, article: Article) -> list[ReviewRow]:
    """Return the other reviews outside the trash that have the slug of an article at the same outlet in the same language."""
    review = article.review
    place = (review.outlet, review.language)
    rows = library.find_slug(slug_of(article))
    return [row for row in rows if row.id != review.id and (row.outlet_id, row.language) == place]


def with_slug_known(library: Library, article: Article, known: str) -> Article:
    """Return an article that came with a slug another review has under its ``known`` one, if that is the same with a number.

    That is how an article out of a file is found to be the one that was given a free slug when it was first brought in.
    """
    stems = {slug[:_ROOM] for slug in (slug_of(article), _NUMBER.sub("", slug_of(article)))}
    if not _NUMBER.search(known) or _NUMBER.sub("", known) not in stems or under_free_slug(library, article) is article:
        return article
    return article.with_record(replace(article.review, slug=known))
