"""A film diary as other programs keep it: what a row says, and by what it is known again.

Letterboxd's own export (``diary.csv``, ``reviews.csv``) names its columns otherwise than its import does; both are read, and the
names of the import are written (https://letterboxd.com/about/importing-data/).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from desktop.core.dates import PartialDate
from desktop.core.rating import Rating
from desktop.core.text import fold

SCALE = "stars5half"
"""The scale of a diary: half stars out of five."""


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One row of a diary.

    ``entry`` is the address of the entry, empty where the program gives none. ``watched`` is None for an undated row. ``again``
    says that the film had been seen before; ``tags`` are words, ``text`` what was written of it, both empty for none.
    """

    title: str
    year: int | None = None
    watched: PartialDate | None = None
    rating: Rating | None = None
    again: bool = False
    entry: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    directors: tuple[str, ...] = ()
    imdb: str = ""
    tmdb: str = ""

    @property
    def film(self) -> tuple[str, int | None]:
        """What the film is known by: its folded title, and its year."""
        return fold(self.title), self.year


def viewing_ids(entries: tuple[DiaryEntry, ...]) -> tuple[str, ...]:
    """Return the id of the viewing that each entry becomes, the same whenever the same diary is read.

    An entry is known by its address, else by film and day, the second of a day apart from the first.
    """
    seen: dict[str, int] = {}
    ids = []
    for entry in entries:
        title, year = entry.film
        key = entry.entry or f"{title}\n{year or ''}\n{entry.watched or ''}"
        seen[key] = seen.get(key, 0) + 1
        ids.append(hashlib.sha256(f"diary\n{key}\n{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32])
    return tuple(ids)
