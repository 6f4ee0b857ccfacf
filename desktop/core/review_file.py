"""The JSON file of a review: the whole article, and the pictures that lie beside it.

Its plain form is ``{"format": "matinee-review", "version": 1, "article": …, "pictures": […]}``; the schema of all of it, made by
:mod:`desktop.core.schema`, lies in ``resources/schema/review.schema.json``.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.article import Article

FORMAT = "matinee-review"
VERSION = 1
"""Raised when a file of the old version can no longer be read as one of the new."""


@dataclass(frozen=True, slots=True)
class PictureBeside:
    """A picture that lies beside the file.

    ``image`` is the id of its record, ``address`` its place from the file with forward slashes, ``sha256`` the digest of
    the bytes as they lie there in hexadecimal: what a camera wrote into the original (place, owner) has been taken out of them.
    """

    image: str
    address: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """A review as a file of its own: the article with every record it prints from, and the pictures beside it."""

    format: str = FORMAT
    version: int = VERSION
    article: Article
    pictures: tuple[PictureBeside, ...] = ()
