"""Changes to many reviews, swept with faults: a round whole or not at all, the rest to be had again; and a whole trash."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desktop.core.bulk import Action, ChangeTags, SetOutlet, SetStatus, SetTrashed, changed
from desktop.core.dates import PartialDate
from desktop.core.errors import MatineeError
from desktop.core.outlet import Outlet
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change, now_utc, stamp
from desktop.core.starting import new_article
from desktop.core.viewing import Viewing
from desktop.services.archive import Archive
from desktop.services.authoring import Desk
from desktop.services.broken_off import broken_off
from desktop.services.bulk import Bulk, Chosen, Done, MergeReviews, Step
from desktop.services.free_slugs import under_free_slug
from desktop.services.jobs import Job
from desktop.services.reviewing_again import begun_again
from desktop.services.trash import LOOKED_AT, empty_old
from desktop.storage.library import Library
from tests.faults.article import small_article
from tests.faults.of_services import AGAIN, REVIEW, Stage, saved_from, values_of
from tests.faults.operations import Operation, anonymous, records_of
from tests.storage.builders import keep

LONG_AGO = "2020-05-17T10:00:00Z"
ROUND = 2
"""Reviews that are changed together here, so that a few reviews are several rounds."""


PAPER = Outlet("9" * 32, "Harbour Gazette")

NOBODY_S = "0" * 64
"""The digest of a picture that nothing names."""


def _page(_article: object) -> str:
    return "<html>A page</html>"


def _refused(done: Done) -> None:
    if done.refused:
        raise MatineeError(done.refused)


class Changing(Operation):
    """The same done to four reviews in two rounds, and taken back again where ``undone``."""

    weight = 2

    def __init__(self, name: str, action: Action, *, undone: bool = False) -> None:
        super().__init__(name)
        self._action, self._undone = action, undone
        self._steps: list[Step] = []

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            review = small_article().review
            keep(library, *(replace(review, id=f"review-more-{at}", slug=f"more-{at}") for at in range(2)))
            aged = []
            for row in library.reviews():
                stored, revision = library.load_record(Review, row.id)
                draft = replace(stored, status=Status.DRAFT, printed=None, tags=("old",))
                aged.append(Change(draft, revision, LONG_AGO))
            library.save(Batch(tuple(aged))).result(60)

    def stages(self) -> list[Stage]:
        changed = [partial(self._go, rounds=rounds) for rounds in (1, 2)]
        return [*changed, *(partial(self._go, rounds=2, back=back) for back in (1, 2) if self._undone)]

    def act(self, place: Path, library: Library | None) -> None:
        self._go(place, library, rounds=2, back=2 if self._undone else 0)

    def _go(self, _place: Path, library: Library | None, *, rounds: int, back: int = 0) -> None:
        """Change the first rounds, and take the first of them back; a second try goes on, as the window lets one."""
        assert library is not None
        bulk = Bulk(Archive(library), at_once=ROUND)
        ids = sorted(row.id for row in (*library.reviews(), *library.reviews(trashed=True)))[: rounds * ROUND]
        done = bulk.change(Chosen.of(ids), self._action, _page, Job())
        if len(done.patches):
            self._steps.append(Step(self.name, done.patches, self._action))
        _refused(done)
        while back and self._steps:
            step = self._steps.pop()
            done = bulk.turn(step, _stopping(back), undoing=True)
            if done.refused:
                self._steps.append(replace(step, patches=step.patches.after(done.rounds)))
            _refused(done)
            if done.stopped:
                return

    def state(self, place: Path, library: Library) -> object:
        rows = sorted((*library.reviews(), *library.reviews(trashed=True)), key=lambda row: row.id)
        values = [value for value in values_of(library) if not value.startswith('["setting", "bulk')]
        return [values, [row.id for row in rows if row.modified == LONG_AGO], self._untrue(library)]

    def _untrue(self, library: Library) -> list[str]:
        """Return the reviews of which the word that is left of a change that was broken off does not say how they are."""
        found = broken_off(Archive(library))
        if found is None:
            return []
        told = dict.fromkeys(found.done.ids(), found.turned != "undo") | dict.fromkeys(found.rest.ids(), found.turned == "undo")
        reviews = {key: library.load_record(Review, key)[0] for key in told}
        return [key for key, review in reviews.items() if (changed(review, self._action) == review) is not told[key]]


def _stopping(rounds: int) -> Job:
    """Return a job that is called off after so many rounds."""
    job = Job(lambda done, _of: job.cancel() if done >= (rounds - 1) * ROUND else None)
    return job


class Merging(Operation):
    """A review taken into another with its viewing, and parted again."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._steps: list[Step] = []

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            work = small_article().work.id
            keep(library, Viewing("viewing-1", work, PartialDate(2024, 2), venue="Filmpalast", review=AGAIN))
            again, revision = library.load_record(Review, AGAIN)
            keep(library, replace(again, verdict="Another word.", tags=("rare",)), base=revision)

    def stages(self) -> list[Stage]:
        return [self._merge, self.act]

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        self._merge(place, library)
        _refused(Bulk(Archive(library)).turn(self._steps[-1], Job(), undoing=True))

    def _merge(self, _place: Path, library: Library | None) -> None:
        assert library is not None
        bulk = Bulk(Archive(library))
        if not self._steps:
            wanted = bulk.merging(MergeReviews(REVIEW, AGAIN))
            library.save(wanted.batch).result(60)
            self._steps.append(Step(self.name, bulk.done(wanted).patches))

    def state(self, place: Path, library: Library) -> object:
        return values_of(library)


