"""A change of many reviews that a kill or a power cut broke off: a bar says how far it came, and goes on or back with it."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.bulk import SetTrashed
from desktop.core.errors import MatineeError
from desktop.gui.changing_many import ChangingMany, Ended
from desktop.gui.library.places import ALL, TRASH
from desktop.gui.notices import Action
from desktop.services.broken_off import BrokenOff, broken_off, forget, is_told
from desktop.services.bulk import Step

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

_KEY = "broken_off"
_SHOWN = 2_000
"""Reviews that are selected at most when they are to be shown."""


class BrokenOffChange(QObject):
    """Tells at the start of what was broken off; undo and redo of the library know it too, as if nothing had happened."""

    def __init__(self, window: MainWindow, workspace: Workspace, many: ChangingMany) -> None:
        """Tell in ``window``; ``many`` is what goes on with it."""
        super().__init__(window)
        self._window, self._space, self._many = window, workspace, many
        self._told: BrokenOff | None = None
        self._steps: tuple[Step, ...] = ()
        many.ended.connect(self._on_many_ended)

    def tell(self) -> None:
        """Look whether a change was broken off in this library, and put up the bar then."""
        archive = self._space.archive
        if not archive.library.read_only and is_told(archive):
            self._space.courier.watch(self._space.jobs.run(lambda _job: broken_off(archive)), self._on_read)

    def _on_read(self, future: Future[BrokenOff | None]) -> None:
        try:
            found = future.result()
        except MatineeError:
            return  # a library that cannot be read says so itself
        if found is None or self._many.is_busy or self._many.can_undo:
            return  # what cannot be read can be decided upon no more, and what was done since comes first
        self._told = found
        done, rest = (Step(found.label, patches, found.action) for patches in (found.done, found.rest))
        past, again = (rest, done) if found.turned == "undo" else (done, rest)
        self._steps = (done, rest)
        self._many.remember([past] if len(past.patches) else [], [again] if len(again.patches) else [])
        self._window.notices.put(_KEY, self._sentence(found), self._actions(found, done, rest))

    def _sentence(self, found: BrokenOff) -> str:
        said = {
            "": self.tr("“{step}” was broken off: {done} of {count} reviews are changed."),
            "undo": self.tr("Undoing “{step}” was broken off: {done} of {count} reviews are as they were before."),
            "redo": self.tr("Redoing “{step}” was broken off: {done} of {count} reviews are changed again."),
        }[found.turned]
        return said.format(step=found.label, done=f"{len(found.done):,}", count=f"{found.of:,}")

    def _actions(self, found: BrokenOff, done: Step, rest: Step) -> list[Action]:
        on = partial(self._go_on, found, done) if not found.turned else partial(self._turn, rest)
        actions: list[Action] = [(self.tr("Go On"), on)] if len(rest.patches) or found.action is not None else []
        if len(found.done):
            word = self.tr("Make Again") if found.turned == "undo" else self.tr("Undo")
            actions = [(self.tr("Show Them"), partial(self._show, found)), *actions, (word, partial(self._turn, done))]
        return [*actions, (self.tr("Leave It So"), self._dismiss)]

    def _turn(self, step: Step) -> None:
        if self._many.is_last(step):
            self._many.undo()
        elif self._many.is_next(step):
            self._many.redo()
        else:
            self._window.toast.say_not_last()

    def _show(self, found: BrokenOff) -> None:
        """Select what was changed, in the place where all of it is listed; of very many the first."""
        library, ids = self._window.library, [*found.done.ids()]
        trashed = isinstance(found.action, SetTrashed) and bool(found.action.at) is not (found.turned == "undo")
        self._window.show_library()
        library.search_line.empty()
        library.show_place(TRASH if trashed else ALL)
        library.choose(ids[:_SHOWN])
        if len(ids) > _SHOWN:
            said = self.tr("The first {shown} of the {count} reviews are selected; more are not shown at once.")
            self._window.toast.say(said.format(shown=f"{_SHOWN:,}", count=f"{len(ids):,}"))

    def _go_on(self, found: BrokenOff, done: Step) -> None:
        if found.action is not None:
            self._many.go_on(done, found.ids, found.action)

    def _dismiss(self) -> None:
        self._end()
        self._space.courier.watch(forget(self._space.archive), lambda done: done.result())

    def _end(self) -> None:
        self._told, self._steps = None, ()
        self._window.notices.take_away(_KEY)

    def _on_many_ended(self, ended: Ended) -> None:
        """Say no more once it was gone on or back with, whatever came of that: it says so itself."""
        if self._told is not None and (ended.step in self._steps or ended.onto in self._steps):
            self._dismiss()
