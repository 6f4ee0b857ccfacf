"""What the list asks of the library, and what it is answered: a question, its first pages, and where what was selected stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from desktop.core.finding import EVERYTHING, By, Order, Query
from desktop.gui.library.instead import Instead, InsteadSource, instead_of
from desktop.gui.paged_rows import PAGE
from desktop.services.archive import Facet, Found, Page, Tally

GROUP_MOST = 100
"""The fullest of a group that are shown; a search finds the others."""
NEWEST = Order(By.MODIFIED)
NOTHING_ELSE = Instead()


class ReviewSource(InsteadSource, Protocol):
    """What the page asks of the library, from any thread; :class:`desktop.services.archive.Archive` answers it."""

    def find(self, query: Query, order: Order, limit: int = 50, offset: int = 0) -> Page:
        """Return a page of the reviews that fit, each with the sentence it was found by, and the order that was used."""

    def count(self, query: Query) -> int:
        """Return how many reviews fit."""

    def ids(self, query: Query, order: Order, limit: int, offset: int = 0) -> list[str]:
        """Return the ids of the reviews that fit, in an order."""

    def places(self, query: Query, order: Order, review_ids: Sequence[str]) -> dict[str, int]:
        """Return where reviews stand among those that fit, from 0."""

    def next_title(self, query: Query, order: Order, begun: str, current: str, *, onward: bool = False) -> tuple[int, str] | None:
        """Return the row and the id of the next review that fits and whose title begins so, from ``current`` on."""

    def facet(self, facet: Facet, limit: int = 500) -> list[Tally]:
        """Return the groups of a kind that reviews fall into, with counts."""

    def next_turn(self, now: datetime) -> datetime | None:
        """Return when a deadline passes or an embargo lifts next."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be listed and in which order; ``kept`` are reviews to be found again, ``top`` the row at the top of the view.

    The first pieces of the query are the ``place`` that is looked in, the others what was typed.
    """

    query: Query = EVERYTHING
    order: Order = NEWEST
    kept: tuple[str, ...] = ()
    top: int = 0
    place: Query = EVERYTHING

    @property
    def typed(self) -> Query:
        """What is looked for in the place."""
        return Query(self.query.pieces[len(self.place.pieces) :])


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer: how many fit, in which order they stand, some pages by their numbers, and the rows of what was kept.

    ``instead`` is what to look for where nothing was found; without ``counted`` there are more than ``count`` says.
    """

    question: Question
    count: int = 0
    order: Order = NEWEST
    pages: Mapping[int, tuple[Found, ...]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    instead: Instead = NOTHING_ELSE
    counted: bool = True


def listing_of(source: ReviewSource, question: Question) -> Listing:
    """Ask the library for a listing: the page at the top of the view, or the first where there are fewer rows now.

    A first page that is full is not held up by counting what comes after it, unless something is to be found again there.
    """
    query, order = question.query, question.order
    number = question.top // PAGE
    page = source.find(query, order, PAGE, number * PAGE)
    if not page.found and number:
        number = 0
        page = source.find(query, order, PAGE)
    full = len(page.found) == PAGE or number
    counted = not full or bool(number or question.kept)
    count = source.count(query) if full and counted else len(page.found)
    places = source.places(query, order, question.kept) if question.kept and count else {}
    instead = NOTHING_ELSE if count else instead_of(source, question.typed, question.place)
    return Listing(question, count, page.order, {number: page.found}, places, instead, counted)


def groups_of(source: ReviewSource, groups: Sequence[Facet]) -> dict[Facet, list[Tally]]:
    """Ask the library what kinds of groups have, and how many reviews each."""
    return {group: source.facet(group, GROUP_MOST) for group in groups}


def pages_of(source: ReviewSource, question: Question, numbers: Sequence[int]) -> dict[int, tuple[Found, ...]]:
    """Ask the library for more pages of a listing, by their numbers."""
    find: Callable[[int], Page] = partial(_page, source, question)
    return {number: find(number).found for number in numbers}


def _page(source: ReviewSource, question: Question, number: int) -> Page:
    return source.find(question.query, question.order, PAGE, number * PAGE)
