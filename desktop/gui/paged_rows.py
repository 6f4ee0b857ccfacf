"""The rows of a long list that are never all here: pages, fetched as they come into sight, the oldest let go."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE = 200
"""Rows that are asked for together."""
_KEPT_PAGES = 24
_WANTED_PAGES = 4
"""Pages that are waited for at most: what was scrolled past is not fetched."""


class PagedRows(Generic[Row]):
    """Pages by their numbers; ``ask(numbers)`` is called for those that came into sight and are not here."""

    def __init__(self, ask: Callable[[list[int]], None]) -> None:
        """Hold nothing yet."""
        self._ask = ask
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: deque[int] = deque(maxlen=_WANTED_PAGES)

    def show(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Hold the first pages of another list."""
        self._pages = OrderedDict(pages)
        self._wanted.clear()

    def add(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Hold more pages of the list; the ones used longest ago give way."""
        for number, rows in pages.items():
            self._pages[number] = rows
            if number in self._wanted:
                self._wanted.remove(number)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)

    def here(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows that are here with their numbers, page by page."""
        for number in sorted(self._pages):
            yield from enumerate(self._pages[number], number * PAGE)

    def at(self, row: int) -> Row | None:
        """Return what stands in a row; where it is not here, ask for it and return None."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page[place] if place < len(page) else None
        if number not in self._wanted:
            self._wanted.append(number)
            self._ask(list(self._wanted))
        return None

    def is_here(self, row: int) -> bool:
        """Say whether a row is here, without asking for it."""
        number, place = divmod(row, PAGE)
        return place < len(self._pages.get(number, ()))

    def replace(self, row: int, value: Row) -> None:
        """Hold another value for a row that is here."""
        number, place = divmod(row, PAGE)
        page = list(self._pages[number])
        page[place] = value
        self._pages[number] = page
