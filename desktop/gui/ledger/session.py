"""The Qt face of the ledger: edits of one person at a time, and the undo history of the People place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Record
from desktop.core.errors import NotFoundError
from desktop.core.person import Person
from desktop.gui.waiting_line import Asked, Turn, WaitingLine
from desktop.services.ledger import Ledger
from desktop.services.undoing import Place, Step, Undone

_Wanted = Mapping[str, type[Record]]
_Reading = Callable[[str, _Wanted, Callable[[object], None], Callable[[], None]], None]


class LedgerSession(QObject):
    """What the People place edits. ``current`` is the id of the person shown; ``leaving`` says that it is about to be another.

    ``reading(label, wanted, then, otherwise)`` lays the records of a step on the desk before it is turned, which may take a
    moment: an undo or redo that is asked for meanwhile waits, in order. ``otherwise`` follows where it was called off.

    ``changed(records)`` tells of every change that was made here; ``undone`` what an undo or redo did; ``refused`` of an edit in
    a library that can only be read.
    """

    leaving = Signal()
    changed = Signal(object)
    undone = Signal(object)
    refused = Signal()

    def __init__(self, ledger: Ledger, parent: QObject | None = None, *, locked: bool = False) -> None:
        """Edit what ``ledger`` holds; where it is ``locked``, every edit is refused."""
        super().__init__(parent)
        self.ledger, self._locked = ledger, locked
        self._current = ""
        self._line = WaitingLine()
        self.reading: _Reading = _at_once
        ledger.listeners.append(self.changed.emit)

    @property
    def current(self) -> str:
        """The id of the person shown, empty for nobody."""
        return self._current

    @current.setter
    def current(self, person_id: str) -> None:
        if person_id != self._current:
            self.leaving.emit()
            self._current = person_id

    @property
    def person(self) -> Person | None:
        """The person shown, as they stand."""
        try:
            return self.ledger.read(Person, self.current) if self.current else None
        except NotFoundError:
            return None

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, once what waits is done."""
        return self._labels()[0]

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, once what waits is done."""
        return self._labels()[1]

    def _labels(self) -> tuple[str, str]:
        past, future = ([step.label for step in steps] for steps in (self.ledger.history, self.ledger.future))
        return self._line.labels_after(past, future)

    def change_person(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: Any) -> None:
        """Set fields of the person shown."""
        person = self.person
        if person is not None:
            self.edit(label, Place(person.id, field), replace(person, **values), typing=typing, tidying=tidying)

    def edit(self, label: str, place: Place, *records: Record, typing: bool = False, tidying: bool = False) -> None:
        """Lay new values on the desk as one step; where the library can only be read, everything is shown as it was."""
        if self._locked:
            self.refused.emit()
            self.changed.emit(())
        else:
            self.ledger.edit(label, place, *records, typing=typing, tidying=tidying)

    def note(self, label: str, place: Place) -> None:
        """Count something that changed no record as a step."""
        self.ledger.note(label, place)
        self.changed.emit(())

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self.ledger.history[-1] if self.ledger.history else None

    def is_last(self, step: Step | None) -> bool:
        """Say whether a step is what undo would take back, and nothing else is being taken back."""
        return step is not None and self.last is step and self._line.is_empty

    def take_back(self, step: Step | None) -> bool:
        """Take back a step and say yes, or leave everything and say no where it is not the last one any more."""
        if not self.is_last(step):
            return False
        self.undo()
        return True

    def undo(self) -> None:
        """Take back the last step and say what it was."""
        if self.can_undo:
            self._ask(Turn.UNDO, self.ledger.history, self.ledger.undo)

    def redo(self) -> None:
        """Make the last step again and say what it was."""
        if self.can_redo:
            self._ask(Turn.REDO, self.ledger.future, self.ledger.redo)

    def _ask(self, turn: Turn, steps: Sequence[Step], begin: Callable[[], Undone | None]) -> None:
        self._line.add(Asked(turn, partial(self._turn, steps, begin)))
        self._line.go_on()
        if not self._line.is_empty:
            self.changed.emit(())

    def _turn(self, steps: Sequence[Step], turn: Callable[[], Undone | None]) -> None:
        if not steps:
            self._line.end()
            return
        step = steps[-1]

        def read(_read: object) -> None:
            try:
                undone = turn() if steps and steps[-1] is step else None
            finally:
                self._line.end()
            self._report(undone)
            self._line.go_on()

        self.reading(step.label, {after.id: type(after) for _before, after in step.changes}, read, self._call_off)

    def _call_off(self) -> None:
        """Leave the step that was to be turned, and what waits behind it, as they are."""
        self._line = WaitingLine()
        self.changed.emit(())

    def _report(self, undone: Undone | None) -> None:
        if undone is not None:
            self.undone.emit(undone)


def _at_once(_label: str, _wanted: _Wanted, then: Callable[[object], None], _otherwise: Callable[[], None]) -> None:
    """Turn a step without reading ahead."""
    then(None)
