"""What the list of people asks of the library, and what it is answered; nothing here touches a widget, so any thread may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.gui.paged_rows import PAGE
from desktop.services.people import Narrowing, PersonLine


class PeopleSource(Protocol):
    """What the list asks, from any thread; :class:`desktop.services.people.People` answers it."""

    def ids(self, narrowing: Narrowing = Narrowing.ALL, text: str = "", among: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the ids of the people of a list, in order of name."""

    def lines(self, ids: Sequence[str]) -> tuple[PersonLine, ...]:
        """Return the lines of people in the order of their ids."""


@dataclass(frozen=True, slots=True)
class PeopleQuestion:
    """Who is to be listed; ``among`` are the only ones who may be, ``current`` somebody who is to be in sight.

    With ``kept``, ``current`` stays listed in that row although the rest of the question does not find them any more.
    """

    narrowing: Narrowing = Narrowing.ALL
    text: str = ""
    among: frozenset[str] | None = None
    current: str = ""
    kept: int | None = None

    def same_list(self, other: PeopleQuestion) -> bool:
        """Say whether another question is after the same people."""
        return (self.narrowing, self.text, self.among) == (other.narrowing, other.text, other.among)


@dataclass(frozen=True, slots=True)
class PeopleListing:
    """The answer: who is listed, in which row each stands, and some pages of lines by their numbers.

    ``anybody`` says whether the library knows anybody at all.
    """

    question: PeopleQuestion = PeopleQuestion()
    ids: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[int, tuple[PersonLine, ...]] = field(default_factory=dict)
    anybody: bool = False


def listing_of(source: PeopleSource, question: PeopleQuestion) -> PeopleListing:
    """Ask for a listing with its first page, and the page of the current person."""
    ids = source.ids(question.narrowing, question.text, question.among)
    if question.kept is not None and question.current not in ids:
        ids = (*ids[: question.kept], question.current, *ids[question.kept :])
    places = {person_id: at for at, person_id in enumerate(ids)}
    wanted = {0, places.get(question.current, 0) // PAGE}
    anybody = bool(ids) or bool(source.ids())
    return PeopleListing(question, ids, places, pages_of(source, ids, sorted(wanted)), anybody)


def pages_of(source: PeopleSource, ids: Sequence[str], numbers: Sequence[int]) -> dict[int, tuple[PersonLine, ...]]:
    """Ask for pages of lines by their numbers."""
    return {number: source.lines(ids[number * PAGE : (number + 1) * PAGE]) for number in numbers}
