"""The watch log in the critic's words: log a viewing, change it, take it away, and take all that back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.core.article import Record
from desktop.core.errors import NotFoundError
from desktop.core.identity import new_id
from desktop.core.log_order import Wish
from desktop.core.saving import Batch, Change, Saved, now_utc, stamp
from desktop.core.text import tidy_line
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.undoing import Changes, History, Place
from desktop.storage.library import Library
from desktop.storage.log_list import LogOrder, log_order
from desktop.storage.reading import read_records
from desktop.storage.viewings import ViewingRow, viewing_lines, viewing_rows

if TYPE_CHECKING:
    from desktop.services.diary import DiaryPlan

__all__ = ["Film", "LogOrder", "Stored", "ViewingRow", "WatchLog", "seen_of"]

_PLACE = Place("watch_log")

Stored = Mapping[str, tuple[Record, int]]
"""Records of the library by id, each with its revision."""


@dataclass(frozen=True, slots=True)
class Film:
    """The film of a viewing: one of the library by its id, or a new one of title and year."""

    title: str
    year: int | None = None
    work_id: str | None = None


def seen_of(rows: Sequence[ViewingRow], review_id: str) -> tuple[ViewingRow | None, bool]:
    """Return the viewing that stands for a review among those of its film, the last first, and whether it was written of that.

    That is the last one that it was written of, else the last of the film.
    """
    own = next((row for row in rows if row.review_id == review_id), None)
    return own or next(iter(rows), None), own is not None


class WatchLog(History):
    """The viewings of a library, with one undo history, which lasts as long as this object. Whatever writes returns a future."""

    def __init__(self, library: Library) -> None:
        """Look after the log of an open library."""
        super().__init__(time.monotonic)
        self._library = library

    def rows(self, *, trashed: bool = False) -> list[ViewingRow]:
        """Return a row for every viewing that is (or is not) in the trash, the one seen last first."""
        return self._library.ask(partial(viewing_rows, trashed=trashed))

    def order(self, wish: Wish) -> LogOrder:
        """Return the ids of the viewings that are wished for, in order, group by group."""
        return self._library.ask(partial(log_order, wish=wish))

    def lines(self, ids: Sequence[str], *, trashed: bool = False) -> tuple[ViewingRow | None, ...]:
        """Return the rows of viewings in the order of their ids; None for what is gone."""
        return self._library.ask(partial(viewing_lines, ids=ids, trashed=trashed))

    def is_logged(self, viewing_id: str) -> bool:
        """Say whether there is such a viewing outside the trash."""
        return self.lines([viewing_id]) != (None,)

    def of_work(self, work_id: str) -> list[ViewingRow]:
        """Return the viewings of a work outside the trash, the last first."""
        return self._library.ask(partial(viewing_rows, trashed=False, works=[work_id]))

    def times_seen(self, work_id: str) -> int:
        """Return which viewing of a work was the last, 0 where it was never seen."""
        return next((row.nth for row in self.of_work(work_id)), 0)

    def viewing(self, viewing_id: str) -> Viewing:
        """Return a viewing; raises NotFoundError."""
        return self._library.load_record(Viewing, viewing_id)[0]

    def work(self, work_id: str) -> Work:
        """Return a work; raises NotFoundError."""
        return self._library.load_record(Work, work_id)[0]

    def log(self, film: Film, seen: Viewing, label: str = "") -> tuple[Viewing, Future[Saved]]:
        """Store a new viewing, and its film where that is new; ``label`` names the step of undo.

        ``seen`` says when, where and how; its id and work are given here.
        """
        work = None if film.work_id else Work(new_id(), title=tidy_line(film.title), year=film.year)
        viewing = replace(seen, id=new_id(), work=work.id if work else film.work_id or "")
        made: Changes = ((None, work), (None, viewing)) if work is not None else ((None, viewing),)
        return viewing, self._make(label, made)

    def take(self, plan: DiaryPlan, label: str = "") -> Future[Saved]:
        """Store what a diary adds as one step of undo."""
        made: tuple[Record, ...] = (*plan.works, *plan.viewings)
        return self._make(label, tuple((None, record) for record in made))

    def stored(self, viewing_ids: Sequence[str]) -> Stored:
        """Return viewings with their revisions, safe from any thread; thousands take a moment. Raises NotFoundError."""
        found = self._library.ask(partial(read_records, kind=Viewing, ids=viewing_ids))
        if len(found) < len(set(viewing_ids)):
            raise NotFoundError("A viewing is not in the library any more; it may have been taken away in another window.")
        return found

    def change(self, viewings: Sequence[Viewing], label: str = "") -> Future[Saved]:
        """Store other values of viewings as one step of undo; raises NotFoundError."""
        return self._change(self.stored([viewing.id for viewing in viewings]), viewings, label)

    def trash(self, found: Stored, label: str = "") -> Future[Saved]:
        """Move viewings, as they were just :meth:`stored`, to the trash as one step of undo."""
        moment = stamp(now_utc())
        viewings = [record for record, _revision in found.values() if isinstance(record, Viewing)]
        return self._change(found, [replace(viewing, trashed_at=moment) for viewing in viewings], label)

    def restore(self, found: Stored, label: str = "") -> Future[Saved]:
        """Take viewings, as they were just :meth:`stored`, out of the trash as one step of undo."""
        viewings = [record for record, _revision in found.values() if isinstance(record, Viewing)]
        return self._change(found, [replace(viewing, trashed_at=None) for viewing in viewings], label)

    def _change(self, found: Stored, viewings: Sequence[Viewing], label: str) -> Future[Saved]:
        pairs = ((found[viewing.id][0], viewing) for viewing in viewings)
        return self._make(label, tuple(pair for pair in pairs if pair[0] != pair[1]), found)

    def link(self, viewing_id: str, review_id: str) -> Future[Saved]:
        """Say that a review is written of a viewing; no step of undo, for the review has a life of its own."""
        viewing, revision = self._library.load_record(Viewing, viewing_id)
        return self._library.save(Batch((Change(replace(viewing, review=review_id), revision),)))

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self.history[-1].label if self.history else ""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self.future[-1].label if self.future else ""

    def undo(self) -> Future[Saved] | None:
        """Take back the last step; None where there is none. What was changed again since is left alone."""
        return self._reverse(undoing=True)

    def redo(self) -> Future[Saved] | None:
        """Make the step again that was taken back last; None where there is none."""
        return self._reverse(undoing=False)

    def _reverse(self, *, undoing: bool) -> Future[Saved] | None:
        source = self.history if undoing else self.future
        if not source:
            return None
        step = source.pop()
        stored = self._stored(step.changes)
        there = tuple((before, after) for before, after in step.changes if before is None or after.id in stored)
        current = {record_id: record for record_id, (record, _revision) in stored.items()}
        undone, unmade = self._turn(replace(step, changes=there), lambda after: current.get(after.id), undoing=undoing)
        kept = (record for record in undone.records if not isinstance(record, Work) or record.id not in stored)
        return self._save(_changes(kept, stored), unmade)

    def _make(self, label: str, changes: Changes, found: Stored | None = None) -> Future[Saved]:
        """Store what stands second in each pair as one step of undo; ``found`` is what the library has of it, if known."""
        stored = self._stored(changes) if found is None else found
        if changes:
            self._remember(label, _PLACE, changes, typing=False, tidying=False)
        return self._save(_changes((after for _, after in changes), stored))

    def _save(self, changes: tuple[Change, ...], unmade: tuple[str, ...] = ()) -> Future[Saved]:
        """Write; a step that does not reach the library takes the history with it, which does not fit what is there any more."""
        future = self._library.save(Batch(changes, unmade))
        future.add_done_callback(lambda done: self._forget() if done.exception() is not None else None)
        return future

    def _forget(self) -> None:
        self.history.clear()
        self.future.clear()

    def _stored(self, changes: Changes) -> Stored:
        """Return what the library holds of the records of a step, with their revisions."""
        ids = {kind: [after.id for _, after in changes if isinstance(after, kind)] for kind in (Viewing, Work)}
        found = self._library.ask(lambda database: [read_records(database, kind, wanted) for kind, wanted in ids.items()])
        return {record_id: pair for records in found for record_id, pair in records.items()}


def _changes(records: Iterable[Record], stored: Stored) -> tuple[Change, ...]:
    return tuple(Change(record, stored[record.id][1] if record.id in stored else 0) for record in records)
