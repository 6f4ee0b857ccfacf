"""The keys of field terms, and the values that each can have: numbers, dates, ratings, names of things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, StrEnum

from desktop.core.countries import find_countries
from desktop.core.dates import PartialDate, parse_iso
from desktop.core.rating import SCALES, Rating, ScaleKind, out_of_five
from desktop.core.review import ReviewKind, Status
from desktop.core.text import fold
from desktop.core.work import WorkKind


class Key(StrEnum):
    """What a field term asks about, as it is typed."""

    TITLE = "title"
    PERSON = "person"
    ACTOR = "actor"
    DIRECTOR = "director"
    ROLE = "role"
    TAG = "tag"
    OUTLET = "outlet"
    STATUS = "status"
    KIND = "kind"
    LANGUAGE = "lang"
    COUNTRY = "country"
    YEAR = "year"
    SEEN = "seen"
    RATING = "rating"
    SCALE = "scale"
    WORDS = "words"
    PUBLISHED = "published"
    CREATED = "created"
    CHANGED = "changed"
    DUE = "due"
    MISSING = "missing"
    IS = "is"

    @property
    def textual(self) -> bool:
        """Whether the value is free text: a word's beginning, or in quotes the whole."""
        return self in _TEXTUAL


class Operator(StrEnum):
    """How the value is meant: a beginning, the whole or exact value, bounds that count (least, most) or do not, a range."""

    BEGINS = "begins"
    IS = "is"
    LEAST = "least"
    MOST = "most"
    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"


class Gap(IntFlag):
    """What a review can be without. The numbers are stored: a new gap takes the next one."""

    ALT = 1
    BIO = 2
    RATING = 4
    DATE = 8
    YEAR = 16
    DIRECTOR = 32
    CAST = 64
    TAGS = 128
    BYLINE = 256
    VERDICT = 512
    STANDFIRST = 1024
    DESCRIPTION = 2048
    TITLE = 4096
    PICTURE = 8192
    PUBLISHED = 16384


STATES = ("trashed", "rated", "unrated", "embargoed")
"""What ``is:`` asks: in the trash; with a rating that prints; without one, on purpose or not; under an embargo now."""

DUE_WORDS = ("overdue", "today", "week")
"""What ``due:`` asks beside dates, of reviews that somebody waits for: past its deadline; due today; overdue or due in the seven
days that begin today."""
_FIRST_DUE, _LAST_DUE = 1971, 9000
"""Years in which every system can tell when a day begins here."""

_TEXTUAL = frozenset({Key.TITLE, Key.PERSON, Key.ACTOR, Key.DIRECTOR, Key.ROLE, Key.TAG, Key.OUTLET})
_COMPARED = frozenset({Key.TAG, Key.OUTLET})
"""Free text that is compared and not looked up by its words, so that a tag may be a picture sign."""
_NAMES: dict[Key, tuple[str, ...]] = {
    Key.STATUS: tuple(status.value for status in Status),
    Key.KIND: tuple(dict.fromkeys([*(kind.value for kind in ReviewKind), *(kind.value for kind in WorkKind)])),
    Key.MISSING: tuple(str(gap.name).lower() for gap in Gap),
    Key.IS: STATES,
    Key.SCALE: tuple(scale.id for scale in SCALES if scale.values),
    Key.DUE: DUE_WORDS,
}
_DATED = frozenset({Key.SEEN, Key.PUBLISHED, Key.CREATED, Key.CHANGED, Key.DUE})
KEYS = {key.value: key for key in Key} | {"tags": Key.TAG, "language": Key.LANGUAGE, "modified": Key.CHANGED}
"""Every key by how it may be typed."""
_SIGNS = ((">=", Operator.LEAST), ("<=", Operator.MOST), (">", Operator.ABOVE), ("<", Operator.BELOW), ("=", Operator.IS))
_LETTERS = next(scale.id for scale in SCALES if scale.kind is ScaleKind.LETTERS)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?:/(\d{1,3})|(%))?")


@dataclass(frozen=True, slots=True)
class Values:
    """A key with its operator and values, read and found good."""

    key: Key
    operator: Operator
    value: str = ""
    upto: str = ""


