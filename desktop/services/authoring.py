"""Writing: the desk on which records lie open, and one session a review with one undo history.

A record (a review, its film, a person) lies on the desk once, however many open reviews show it. A session edits by handing in a
new article; the desk works out which records that changed, remembers them for undo and for saving, and tells every session that
shows one of them. Values are immutable throughout, so a save, a preview or a comparison never meets a half-edited record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from desktop.core.article import Article, Record, gathered, named_images, named_people
from desktop.core.edits import taken_back
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.printing import kept_in_print
from desktop.core.review import Review
from desktop.core.saving import Batch, Change, Loaded, Saved
from desktop.core.work import Work
from desktop.services.undoing import Changes, History, Place, Undone

__all__ = ["Desk", "Place", "Session", "Shelf", "Undone"]


class Shelf(Protocol):
    """Where the desk fetches a review that is not open yet; the library is one."""

    def load(self, review_id: str) -> Loaded:
        """Return the stored article; raises NotFoundError."""


class Session(History):
    """One open review: its article as it stands, and its undo history, which lasts until the desk is cleared."""

    def __init__(self, desk: Desk, review_id: str) -> None:
        """Open a session on a review that already lies on the desk."""
        super().__init__(desk.clock)
        self._desk = desk
        self.review_id = review_id
        self.listeners: list[Callable[[Article, Article], None]] = []
        self.article = desk.gather(review_id)
        self.seen = {record.id for record in self.article.records()}
        """The ids of every record that was ever in the article: an undo may name them again."""

    def edit(self, label: str, place: Place, article: Article, *, typing: bool = False, tidying: bool = False) -> None:
        """Take ``article`` as the new state, as one step; a session that was closed takes nothing."""
        changes = self._desk.differences(article)
        if not changes or self._desk.sessions.get(self.review_id) is not self:
            return
        changes = self._desk.with_print_kept(changes)
        self._remember(label, place, changes, typing=typing, tidying=tidying)
        self._desk.put(tuple(after for _, after in changes), worked_at=self.review_id)

    def undo(self) -> Undone | None:
        """Take back the last step; None where there is none."""
        return self._reverse(undoing=True)

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last; None where there is none."""
        return self._reverse(undoing=False)

    def _reverse(self, *, undoing: bool) -> Undone | None:
        source = self.history if undoing else self.future
        if not source:
            return None
        step = source.pop()
        # Another review that kept its print with this step may be closed meanwhile; it stays as it is then.
        there = tuple(change for change in step.changes if change[1].id in self.seen | self._desk.sessions.keys())
        step = replace(step, changes=there)
        undone, unmade = self._turn(step, lambda after: self._desk.records.get(after.id), undoing=undoing)
        self._desk.put(undone.records, unmade=unmade, worked_at=self.review_id)
        return undone

    def refresh(self) -> None:
        """Gather the article anew from the desk and tell the listeners, with the article before and after."""
        before, self.article = self.article, self._desk.gather(self.review_id)
        if before != self.article:
            self.seen.update(record.id for record in self.article.records())
            for listener in tuple(self.listeners):
                listener(before, self.article)


