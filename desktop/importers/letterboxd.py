"""A film diary as CSV: Letterboxd's own export (the ZIP or the files in it), and its import format, which Matinee writes too.

Columns: ``Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date`` in ``diary.csv``, ``Review`` beside them in
``reviews.csv``; ``Title,Year,Directors,imdbID,tmdbID,WatchedDate,Rating,Rating10,Rewatch,Tags,Review`` in the import format.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from desktop.core.dates import PartialDate, parse_iso
from desktop.core.diary import SCALE, DiaryEntry
from desktop.core.errors import FormatError
from desktop.core.rating import Rating, scale_of
from desktop.core.text import tidy_line, tidy_text
from desktop.importers.decoding import decoded

MOST_BYTES = 30_000_000
_MEMBERS = ("diary.csv", "reviews.csv")
"""The files of the ZIP that say when films were seen; the first that is there is read."""
_COLUMNS = {
    "name": "title",
    "title": "title",
    "year": "year",
    "watched date": "watched",
    "watcheddate": "watched",
    "rating": "rating",
    "rating10": "rating10",
    "rewatch": "rewatch",
    "letterboxd uri": "entry",
    "letterboxduri": "entry",
    "tags": "tags",
    "review": "text",
    "directors": "directors",
    "imdbid": "imdb",
    "tmdbid": "tmdb",
}
_YES = frozenset({"yes", "true", "1"})
_YEAR = re.compile(r"[12][0-9]{3}")
_IMDB = re.compile(r"tt[0-9]{7,8}")


def read_diary(data: bytes, name: str) -> tuple[tuple[DiaryEntry, ...], tuple[str, ...]]:
    """Return the rows of a diary in order, and sentences about what was read otherwise than written or could not be.

    Raises :class:`FormatError` for what is no diary.
    """
    if len(data) > MOST_BYTES:
        raise FormatError(f"“{name}” is larger than 30 MB, so it was not read.")
    if data.startswith(b"PK"):
        data, name = _member(data, name)
    text, notes = decoded(data, name)
    rows = _rows(text, name)
    columns = [_COLUMNS.get(title.strip().casefold(), "") for title in next(rows, [])]
    if "title" not in columns or "watched" not in columns:
        raise FormatError(f"“{name}” is no diary: its first line names no film and no day on which it was seen.")
    entries: list[DiaryEntry] = []
    said = list(notes)
    for number, row in enumerate(rows, 2):
        values = {column: value for column, value in zip(columns, row, strict=False) if column}
        if any(value.strip() for value in values.values()):
            entry, problems = _entry(values)
            if entry is not None:
                entries.append(entry)
            film = f", “{entry.title}”" if entry is not None else ""
            said += (f"Row {number} of “{name}”{film}: {problem}" for problem in problems)
    return tuple(entries), tuple(said)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error as error:
        raise FormatError(f"“{name}” is no CSV file that can be read to its end.") from error


def _member(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the diary inside a ZIP, at its top or in the one folder there, and its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for wanted in _MEMBERS:
                for info in archive.infolist():
                    path = PurePosixPath(info.filename)
                    if path.name != wanted or {"deleted", "orphaned", "__MACOSX"} & set(path.parts) or len(path.parts) > 2:
                        continue
                    if info.file_size > MOST_BYTES:
                        raise FormatError(f"“{info.filename}” in “{name}” is larger than 30 MB, so it was not read.")
                    return archive.read(info), f"{name}, {info.filename}"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FormatError(f"“{name}” is a ZIP file that cannot be read.") from error
    raise FormatError(f"“{name}” holds no diary.csv and no reviews.csv.")


def _entry(values: dict[str, str]) -> tuple[DiaryEntry | None, tuple[str, ...]]:
    """Return the row as an entry, and what is wrong with it; what cannot be kept in its place is kept in the entry's text."""
    title = tidy_line(values.get("title", ""))
    if not title:
        return None, ("it names no film, so it was left out.",)
    plain = {column: tidy_line(values.get(column, "")) for column in ("year", "watched", "imdb", "tmdb")}
    watched, rating = _day(plain["watched"]), _rating(values)
    year = int(plain["year"]) if _YEAR.fullmatch(plain["year"]) else None
    imdb = plain["imdb"] if _IMDB.fullmatch(plain["imdb"]) else ""
    tmdb = plain["tmdb"] if plain["tmdb"].isascii() and plain["tmdb"].isdigit() else ""
    odd = [
        *((("Watched", plain["watched"], "is no day like 2024-03-01"),) if plain["watched"] and watched is None else ()),
        *((("Rating", _rated(values), "is no rating of half stars out of five"),) if _rated(values) and rating is None else ()),
        *((("Year", plain["year"], "is no year of a film"),) if plain["year"] and year is None else ()),
        *((("IMDb", plain["imdb"], "is no number of IMDb"),) if plain["imdb"] and not imdb else ()),
        *((("TMDB", plain["tmdb"], "is no number of TMDB"),) if plain["tmdb"] and not tmdb else ()),
    ]
    kept = "\n".join(f"{label}: {value}" for label, value, _why in odd)
    entry = DiaryEntry(
        title,
        year,
        watched,
        rating,
        values.get("rewatch", "").strip().casefold() in _YES,
        values.get("entry", "").strip(),
        _listed(values.get("tags", "")),
        tidy_text("\n\n".join(filter(None, (values.get("text", ""), kept)))),
        _listed(values.get("directors", "")),
        imdb,
        tmdb,
    )
    return entry, tuple(f"“{value[:40]}” {why}, so it stands in the notes of the viewing." for _label, value, why in odd)


def _day(text: str) -> PartialDate | None:
    try:
        return parse_iso(text) if text else None
    except ValueError:
        return None


def _rated(values: dict[str, str]) -> str:
    """Return the rating as it is written, of the two the one that says something; empty for none."""
    written = (tidy_line(values.get(column, "")) for column in ("rating", "rating10"))
    return next((each for each in written if each not in ("", "0")), "")


def _rating(values: dict[str, str]) -> Rating | None:
    written = tidy_line(values.get("rating", ""))
    try:
        number = float(written) if written not in ("", "0") else int(_rated(values)) / 2
    except ValueError:
        return None
    value = f"{number:g}"
    return Rating(SCALE, value) if number > 0 and value in scale_of(SCALE).values else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word for each in text.split(",") if (word := tidy_line(each)))
