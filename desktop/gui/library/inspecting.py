"""Keeps the pane beside the list in step with what is chosen there, asked away from the window's thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from desktop.core.errors import NotFoundError
from desktop.gui.editor.thumbnails import thumbnail
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.inspector_words import Told, told_of_many, told_of_nothing, told_of_one
from desktop.gui.library.view import LibraryView
from desktop.gui.passing import now_here
from desktop.services.archive import Archive
from desktop.services.bulk import Chosen
from desktop.services.choosing import glance_at, shares_of

PAUSE_MS = 60
"""Milliseconds that the choice must rest: who holds a key down goes past reviews without having them read."""


class Inspecting(QObject):
    """Reads what is chosen once it rests; the newest answer wins, and while the pane is hidden nothing is read."""

    def __init__(self, library: LibraryView, archive: Archive, asking: Asking) -> None:
        """Keep the inspector of ``library`` in step."""
        super().__init__(library)
        self._library, self._archive, self._asking = library, archive, asking
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        library.selection_changed.connect(self._pause.start)
        library.panes.inspector_toggled.connect(self._pause.start)

    def _ask(self) -> None:
        library = self._library
        if library.inspector.isHidden():
            return
        if library.list.unknown():
            self._pause.start()  # which reviews these are is being asked
            return
        count, review_id = library.list.selected_count() if library.count() else 0, library.chosen_id()
        if not count or not review_id:
            self._show((told_of_nothing() if library.count() else Told(), None))
            return
        read = partial(_told_of_chosen, self._archive, library.chosen()) if count > 1 else None
        self._asking.ask(Kind.GLANCE, read or partial(_told_of, self._archive, review_id), self._show)

    def _show(self, told: tuple[Told, QImage | None]) -> None:
        self._library.inspector.tell(*told)


def _told_of(archive: Archive, review_id: str) -> tuple[Told, QImage | None]:
    """Read a review and its picture, on the thread that answers."""
    try:
        glance = glance_at(archive, review_id)
    except NotFoundError:
        return told_of_nothing(), None
    return told_of_one(glance, now_here()), thumbnail(glance.picture) if glance.picture else None


def _told_of_chosen(archive: Archive, chosen: Chosen) -> tuple[Told, QImage | None]:
    return told_of_many(shares_of(archive, chosen)), None
