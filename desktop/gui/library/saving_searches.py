"""What is asked for of saved searches: kept, renamed, taken away and that taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.errors import MatineeError
from desktop.core.finding import Query

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace
    from desktop.services.saved_searches import SavedSearches


class SavingSearches(QObject):
    """Writes what the library's page asks for, and has it read the saved searches anew."""

    def __init__(self, window: MainWindow, workspace: Workspace, searches: SavedSearches) -> None:
        super().__init__(window)
        self._window, self._space, self._searches = window, workspace, searches
        library = window.library
        library.search_saved.connect(self._on_library_search_saved)
        library.places.search_renamed.connect(self._on_places_search_renamed)
        library.places.search_removed.connect(self._on_places_search_removed)

    def _on_library_search_saved(self, name: str, query: Query) -> None:
        def save() -> Future[None]:
            made, future = self._searches.save(name, query)
            self._window.library.expect_search(made.id)
            return future

        self._write(save)

    def _on_places_search_renamed(self, search_id: str, name: str) -> None:
        self._write(lambda: self._searches.rename(search_id, name))

    def _on_places_search_removed(self, search_id: str) -> None:
        def remove() -> Future[None]:
            gone, place, future = self._searches.delete(search_id)
            said = self.tr("The saved search ‘{name}’ is gone.").format(name=gone.name)
            put_back = self._searches.put_back
            self._window.toast.say(said, self.tr("Undo"), lambda: self._write(lambda: put_back(gone, place)))
            return future

        self._write(remove)

    def _write(self, act: Callable[[], Future[None]]) -> None:
        """Write, and read the saved searches anew once that is stored; what cannot be written is told."""
        library = self._space.archive.library
        if library.read_only:
            self._window.toast.say(library.read_only_reason)
            return
        try:
            future = act()
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        self._space.courier.watch(future, self._on_written)

    def _on_written(self, future: Future[None]) -> None:
        error = future.exception()
        if isinstance(error, MatineeError):
            self._window.toast.say(str(error))
        elif error is not None:
            raise error
        else:
            self._window.library.refresh()
