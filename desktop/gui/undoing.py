"""What Undo and Redo of the Edit menu work on."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class Undoing(Protocol):
    """What has an undo history of its own: an open review, or a place; the labels are empty where there is nothing to do."""

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back."""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again."""

    def undo(self) -> None:
        """Take back the last step."""

    def redo(self) -> None:
        """Make the last step again."""


class UndoingPlace(QWidget):
    """A place that has the history of what changes its records: ``undoing``, None until it is given one."""

    undoing: Undoing | None = None

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back."""
        return self.undoing.can_undo if self.undoing is not None else ""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again."""
        return self.undoing.can_redo if self.undoing is not None else ""

    def undo(self) -> None:
        """Take back the last step."""
        if self.undoing is not None:
            self.undoing.undo()

    def redo(self) -> None:
        """Make the last step again."""
        if self.undoing is not None:
            self.undoing.redo()
