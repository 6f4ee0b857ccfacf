"""What is asked for of saved searches: kept, renamed, taken away; and that taken back in one history with the reviews."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.errors import MatineeError
from desktop.core.finding import Query
from desktop.gui.changing_many import ChangingMany, Ended

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace
    from desktop.services.saved_searches import SavedSearches

_Write = Callable[[], Future[None]]


@dataclass(frozen=True, slots=True)
class _Step:
    """A change of the saved searches, and what takes it back and makes it again."""

    label: str
    undo: _Write
    redo: _Write


class SavingSearches(QObject):
    """Writes what the library's page asks for, and has it read the saved searches anew.

    It is what Undo works on there: the last changes of saved searches first, then those of reviews that ``many`` made before.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, searches: SavedSearches, many: ChangingMany) -> None:
        """Keep the searches of the library of ``window`` in ``searches``; ``many`` has the one history of undo."""
        super().__init__(window)
        self._window, self._space, self._searches, self._many = window, workspace, searches, many
        self._past: list[_Step] = []
        self._future: list[_Step] = []
        library = window.library
        library.undoing = self
        library.search_saved.connect(self._on_library_search_saved)
        library.places.search_renamed.connect(self._on_places_search_renamed)
        library.places.search_removed.connect(self._on_places_search_removed)
        many.ended.connect(self._on_many_ended)

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._past[-1].label if self._past and not self._many.is_changing else self._many.can_undo

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._future[-1].label if self._future else self._many.can_redo

    def undo(self) -> None:
        """Take back the last step."""
        if self._past and not self._many.is_changing:
            step = self._past[-1]
            said = self.tr("Taken back: {step}")
            self._write(step.undo, lambda: self._turned(step, self._past, self._future, said))
        else:
            self._many.undo()

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        if self._future:
            step = self._future[-1]
            said = self.tr("Made again: {step}")
            self._write(step.redo, lambda: self._turned(step, self._future, self._past, said))
        else:
            self._many.redo()

    def _turned(self, step: _Step, source: list[_Step], target: list[_Step], said: str) -> None:
        if step in source:
            source.remove(step)
            target.append(step)
        self._window.show_undo()
        self._window.status.say(said.format(step=step.label))

    def _done(self, step: _Step) -> None:
        self._past.append(step)
        self._future.clear()
        self._window.show_undo()

    def _on_many_ended(self, ended: Ended) -> None:
        """Forget what came before a later change of reviews, which is what Undo takes back next."""
        if not ended.turned and len(ended.done.patches):
            self._past.clear()
        self._future.clear()
        self._window.show_undo()

    def _on_library_search_saved(self, name: str, query: Query) -> None:
        def save() -> Future[None]:
            made, future = self._searches.save(name, query)
            self._window.library.expect_search(made.id)
            return future

        self._write(save)

    def _on_places_search_renamed(self, search_id: str, name: str) -> None:
        before = next((each.name for each in self._searches.all() if each.id == search_id), name)
        label = self.tr("Rename ‘{name}’").format(name=before)
        rename = self._searches.rename
        step = _Step(label, lambda: rename(search_id, before), lambda: rename(search_id, name))
        self._write(step.redo, lambda: self._done(step))

    def _on_places_search_removed(self, search_id: str) -> None:
        known = self._searches.all()
        place = next((place for place, each in enumerate(known) if each.id == search_id), None)
        if place is None:
            return
        gone, searches = known[place], self._searches
        label = self.tr("Delete ‘{name}’").format(name=gone.name)
        step = _Step(label, lambda: searches.put_back(gone, place), lambda: searches.delete(search_id)[2])

        def removed() -> None:
            self._done(step)
            said = self.tr("The saved search ‘{name}’ is gone.").format(name=gone.name)
            self._window.toast.say(said, self.tr("Undo"), lambda: self.undo() if self._past[-1:] == [step] else None)

        self._write(step.redo, removed)

    def _write(self, act: _Write, then: Callable[[], None] | None = None) -> None:
        """Write, and read the saved searches anew once that is stored; ``then`` follows. What cannot be written is told."""
        library = self._space.archive.library
        if library.read_only:
            self._window.toast.say(library.read_only_reason)
            return
        try:
            future = act()
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        self._space.courier.watch(future, lambda written: self._on_written(written, then))

    def _on_written(self, future: Future[None], then: Callable[[], None] | None) -> None:
        error = future.exception()
        if isinstance(error, MatineeError):
            self._window.toast.say(str(error))
        elif error is not None:
            raise error
        else:
            self._window.library.refresh()
            if then is not None:
                then()
