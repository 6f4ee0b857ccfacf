"""Saved searches: named queries kept in the library as text; what they find is asked anew each time, so they stay live."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from itertools import chain, count

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
        """Save a query under a name, with a number behind one that another search has.

        Raises FormatError for a name without letters, a query that looks for nothing and one that is saved already.
        """
        if not query.asks:
            raise FormatError("Type something to look for first; then the search can be saved.")
        known = self.all()
        same = next((each for each in known if str(each.query).strip() == str(query).strip()), None)
        if same is not None:
            raise FormatError(f"This search is saved already, as “{same.name}”.")
        made = SavedSearch(new_id(), _unused(_tidy(name), known), str(query))
        return made, self.keep([*known, made])

    def rename(self, search_id: str, name: str) -> Future[None]:
        """Give a saved search another name, and the place of the one that has it already.

        Raises FormatError for a name without letters, NotFoundError where the search is gone.
        """
        tidy, known = _tidy(name), self.all()
        renamed, other = replace(known[self._place(search_id)], name=tidy), self.called(name, besides=search_id)
        if other is None:
            return self.keep([renamed if each.id == search_id else each for each in known])
        return self.keep([renamed if each == other else each for each in known if each.id != search_id])

    def called(self, name: str, besides: str = "") -> SavedSearch | None:
        """Return the search that has a name, in whatever case, None for none; the one with the id ``besides`` is passed over."""
        wanted = tidy_line(name).casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted and each.id != besides), None)

    def delete(self, search_id: str) -> Future[None]:
        """Delete a saved search; raises NotFoundError where it is gone."""
        kept = self.all()
        kept.pop(self._place(search_id))
        return self.keep(kept)

    def keep(self, searches: Sequence[SavedSearch]) -> Future[None]:
        """Let these be the saved searches, as when a change of them is taken back."""
        plain = [[each.id, each.name, each.text] for each in searches]
        self._pending = [self._archive.remember(_KEY, json.dumps(plain, ensure_ascii=False))]
        return self._pending[0]

    def _place(self, search_id: str) -> int:
        for place, each in enumerate(self.all()):
            if each.id == search_id:
                return place
        raise NotFoundError("This saved search is not there any more.")


def _tidy(name: str) -> str:
    tidy = tidy_line(name)
    if not tidy:
        raise FormatError("Give the saved search a name.")
    return tidy


def _unused(name: str, known: Sequence[SavedSearch]) -> str:
    """Return a name that no search has: itself, or with a number behind it."""
    taken = {each.name.casefold() for each in known}
    return next(each for each in chain((name,), (f"{name} ({number})" for number in count(2))) if each.casefold() not in taken)