class Again(Operation):
    """A work reviewed again: a new review of it, stored from its first edit on."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._desk: Desk | None = None

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        archive = Archive(library)
        desk = self._desk = self._desk or Desk(archive, lambda: 0.0)
        if not desk.sessions:
            loaded = archive.load(REVIEW)
            article = new_article(loaded.article.outlet, loaded.article.work, created=stamp(now_utc()))
            again = under_free_slug(library, begun_again(replace(loaded.article, review=article.review)))
            desk.start(again, {key: revision for key, revision in loaded.revisions.items() if key != REVIEW})
            desk.touch(again.review.id)
        saved_from(desk, library)

    def state(self, place: Path, library: Library) -> object:
        return anonymous(records_of(library))


class EmptyingAll(Operation):
    """The trash of a library: what waited its days goes, with the picture that only it showed, then the file of that."""

    now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        old, young = (stamp(self.now - timedelta(days=days)) for days in (40, 3))
        with Library.open(place / "library") as library:
            article = small_article()
            for person in article.people[:1]:
                keep(library, replace(person, id="person-old", trashed_at=old))
            keep(library, Viewing("viewing-old", article.work.id, PartialDate(2024, 2), trashed_at=old))
            keep(library, replace(article.work, id="work-alone", credits=()))
            hero = article.review.hero
            alone = replace(article.review, id="review-old", work="work-alone", slug="old", hero=hero, trashed_at=old, cards=())
            keep(library, alone, replace(alone, id="review-young", slug="young", trashed_at=young))
            for review_id in (REVIEW, AGAIN):
                stored, revision = library.load_record(Review, review_id)
                keep(library, replace(stored, hero=None), base=revision)
            library.remember(LOOKED_AT, stamp(self.now - timedelta(days=1))).result(60)
        images = place / "library" / "images"
        (images / f"{NOBODY_S}.png").write_bytes(b"a file that nothing names")
        long_ago = (self.now - timedelta(days=90)).timestamp()
        for path in images.iterdir():
            os.utime(path, (long_ago, long_ago))

    def stages(self) -> list[Stage]:
        left = (("", "0"), ("",), ("0",))
        return [self._look, *(partial(self._records, left=each) for each in left), self.act]

    def _look(self, _place: Path, library: Library | None) -> None:
        assert library is not None
        library.remember(LOOKED_AT, stamp(self.now)).result(60)

    def _records(self, place: Path, library: Library | None, *, left: tuple[str, ...]) -> None:
        """Let the records go and leave files for the next time: the one that nothing names, ``0``, and the other."""
        assert library is not None
        kept = {path: (path.read_bytes(), path.stat().st_mtime) for path in (library.root / "images").iterdir()}
        self.act(place, library)
        for path in [path for path in kept if not path.exists() and ("0" if path.stem == NOBODY_S else "") in left]:
            data, at = kept[path]
            path.write_bytes(data)
            os.utime(path, (at, at))

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        empty_old(Archive(library), self.now, Job())

    def state(self, place: Path, library: Library) -> object:
        return [values_of(library), sorted(path.name for path in (library.root / "images").iterdir())]


def operations_of_many() -> list[Operation]:
    """Return what is done to many reviews at once, to the whole trash, and to a work once more."""
    return [
        Changing("set a status and take it back", SetStatus(Status.FILED), undone=True),
        Changing("publish many and take it back", SetStatus(Status.PUBLISHED), undone=True),
        Changing("change tags", ChangeTags(("new",), ("old",))),
        Changing("move many to the trash and take it back", SetTrashed("2026-02-01T00:00:00Z"), undone=True),
        Changing("give many a new outlet and take it back", SetOutlet(PAPER.id, PAPER), undone=True),
        Merging("merge two reviews and part them"),
        Again("review a work again"),
        EmptyingAll("empty the whole trash"),
    ]
