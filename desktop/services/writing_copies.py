"""Readable copies of what was stored without a window: written when it is done, by this process itself."""

from __future__ import annotations

from desktop.core.errors import MatineeError
from desktop.core.saving import Saved
from desktop.services.formats import format_of
from desktop.services.jobs import Job
from desktop.services.readable import FORMAT_ID, ReadableCopies, wants_copies
from desktop.storage.library import Library

_MOST_SECONDS = 60.0
"""How long copies are written; what is left is found when a window opens or closes."""


class CopiesAfterwards:
    """Listens to what a library stores from now on, so that its copies can be written at the end."""

    def __init__(self, library: Library) -> None:
        """Listen; a library that cannot be written to or wants no copies gets none."""
        self._copies = ReadableCopies(library, format_of(FORMAT_ID).export) if wants_copies(library) else None
        self._stored = False
        if self._copies is not None:
            library.on_saved(self._on_saved)

    def write(self) -> str:
        """Write the copies of what was stored; return a sentence where the disk refused some, else nothing."""
        if self._copies is None or not self._stored:
            return ""
        try:
            return self._copies.write(Job(), _MOST_SECONDS, shared=True).refused
        except MatineeError as error:
            return str(error)

    def _on_saved(self, saved: Saved) -> None:
        """Take note; this is called on the writer's thread, before a save is answered."""
        assert self._copies is not None
        self._copies.note(saved)
        self._stored = True
