"""Understanding what people type or paste into the facts: running times, addresses, trailers, identifiers, word targets.

Every function is offline and pure: it returns the tidy value, or None where the text says nothing of the kind. The patterns of
identifiers are those of the sites themselves as of 2026; nothing is looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from desktop.core.work import ReleaseDate

LONGEST_RUNNING_TIME = 1500
"""Minutes; the longest running time that a work is taken to have."""

_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|min|mins|minutes?|′|')?\.?")
_CLOCK = re.compile(r"(\d{1,2})\s*:\s*([0-5]\d)")
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|hr|hrs|hours?)\.?\s*(?:([0-5]?\d)\s*(?:m|min|mins|minutes?)?\.?)?")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_FOLDERS = {"shorts", "embed", "live", "v"}
_VIMEO_ID = re.compile(r"\d{5,12}", re.ASCII)
_IMDB = re.compile(r"tt\d{7,8}", re.IGNORECASE | re.ASCII)
_IMDB_NAME = re.compile(r"nm\d{7,8}", re.IGNORECASE | re.ASCII)
_TMDB = re.compile(r"([1-9]\d{0,9})(?:-.*)?", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}", re.IGNORECASE | re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TARGET = re.compile(r"(\d{1,6})(?:\s*(?:-|–|—|to|\.\.|…)\s*(\d{1,6}))?(?:\s*words?)?", re.IGNORECASE)


def understand_minutes(text: str) -> int | None:
    """Return a running time in whole minutes from ``92``, ``92 min``, ``1:32``, ``1h32``, ``1 h 32 min`` or ``2h``."""
    typed = text.strip().lower()
    if match := _MINUTES.fullmatch(typed):
        minutes = int(match[1])
    elif match := _CLOCK.fullmatch(typed) or _HOURS.fullmatch(typed):
        minutes = int(match[1]) * 60 + int(match[2] or 0)
    else:
        return None
    return minutes if 1 <= minutes <= LONGEST_RUNNING_TIME else None


def hours_and_minutes(minutes: int) -> str:
    """Return minutes as ``1 h 32 min``, ``2 h`` or ``45 min`` (the unit signs of the SI, the same in every language)."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def understand_address(text: str) -> str | None:
    """Return a web address with ``https``, added where none was typed; None for any other scheme and for what is no address."""
    typed = text.strip()
    if not typed or any(mark.isspace() or mark in '<>"\\' for mark in typed):
        return None
    try:
        parts = urlsplit(typed if _SCHEME.match(typed) and "://" in typed else f"https://{typed}")
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises ValueError for what is no port
    except ValueError:
        return None
    if parts.scheme.lower() != "https" or parts.username is not None or not _DOMAIN.fullmatch(host):
        return None
    return parts.geturl()


@dataclass(frozen=True, slots=True)
class Video:
    """A video on a known provider: the provider's name as printed, and the video's id there."""

    provider: str
    id: str


def understand_video(address: str) -> Video | None:
    """Return the video that a YouTube or Vimeo address names, in any of the forms that the two sites have given out.

    YouTube: ``watch?v=``, ``youtu.be/``, ``shorts/``, ``embed/``, ``live/``, ``v/``, also on its cookie-free host. Vimeo:
    ``vimeo.com/ID`` with or without the key of a private video, in a channel or group, and the player's address.
    """
    known = understand_address(address)
    if known is None:
        return None
    parts = urlsplit(known)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("music.")
    path = [piece for piece in parts.path.split("/") if piece]
    if host in {"youtube.com", "youtube-nocookie.com"}:
        return _found(_YOUTUBE_ID, "YouTube", _youtube_piece(path, parts.query))
    if host == "youtu.be":
        return _found(_YOUTUBE_ID, "YouTube", path[0] if path else "")
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _found(_VIMEO_ID, "Vimeo", next((piece for piece in path if _VIMEO_ID.fullmatch(piece)), ""))
    return None


def _youtube_piece(path: list[str], query: str) -> str:
    if len(path) >= 2 and path[0] in _YOUTUBE_FOLDERS:
        return path[1]
    return parse_qs(query).get("v", [""])[0] if path == ["watch"] else ""


