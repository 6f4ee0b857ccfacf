"""A query as a search line shows it: finished terms as chips, the rest as text behind them; both ways without loss."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.finding import Operator, Piece, Query, Term, parse_query


def parted(query: Query) -> tuple[tuple[Term, ...], str]:
    """Return the terms of a query that stand as chips, each once, and the text of all else, in their order."""
    chips = tuple(dict.fromkeys(piece for piece in query.pieces if isinstance(piece, Term) and can_be_chip(piece)))
    return chips, str(Query(tuple(piece for piece in query.pieces if piece not in chips)))


def joined(chips: Sequence[Term], text: str) -> Query:
    """Return the query that chips and the text behind them are."""
    return Query((*chips, *parse_query(text).pieces))


def can_be_chip(piece: Piece) -> bool:
    """Say whether a piece is a term that is finished, and that its own text says all of."""
    if not isinstance(piece, Term) or not piece.value or (piece.operator is Operator.BETWEEN and not piece.upto):
        return False
    return parse_query(str(piece)).pieces == (piece,)
