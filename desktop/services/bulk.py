"""Changing many reviews at once, a hundred in a transaction, each kept as it was before; one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from desktop.core.article import Article, Record
from desktop.core.bulk import Action, Patch, SetOutlet, SetStatus, changed, patch_of
from desktop.core.errors import ConflictError, FormatError, MatineeError, NotFoundError
from desktop.core.finding import Order, Query
from desktop.core.history import Reason
from desktop.core.merging_reviews import merged_reviews
from desktop.core.outlet import Outlet
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change, Saved, now_utc, stamp
from desktop.core.text import tidy_line
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.archive import Archive
from desktop.services.broken_off import Noted, Word, is_told
from desktop.services.jobs import Cancelled, Job
from desktop.services.outlets import offering
from desktop.services.patches import Patches
from desktop.services.publishing import published
from desktop.storage.reading import Stored, read_articles, read_stored
from desktop.storage.viewings import viewings_of_review

__all__ = ["AT_ONCE", "Act", "Beside", "Bulk", "Chosen", "Done", "DuplicateReview", "MergeReviews", "Round", "Step", "kind_of"]

AT_ONCE = 100
"""Reviews that are written in one transaction."""

Item = TypeVar("Item")
PageOf = Callable[[Article], str]
"""Renders the page of an article that is to be published."""


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
class DuplicateReview:
    """Make a copy of a review, named by its id; taken back, the copy is in the trash."""

    review: str


@dataclass(frozen=True, slots=True)
class MergeReviews:
    """Take a review into another of the same work, by their ids."""

    kept: str
    other: str


Act = Action | DuplicateReview | MergeReviews
"""What a step of undo was."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: its label, what it did to each record, and the action where it was one (None: another edit)."""

    label: str
    patches: Patches
    action: Act | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A step of the same history that changes no record, such as one of the saved searches: how it is made, and taken back."""

    label: str
    forth: Callable[[], Future[None]]
    back: Callable[[], Future[None]]


@dataclass(frozen=True, slots=True)
class Round:
    """What is written together: the batch, its patches, and how many records were left alone, changed otherwise or gone."""

    batch: Batch
    patches: tuple[Patch, ...]
    left: int = 0
    restored: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Reviews that an undo leaves as they were once: the revision that it writes, and the one that said the same."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done before the end, or before it was called off (``stopped``) or refused (one sentence).

    ``rounds`` says how many rounds were gone through; ``followed`` are the ids of reviews that nobody asked to be written:
    drafts whose line to one of these follows it, and what was published and kept its print.
    """

    patches: Patches
    left: int = 0
    stopped: bool = False
    refused: str = ""
    rounds: int = 1
    followed: tuple[str, ...] = ()


