"""What to look for instead where nothing was found; all of it is counted, so that no way out leads to nothing again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.core.finding import EVERYTHING, Piece, Query, Word
from desktop.gui.library.offers import OfferSource, offers_of
from desktop.gui.library.place_model import PLACES, TRASH
from desktop.services.archive import Suggestion

_MOST_WORDS = 6
"""Words that are read as terms at most: more of them are a sentence."""


class InsteadSource(OfferSource, Protocol):
    """What is asked of the library; :class:`desktop.services.archive.Archive` answers it."""

    def suggestion(self, query: Query, within: Query = EVERYTHING) -> Suggestion | None:
        """Return what may be meant by a query that found nothing, if that finds something within another query."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What finds something where the query did not; a count of 0 means that there is no such way.

    ``suggestion`` is what may have been meant, ``words`` the names asked for as words that may stand in a sentence, and
    ``elsewhere`` tells how many reviews outside the place fit; ``trashed`` how many lie in the trash, where nothing was typed.
    """

    suggestion: Suggestion | None = None
    words: Query = EVERYTHING
    in_words: int = 0
    elsewhere: int = 0
    trashed: int = 0


def instead_of(source: InsteadSource, typed: Query, place: Query) -> Instead:
    """Ask the library what to look for instead of what was typed in a place, or of the place itself."""
    if not typed.pieces:
        return Instead(trashed=source.count(PLACES[TRASH]))
    words = typed.as_words()
    in_words = source.count(Query((*place.pieces, *words.pieces))) if words != typed else 0
    elsewhere = source.count(typed) if place.pieces else 0
    meant = source.suggestion(typed, place) or _as_terms(source, typed, place)
    return Instead(meant, words, in_words, elsewhere)


def _as_terms(source: InsteadSource, typed: Query, place: Query) -> Suggestion | None:
    """Return the query with its words as the terms that would have been offered for each, if that finds something."""
    if len(typed.words) > _MOST_WORDS:
        return None
    year = datetime.now().astimezone().year
    pieces = tuple(_as_term(source, piece, year) for piece in typed.pieces)
    if pieces == typed.pieces:
        return None
    meant = Query(pieces)
    count = source.count(Query((*place.pieces, *pieces)))
    return Suggestion(meant, str(meant).strip(), count) if count else None


def _as_term(source: InsteadSource, piece: Piece, year: int) -> Piece:
    if not isinstance(piece, Word) or piece.together or piece.negated:
        return piece
    offers = offers_of(source, piece.text, year)
    return offers[0].term if offers else piece
