"""Moving reviews to the trash and back, with a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError
from desktop.core.saving import Saved
from desktop.gui.courier import Courier
from desktop.gui.notices import Toast
from desktop.services.archive import ReviewRow


class TrashSource(Protocol):
    """What is asked of the library; :class:`desktop.services.archive.Archive` answers it."""

    def trash(self, review_id: str) -> Future[Saved]:
        """Move a review to the trash."""

    def restore(self, review_id: str) -> Future[Saved]:
        """Take a review out of the trash."""


class TrashKeeper(QObject):
    """Trashes and restores; ``changed`` follows once all is stored, ``failed(sentence)`` where something was refused.

    Open reviews are closed, and saved, by the owner before they come here.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, source: TrashSource, courier: Courier, toast: Toast, parent: QObject | None = None) -> None:
        """Work on ``source``, hear of results through ``courier`` and tell of them by ``toast``."""
        super().__init__(parent)
        self._source, self._courier, self._toast = source, courier, toast

    def trash(self, rows: Sequence[ReviewRow]) -> None:
        """Move reviews to the trash and offer to undo it."""
        undo = (self.tr("Undo"), lambda: self._run(rows, self._source.restore, self._restored_words(rows), None))
        self._run(rows, self._source.trash, self._trashed_words(rows), undo)

    def restore(self, rows: Sequence[ReviewRow]) -> None:
        """Take reviews out of the trash and offer to undo it."""
        undo = (self.tr("Undo"), lambda: self._run(rows, self._source.trash, self._trashed_words(rows), None))
        self._run(rows, self._source.restore, self._restored_words(rows), undo)

    def _run(
        self,
        rows: Sequence[ReviewRow],
        deed: Callable[[str], Future[Saved]],
        words: str,
        undo: tuple[str, Callable[[], None]] | None,
    ) -> None:
        waiting = {row.id for row in rows}
        refused: list[MatineeError] = []

        def settle(review_id: str, error: BaseException | None) -> None:
            if error is not None and not isinstance(error, MatineeError):
                raise error
            if error is not None:
                refused.append(error)
            waiting.discard(review_id)
            if waiting:
                return
            self.changed.emit()
            if refused:
                self.failed.emit(str(refused[0]))
            else:
                self._toast.say(words, *(undo or ("", None)))

        def hear(review_id: str, done: Future[Saved]) -> None:
            settle(review_id, done.exception())

        for row in rows:
            try:
                future = deed(row.id)
            except MatineeError as error:
                settle(row.id, error)
                continue
            self._courier.watch(future, partial(hear, row.id))

    def _trashed_words(self, rows: Sequence[ReviewRow]) -> str:
        if len(rows) == 1:
            return self.tr("‘{title}’ moved to Trash.").format(title=self._title(rows[0]))
        return self.tr("{count} reviews moved to Trash.").format(count=len(rows))

    def _restored_words(self, rows: Sequence[ReviewRow]) -> str:
        if len(rows) == 1:
            return self.tr("‘{title}’ restored.").format(title=self._title(rows[0]))
        return self.tr("{count} reviews restored.").format(count=len(rows))

    def _title(self, row: ReviewRow) -> str:
        return row.title or row.headline or self.tr("Untitled")
