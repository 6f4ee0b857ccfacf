"""How the watch log is laid out: which viewings, in which order, under which headings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

ALL, UNDATED, TRASH = "all", "undated", "trash"
"""The choices that are no year and no decade."""


class Column(IntEnum):
    """The columns of the log, in order."""

    DATE = 0
    FILM = 1
    WHERE = 2
    FORMAT = 3
    FESTIVAL = 4
    SEEN = 5
    REVIEW = 6


class Grouping(StrEnum):
    """What stands under one heading while the log is in order of date."""

    NONE = "none"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def grouping_named(name: str) -> Grouping:
    """Return the grouping of a remembered name; by week for a strange one."""
    return Grouping(name) if name in set(Grouping) else Grouping.WEEK


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listed: ``year`` is four digits, three for a decade, or one of the other choices; ordered by one column."""

    year: str = ALL
    unwritten: bool = False
    column: int = Column.DATE
    descending: bool = True
    grouping: Grouping = Grouping.WEEK

    @property
    def groups(self) -> Grouping:
        """By what the viewings are grouped: nothing while they are not in order of date."""
        return self.grouping if self.column == Column.DATE else Grouping.NONE


@dataclass(frozen=True, slots=True)
class Group:
    """Viewings that stand together: the day, month or year they begin with (empty where no date is known), and their ids.

    A week begins with its Monday; a viewing of which only the month or the year is known stands in a group of that.
    """

    begins: str
    ids: tuple[str, ...]
