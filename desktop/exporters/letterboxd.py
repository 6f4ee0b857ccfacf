"""The watch log as CSV in the import format of Letterboxd, which other programs read too.

UTF-8 without a byte order mark, quoted where it must be (RFC 4180). A file may hold 1 MB there, so a long log is several files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from desktop.core.diary import DiaryEntry
from desktop.core.text import tidy_line, tidy_text

HEADER = ("Title", "Year", "Directors", "imdbID", "tmdbID", "WatchedDate", "Rating", "Rewatch", "Tags", "Review")
MOST_BYTES = 900_000


def diary_files(entries: Iterable[DiaryEntry], most: int = MOST_BYTES) -> tuple[bytes, ...]:
    """Return the files of a diary, each of at most ``most`` bytes and with the header; one even where nothing was seen."""
    header = _line(HEADER)
    files: list[bytearray] = [bytearray(header)]
    for entry in entries:
        line = _line(_cells(entry))
        if len(files[-1]) + len(line) > most and len(files[-1]) > len(header):
            files.append(bytearray(header))
        files[-1] += line
    return tuple(bytes(file) for file in files)


def _cells(entry: DiaryEntry) -> tuple[str, ...]:
    watched = str(entry.watched) if entry.watched is not None and entry.watched.whole else ""
    return (
        tidy_line(entry.title),
        str(entry.year or ""),
        tidy_line(", ".join(entry.directors)),
        entry.imdb,
        entry.tmdb,
        watched,
        entry.rating.value if entry.rating else "",
        "true" if entry.again else "",
        tidy_line(", ".join(entry.tags)),
        tidy_text(entry.text),
    )


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
