"""Editing records without an open review: the desk's own ledger, with an undo history of its own.

What is edited here lies on the desk like everything else: open reviews that show it follow, and it is saved in the same batches.
Nothing is kept on the desk between two edits, so a record that another way of writing changed meanwhile is read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol, TypeVar

from desktop.core.article import Record
from desktop.core.errors import NotFoundError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.work import Work
from desktop.services.authoring import Desk
from desktop.services.gathering import Gathered
from desktop.services.undoing import History, Place, Undone

Kind = TypeVar("Kind", Person, Work, Review, Image, Outlet)


class Records(Protocol):
    """Where a record is read that does not lie on the desk; the library is one."""

    def load_record(self, kind: type[Kind], record_id: str) -> tuple[Kind, int]:
        """Return a record and its revision; raises NotFoundError."""


class Ledger(History):
    """Edits of any stored records, several in one step; ``listeners`` are told of every change with the records it left."""

    def __init__(self, desk: Desk, records: Records) -> None:
        """Edit what lies on ``desk``, fetching the rest from ``records``."""
        super().__init__(desk.clock)
        self._desk, self._records = desk, records
        self.listeners: list[Callable[[tuple[Record, ...]], None]] = []

    def read(self, kind: type[Kind], record_id: str) -> Kind:
        """Return a record as it stands, on the desk or stored; raises NotFoundError."""
        known = self._desk.records.get(record_id)
        return known if isinstance(known, kind) else self._records.load_record(kind, record_id)[0]

    def know(self, gathered: Gathered) -> None:
        """Lay stored records on the desk, so that an edit of them reads nothing; what lies there already stays as it is."""
        for record, revision in gathered.stored.values():
            self._desk.know(record, revision)

    def edit(self, label: str, place: Place, *records: Record, typing: bool = False, tidying: bool = False) -> None:
        """Lay new values of stored records on the desk as one step; see :meth:`desktop.services.undoing.History`."""
        changes = tuple((before, after) for after in records if (before := self._fetch(type(after), after.id)) != after)
        if changes:
            kept = self._desk.with_print_kept(changes)
            self._remember(label, place, kept, typing=typing, tidying=tidying)
            self._put(tuple(after for _, after in kept))

    def note(self, label: str, place: Place) -> None:
        """Count something that changed no record as a step: who undoes it knows by its place what to do."""
        self._remember(label, place, (), typing=False, tidying=False)

    def undo(self) -> Undone | None:
        """Take back the last step; None where there is none."""
        return self._reverse(undoing=True)

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last; None where there is none."""
        return self._reverse(undoing=False)

    def _reverse(self, *, undoing: bool) -> Undone | None:
        source = self.history if undoing else self.future
        if not source:
            return None
        step = source.pop()
        there = tuple((before, after) for before, after in step.changes if self._is_there(after))
        undone, _ = self._turn(replace(step, changes=there), lambda after: self._fetch(type(after), after.id), undoing=undoing)
        self._put(undone.records)
        return replace(undone, whole=undone.whole and len(there) == len(step.changes))

    def _is_there(self, record: Record) -> bool:
        try:
            self._fetch(type(record), record.id)
        except NotFoundError:
            return False
        return True

    def _fetch(self, kind: type[Record], record_id: str) -> Record:
        """Return a record as it stands and have it on the desk, a review with what it is gathered from."""
        known = self._desk.records.get(record_id)
        if known is None:
            known, revision = self._records.load_record(kind, record_id)  # type: ignore[type-var]  # one of the kinds
            self._desk.know(known, revision)
        if isinstance(known, Review):
            self._fetch(Work, known.work)
            self._fetch(Outlet, known.outlet)
        elif isinstance(known, Person):
            self._fetch_portraits(known)
        return known

    def _fetch_portraits(self, person: Person) -> None:
        for portrait in person.portraits:
            with suppress(NotFoundError):
                self._fetch(Image, portrait)

    def _put(self, records: tuple[Record, ...]) -> None:
        for record in records:
            if isinstance(record, Person):
                self._fetch_portraits(record)
        self._desk.put(records)
        for listener in tuple(self.listeners):
            listener(records)
