"""What the search line said before: its own undo, a step for each change by hand and one for what is typed in one go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop.core.finding import Term
from desktop.gui.widgets.replacement import smallest_replacement


@dataclass(frozen=True, slots=True)
class Said:
    """What the line says: the terms of its chips and the text behind them."""

    terms: tuple[Term, ...] = ()
    text: str = ""


class _Going(Enum):
    """What is going on, and grows into one step."""

    NOTHING = "nothing"
    TYPING_OVER = "typing over"
    TYPING = "typing"
    DELETING = "deleting"


class QueryMemory:
    """The steps. Letters typed one after the other are one, letters deleted too; :meth:`rest` ends what is going on."""

    def __init__(self) -> None:
        """Remember an empty line."""
        self._now = Said()
        self._past: list[Said] = []
        self._future: list[Said] = []
        self._going = _Going.NOTHING

    def __bool__(self) -> bool:
        """Say whether there was any change."""
        return bool(self._past or self._future)

    def note(self, now: Said) -> None:
        """Remember what the line says from now on."""
        before, self._now = self._now, now
        if now == before:
            return
        change = smallest_replacement(before.text, now.text)
        typing = bool(change.text) or self._going is _Going.TYPING_OVER
        going = _Going.TYPING if typing else _Going.DELETING
        grows = before.terms == now.terms and (change.start == change.end or not change.text)
        if not (grows and going is self._going):
            self._past.append(before)
        self._going = going
        self._future.clear()

    def type_over(self) -> None:
        """Take the next change for the beginning of something typed, even where it only leaves less than there was."""
        self._going = _Going.TYPING_OVER

    def rest(self) -> None:
        """Let the next change be a step of its own."""
        self._going = _Going.NOTHING

    def undo(self) -> Said | None:
        """Return what the line said before the last step, None where there was none."""
        return self._turn(self._past, self._future)

    def redo(self) -> Said | None:
        """Return what the line said before it was taken back, None where nothing was."""
        return self._turn(self._future, self._past)

    def _turn(self, source: list[Said], target: list[Said]) -> Said | None:
        self._going = _Going.NOTHING
        if not source:
            return None
        target.append(self._now)
        self._now = source.pop()
        return self._now
