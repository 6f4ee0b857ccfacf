"""Saves whose fate nobody knows: the commit reported an error, and the disk could not be read to see what it left.

The next save looks first. What is there all the same counts as its base, so that nobody's own text is taken for a change made
elsewhere. Everything here belongs to the writer thread.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import peewee

from desktop.core.article import Record
from desktop.core.errors import MatineeError
from desktop.core.printing import is_unkept
from desktop.core.review import Review
from desktop.core.saving import Batch, Saved
from desktop.storage.keeping_print import with_print_kept
from desktop.storage.writing import was_written, write_batch


class Doubt:
    """The batch of which nobody knows whether it is stored, if there is one."""

    def __init__(self) -> None:
        """Doubt nothing."""
        self.batch: Batch | None = None
        self.kept: frozenset[str] = frozenset()
        """The reviews of the batch whose print it is the first to keep, unasked."""

    def resolved(self, database: peewee.Database, batch: Batch) -> tuple[Batch, frozenset[str]]:
        """Return ``batch`` made from what is really stored, and the ids of the reviews whose print is kept there unasked."""
        if self.batch is None or not was_written(database, self.batch):
            return batch, frozenset()
        stored = {change.record.id: change for change in self.batch.changes}
        changes, kept = [], set()
        for change in batch.changes:
            there, record = stored.get(change.record.id), change.record
            if there is None or there.base != change.base:
                changes.append(change)
                continue
            if record.id in self.kept and isinstance(record, Review) and isinstance(there.record, Review) and is_unkept(record):
                record = replace(record, printed=there.record.printed)
                kept.add(record.id)
            changes.append(replace(change, record=record, base=change.base + 1))
        return replace(batch, changes=tuple(changes)), frozenset(kept)


class Attempt:
    """One save of ``batch`` at the moment ``at``: what to do in the transaction, where to look after an error, what ends it."""

    def __init__(self, doubt: Doubt, batch: Batch, at: datetime) -> None:
        """Take note of what is to be saved; nothing is written yet."""
        self._doubt, self._batch, self._at = doubt, batch, at
        self._begun: Batch | None = None
        self._kept: frozenset[str] = frozenset()

    def write(self, database: peewee.Database) -> Saved:
        """Write the batch in the transaction that is open; raises what ``write_batch`` does."""
        before = self._doubt.batch, self._doubt.kept
        resolved, kept = self._doubt.resolved(database, self._batch)
        self._begun, newly = with_print_kept(database, resolved)
        self._kept = kept | newly
        self._doubt.batch, self._doubt.kept = self._begun, self._kept
        try:
            saved = write_batch(database, self._begun, self._at)
        except MatineeError:
            self._doubt.batch, self._doubt.kept = before  # it was refused before anything was written
            raise
        return replace(saved, followed=(*saved.followed, *self._printed(self._begun)))

    def find(self, database: peewee.Database) -> Saved | None:
        """Return what a save that reported an error left, None where it left nothing."""
        if self._begun is None:
            return None
        there = was_written(database, self._begun)
        self._doubt.batch = None
        revisions = {change.record.id: change.base + 1 for change in self._begun.changes}
        return Saved(revisions, self._at, self._begun.discard, self._printed(self._begun)) if there else None

    def _printed(self, batch: Batch) -> tuple[tuple[Record, int], ...]:
        """Return the reviews whose print is kept with this save, with the revisions that it leaves."""
        return tuple((change.record, change.base + 1) for change in batch.changes if change.record.id in self._kept)

    def end(self) -> None:
        """Take note that the save is stored."""
        self._doubt.batch = None
