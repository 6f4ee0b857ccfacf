"""What is asked for of saved searches: kept, renamed, taken away; and that taken back in one history with the reviews."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.errors import MatineeError
from desktop.core.finding import Query
from desktop.core.text import tidy_line
from desktop.gui.changing_many import ChangingMany, Ended

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace
    from desktop.services.saved_searches import SavedSearch, SavedSearches

_Write = Callable[[], Future[None]]


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """A change of the saved searches: what they were before it and are after it."""

    label: str
    before: Sequence[SavedSearch]
    after: Sequence[SavedSearch]


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
            self._turn(step, step.before, self._past, self._future, self.tr("Taken back: {step}"))
        else:
            self._many.undo()

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        if self._future:
            step = self._future[-1]
            self._turn(step, step.after, self._future, self._past, self.tr("Made again: {step}"))
        else:
            self._many.redo()

    def _turn(self, step: _Step, wanted: Sequence[SavedSearch], source: list[_Step], target: list[_Step], said: str) -> None:
        """Write what the searches were before or after a step, which the next Undo or Redo does not wait for."""

        def back() -> None:
            if step in target:
                target.remove(step)
                source.append(step)

        source.remove(step)
        target.append(step)
        self._write(lambda: self._searches.keep(wanted), lambda: self._window.status.say(said.format(step=step.label)), back)

    def _change(self, label: str, change: _Write, then: Callable[[_Step], None] = lambda _step: None) -> None:
        """Change the searches as one step, which can be taken back from now on; ``then`` follows once it is stored."""
        before, made = self._searches.all(), list[_Step]()

        def act() -> Future[None]:
            future = change()
            made.append(_Step(label, before, self._searches.all()))
            self._past += made
            self._future.clear()
            return future

        def back() -> None:
            self._past = [step for step in self._past if step not in made]

        self._write(act, lambda: then(made[0]), back)

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

        self._change(self.tr("Save the Search ‘{name}’").format(name=name), save)

    def _on_places_search_renamed(self, search_id: str, name: str) -> None:
        before = next((each.name for each in self._searches.all() if each.id == search_id), name)
        if tidy_line(name) == before:
            return
        other = self._searches.called(name, besides=search_id)
        said = self.tr("‘{name}’ replaces the saved search of that name.").format(name=other.name) if other is not None else ""
        label = self.tr("Rename ‘{name}’").format(name=before)
        self._change(label, lambda: self._searches.rename(search_id, name), partial(self._offer_undo, said))

    def _on_places_search_removed(self, search_id: str) -> None:
        gone = next((each for each in self._searches.all() if each.id == search_id), None)
        if gone is None:
            return
        label, said = self.tr("Delete ‘{name}’"), self.tr("The saved search ‘{name}’ is gone.")
        delete = partial(self._searches.delete, search_id)
        self._change(label.format(name=gone.name), delete, partial(self._offer_undo, said.format(name=gone.name)))

    def _offer_undo(self, said: str, step: _Step) -> None:
        """Say what a step did, if anything, with a button that takes it back as long as it is the last."""
        if said:
            self._window.toast.say(said, self.tr("Undo"), lambda: self.undo() if self._past[-1:] == [step] else None)

    def _write(self, act: _Write, then: Callable[[], None], back: Callable[[], None]) -> None:
        """Write, and read the saved searches anew once that is stored; ``then`` follows.

        What cannot be written is told, and ``back`` takes it out of the history.
        """
        library = self._space.archive.library
        if library.read_only:
            back()
            self._window.toast.say(library.read_only_reason)
            return
        try:
            future = act()
        except MatineeError as error:
            back()
            self._window.toast.say(str(error))
            return
        self._window.show_undo()
        self._space.courier.watch(future, lambda written: self._on_written(written, then, back))

    def _on_written(self, future: Future[None], then: Callable[[], None], back: Callable[[], None]) -> None:
        error = future.exception()
        if error is None:
            self._window.library.refresh()
            then()
            return
        back()
        self._window.show_undo()
        if not isinstance(error, MatineeError):
            raise error
        self._window.toast.say(str(error))
        self._window.library.refresh()
