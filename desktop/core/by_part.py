"""What is made of each part of an article, kept as long as neither the part nor anything else that it prints from changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from desktop.core.article import Article
from desktop.core.review import Part

Value = TypeVar("Value")


class ByPart(Generic[Value]):
    """Makes a value of each part with ``make``, anew only for the part that was edited.

    Everything of the article but its parts counts as what they print from: an edit to a fact, a person or the headline makes all
    values anew.
    """

    def __init__(self, make: Callable[[Article, Part], Value]) -> None:
        """Keep nothing yet; ``make`` must depend on the article and the part alone."""
        self._make = make
        self._ground: Article | None = None
        self._made: dict[str, tuple[Part, Value]] = {}

    def of(self, article: Article) -> tuple[Value, ...]:
        """Return the value of each part, in order."""
        ground = replace(article, review=replace(article.review, parts=()))
        known = self._made if ground == self._ground else {}
        self._ground, self._made = ground, {}
        for part in article.review.parts:
            before = known.get(part.id)
            kept = before is not None and (before[0] is part or before[0] == part)
            self._made[part.id] = before if before is not None and kept else (part, self._make(article, part))
        return tuple(value for _, value in self._made.values())
