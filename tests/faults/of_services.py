"""What the services do on the disk, swept with faults: snapshots, viewings, people, searches, readable copies, moving house."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from desktop.core.article import Record
from desktop.core.dates import PartialDate
from desktop.core.errors import MatineeError
from desktop.core.finding import parse_query
from desktop.core.history import Reason
from desktop.core.person import Person
from desktop.core.review import Review, Status
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.exporters.catalogue import format_of
from desktop.services.archive import Archive
from desktop.services.authoring import Desk
from desktop.services.gathering import gather
from desktop.services.jobs import Job
from desktop.services.ledger import Ledger
from desktop.services.people import People, merged_records, respelled_texts
from desktop.services.readable import FORMAT_ID, ReadableCopies, short_id
from desktop.services.saved_searches import SavedSearches
from desktop.services.undoing import Place
from desktop.services.watch_log import Film, WatchLog
from desktop.storage.library import Library
from tests.faults.article import small_article
from tests.faults.operations import Operation, anonymous, records_of
from tests.storage.builders import keep, with_body

REVIEW, AGAIN = "review-lamplighter", "review-again"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Stage = Callable[[Path, Library | None], None]


def values_of(library: Library) -> list[str]:
    """Return every record and setting without ids, moments and revisions, for what is done in two steps and may be done again."""
    return anonymous([row if row[0] == "setting" else (row[0], row[1], row[3]) for row in records_of(library)])


class Snapping(Operation):
    """A snapshot taken; those of the months before are thinned out in the same step."""

    def __init__(self, name: str, reason: Reason, words: str = "") -> None:
        super().__init__(name)
        self._reason, self._words = reason, words

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            for number, days in enumerate((400, 399.9, 90, 89.9, 89.8, 20.2, 20.1, 0.02, 0.01)):
                library.snapshots.clock = partial(_fixed, NOON - timedelta(days=days))
                article = small_article()
                draft = article.with_record(replace(article.review, tagline=f"Draft {number}"))
                library.snapshots.take(draft, Reason.CLOCK, "First" if number == 1 else "").result(60)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        library.snapshots.clock = partial(_fixed, NOON)
        library.snapshots.take(library.load(REVIEW).article, self._reason, self._words).result(60)

    def state(self, place: Path, library: Library) -> object:
        """Every snapshot with all that it holds, and the records, which are as they were."""
        kept = [library.snapshots.read(each.id) for each in library.snapshots.of(REVIEW)]
        told = [(each.snapshot.at.isoformat(), each.snapshot.reason, each.snapshot.name) for each in kept]
        return [told, [each.article.review.tagline for each in kept], records_of(library)]


def _fixed(moment: datetime) -> datetime:
    return moment


class Logging(Operation):
    """A viewing of a film that the library does not know yet."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        seen = Viewing("", "", PartialDate(2026, 2, 14), venue="Filmpalast", companions="Alone")
        WatchLog(library).log(Film("A New Film", 2026), seen)[1].result(60)

    def state(self, place: Path, library: Library) -> object:
        return anonymous(records_of(library))


