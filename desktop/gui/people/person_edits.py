"""What the fields of a person ask of whoever edits them: the review that credits the person, or the ledger."""

from __future__ import annotations

from typing import Any, Protocol

from desktop.core.person import Person


class PersonEdits(Protocol):
    """One person, and a way to change them; every change names the field it is for, so that undo can return there."""

    @property
    def person(self) -> Person | None:
        """The person, None while there is nobody."""

    def change_person(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: Any) -> None:
        """Set fields of the person; ``typing`` and ``tidying`` are those of :class:`desktop.services.undoing.History`."""
