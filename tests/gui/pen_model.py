"""What a desk of open reviews holds, told in a few lines: the model that the stateful test of saving compares with.

Every text, film title and person's name is one string under a key of its own. A ``Pen`` is what undo knows of one open review.
"""

from __future__ import annotations

from dataclasses import dataclass, field

JOINED_WITHIN = 1.0
"""Seconds within which typing in one place is one step of undo."""


@dataclass
class Stroke:
    """One step of undo: what each key held before and after."""

    place: str
    changes: dict[str, tuple[str, str]]


@dataclass
class Pen:
    """The undo history of one open review."""

    done: list[Stroke] = field(default_factory=list)
    undone: list[Stroke] = field(default_factory=list)
    wrote_at: float | None = None


@dataclass
class Sheet:
    """What every key holds, and all that it ever held."""

    values: dict[str, str] = field(default_factory=dict)
    past: dict[str, set[str]] = field(default_factory=dict)

    def put(self, key: str, value: str) -> None:
        """Let a key hold a value."""
        self.values[key] = value
        self.past.setdefault(key, set()).add(value)

    def write(self, pen: Pen, key: str, value: str, now: float) -> None:
        """Type until ``key`` holds ``value``."""
        before = self.values[key]
        if before == value:
            return
        joins = pen.wrote_at is not None and now - pen.wrote_at < JOINED_WITHIN
        if joins and pen.done and pen.done[-1].place == key and not pen.undone:
            first = pen.done[-1].changes[key][0]
            pen.done[-1] = Stroke(key, {key: (first, value)})
        else:
            pen.done.append(Stroke(key, {key: (before, value)}))
        pen.undone.clear()
        pen.wrote_at = now
        self.put(key, value)

    def undo(self, pen: Pen) -> None:
        """Take the last stroke back, except where another review has changed the same thing since."""
        self._reverse(pen, pen.done, pen.undone, 1, 0)

    def redo(self, pen: Pen) -> None:
        """Make the stroke again that was taken back last."""
        self._reverse(pen, pen.undone, pen.done, 0, 1)

    def _reverse(self, pen: Pen, source: list[Stroke], target: list[Stroke], there: int, wanted: int) -> None:
        if not source:
            return
        stroke = source.pop()
        pen.wrote_at = None
        for key, ends in stroke.changes.items():
            if self.values[key] == ends[there]:
                self.put(key, ends[wanted])
        target.append(stroke)
