"""The watch log in the critic's words: log a viewing, change it, take it away, and take all that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from desktop.core.edits import taken_back
from desktop.core.errors import NotFoundError
from desktop.core.identity import new_id
from desktop.core.saving import Batch, Change, Saved, now_utc, stamp
from desktop.core.text import tidy_line
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.library import Library
from desktop.storage.viewings import ViewingRow, viewing_rows

__all__ = ["Film", "ViewingRow", "WatchLog"]

Pair = tuple[Viewing | None, Viewing]
"""A viewing before a step (None: the step logged it) and after."""


@dataclass(frozen=True, slots=True)
class Film:
    """The film of a viewing: one of the library by its id, or a new one of title and year."""

    title: str
    year: int | None = None
    work_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    changes: tuple[Pair, ...]
    new_work: Work | None = None


class WatchLog:
    """The viewings of a library, with one undo history, which lasts as long as this object. Whatever writes returns a future."""

    def __init__(self, library: Library) -> None:
        """Look after the log of an open library."""
        self._library = library
        self._history: list[_Step] = []
        self._future: list[_Step] = []

    def rows(self, *, trashed: bool = False) -> list[ViewingRow]:
        """Return a row for every viewing that is (or is not) in the trash, the one seen last first."""
        return self._library.ask(partial(viewing_rows, trashed=trashed))

    def of_work(self, work_id: str) -> list[ViewingRow]:
        """Return the viewings of a work outside the trash, the last first."""
        return self._library.ask(partial(viewing_rows, trashed=False, work_id=work_id))

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
        return viewing, self._make(_Step(label, ((None, viewing),), work))

    def change(self, viewings: Sequence[Viewing], label: str = "") -> Future[Saved]:
        """Store other values of viewings as one step of undo; raises NotFoundError."""
        pairs: list[Pair] = [(self.viewing(viewing.id), viewing) for viewing in viewings]
        return self._make(_Step(label, tuple(pair for pair in pairs if pair[0] != pair[1])))

    def trash(self, viewing_ids: Sequence[str], label: str = "") -> Future[Saved]:
        """Move viewings to the trash as one step of undo; raises NotFoundError."""
        moment = stamp(now_utc())
        return self.change([replace(self.viewing(each), trashed_at=moment) for each in viewing_ids], label)

    def restore(self, viewing_ids: Sequence[str], label: str = "") -> Future[Saved]:
        """Take viewings out of the trash as one step of undo; raises NotFoundError."""
        return self.change([replace(self.viewing(each), trashed_at=None) for each in viewing_ids], label)

    def link(self, viewing_id: str, review_id: str) -> Future[Saved]:
        """Say that a review is written of a viewing; no step of undo, for the review has a life of its own."""
        viewing, revision = self._library.load_record(Viewing, viewing_id)
        return self._library.save(Batch((Change(replace(viewing, review=review_id), revision),)))

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._history[-1].label if self._history else ""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._future[-1].label if self._future else ""

    def undo(self) -> Future[Saved] | None:
        """Take back the last step; None where there is none. What was changed again since is left alone."""
        if not self._history:
            return None
        step = self._history.pop()
        future = self._write([(after, before) for before, after in step.changes], None)
        self._future.append(step)
        return self._lost(future, self._history.clear)

    def redo(self) -> Future[Saved] | None:
        """Make the step again that was taken back last; None where there is none."""
        if not self._future:
            return None
        step = self._future.pop()
        future = self._write(step.changes, step.new_work)
        self._history.append(step)
        return self._lost(future, self._future.clear)

    def _make(self, step: _Step) -> Future[Saved]:
        future = self._write(step.changes, step.new_work)
        if step.changes:
            self._history.append(step)
            self._future.clear()
        return self._lost(future, self._history.clear)

    def _lost(self, future: Future[Saved], forget: Callable[[], None]) -> Future[Saved]:
        """Forget a history whose last step did not reach the library."""
        future.add_done_callback(lambda done: forget() if done.exception() is not None else None)
        return future

    def _write(self, changes: Sequence[tuple[Viewing | None, Viewing | None]], new_work: Work | None) -> Future[Saved]:
        """Write what stands second in each pair over what stands first; None is a viewing that is not there."""
        wanted: list[Change] = [] if new_work is None or self._has(new_work) else [Change(new_work, 0)]
        gone: list[str] = []
        for before, after in changes:
            if after is None:
                gone.extend([before.id] if before else [])
            elif before is None:
                wanted.append(Change(after, 0))
            else:
                current, revision = self._library.load_record(Viewing, after.id)
                record, _whole = taken_back(current, after, before)
                wanted.append(Change(record, revision))
        return self._library.save(Batch(tuple(wanted), tuple(gone)))

    def _has(self, work: Work) -> bool:
        try:
            self._library.load_record(Work, work.id)
        except NotFoundError:
            return False
        return True
