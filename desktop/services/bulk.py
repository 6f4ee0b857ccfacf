"""Changing many reviews at once, a hundred in a transaction, each kept as it was before; one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from desktop.core.article import Article, Record
from desktop.core.bulk import Action, Patch, SetStatus, changed, patch_of
from desktop.core.errors import ConflictError, FormatError, MatineeError, NotFoundError
from desktop.core.finding import Order, Query
from desktop.core.history import Reason
from desktop.core.merging_reviews import merged_reviews
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change, now_utc, stamp
from desktop.core.text import tidy_line
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.archive import Archive
from desktop.services.jobs import Cancelled, Job
from desktop.services.publishing import published
from desktop.storage.viewings import viewings_of_review

__all__ = ["AT_ONCE", "Bulk", "Chosen", "Done", "MergeReviews", "Round", "Step", "kind_of"]

AT_ONCE = 100
"""Reviews that are written in one transaction."""

Item = TypeVar("Item")
PageOf = Callable[[Article], str]
"""Renders the page of an article that is to be published."""
Made = Callable[[Item], tuple[Record, int, Record]]
"""Reads what is to be changed: the record, its stored revision and its new value. Raises NotFoundError."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Reviews that something is to be done to: by their ids, or for very many by the ``query`` that finds them, in an order."""

    ids: tuple[str, ...] = ()
    query: Query | None = None
    order: Order | None = None
    count: int = 0

    @classmethod
    def of(cls, review_ids: Sequence[str]) -> Chosen:
        """Return these very reviews."""
        return cls(tuple(review_ids), count=len(review_ids))

    def among(self, archive: Archive, review_ids: Sequence[str]) -> list[str]:
        """Return those of a few reviews that are chosen."""
        if self.query is None or self.order is None:
            return [each for each in review_ids if each in self.ids]
        places = archive.places(self.query, self.order, review_ids) if review_ids else {}
        return [each for each in review_ids if each in places]

    def first(self, archive: Archive) -> str:
        """Return the id of the first, or nothing."""
        if self.query is None or self.order is None:
            return self.ids[0] if self.ids else ""
        return next(iter(archive.ids(self.query, self.order, 1)), "")

    def found(self, archive: Archive) -> Sequence[str]:
        """Return the ids; those of a query are asked for, which takes a moment."""
        if self.query is None or self.order is None:
            return self.ids
        return archive.ids(self.query, self.order, archive.count(self.query))