def _found(pattern: re.Pattern[str], provider: str, piece: str) -> Video | None:
    return Video(provider, piece) if pattern.fullmatch(piece) else None


def understand_imdb(text: str) -> str | None:
    """Return an IMDb title id (``tt`` and 7 or 8 digits), alone or in any address of a title."""
    piece = _piece_of(text, "imdb.com", after="title")
    return piece.lower() if _IMDB.fullmatch(piece) else None


def understand_imdb_name(text: str) -> str | None:
    """Return an IMDb id of a person (``nm`` and 7 or 8 digits), alone or in any address of theirs."""
    piece = _piece_of(text, "imdb.com", after="name")
    return piece.lower() if _IMDB_NAME.fullmatch(piece) else None


def understand_tmdb_person(text: str) -> str | None:
    """Return a TMDB number of a person, alone or in their address (``/person/1245-scarlett-johansson``)."""
    match = _TMDB.fullmatch(_piece_of(text, "themoviedb.org", after="person"))
    return match[1] if match and (match[0] == match[1] or "/" in text) else None


def understand_tmdb(text: str) -> str | None:
    """Return a TMDB number, alone or in the address of a film or series (``/movie/1008409-ballerina``)."""
    match = _TMDB.fullmatch(_piece_of(text, "themoviedb.org", after="movie") or _piece_of(text, "themoviedb.org", after="tv"))
    return match[1] if match and (match[0] == match[1] or "/" in text) else None


def understand_wikidata(text: str) -> str | None:
    """Return a Wikidata item (``Q`` and a number), alone or in its address."""
    piece = _piece_of(text, "wikidata.org", after="wiki") or _piece_of(text, "wikidata.org", after="entity")
    return piece.upper() if _WIKIDATA.fullmatch(piece) else None


def understand_letterboxd(text: str) -> str | None:
    """Return a Letterboxd film slug, alone or in the address of the film or of a member's page on it."""
    piece = _piece_of(text, "letterboxd.com", after="film").lower()
    return piece if _SLUG.fullmatch(piece) else None


def _piece_of(text: str, site: str, *, after: str) -> str:
    """Return the piece of an address on ``site`` that follows the folder ``after``; text without a slash as it stands."""
    typed = text.strip()
    if "/" not in typed:
        return typed
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host != site and not host.endswith(f".{site}"):
        return ""
    path = [piece for piece in parts.path.split("/") if piece]
    return path[path.index(after) + 1] if after in path[:-1] else ""


def understand_isbn(text: str) -> str | None:
    """Return an ISBN-13 as 13 digits, whether its check digit fits or not; an ISBN-10 that fits is turned into one."""
    digits = re.sub(r"[\s‐‑–-]", "", re.sub(r"^\s*(?:urn:)?isbn(?:-1[03])?:?", "", text, flags=re.IGNORECASE)).upper()
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return digits
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII) and _isbn_10_fits(digits):
        body = f"978{digits[:9]}"
        return body + _isbn_13_check(body)
    return None


def isbn_fits(isbn: str) -> bool:
    """Say whether the last of 13 digits is the check digit of the others (ISO 2108)."""
    return len(isbn) == 13 and isbn.isascii() and isbn.isdigit() and isbn[12] == _isbn_13_check(isbn[:12])


def _isbn_13_check(body: str) -> str:
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return str(-weighed % 10)


def _isbn_10_fits(digits: str) -> bool:
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def understand_word_target(text: str) -> tuple[int, int] | None:
    """Return (fewest, most) words from ``350–450``, ``350-450``, ``350 to 450`` or ``400``."""
    match = _TARGET.fullmatch(text.strip())
    if match is None:
        return None
    first, second = int(match[1]), int(match[2] or match[1])
    return (min(first, second), max(first, second)) if max(first, second) else None


def write_word_target(target: tuple[int, int]) -> str:
    """Return a word target as it is written: ``350–450``, or ``400`` where both ends are the same."""
    fewest, most = target
    return str(most) if fewest == most else f"{fewest}–{most}"


def earliest_year(releases: tuple[ReleaseDate, ...]) -> int | None:
    """Return the year of the earliest release date, None where there is none."""
    return min((release.date.year for release in releases if release.date is not None), default=None)
