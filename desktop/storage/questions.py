"""What a library is asked to find: reviews, people, works, and the groups that reviews fall into."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import peewee

from desktop.core.finding import EVERYTHING, By, Order, Query
from desktop.storage import facets, filtering, finding, listing, looking_up, picking, standing, suggesting, title_places
from desktop.storage.facets import Facet, Tally
from desktop.storage.finding import Page
from desktop.storage.listing import PersonRow, ReviewRow, WorkRow
from desktop.storage.looking_up import LookedUp
from desktop.storage.models import CreditTable, ImageUseTable, ReviewTable
from desktop.storage.suggesting import Suggestion
from desktop.storage.tags import first_spellings

BEST_FIRST = Order(By.BEST)
_PAGE = 500


class Questions(ABC):
    """The part of a library that finds; each question is answered at one moment of it."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[peewee.Database]:
        """Lend this thread's reading connection."""

    def find(self, query: Query, order: Order = BEST_FIRST, limit: int = 50, offset: int = 0) -> Page:
        """Return a page of the reviews that fit, with the sentences in which their words were found, and the order used."""
        with self._reading() as database:
            return finding.find(database, query, order, limit, offset)

    def count(self, query: Query) -> int:
        """Return how many reviews fit."""
        with self._reading() as database:
            return finding.count(database, query)

    def ids(self, query: Query, order: Order, limit: int, offset: int = 0) -> list[str]:
        """Return the ids of the reviews that fit from ``offset`` on, in an order."""
        with self._reading() as database:
            return standing.ids(database, query, order, limit, offset)

    def places(self, query: Query, order: Order, review_ids: Sequence[str]) -> dict[str, int]:
        """Return where reviews stand among those that fit, from 0; those that do not fit are left out."""
        with self._reading() as database:
            return standing.places(database, query, order, review_ids)

    def next_title(self, query: Query, order: Order, begun: str, current: str, *, onward: bool = False) -> tuple[int, str] | None:
        """Return the row, from 0, and the id of the next review that fits and whose title begins so; None where none does.

        It is looked for from the review ``current`` on, ``onward`` only behind it.
        """
        with self._reading() as database:
            return title_places.next_title(database, query, order, begun, current, onward=onward)

    def facet(self, facet: Facet, limit: int = 500) -> list[Tally]:
        """Return the groups of a kind that the reviews outside the trash fall into, with how many each has."""
        with self._reading() as database:
            return facets.tallies(database, facet, limit)

    def every(self, query: Query, order: Order = BEST_FIRST) -> Iterator[ReviewRow]:
        """Yield all reviews that fit, read a page at a time."""
        start = 0
        while found := self.find(query, order, _PAGE, start).found:
            yield from (each.row for each in found)
            start += _PAGE

    def rows(self, review_ids: Sequence[str]) -> list[ReviewRow]:
        """Return those of these reviews that there are, in the trash or not, last changed first."""
        return self._review_rows(ReviewTable.id.in_(list(review_ids)))

    def suggestion(self, query: Query, within: Query = EVERYTHING) -> Suggestion | None:
        """Return what may be meant where words stand in no name and hardly a review, and that finds something ``within``."""
        with self._reading() as database:
            return suggesting.suggestion(database, query, within)

    def find_people(self, text: str, limit: int = 12) -> list[PersonRow]:
        """Return people by the beginnings of the words of any spelling, last used first."""
        with self._reading() as database:
            return picking.find_people(database, text, limit)

    def find_works(self, text: str, limit: int = 12) -> list[WorkRow]:
        """Return works by the beginnings of the words of any title, last reviewed first."""
        with self._reading() as database:
            return picking.find_works(database, text, limit)

    def tags(self) -> list[str]:
        """Return every tag that a review has, as it was spelled first, in order."""
        with self._reading() as database:
            return list(dict.fromkeys(first_spellings(database, filtering.every_tag(database)).values()))

    def look_up(self, text: str, most: int = 12, most_people: int = 4) -> LookedUp:
        """Return what a few letters may mean: people, up to ``most`` reviews and films; without words the last reviews."""
        with self._reading() as database:
            return looking_up.look_up(database, text, most, most_people)

    def people_counts(self) -> dict[str, int]:
        """Return in how many reviews each credited person stands, by id."""
        with self._reading() as database:
            return listing.people_counts(database)

    def reviews(self, *, trashed: bool = False) -> list[ReviewRow]:
        """Return the reviews of the list, or of the trash, last changed first."""
        return self._review_rows(ReviewTable.trashed_at.is_null(not trashed))

    def find_slug(self, slug: str) -> list[ReviewRow]:
        """Return the reviews outside the trash whose printed slug this is; there can be several."""
        return self._review_rows((ReviewTable.slug == slug) & ReviewTable.trashed_at.is_null())

    def reviews_of_person(self, person_id: str) -> list[ReviewRow]:
        """Return the reviews outside the trash of works that credit this person."""
        works = CreditTable.select(CreditTable.work_id).where(CreditTable.person_id == person_id)
        return self._review_rows(ReviewTable.work_id.in_(works) & ReviewTable.trashed_at.is_null())

    def reviews_of_work(self, work_id: str) -> list[ReviewRow]:
        """Return the reviews of one work outside the trash."""
        return self._review_rows((ReviewTable.work_id == work_id) & ReviewTable.trashed_at.is_null())

    def reviews_of_image(self, image_id: str) -> list[ReviewRow]:
        """Return the reviews, in the trash or not, that show a picture otherwise than as a person's own portrait."""
        uses = ImageUseTable.select(ImageUseTable.review_id).where(ImageUseTable.image_id == image_id)
        return self._review_rows(ReviewTable.id.in_(uses))

    def _review_rows(self, condition: Any) -> list[ReviewRow]:
        with self._reading() as database:
            return listing.review_rows(database, condition)
