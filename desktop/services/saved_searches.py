"""Saved searches: named queries kept in the library as text; what they find is asked anew each time, so they stay live."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace

from desktop.core.errors import FormatError, NotFoundError
from desktop.core.finding import Query, parse_query
from desktop.core.identity import new_id
from desktop.core.text import tidy_line
from desktop.services.archive import Archive

_KEY = "saved_searches"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A named query, as text."""

    id: str
    name: str
    text: str

    @property
    def query(self) -> Query:
        """What it looks for."""
        return parse_query(self.text)


class SavedSearches:
    """The saved searches of a library, in the order in which they were saved. Whatever writes returns a future."""

    def __init__(self, archive: Archive) -> None:
        """Keep them in the library of ``archive``."""
        self._archive = archive
        self._pending: list[Future[None]] = []

    def all(self) -> list[SavedSearch]:
        """Return every saved search; what is being written is waited for."""
        wait(self._pending)
        return [SavedSearch(*each) for each in json.loads(self._archive.recall(_KEY) or "[]")]

    def counted(self) -> list[tuple[SavedSearch, int]]:
        """Return every saved search with how many reviews it finds now."""
        return [(each, self._archive.count(each.query)) for each in self.all()]

    def save(self, name: str, query: Query) -> tuple[SavedSearch, Future[None]]:
        """Save a query under a name; raises FormatError for one without letters and for a query that looks for nothing."""
        if not query.pieces:
            raise FormatError("Type something to look for first; then the search can be saved.")
        made = SavedSearch(new_id(), _tidy(name), str(query))
        return made, self._keep([*self.all(), made])

    def rename(self, search_id: str, name: str) -> Future[None]:
        """Give a saved search another name; raises FormatError for one without letters, NotFoundError where it is gone."""
        tidy = _tidy(name)
        self._place(search_id)
        return self._keep([replace(each, name=tidy) if each.id == search_id else each for each in self.all()])

    def delete(self, search_id: str) -> tuple[SavedSearch, int, Future[None]]:
        """Delete a saved search; return it and its place, for :meth:`put_back`. Raises NotFoundError where it is gone."""
        place, kept = self._place(search_id), self.all()
        gone = kept.pop(place)
        return gone, place, self._keep(kept)

    def put_back(self, search: SavedSearch, place: int) -> Future[None]:
        """Undo :meth:`delete`."""
        kept = self.all()
        kept.insert(place, search)
        return self._keep(kept)

    def _place(self, search_id: str) -> int:
        for place, each in enumerate(self.all()):
            if each.id == search_id:
                return place
        raise NotFoundError("This saved search is not there any more.")

    def _keep(self, searches: Sequence[SavedSearch]) -> Future[None]:
        plain = [[each.id, each.name, each.text] for each in searches]
        self._pending = [self._archive.remember(_KEY, json.dumps(plain, ensure_ascii=False))]
        return self._pending[0]


def _tidy(name: str) -> str:
    tidy = tidy_line(name)
    if not tidy:
        raise FormatError("Give the saved search a name.")
    return tidy