def read_values(key_text: str, text: str, *, quoted: bool) -> Values | None:
    """Return what ``key:text`` says, None where there is no such key or it cannot have such a value."""
    key = KEYS.get(key_text.lower())
    if key is None:
        return None
    if key.textual:
        usable = not text or any(mark.isalnum() for mark in text) or (key in _COMPARED and bool(fold(text)))
        return Values(key, Operator.IS if quoted and text else Operator.BEGINS, text) if usable else None
    if not text:
        return Values(key, Operator.IS)
    if key in _NAMES and (key is not Key.DUE or text[0].isalpha()):
        name = text.lower().replace("-", "_")
        return Values(key, Operator.BEGINS, name) if names_of(key, name) else None
    if key is Key.LANGUAGE:
        return Values(key, Operator.BEGINS, text) if re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", text) else None
    if key is Key.COUNTRY:
        meant = find_countries(text)
        return Values(key, Operator.IS, meant[0].code) if meant else None
    return _measured(key, text)


def names_of(key: Key, begun: str) -> tuple[str, ...]:
    """Return the names that a value means: the one that it is, else those that begin so."""
    return (begun,) if begun in _NAMES[key] else tuple(name for name in _NAMES[key] if name.startswith(begun))


def names_known(key: Key) -> tuple[str, ...]:
    """Return every name that a key can have, in order; none for a key that takes other values."""
    return _NAMES.get(key, ())


def stars_of(text: str) -> float | None:
    """Return a rating as typed (``4``, ``3.5``, ``8/10``, ``80%``, ``B+``) in stars out of five, None where it is none."""
    letter = text.upper().replace("−", "-")
    if letter[:1].isalpha():
        try:
            return out_of_five(Rating(_LETTERS, letter))
        except ValueError:
            return None
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    best = 100 if match[3] else int(match[2] or 5)
    stars = float(match[1]) / best * 5 if best else 6.0
    return stars if stars <= 5 else None


def years_of(text: str) -> tuple[int, int]:
    """Return the first and last year that ``text`` means: ``2019``, or while it is typed all that begin so (``199``)."""
    digits = text.removesuffix("s")
    if text != digits:
        return int(digits), int(digits) + 9
    open_places = 4 - len(digits)
    return int(digits) * 10**open_places, int(digits) * 10**open_places + 10**open_places - 1


def after(text: str) -> str:
    """Return the partial date that follows the one in ``text``: the first moment that is outside it."""
    date = parse_iso(text)
    if not date.month:
        return f"{date.year + 1:04d}"
    if not date.day:
        return f"{date.year:04d}-{date.month + 1:02d}" if date.month < 12 else f"{date.year + 1:04d}"
    try:
        return str(PartialDate(date.year, date.month, date.day + 1))
    except ValueError:
        return after(f"{date.year:04d}-{date.month:02d}")


def _measured(key: Key, text: str) -> Values | None:
    first, dots, last = text.partition("..")
    if dots and first and last:
        ends = _value(key, first), _value(key, last)
        return Values(key, Operator.BETWEEN, *ends) if all(ends) else None
    if dots:
        value = _value(key, first or last)
        return Values(key, Operator.LEAST if first else Operator.MOST, value) if value else None
    for sign, operator in _SIGNS:
        if text.startswith(sign):
            value = _value(key, text.removeprefix(sign))
            return Values(key, operator, value) if value or text == sign else None
    value = _value(key, text)
    return Values(key, Operator.IS, value) if value else None


def _value(key: Key, text: str) -> str:
    """Return a value as it is kept, empty where the key cannot have it."""
    if key in _DATED:
        try:
            date = parse_iso(text)
        except ValueError:
            return ""
        first, last = (_FIRST_DUE, _LAST_DUE) if key is Key.DUE else (1, 9998)
        return text if first <= date.year <= last else ""
    if key is Key.RATING:
        plain = text.replace(",", ".").replace("½", ".5")
        return plain if stars_of(plain) is not None else ""
    if not (text.isascii() and text.removesuffix("s" if key is Key.YEAR else "").isdecimal()):
        return ""
    if key is Key.YEAR:
        return text if len(text.removesuffix("s")) == 4 or (len(text) < 4 and text.isdecimal() and text[0] != "0") else ""
    return text if len(text) <= 7 else ""