@dataclass(slots=True)
class Bulk:
    """Changes reviews of an archive, ``at_once`` of them in one transaction.

    ``history`` are the steps that can be taken back, ``future`` those that were: the two are the window's, and everything else
    may be called from a job's thread.
    """

    archive: Archive
    history: list[Step | Beside] = field(default_factory=list)
    future: list[Step | Beside] = field(default_factory=list)
    at_once: int = AT_ONCE
    _restored: dict[str, tuple[int, int]] = field(default_factory=dict)

    def change(
        self, chosen: Chosen, action: Action, page_of: PageOf, job: Job, *, label: str = "", onto: Patches | None = None
    ) -> Done:
        """Do the same to reviews, a round at a time; those that are so already are passed over.

        What is done counts as one with ``onto``, what was done of it before it was broken off. ``label`` names the step where it
        is broken off again.
        """
        ids = chosen.found(self.archive)
        done = Patches(self.archive.root)
        for patches in onto.rounds() if onto is not None else ():
            done.add(patches)
        rounds = (ids[start : start + self.at_once] for start in range(0, len(ids), self.at_once))
        word = Word(self.archive, label, action)
        if self._needs_word(len(ids)):
            word.announce([*done.ids(), *ids], done=done.rounds())
        return self._go_through(rounds, len(ids), lambda some: self.round(some, action, page_of), job, word, done)

    def turn(self, step: Step, job: Job, *, undoing: bool) -> Done:
        """Take a step back, or make it again."""
        rounds, count = step.patches.rounds(), len(step.patches)
        word = Word(self.archive, step.label, step.action, "undo" if undoing else "redo")
        if self._needs_word(count):
            word.announce([*step.patches.ids()], ahead=step.patches.rounds())
        done = Patches(self.archive.root)
        turned = partial(self.turned, action=step.action, undoing=undoing)
        return self._go_through(rounds, count, turned, job, word, done)

    def done(self, wanted: Round, saved: Saved | None = None) -> Done:
        """Return what a single round did; ``saved`` is what came of its batch, where it had one."""
        patches = Patches(self.archive.root)
        patches.add(wanted.patches)
        self._restored.update(wanted.restored)
        return Done(patches, wanted.left, followed=_followed(saved))

    def round(self, review_ids: Sequence[str], action: Action, page_of: PageOf | None = None) -> Round:
        """Return what an action means for a few reviews, each of which is kept as it was; ``page_of`` where it publishes."""
        stored = self._stored(dict.fromkeys(review_ids, Review))
        if action != SetStatus(Status.PUBLISHED) or page_of is None:
            wanted = self._round([(each, changed(each.record, action)) for each in stored.values()], len(review_ids))
            return self._with_outlet(wanted, action, undoing=False) if wanted.patches else wanted
        articles = self.archive.library.ask(partial(read_articles, review_ids=list(stored)))
        return self._round([(stored[key], _published(each, page_of)) for key, each in articles.items()], len(review_ids))

    def renaming(self, work_id: str, title: str) -> Round:
        """Return what another title of a work means; raises NotFoundError."""
        work, revision = self.archive.work(work_id)
        moments = {row.id: row.modified for row in self.archive.library.reviews_of_work(work_id)}
        wanted = self._round([(Stored(work, revision, ""), replace(work, title=tidy_line(title)))], 1)
        batch = replace(wanted.batch, shown=tuple(moments), touched=dict.fromkeys(moments, ""))
        return replace(wanted, batch=batch, patches=tuple(replace(patch, moments=moments) for patch in wanted.patches))

    def mending(self, outlets: Sequence[Outlet]) -> Round:
        """Return what it means that stored outlets are these from now on."""
        stored = self._stored(dict.fromkeys((outlet.id for outlet in outlets), Outlet))
        return self._round([(stored[each.id], each) for each in outlets if each.id in stored], len(outlets))

    def duplicating(self, wanted: DuplicateReview) -> Round:
        """Return what it means to make a copy of a review; raises NotFoundError."""
        copy = self.archive.duplicate(wanted.review).review
        patch = patch_of(replace(copy, trashed_at=copy.created), copy, copy.created, 1)
        return Round(Batch((Change(copy, 0),)), (patch,))

    def merging(self, wanted: MergeReviews) -> Round:
        """Return what it means to take one review into another: its words, its viewings, and itself into the trash.

        Raises FormatError for reviews of two works, NotFoundError.
        """
        library = self.archive.library
        stored = self._stored(dict.fromkeys((wanted.kept, wanted.other), Review))
        if len(stored) < 2:
            raise NotFoundError("One of these reviews is not in the library any more, so nothing was merged.")
        kept, other = (stored[review_id].record for review_id in (wanted.kept, wanted.other))
        if kept.work != other.work:
            raise FormatError("These are reviews of two works. Only two reviews of the same work can be merged.")
        seen = library.ask(partial(viewings_of_review, review_id=other.id))
        viewings = self._stored(dict.fromkeys((viewing.id for viewing in seen), Viewing))
        pairs: list[tuple[Stored[Any], Record]] = [
            (stored[kept.id], merged_reviews(kept, other)),
            (stored[other.id], replace(other, trashed_at=stamp(now_utc()))),
            *((viewing, replace(viewing.record, review=kept.id)) for viewing in viewings.values()),
        ]
        return self._round(pairs, len(pairs))

    def turned(self, patches: Sequence[Patch], *, undoing: bool, action: Act | None = None) -> Round:
        """Return what it means to take patches back or make them again, and with them an outlet that their action made.

        A review that nobody changed since, or where all of that was taken back too, has its earlier moment of change again when
        a patch is taken back.
        """
        stored = self._stored({patch.id: kind_of(patch) for patch in patches})
        changes, made, restored = [], [], {}
        touched: dict[str, str] = {}
        left = len(patches) - len(stored)
        for patch in patches:
            if (found := stored.get(patch.id)) is None:
                continue
            wanted, whole = patch.taken_from(found.record) if undoing else patch.made_on(found.record)
            left += not whole
            if wanted == found.record:
                continue
            untouched = undoing and isinstance(wanted, Review) and self._first(patch.id, found.revision) == patch.revision
            if untouched:
                restored[patch.id] = (found.revision + 1, patch.base)
            changes.append(Change(wanted, found.revision, patch.modified if untouched else ""))
            since = patch.modified if undoing else found.modified
            base = patch.base if undoing else self._first(patch.id, found.revision)
            moments = self._moments(patch)
            touched |= {
                review_id: patch.moments[review_id] if undoing else ""
                for review_id, moment in moments.items()
                if not undoing or moment == found.modified  # nobody changed it since the film was
            }
            told = patch.moments if undoing else moments
            made.append(replace(patch, modified=since, revision=found.revision + 1, base=base, moments=told))
        return self._with_outlet(
            Round(Batch(tuple(changes), touched=touched), tuple(made), left, restored), action, undoing=undoing
        )

    def _with_outlet(self, wanted: Round, action: Act | None, *, undoing: bool) -> Round:
        """Let a round offer the outlet that its action made, or an undo take it away where nothing else has it by then."""
        if not isinstance(action, SetOutlet):
            return wanted
        besides = {change.record.id for change in wanted.batch.changes}
        more = offering(self.archive, action, besides, undoing=undoing)
        return replace(wanted, batch=replace(wanted.batch, changes=(*wanted.batch.changes, *more)))

    def _moments(self, patch: Patch) -> dict[str, str]:
        """Return when the reviews that count as changed with a patch were changed last, as far as they are there."""
        return {row.id: row.modified for row in self.archive.library.rows(list(patch.moments))} if patch.moments else {}

    def _first(self, record_id: str, revision: int) -> int:
        """Return the revision of a record that said the same first, where this one was left by an undo; else this one."""
        written, earlier = self._restored.get(record_id, (0, 0))
        return earlier if written == revision else revision

    def _round(self, pairs: Sequence[tuple[Stored[Any], Record]], of: int) -> Round:
        """Return what it takes to store new values of records, ``of`` so many that were asked for."""
        differing = [(old, new) for old, new in pairs if new != old.record]
        changes = tuple(Change(new, old.revision) for old, new in differing)
        patches = tuple(
            patch_of(old.record, new, old.modified, old.revision + 1, self._first(new.id, old.revision)) for old, new in differing
        )
        return Round(Batch(changes, before=Reason.BULK), patches, of - len(pairs))

    def _stored(self, wanted: Mapping[str, type[Any]]) -> dict[str, Stored[Any]]:
        """Return those records that are there, by id, in the order in which they are wanted; each is to be of a kind."""
        found: dict[str, Stored[Any]] = {}
        for kind in set(wanted.values()):
            ids = [record_id for record_id, each in wanted.items() if each is kind]
            found |= self.archive.library.ask(partial(read_stored, kind=kind, ids=ids))
        return {record_id: found[record_id] for record_id in wanted if record_id in found}

    def _needs_word(self, count: int) -> bool:
        """Say whether a kill can leave a change half done, or what is told of an earlier one is to go with it."""
        return count > self.at_once or is_told(self.archive)

    def _go_through(
        self,
        rounds: Iterable[Sequence[Item]],
        of: int,
        round_of: Callable[[Sequence[Item]], Round],
        job: Job,
        word: Word,
        done: Patches,
    ) -> Done:
        """Write rounds, adding to ``done`` what they did; ``word`` is left of them until the last is written."""
        followed: tuple[str, ...] = ()
        left = come = number = 0
        stopped, refused = False, ""
        try:
            word.begin()
            for items in rounds:
                job.step(come, of)
                last = come + len(items) >= of
                written, saved = self._write(items, round_of, partial(word.of_round, number, last=last))
                followed += _followed(saved)
                done.add(written.patches)
                self._restored.update(written.restored)
                left += written.left
                come += len(items)
                number += 1
                if last and saved is not None:
                    word.is_gone()
        except Cancelled:
            stopped = True
        except MatineeError as error:
            refused = str(error)
        word.end()
        return Done(done, left, stopped, refused, number, followed)

    def _write(
        self, items: Sequence[Item], round_of: Callable[[Sequence[Item]], Round], noting: Callable[[Sequence[Patch]], Noted]
    ) -> tuple[Round, Saved | None]:
        """Write a round; where somebody else wrote between reading and writing, it is read once more."""
        wanted = round_of(items)
        try:
            return wanted, self._store(wanted, noting)
        except ConflictError:
            wanted = round_of(items)
            return wanted, self._store(wanted, noting)

    def _store(self, wanted: Round, noting: Callable[[Sequence[Patch]], Noted]) -> Saved | None:
        if not wanted.batch.changes:
            return None
        return self.archive.library.save(replace(wanted.batch, noted=noting(wanted.patches))).result()


def kind_of(patch: Patch) -> type[Review] | type[Work] | type[Viewing] | type[Outlet]:
    """Return the kind of record that a patch is of: the four that are changed here."""
    kinds: tuple[type[Review], type[Viewing], type[Outlet]] = (Review, Viewing, Outlet)
    return next((kind for kind in kinds if patch.kind is kind), Work)


def _followed(saved: Saved | None) -> tuple[str, ...]:
    return tuple(record.id for record, _revision in saved.followed) if saved is not None else ()


def _published(article: Article, page_of: PageOf) -> Review:
    if article.review.status is Status.PUBLISHED:
        return article.review
    moment = now_utc()
    return published(article, page_of(published(article, "", moment)), moment).review
