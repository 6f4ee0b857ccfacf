"""A row that is dragged to another place of its own list: what is carried meanwhile, and how far it goes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData


@dataclass(frozen=True, slots=True)
class DraggedRow:
    """Carries the id of what a row shows; ``kind`` is a media type that only lists of the same things take."""

    kind: str

    def carrying(self, row_id: str) -> QMimeData:
        """Return what is carried for a row; an empty id carries nothing."""
        mime = QMimeData()
        if row_id:
            mime.setData(self.kind, row_id.encode())
        return mime

    def carried(self, mime: QMimeData) -> str:
        """Return the id that is carried, empty where it is something else."""
        return bytes(mime.data(self.kind).data()).decode()


def steps_between(at: int, before: int) -> int:
    """Return by how many places the row ``at`` moves when it is dropped in front of the row ``before``; up is negative."""
    return before - at - (1 if before > at else 0)
