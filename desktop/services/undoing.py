"""One history of undo: steps that remember each record before and after, joined while somebody types in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.core.article import Record
from desktop.core.edits import taken_back

TYPING_PAUSE = 1.0
"""Seconds without a key after which further typing in the same place is an undo step of its own."""

Changes = tuple[tuple[Record | None, Record], ...]
"""Each changed record before (None: it was made) and after."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit was made: the form (``facts``, ``people``, a part's id) and the field or row in it."""

    form: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: each changed record before (None: it was made by this step) and after."""

    label: str
    place: Place
    changes: Changes


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: the step's label, where it was, and what it changed.

    ``whole`` is False where something was left alone because it was changed again since.
    """

    label: str
    place: Place
    records: tuple[Record, ...]
    whole: bool
    redone: bool = False


class History:
    """Steps that can be taken back, and those that were.

    ``typing`` lets neighbouring keys in one place join into one step; ``tidying`` (a field was left) always joins the last step
    of its place, so that undo takes back what was typed and not a trimmed blank.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin without a step; ``clock`` counts seconds and never runs backwards."""
        self._clock = clock
        self._typed_at: float | None = None
        self.history: list[Step] = []
        self.future: list[Step] = []

    def _remember(self, label: str, place: Place, changes: Changes, *, typing: bool, tidying: bool) -> None:
        """Take note of a step, or join it to the last one."""
        moment = self._clock()
        joins = tidying or (typing and self._typed_at is not None and moment - self._typed_at < TYPING_PAUSE)
        if joins and self.history and self.history[-1].place == place and not self.future:
            self.history[-1] = _joined(self.history[-1], changes)
        else:
            self.history.append(Step(label, place, changes))
        self.future.clear()
        self._typed_at = moment if typing else None

    def _turn(
        self, step: Step, current_of: Callable[[Record], Record | None], *, undoing: bool
    ) -> tuple[Undone, tuple[str, ...]]:
        """Move a step between past and future; return what it changes, and the ids of records that it had made."""
        self._typed_at = None
        records: list[Record] = []
        unmade, whole = [], True
        for before, after in step.changes:
            old, new = (before, after) if undoing else (after, before)
            current = current_of(after)
            if old is None:
                unmade.append(after.id)
            elif new is None or current is None:
                records.append(old)
            else:
                restored, complete = taken_back(current, old, new)
                records.append(restored)
                whole = whole and complete
        (self.future if undoing else self.history).append(step)
        return Undone(step.label, step.place, tuple(records), whole, redone=not undoing), tuple(unmade)


def _joined(step: Step, changes: Changes) -> Step:
    merged = {after.id: (before, after) for before, after in step.changes}
    for before, after in changes:
        merged[after.id] = (merged[after.id][0], after) if after.id in merged else (before, after)
    return replace(step, changes=tuple(merged.values()))
