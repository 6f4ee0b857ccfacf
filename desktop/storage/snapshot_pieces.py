"""An article as the pieces that its snapshots consist of, and back.

What changes on its own is a piece of its own: the text of each part, the work, each person, the outlet. A snapshot in which one
part changed shares every other piece with the snapshot before, and reviews share the people and works that they have in common.
The first piece is the table of contents: the review without its texts, with the number of the piece that each is in.
"""

from __future__ import annotations

import json
import zlib
from hashlib import blake2b
from typing import Any

from desktop.core.article import Article
from desktop.core.errors import FormatError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.records import from_plain, to_plain
from desktop.core.review import Review
from desktop.core.work import Work
from desktop.storage.rows import body_of, record_from

_UNREADABLE = "This snapshot is damaged and cannot be read; the review itself and its other snapshots are not touched by that."


def pieces_of(article: Article) -> tuple[bytes, ...]:
    """Return the pieces of an article, the table of contents first."""
    pieces: list[bytes] = [b""]

    def number(piece: bytes) -> int:
        pieces.append(piece)
        return len(pieces) - 1

    review = to_plain(article.review)
    for part in review["parts"]:
        if part["body"]:
            part["body"] = number(part["body"].encode("utf-8", "surrogatepass"))
    contents = {
        "review": review,
        "work": number(body_of(article.work).encode()),
        "outlet": number(body_of(article.outlet).encode()),
        "people": [number(body_of(person).encode()) for person in article.people],
        "images": [number(body_of(image).encode()) for image in article.images],
    }
    pieces[0] = json.dumps(contents, separators=(",", ":")).encode()
    return tuple(pieces)


def article_from(pieces: tuple[bytes, ...]) -> Article:
    """Return the article that the pieces are of; raises :class:`FormatError` for what is damaged."""
    try:
        contents: dict[str, Any] = json.loads(pieces[0])
        review = contents["review"]
        for part in review["parts"]:
            if part["body"] != "":
                part["body"] = pieces[part["body"]].decode("utf-8", "surrogatepass")
        return Article(
            from_plain(Review, review),
            record_from(Work, pieces[contents["work"]].decode()),
            record_from(Outlet, pieces[contents["outlet"]].decode()),
            tuple(record_from(Person, pieces[place].decode()) for place in contents["people"]),
            tuple(record_from(Image, pieces[place].decode()) for place in contents["images"]),
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise FormatError(_UNREADABLE) from error


def packed(piece: bytes) -> bytes:
    """Return a piece compressed."""
    return zlib.compress(piece, 6)


def unpacked(data: bytes) -> bytes:
    """Return a piece as it was; raises :class:`FormatError` for what is damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise FormatError(_UNREADABLE) from error


def digest_of(piece: bytes) -> bytes:
    """Return the 16 bytes that a piece is known by."""
    return blake2b(piece, digest_size=16).digest()