class Desk:
    """Every record that lies open, its stored revision, and what is not saved yet."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float]) -> None:
        """Start with an empty desk; ``clock`` counts seconds and never runs backwards."""
        self._shelf = shelf
        self.clock = clock
        self.records: dict[str, Record] = {}
        self.revisions: dict[str, int] = {}
        self.sessions: dict[str, Session] = {}
        self.listeners: list[Callable[[], None]] = []
        self._stored: dict[str, Record] = {}
        self._unsaved: dict[str, None] = {}
        self._discarded: dict[str, None] = {}
        self._worked_at: dict[str, None] = {}
        self._on_its_way: frozenset[str] = frozenset()
        self._distrusted: frozenset[str] = frozenset()
        self._written: set[str] = set()
        self._doubted: set[str] = set()
        """What is to be stored though it may equal ``_stored``, for what the disk holds of it is not known."""

    def open(self, review_id: str) -> Session:
        """Return the session of a review, loading it where it is not open; raises NotFoundError."""
        if review_id not in self.sessions:
            if review_id not in self.records:
                loaded = self._shelf.load(review_id)
                for record in loaded.article.records():
                    if record.id not in self.records:
                        self.records[record.id] = self._stored[record.id] = record
                        self.revisions[record.id] = loaded.revisions[record.id]
            self.sessions[review_id] = Session(self, review_id)
        return self.sessions[review_id]

    def start(self, article: Article, revisions: dict[str, int]) -> Session:
        """Open a new review that is not stored; it is stored from its first edit on."""
        for record in article.records():
            if record.id not in self.records:
                self.records[record.id] = record
                self.revisions[record.id] = revisions.get(record.id, 0)
                if record.id in revisions:
                    self._stored[record.id] = record
        return self.open(article.review.id)

    def touch(self, review_id: str) -> None:
        """Count a new review as begun, so that it is stored before its first edit."""
        self.put((self.records[review_id],))

    def distrust(self) -> None:
        """Count as unsaved what may be lost: every open review, what was stored from this desk, and what is on its way."""
        self._distrusted = self._on_its_way
        doubtful = [key for key in self.records if key in self.sessions or key in self._written]
        self._doubted.update(doubtful)
        self.put(tuple(self.records[record_id] for record_id in doubtful))

    def close(self, review_id: str) -> None:
        """Close a review's session; its records stay on the desk while unsaved or shown elsewhere."""
        self.sessions.pop(review_id, None)
        self._clear_away()

    def _clear_away(self) -> None:
        """Take off the desk what no open review shows or may show again, and what belongs to nothing unsaved."""
        pending = [self.records[key] for key in (*self._unsaved, *self._on_its_way) if key in self.records]
        needed = {record.id for record in pending}.union(*(session.seen for session in self.sessions.values()))
        for record in pending:
            if isinstance(record, Review):
                needed.update(companion.id for companion in self.gather(record.id).records())
        for record_id in {*self.records, *self.revisions, *self._stored, *self._written, *self._doubted} - needed:
            for table in (self.records, self.revisions, self._stored):
                table.pop(record_id, None)
            for ids in (self._written, self._doubted):
                ids.discard(record_id)

    def know(self, record: Record, revision: int) -> None:
        """Lay a stored record on the desk (a person picked from the library) so that an edit can name it."""
        if record.id not in self.records:
            self.records[record.id] = self._stored[record.id] = record
            self.revisions[record.id] = revision

    def take_in(self, stored: Sequence[tuple[Record, int]]) -> None:
        """Lay on the desk what was stored past it, with its revisions; what is unsaved of the same records stays on top.

        Records that do not lie on the desk are passed over, but for outlets, which reviews may name now.
        """
        for record, revision in stored:
            before, now = self._stored.get(record.id), self.records.get(record.id)
            if now is None:
                if isinstance(record, Outlet):
                    self.know(record, revision)
                continue
            merged = record if before is None or now == before else taken_back(now, record, before)[0]
            self.records[record.id], self._stored[record.id] = merged, record
            self.revisions[record.id] = revision
            if merged != record:
                self._unsaved[record.id] = None
        for session in tuple(self.sessions.values()):
            session.refresh()

    def gather(self, review_id: str) -> Article:
        """Return the article of an open review from the records on the desk."""
        review = self.records[review_id]
        assert isinstance(review, Review)
        work, outlet = self.records[review.work], self.records[review.outlet]
        assert isinstance(work, Work)
        assert isinstance(outlet, Outlet)
        people = tuple(p for p in map(self.records.get, named_people(work)) if isinstance(p, Person))
        images = tuple(i for i in map(self.records.get, named_images(review, people)) if isinstance(i, Image))
        return gathered(Article(review, work, outlet, people, images))

    def differences(self, article: Article) -> Changes:
        """Return each record of ``article`` that differs from the desk's, with the desk's value before it."""
        pairs = ((self.records.get(record.id), record) for record in article.records())
        return tuple((before, after) for before, after in pairs if before is not after and before != after)

    def with_print_kept(self, changes: Changes) -> Changes:
        """Return changes with those of the open published reviews that keep their print before these would change it.

        The library does so for every review when the changes are saved; an open one is seen before that, and undo gives it back.
        """
        changed = {after.id: after for _, after in changes}
        for session in self.sessions.values():
            review = kept_in_print(session.article, changed)
            if review is not None:
                changed[review.id] = review
        before = {after.id: before for before, after in changes}
        return tuple((before.get(key, self.records.get(key)), record) for key, record in changed.items())

    def put(self, records: tuple[Record, ...], unmade: tuple[str, ...] = (), *, worked_at: str = "") -> None:
        """Lay new values on the desk, which are to be saved, and refresh every session.

        ``worked_at`` is the review in which that was done: it counts as changed, also where only its film or a person is.
        ``unmade`` are records that an undone step had made: what no open review names any more leaves the desk, and the library
        if it was stored.
        """
        if worked_at:
            self._worked_at[worked_at] = None
        for record in records:
            self.records[record.id] = record
            self._unsaved[record.id] = None
            self._discarded.pop(record.id, None)
        if unmade:
            named = {record.id for session in self.sessions.values() for record in self.gather(session.review_id).records()}
            for record_id in set(unmade) - named:
                self._discard(record_id)
        for session in tuple(self.sessions.values()):
            session.refresh()
        for listener in tuple(self.listeners):
            listener()

    def _discard(self, record_id: str) -> None:
        self.records.pop(record_id, None)
        self._unsaved.pop(record_id, None)
        if self.revisions.get(record_id) or record_id in self._on_its_way:
            self._discarded[record_id] = None

    @property
    def unsaved(self) -> bool:
        """Whether anything on the desk differs from what is stored."""
        return bool(self._unsaved or self._discarded)

    def take(self) -> Batch | None:
        """Return what is to be saved now as frozen values, and count it as on its way; None where there is nothing.

        One batch is on its way at a time: the next is taken after ``saved`` or ``not_saved``.

        A record is saved together with every record it names that is not stored yet, so that no row points to nowhere.
        """
        changes, shown = [], tuple(each.review_id for each in self.sessions.values() if self._is_unsaved(each))
        for record_id in self._with_new_companions():
            if self.records[record_id] == self._stored.get(record_id) and record_id not in self._doubted:
                continue
            changes.append(Change(self.records[record_id], self.revisions.get(record_id, 0)))
        discard = tuple(self._discarded)
        touched = {key: "" for key in self._worked_at if key in self._stored and key not in discard}
        self._worked_at.clear()
        self._unsaved.clear()
        self._discarded.clear()
        self._on_its_way = frozenset(change.record.id for change in changes)
        return Batch(tuple(changes), discard, shown, touched=touched) if changes or discard else None

    def _with_new_companions(self) -> list[str]:
        wanted = dict.fromkeys(self._unsaved)
        closed = [key for key in wanted if key not in self.sessions and isinstance(self.records.get(key), Review)]
        for article in (*(session.article for session in self.sessions.values()), *map(self.gather, closed)):
            records = article.records()
            if any(record.id in self._unsaved for record in records):
                wanted.update((record.id, None) for record in records if record.id not in self._stored)
        return [record_id for record_id in wanted if record_id in self.records]

    def _is_unsaved(self, session: Session) -> bool:
        return any(record.id in self._unsaved for record in session.article.records())

    def saved(self, batch: Batch, result: Saved) -> None:
        """Take note that ``batch`` is stored; what was edited meanwhile stays unsaved."""
        distrusted, self._distrusted = self._distrusted, frozenset()
        self._on_its_way = frozenset()
        for change in batch.changes:
            record_id = change.record.id
            self.revisions[record_id] = result.revisions[record_id]
            self._written.add(record_id)
            self._stored[record_id] = change.record
            if record_id not in distrusted:
                self._doubted.discard(record_id)
            elif record_id in self.records:
                self._doubted.add(record_id)
                self._unsaved[record_id] = None
        for record_id in batch.discard:
            self._doubted.discard(record_id)
            self._stored.pop(record_id, None)
            self.revisions.pop(record_id, None)
            if record_id in result.revisions:
                self.revisions[record_id] = result.revisions[record_id]
        self._clear_away()
        if result.followed:
            self.take_in(result.followed)

    def not_saved(self, batch: Batch) -> None:
        """Take note that ``batch`` did not reach the library: all of it is unsaved again, as it stands now.

        What the disk holds of it is not known: it is saved anew even where an undo meanwhile gives back what was stored before.
        """
        self._on_its_way = self._distrusted = frozenset()
        self._doubted.update(change.record.id for change in batch.changes)
        self._unsaved = dict.fromkeys([*(c.record.id for c in batch.changes if c.record.id in self.records), *self._unsaved])
        self._discarded = dict.fromkeys([*batch.discard, *self._discarded])
        self._worked_at = dict.fromkeys([*batch.touched, *self._worked_at])
