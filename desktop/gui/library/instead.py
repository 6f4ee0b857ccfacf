"""What to look for instead where nothing was found; all of it is counted, so that no way out leads to nothing again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desktop.core.finding import EVERYTHING, Query
from desktop.services.archive import Suggestion


class InsteadSource(Protocol):
    """What is asked of the library; :class:`desktop.services.archive.Archive` answers it."""

    def count(self, query: Query) -> int:
        """Return how many reviews fit."""

    def suggestion(self, query: Query, within: Query = EVERYTHING) -> Suggestion | None:
        """Return what may be meant by a query that found nothing, if that finds something within another query."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What finds something where the query did not; a count of 0 means that there is no such way.

    ``suggestion`` is what may have been meant, ``words`` the names asked for as words that may stand in a sentence, and
    ``elsewhere`` tells how many reviews outside the place fit.
    """

    suggestion: Suggestion | None = None
    words: Query = EVERYTHING
    in_words: int = 0
    elsewhere: int = 0


def instead_of(source: InsteadSource, typed: Query, place: Query) -> Instead:
    """Ask the library what to look for instead of what was typed in a place."""
    words = typed.as_words()
    in_words = source.count(Query((*place.pieces, *words.pieces))) if words != typed else 0
    elsewhere = source.count(typed) if place.pieces else 0
    return Instead(source.suggestion(typed, place), words, in_words, elsewhere)
