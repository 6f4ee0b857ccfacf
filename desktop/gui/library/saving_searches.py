"""What is asked for of saved searches: kept, renamed, taken away; and that taken back in one history with the reviews."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.finding import Query
from desktop.core.text import tidy_line
from desktop.gui.changing_many import ChangingMany
from desktop.services.bulk import Beside

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.services.saved_searches import SavedSearches

_Write = Callable[[], Future[None]]


class SavingSearches(QObject):
    """Writes what the library's page asks for, and has it read the saved searches anew.

    Each change is a step of the one history that ``many`` has of the library, among the changes of reviews.
    """

    def __init__(self, window: MainWindow, searches: SavedSearches, many: ChangingMany) -> None:
        """Keep the searches of the library of ``window`` in ``searches``; ``many`` has the one history of undo."""
        super().__init__(window)
        self._window, self._searches, self._many = window, searches, many
        library = window.library
        library.search_saved.connect(self._on_library_search_saved)
        library.places.search_renamed.connect(self._on_places_search_renamed)
        library.places.search_removed.connect(self._on_places_search_removed)
        many.beside_turned.connect(self._on_many_beside_turned)
        many.refused.connect(lambda _sentence: library.refresh())  # a name that is typed stands in the list meanwhile

    def _change(self, label: str, change: _Write, said: str = "") -> None:
        """Change the searches as one step, which can be taken back from now on, and say what it did with an Undo."""

        def begin() -> tuple[Future[None], Beside]:
            before, future = self._searches.all(), change()
            after = self._searches.all()
            return future, Beside(label, partial(self._searches.keep, after), partial(self._searches.keep, before))

        def then(step: Beside) -> None:
            self._window.library.refresh()
            if said:
                self._window.toast.say(said, self.tr("Undo"), partial(self._take_back, step))

        self._many.do_beside(label, begin, then)

    def _take_back(self, step: Beside) -> None:
        if not self._many.take_back(step):
            self._window.toast.say_not_last()

    def _on_many_beside_turned(self, label: str, undone: bool) -> None:
        self._window.library.refresh()
        said = self.tr("Taken back: {step}") if undone else self.tr("Made again: {step}")
        self._window.status.say(said.format(step=label))

    def _on_library_search_saved(self, name: str, query: Query) -> None:
        def save() -> Future[None]:
            made, future = self._searches.save(name, query)
            self._window.library.expect_search(made.id)
            return future

        self._change(self.tr("Save the Search ‘{name}’").format(name=name), save)

    def _on_places_search_renamed(self, search_id: str, name: str) -> None:
        before = next((each.name for each in self._searches.all() if each.id == search_id), name)
        if tidy_line(name) == before:
            return
        other = self._searches.called(name, besides=search_id)
        said = self.tr("‘{name}’ replaces the saved search of that name.").format(name=other.name) if other is not None else ""
        label = self.tr("Rename ‘{name}’").format(name=before)
        self._change(label, lambda: self._searches.rename(search_id, name), said)

    def _on_places_search_removed(self, search_id: str) -> None:
        gone = next((each for each in self._searches.all() if each.id == search_id), None)
        if gone is None:
            return
        label, said = self.tr("Delete ‘{name}’"), self.tr("The saved search ‘{name}’ is gone.")
        delete = partial(self._searches.delete, search_id)
        self._change(label.format(name=gone.name), delete, said.format(name=gone.name))
