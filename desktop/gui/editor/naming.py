"""Completing a person after ``@``: those credited in the review first, then everyone the library knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.core.article import Article
from desktop.core.printing import name_of
from desktop.core.text import fold
from desktop.gui.widgets.completion import Completion, LookUp

if TYPE_CHECKING:
    from desktop.services.archive import Archive, PersonRow

_MOST = 8


class PersonCompletion:
    """Answers what was typed after ``@`` with people; the label is the name as it will be printed.

    ``complete`` is what a text completes with.
    """

    def __init__(self, archive: Archive) -> None:
        """Look for people in ``archive``."""
        self._article: Callable[[], Article | None] = lambda: None
        self.complete = LookUp(lambda text: archive.find_people(text, _MOST), self._rows)

    def follow(self, article: Callable[[], Article | None]) -> None:
        """Ask ``article`` for the review that is being written."""
        self._article = article

    def _rows(self, text: str, found: Sequence[PersonRow]) -> Sequence[Completion]:
        """Return people whose names have a word that begins with ``text``, the review's own first."""
        own = self._credited(fold(text))
        known = {person_id for person_id, _ in own}
        others = [row.person for row in found if row.person.id not in known]
        mine = [completion for _, completion in own]
        return (mine + [Completion(person, person.name, person.native_name) for person in others])[:_MOST]

    def _credited(self, typed: str) -> list[tuple[str, Completion]]:
        article = self._article()
        found: dict[str, Completion] = {}
        for credit in article.work.credits if article else ():
            person = article.person(credit.person) if article else None
            if article is None or person is None or person.id in found:
                continue
            words = [word for name in (*person.spellings(), *credit.characters) for word in (fold(name), *fold(name).split())]
            if any(word.startswith(typed) for word in words):
                found[person.id] = Completion(person, name_of(article, credit), ", ".join(credit.characters))
        return list(found.items())