@dataclass(frozen=True, slots=True)
class MergeReviews:
    """Take a review into another of the same work, by their ids."""

    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: its label, what it did to each record, and the action where it was one (None: another edit)."""

    label: str
    patches: tuple[Patch, ...]
    action: Action | MergeReviews | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What is written together: the batch, its patches, and how many records were left alone, changed otherwise or gone."""

    batch: Batch
    patches: tuple[Patch, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What was done before the end, or before it was called off (``stopped``) or refused (one sentence)."""

    patches: tuple[Patch, ...] = ()
    left: int = 0
    stopped: bool = False
    refused: str = ""


@dataclass(slots=True)
class Bulk:
    """Changes reviews of an archive; ``history`` are the steps that can be taken back, ``future`` those that were.

    The two are the window's; everything else may be called from a job's thread.
    """

    archive: Archive
    history: list[Step] = field(default_factory=list)
    future: list[Step] = field(default_factory=list)

    def change(self, chosen: Chosen, action: Action, page_of: PageOf, job: Job) -> Done:
        """Do the same to reviews, a round at a time; those that are so already are passed over."""
        return self._go_through(chosen.found(self.archive), lambda ids: self.round(ids, action, page_of), job)

    def turn(self, step: Step, job: Job, *, undoing: bool) -> Done:
        """Take a step back, or make it again."""
        return self._go_through(step.patches, lambda patches: self.turned(patches, undoing=undoing), job)

    def round(self, review_ids: Sequence[str], action: Action, page_of: PageOf | None = None) -> Round:
        """Return what an action means for a few reviews, each of which is kept as it was; ``page_of`` where it publishes."""

        def made(review_id: str) -> tuple[Record, int, Record]:
            if action == SetStatus(Status.PUBLISHED) and page_of is not None:
                loaded = self.archive.load(review_id)
                return loaded.article.review, loaded.revisions[review_id], _published(loaded.article, page_of)
            review, revision = self.archive.library.load_record(Review, review_id)
            return review, revision, changed(review, action)

        return _round(review_ids, made, Reason.BULK)

    def renaming(self, work_id: str, title: str) -> Round:
        """Return what another title of a work means; raises NotFoundError."""
        work, revision = self.archive.work(work_id)
        showing = tuple(row.id for row in self.archive.library.reviews_of_work(work_id))
        wanted = _round([work_id], lambda _id: (work, revision, replace(work, title=tidy_line(title))), Reason.BULK)
        return replace(wanted, batch=replace(wanted.batch, shown=showing))

    def merging(self, wanted: MergeReviews) -> Round:
        """Return what it means to take one review into another: its words, its viewings, and itself into the trash.

        Raises FormatError for reviews of two works, NotFoundError.
        """
        library = self.archive.library
        kept, other = (library.load_record(Review, review_id)[0] for review_id in (wanted.kept, wanted.other))
        if kept.work != other.work:
            raise FormatError("These are reviews of two works. Only two reviews of the same work can be merged.")
        seen = library.ask(partial(viewings_of_review, review_id=other.id))
        moment = stamp(now_utc())

        def made(record_id: str) -> tuple[Record, int, Record]:
            if record_id == kept.id:
                review, revision = library.load_record(Review, record_id)
                return review, revision, merged_reviews(review, other)
            if record_id == other.id:
                review, revision = library.load_record(Review, record_id)
                return review, revision, replace(review, trashed_at=moment)
            viewing, revision = library.load_record(Viewing, record_id)
            return viewing, revision, replace(viewing, review=kept.id)

        return _round([kept.id, other.id, *(viewing.id for viewing in seen)], made, Reason.BULK)

    def turned(self, patches: Sequence[Patch], *, undoing: bool) -> Round:
        """Return what it means to take patches back or make them again."""
        skipped = 0

        def made(patch: Patch) -> tuple[Record, int, Record]:
            nonlocal skipped
            record, revision = self.archive.library.load_record(kind_of(patch), patch.id)
            wanted, whole = patch.taken_from(record) if undoing else patch.made_on(record)
            skipped += not whole
            return record, revision, wanted

        turned = _round(patches, made, None)
        return replace(turned, left=turned.left + skipped)

    def _go_through(self, items: Sequence[Item], round_of: Callable[[Sequence[Item]], Round], job: Job) -> Done:
        done: list[Patch] = []
        left = 0
        try:
            for start in range(0, len(items), AT_ONCE):
                job.step(start, len(items))
                written = self._write(items[start : start + AT_ONCE], round_of)
                done += written.patches
                left += written.left
        except Cancelled:
            return Done(tuple(done), left, stopped=True)
        except MatineeError as error:
            return Done(tuple(done), left, refused=str(error))
        return Done(tuple(done), left)

    def _write(self, items: Sequence[Item], round_of: Callable[[Sequence[Item]], Round]) -> Round:
        """Write a round; where somebody else wrote between reading and writing, it is read once more."""
        wanted = round_of(items)
        try:
            self._store(wanted)
        except ConflictError:
            wanted = round_of(items)
            self._store(wanted)
        return wanted

    def _store(self, wanted: Round) -> None:
        if wanted.batch.changes:
            self.archive.library.save(wanted.batch).result()


def kind_of(patch: Patch) -> type[Review] | type[Work] | type[Viewing]:
    """Return the kind of record that a patch is of: the three that are changed in many."""
    return Review if patch.kind is Review else Viewing if patch.kind is Viewing else Work


def _round(items: Sequence[Item], made: Made[Item], before: Reason | None) -> Round:
    changes, patches, left = [], [], 0
    for item in items:
        try:
            old, revision, new = made(item)
        except NotFoundError:
            left += 1
            continue
        if new != old:
            changes.append(Change(new, revision))
            patches.append(patch_of(old, new))
    return Round(Batch(tuple(changes), before=before), tuple(patches), left)


def _published(article: Article, page_of: PageOf) -> Review:
    if article.review.status is Status.PUBLISHED:
        return article.review
    moment = now_utc()
    return published(article, page_of(published(article, "", moment)), moment).review
