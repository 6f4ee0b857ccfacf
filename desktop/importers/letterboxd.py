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
            entry, problem = _entry(values)
            if entry is not None:
                entries.append(entry)
            if problem:
                said.append(f"Row {number} of “{name}”: {problem}")
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


def _entry(values: dict[str, str]) -> tuple[DiaryEntry | None, str]:
    """Return the row as an entry, and what is wrong with it; an entry that lacks something is an entry all the same."""
    title = tidy_line(values.get("title", ""))
    if not title:
        return None, "it names no film, so it was left out."
    watched, problem = _day(values.get("watched", "").strip())
    rating, odd = _rating(values)
    year = values.get("year", "").strip()
    imdb, tmdb = values.get("imdb", "").strip(), values.get("tmdb", "").strip()
    entry = DiaryEntry(
        title,
        int(year) if _YEAR.fullmatch(year) else None,
        watched,
        rating,
        values.get("rewatch", "").strip().casefold() in _YES,
        values.get("entry", "").strip(),
        _listed(values.get("tags", "")),
        tidy_text(values.get("text", "")),
        _listed(values.get("directors", "")),
        imdb if _IMDB.fullmatch(imdb) else "",
        tmdb if tmdb.isascii() and tmdb.isdigit() else "",
    )
    return entry, problem or odd


def _day(text: str) -> tuple[PartialDate | None, str]:
    try:
        return (parse_iso(text) if text else None), ""
    except ValueError:
        return None, f"“{text[:40]}” is no day like 2024-03-01; the viewing has no date."


def _rating(values: dict[str, str]) -> tuple[Rating | None, str]:
    written, tenths = values.get("rating", "").strip(), values.get("rating10", "").strip()
    if written in ("", "0") and tenths in ("", "0"):
        return None, ""
    try:
        number = float(written) if written not in ("", "0") else int(tenths) / 2
    except ValueError:
        number = -1.0
    value = f"{number:g}"
    if number > 0 and value in scale_of(SCALE).values:
        return Rating(SCALE, value), ""
    return None, f"“{(written or tenths)[:40]}” is no rating of half stars out of five; the viewing has none."


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word for each in text.split(",") if (word := tidy_line(each)))
