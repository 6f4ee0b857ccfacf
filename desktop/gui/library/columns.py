"""The columns of the list: what each is sorted by, how wide it is, and whether it is shown unless somebody chose otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from desktop.core.finding import By


class Column(IntEnum):
    """The columns of the list, in order; to add one, give it a line in :data:`COLUMNS` and its words in ``table``."""

    TITLE = 0
    STATUS = 1
    RATING = 2
    OUTLET = 3
    DUE = 4
    YEAR = 5
    DIRECTOR = 6
    BYLINE = 7
    LANGUAGE = 8
    WORDS = 9
    CREATED = 10
    CHANGED = 11


@dataclass(frozen=True, slots=True)
class Declared:
    """A column: what it sorts by its width in pixels at 100 % text, how it behaves.

    ``shown`` without anybody's choice; ``largest_first`` when it is sorted by first; ``numeric`` stands at the right.
    """

    by: By
    width: int
    shown: bool = False
    largest_first: bool = False
    numeric: bool = False


COLUMNS: Mapping[Column, Declared] = {
    Column.TITLE: Declared(By.TITLE, 0, shown=True),
    Column.STATUS: Declared(By.STATUS, 96, shown=True),
    Column.RATING: Declared(By.RATING, 92, shown=True, largest_first=True),
    Column.OUTLET: Declared(By.OUTLET, 132, shown=True),
    Column.DUE: Declared(By.DUE, 136),
    Column.YEAR: Declared(By.YEAR, 72, largest_first=True, numeric=True),
    Column.DIRECTOR: Declared(By.DIRECTOR, 150),
    Column.BYLINE: Declared(By.BYLINE, 132),
    Column.LANGUAGE: Declared(By.LANGUAGE, 88),
    Column.WORDS: Declared(By.WORDS, 80, largest_first=True, numeric=True),
    Column.CREATED: Declared(By.CREATED, 140, largest_first=True),
    Column.CHANGED: Declared(By.MODIFIED, 140, shown=True, largest_first=True),
}
"""What is declared of each column; the title takes the room that the others leave."""

ORDINARY = frozenset(column for column, declared in COLUMNS.items() if declared.shown)
"""The columns that are shown until somebody chooses others."""

GIVING_WAY = (
    Column.BYLINE,
    Column.LANGUAGE,
    Column.CREATED,
    Column.WORDS,
    Column.DIRECTOR,
    Column.OUTLET,
    Column.YEAR,
    Column.RATING,
    Column.DUE,
)
"""The columns that make room for the title in a narrow window, the first to go first."""


def column_of(by: By) -> Column | None:
    """Return the column that shows what reviews are in order by, None where none does."""
    shown = By.MODIFIED if by is By.TRASHED else by
    return next((column for column, declared in COLUMNS.items() if declared.by is shown), None)


def column_named(name: object) -> Column | None:
    """Return the column of a kept name such as ``rating``, None for any other."""
    return next((column for column in Column if column.name.lower() == name), None)