class Unlogging(Operation):
    """A viewing put in the trash, and brought back by undo."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            keep(library, Viewing("viewing-1", "work-lamplighter", PartialDate(2024, 2), venue="Filmpalast"))

    def stages(self) -> list[Stage]:
        return [self._trash, self.act]

    def _trash(self, place: Path, library: Library | None) -> None:
        assert library is not None
        first = WatchLog(library)
        first.trash(first.stored(["viewing-1"])).result(60)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        log = WatchLog(library)
        log.trash(log.stored(["viewing-1"])).result(60)
        (log.undo() or log.restore(log.stored(["viewing-1"]))).result(
            60
        )  # tried again it is in the trash already, and comes back from there

    def state(self, place: Path, library: Library) -> object:
        return values_of(library)


class Ledgering(Operation):
    """People changed from the ledger, as one step on the desk, and taken back again where ``undone``."""

    def __init__(self, name: str, change: Callable[[Library], tuple[Record, ...]], *, undone: bool = False) -> None:
        super().__init__(name)
        self._change, self._undone = change, undone
        self._desk: Desk | None = None
        self._ledger: Ledger | None = None

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        name = small_article().people[0].name
        with Library.open(place / "library") as library:
            review, revision = library.load_record(Review, AGAIN)
            keep(library, with_body(replace(review, status=Status.DRAFT), f"{name} waits. Then {name} goes."), base=revision)

    def stages(self) -> list[Stage]:
        return [partial(self._go, undone=False), self.act] if self._undone else [self.act]

    def act(self, place: Path, library: Library | None) -> None:
        self._go(place, library, undone=self._undone)

    def _go(self, _place: Path, library: Library | None, *, undone: bool) -> None:
        """Do it; a second try goes on with what lies on the desk, as the window does."""
        assert library is not None
        desk = self._desk = self._desk or Desk(Archive(library), lambda: 0.0)
        ledger = self._ledger = self._ledger or Ledger(desk, library)
        if not (ledger.history or ledger.future):
            ledger.edit("people", Place("people"), *self._change(library))
        saved_from(desk, library)
        if undone and ledger.undo() is not None:
            saved_from(desk, library)

    def state(self, place: Path, library: Library) -> object:
        return values_of(library)


def saved_from(desk: Desk, library: Library) -> None:
    """Save what lies on the desk, as the window does; what could not be saved lies there again."""
    batch = desk.take()
    if batch is None:
        return
    try:
        desk.saved(batch, library.save(batch).result(60))
    except MatineeError:
        desk.not_saved(batch)
        raise


def _merged(library: Library) -> tuple[Record, ...]:
    kept, gone = (library.load_record(Person, person.id)[0] for person in small_article().people[:2])
    naming = gather(library, People(library).naming(gone.id), Job())
    return merged_records(kept, gone, {}, naming.of(Work), naming.of(Review))


def _renamed(library: Library) -> tuple[Record, ...]:
    """Return a person with another house spelling, and the drafts in which the old one is typed."""
    people, person = People(library), library.load_record(Person, small_article().people[0].id)[0]
    plan = people.plan_rename(replace(person, name="Adjoa Darko"), person.name)
    chosen = {row.id: frozenset(found.spot for each, found in plan.typed if each.id == row.id) for row, _found in plan.typed}
    return (
        replace(person, name="Adjoa Darko"),
        *respelled_texts(plan, chosen, lambda kind, key: library.load_record(kind, key)[0]),
    )


class Searching(Operation):
    """A search saved under a name."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        SavedSearches(Archive(library)).save("Lamps", parse_query("lamp rating:>3"))[1].result(60)

    def state(self, place: Path, library: Library) -> object:
        return anonymous(records_of(library))


class Copying(Operation):
    """Readable copies brought up to date, one of them under another name; each is a file of its own, and none is half a file."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            _write_copies(library)
            shutil.copytree(place / "library" / "readable", place / "before")
            for row in library.reviews():
                loaded = library.load(row.id)
                slug = "once-more" if row.id == AGAIN else loaded.article.review.slug
                later = replace(loaded.article.review, tagline="As it is now", slug=slug)
                keep(library, later, base=loaded.revisions[row.id])
            library.remember("saved_searches", "[]").result(60)

    def stages(self) -> list[Stage]:
        one, again = short_id(REVIEW), short_id(AGAIN)
        old: tuple[dict[str, str], ...] = (
            {one: "old", again: "old"},
            {one: "old", again: "both"},
            {one: "old"},
            {again: "old"},
            {again: "both"},
            {},
        )
        return [partial(self._but, earlier=each) for each in old]

    def _but(self, place: Path, library: Library | None, *, earlier: Mapping[str, str]) -> None:
        """Write everything, and put some copies back to as they were, or beside what they are."""
        self.act(place, library)
        folder = place / "library" / "readable"
        for key, how in earlier.items():
            if how == "old":
                _copy_of(folder, key).unlink()
            before = _copy_of(place / "before", key)
            shutil.copy(before, folder / before.name)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        _write_copies(library)

    def follow(self, place: Path, library: Library) -> None:
        super().follow(place, library)
        _write_copies(library)
        assert len(list((library.root / "readable").iterdir())) == len(library.reviews()) + 1, "a copy too many is left"

    def state(self, place: Path, library: Library) -> object:
        folder = place / "library" / "readable"
        return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.suffix != ".part"}


def _copy_of(folder: Path, key: str) -> Path:
    (path,) = folder.glob(f"*-{key}.md")
    return path


def _write_copies(library: Library) -> None:
    copies = ReadableCopies(library, format_of(FORMAT_ID).export)
    copies.survey(Job())
    progress = copies.write(Job(), 60.0)
    if progress.refused:
        raise MatineeError(progress.refused)


def operations_of_services() -> list[Operation]:
    """Return what the services do, beyond what is swept of the storage itself."""
    return [
        Snapping("take a snapshot under a name", Reason.BY_HAND, "Before the cut"),
        Snapping("take a snapshot and thin the others", Reason.CLOCK),
        Logging("log a viewing of a new film"),
        Unlogging("take a viewing away and back"),
        Ledgering("merge two people and take it back", _merged, undone=True),
        Ledgering("rename a person in the texts too", _renamed),
        Searching("save a search"),
        Copying("write readable copies"),
    ]
