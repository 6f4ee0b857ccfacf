"""What every article from outside is held to before it may come in, beyond the types of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.core.article import Article, gathered
from desktop.core.errors import FormatError
from desktop.core.image import MEDIA_TYPES
from desktop.core.review_file import PictureBeside
from desktop.core.viewing import Viewing
from desktop.core.work import Work

_RECORD_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_INNER_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"images/[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_LARGEST = 2**53
"""Whole numbers above it are not kept exactly by every reader of JSON."""


_LONGEST = 300


def unreadable(name: str, error: FormatError) -> FormatError:
    """Return the error of a file with its name before it, and no longer than a person reads."""
    said = " ".join(str(error).split())
    return FormatError(f"“{name}” cannot be read. {said if len(said) <= _LONGEST else said[:_LONGEST] + '…'}")


def checked(article: Article) -> Article:
    """Return the article with exactly the people and pictures that it names.

    Raises :class:`FormatError` for ids that are none, pictures that can have no file, and records that do not belong together.
    """
    review, work, outlet = article.review, article.work, article.outlet
    for place, record in (("review", review), ("work", work), ("outlet", outlet)):
        _id(record.id, f"{place}.id")
    for place, records in (("people", article.people), ("images", article.images)):
        _ids((record.id for record in records), place)
    _ids((part.id for part in review.parts), "review.parts")
    _ids((credit.id for credit in work.credits), "work.credits")
    _ids((card.credit for card in review.cards), "review.cards")
    if review.work != work.id or review.outlet != outlet.id:
        raise FormatError("The review names another work or outlet than the file holds.")
    _check_pictures(article)
    _check_numbers(work)
    if review.word_target:
        _number(max(review.word_target), "review.word_target")
    return gathered(article)


def checked_viewings(viewings: tuple[Viewing, ...]) -> tuple[Viewing, ...]:
    """Return the viewings of a file; raises :class:`FormatError` for ids that are none and numbers that nobody counts to."""
    _ids((viewing.id for viewing in viewings), "viewings")
    for index, viewing in enumerate(viewings):
        _number(viewing.number or 1, f"viewings[{index}].number")
    return viewings


def checked_pictures(pictures: tuple[PictureBeside, ...]) -> tuple[PictureBeside, ...]:
    """Return the pictures beside a file; raises :class:`FormatError` for an address outside the folder ``images`` beside it."""
    for index, picture in enumerate(pictures):
        if not _ADDRESS.fullmatch(picture.address) or ".." in picture.address:
            raise FormatError(f"“pictures[{index}].address” must be a file in the folder “images” beside it.")
    return pictures


def _id(text: str, place: str) -> None:
    if not _RECORD_ID.fullmatch(text):
        raise FormatError(f"“{place}” is not an id.")


def _ids(ids: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for index, text in enumerate(ids):
        if not _INNER_ID.fullmatch(text):
            raise FormatError(f"“{place}[{index}]” has something as its id that is none.")
        if text in seen:
            raise FormatError(f"“{place}” names “{text}” twice.")
        seen.add(text)


def _check_pictures(article: Article) -> None:
    for index, image in enumerate(article.images):
        if image.media_type not in MEDIA_TYPES:
            raise FormatError(f"“images[{index}].media_type” is no kind of picture that Matinee takes in.")
        if not _DIGEST.fullmatch(image.digest):
            raise FormatError(f"“images[{index}].digest” is not the SHA-256 of a picture.")
        for number in (image.width, image.height, image.size):
            _number(number, f"images[{index}]")


def _check_numbers(work: Work) -> None:
    for name in ("year", "season", "episode_count", "runtime"):
        number = getattr(work, name)
        if number is not None:
            _number(number, f"work.{name}")


def _number(number: int, place: str) -> None:
    if not -_LARGEST <= number <= _LARGEST:
        raise FormatError(f"“{place}” holds a number that is too large.")
