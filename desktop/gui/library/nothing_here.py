"""What the library says where it shows no review: the place is empty, or the search found nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.finding import Query
from desktop.gui.library.chip_words import query_words
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.instead import Instead
from desktop.gui.library.places import ALL, DUE, EMBARGOED, TRASH
from desktop.services.archive import Suggestion

_Way = tuple[str, Callable[[], object]]


class NothingHere(EmptyState):
    """Says why nothing is shown, and offers ways out of which none leads to nothing again.

    ``looked_for(query)`` asks to search for something else, ``cleared()`` to empty the search, ``place_wanted(key)`` to go
    somewhere else; ``new_wanted()``, ``import_wanted()`` and ``library_wanted()`` ask for what begins or opens a library.
    """

    looked_for = Signal(object)
    cleared = Signal()
    place_wanted = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    library_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that says nothing."""
        super().__init__(parent)
        self._ways: tuple[_Way, ...] = ()
        self.acted.connect(lambda: self._go(0))
        self.alternative_taken.connect(lambda: self._go(1))
        self.third_taken.connect(lambda: self._go(2))

    def tell_empty(self, place: str, in_trash: int = 0) -> None:
        """Say of a place that it is empty, while so many reviews lie in the trash."""
        new = (self.tr("New review"), self.new_wanted.emit)
        everything = (self.tr("Show all reviews"), partial(self.place_wanted.emit, ALL))
        if place == TRASH:
            self._tell(self.tr("Empty. Deleted things wait here 30 days."), ("", self.cleared.emit), everything)
        elif place == ALL and in_trash:
            words = self.tr("Nothing here. In the trash: {found}.").format(found=self._counted(in_trash))
            self._tell(words, (self.tr("Show the trash"), partial(self.place_wanted.emit, TRASH)), new)
        elif place == ALL:
            words = self.tr("Your reviews live here, on this computer only.")
            more = (self.tr("Import…"), self.import_wanted.emit), (self.tr("Open a library…"), self.library_wanted.emit)
            self._tell(words, new, *more)
        else:
            words = {
                "draft": self.tr("No drafts. Good."),
                DUE: self.tr("Nothing is due in the next seven days. A review gets its deadline under Publishing ▸ Due."),
                EMBARGOED: self.tr("No review is under embargo. A review gets one under Publishing ▸ Embargo."),
            }.get(place, self.tr("Nothing here yet."))
            self._tell(words, new, everything)

    def tell_unfound(self, place: str, name: str, search: str, instead: Instead) -> None:
        """Say that a search found nothing in a place called ``name``, and what it would find otherwise."""
        if place == TRASH:
            words = self.tr("Nothing in the trash matches ‘{text}’.").format(text=search)
        elif place == ALL:
            words = self.tr("Nothing matches ‘{text}’.").format(text=search)
        else:
            words = self.tr("Nothing in ‘{place}’ matches ‘{text}’.").format(place=name, text=search)
        ways: list[_Way] = []
        if instead.suggestion is not None:
            meant, found = _label(instead.suggestion), self._counted(instead.suggestion.count)
            words += self.tr(" Did you mean {name}? It finds {found}.").format(name=meant, found=found)
            look = partial(self.looked_for.emit, instead.suggestion.query)
            ways.append((self.tr("Look for {name}").format(name=meant), look))
        if instead.in_words:
            label = self.tr("Search your sentences too ({count})").format(count=f"{instead.in_words:,}")
            ways.append((label, partial(self.looked_for.emit, instead.words)))
        if place == TRASH:
            ways.append((self.tr("Show all in the trash"), self.cleared.emit))
        if instead.elsewhere:
            label = self.tr("Search all reviews ({count})").format(count=f"{instead.elsewhere:,}")
            ways.append((label, partial(self.place_wanted.emit, ALL)))
        if place != TRASH:
            ways.append((self.tr("Clear the search"), self.cleared.emit))
        self._tell(words, *ways[:3])

    def _tell(self, words: str, *ways: _Way) -> None:
        self._ways = ways
        self.say(words, *(label for label, _act in ways))

    def _go(self, at: int) -> None:
        if at < len(self._ways):
            self._ways[at][1]()

    def _counted(self, count: int) -> str:
        return self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=f"{count:,}")


def _label(suggestion: Suggestion) -> str:
    """Return what to call a suggestion: the name that it is, or its terms in words."""
    query: Query = suggestion.query
    return query_words(query) if suggestion.label == str(query).strip() else suggestion.label
