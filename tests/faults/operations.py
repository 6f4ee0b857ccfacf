"""What is swept with faults: each operation in a folder of its own, with what it leaves when nothing goes wrong."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from desktop.core.article import Article
from desktop.core.errors import LibraryError, MatineeError
from desktop.core.saving import Batch, Change
from desktop.exporters.catalogue import FORMATS, format_of
from desktop.exporters.export import Export, Options
from desktop.gui.settings import Settings
from desktop.services.archive import Archive
from desktop.services.importing import bring_in
from desktop.services.jobs import Job
from desktop.services.moving_house import copy_to, free_place, unpack_to
from desktop.services.publishing import export_files, save_export
from desktop.services.readable import FORMAT_ID, ReadableCopies, fitting_copies
from desktop.services.rebuilding import rebuild
from desktop.storage.backup import check_copy
from desktop.storage.library import Library
from desktop.storage.models import SettingTable
from desktop.storage.restoring import restore_backup
from desktop.storage.rows import TABLES
from tests.faults.article import small_article, write_small_pictures
from tests.storage.builders import keep, with_body

SLUG = "the-film"


class Operation:
    """One thing that changes the disk. ``place`` is a folder; the library lies in ``place/library``."""

    opens_itself = False
    """Whether the operation is one that opens the library."""

    said_to_be_kept = True
    """Whether coming back without an error says that it is done."""

    weight = 1
    """How many times fewer changes a slice lets fail than of other operations: more for one that takes long."""

    def __init__(self, name: str) -> None:
        self.name = name

    def begin(self) -> None:
        """Called in every process before anything is opened."""

    def prepare(self, place: Path) -> None:
        """Lay out what there is before."""
        with Library.open(place / "library") as library:
            write_small_pictures(place / "library")
            keep(library, *small_article().records())
            second = replace(small_article().review, id="review-again", headline="Again", slug="again")
            keep(library, second)

    def act(self, place: Path, library: Library | None) -> None:
        """Do it, and come back once it is done; raises a MatineeError where the disk refuses."""
        raise NotImplementedError

    def stages(self) -> list[Callable[[Path, Library | None], None]]:
        """Return what may have been done when a fault ended it, the whole of it last."""
        return [self.act]

    def follow(self, place: Path, library: Library) -> None:
        """Do what a person does next with the same thing."""
        for row in library.reviews()[:1]:
            loaded = library.load(row.id)
            keep(library, loaded.article.review, base=loaded.revisions[row.id])

    def state(self, place: Path, library: Library) -> object:
        """Return what there is, in values that compare; equal before and after a fault that changed nothing."""
        return records_of(library)


HOUSEKEEPING = "history-thinned"
"""When the snapshots were thinned last: written by itself beside a save, and no part of it."""


def records_of(library: Library, *, but_settings: bool = False) -> list[tuple[Any, ...]]:
    """Return every record of a library with its revision, and its settings."""
    with library._reading() as database:
        found = [
            (kind.__name__, *row)
            for kind, table in TABLES.items()
            for row in table.select(table.id, table.revision, table.body).order_by(table.id).tuples().execute(database)
        ]
        if not but_settings:
            kept = SettingTable.select().where(SettingTable.key != HOUSEKEEPING).tuples().execute(database)
            found += [("setting", *row) for row in kept]
    return found


def anonymous(records: list[tuple[Any, ...]]) -> list[str]:
    """Return records without the ids and moments that are different in every run."""
    drawn = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}\b|\d{4}-\d\d-\d\dT[\d:]+Z")
    return sorted(drawn.sub("#", json.dumps(record)) for record in records)


class Saving(Operation):
    """A save of the records that ``change`` makes of the article."""

    def __init__(self, name: str, change: Callable[[Article], Article]) -> None:
        super().__init__(name)
        self._change = change

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        loaded = library.load("review-lamplighter")
        before = {record.id: record for record in loaded.article.records()}
        wanted = [record for record in self._change(loaded.article).records() if before[record.id] != record]
        changes = tuple(Change(record, loaded.revisions[record.id]) for record in wanted)
        library.save(Batch(changes)).result(60)


class Beginning(Operation):
    """A new review of a new film."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        Archive(library).begin("A New Film", 2026, "", "en")

    def state(self, place: Path, library: Library) -> object:
        return anonymous(records_of(library))


class Picturing(Operation):
    """A picture taken in."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        library.add_image((place / "new.png").read_bytes(), "new.png").result(60)

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        from PIL import Image as Pillow

        Pillow.effect_noise((160, 120), 40).save(place / "new.png")

    def state(self, place: Path, library: Library) -> object:
        return anonymous(records_of(library))


class Remembering(Operation):
    """A setting that belongs to the library."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        library.remember("front", "x" * 5000).result(60)


class Setting(Operation):
    """What the window remembers about itself, in a file of its own; losing it is no loss of words, so nothing is said of it."""

    said_to_be_kept = False

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        self._set(place, 110)

    def act(self, place: Path, library: Library | None) -> None:
        self._set(place, 150)

    def _set(self, place: Path, percent: int) -> None:
        settings = Settings(place / "desk.ini")
        settings.text_percent = percent
        settings.flush()

    def follow(self, place: Path, library: Library) -> None:
        self._set(place, 125)
        left = sorted(path.name for path in place.iterdir() if path.name.startswith("desk.ini"))
        assert left == ["desk.ini"], left

    def state(self, place: Path, library: Library) -> object:
        return Settings(place / "desk.ini").text_percent


class Emptying(Operation):
    """A review in the trash deleted for good."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            Archive(library).trash("review-again").result(60)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        library.empty_trash(("review-again",)).result(60)


class Closing(Operation):
    """The end of a session: what is queued, the log emptied into the database, the lock let go."""

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        keep(library, replace(small_article().review, tagline="Closed"), base=1)
        library.close()


class Backing(Operation):
    """A backup of a library that has grown since its last one."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            library.backup()
            keep(library, replace(small_article().review, id="review-since", slug="since"))

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        library.backup()

    def state(self, place: Path, library: Library) -> object:
        backups = [path for path in (place / "library" / "backups").iterdir() if path.suffix == ".db"]
        return [sorted({json.dumps(check_copy(path)) for path in backups}), records_of(library)]


class Opening(Operation):
    """A library opened after a kill: its log is read, then everything is put in order."""

    opens_itself = True

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        library = Library.open(place / "library")
        keep(library, with_body(small_article().review, "Long enough to fill a page or two. " * 400), base=1)
        cut_off(library)

    def act(self, place: Path, library: Library | None) -> None:
        Library.open(place / "library").close()


def cut_off(library: Library) -> None:
    """Leave a library as a kill does, in a copy, for this process goes on and closes it."""
    root = library.root
    left = {path: path.read_bytes() for path in root.iterdir() if path.is_file() and path.suffix != ".db-shm"}
    library.close()
    for path, content in left.items():
        path.write_bytes(content)


class Making(Operation):
    """A library made where there is none."""

    opens_itself = True

    def prepare(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)

    def act(self, place: Path, library: Library | None) -> None:
        Library.open(place / "library").close()

    def state(self, place: Path, library: Library) -> object:
        return records_of(library)


class Restoring(Operation):
    """A backup made into a library of its own."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            library.backup()

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        (backup,) = (place / "library" / "backups").glob("*.db")
        try:
            restore_backup(backup, place / "again", place / "library" / "images")
        except OSError as error:
            raise LibraryError(f"The library could not be made ({error.strerror}).") from error

    def follow(self, place: Path, library: Library) -> None:
        if not (place / "again").exists():
            self.act(place, library)

    def state(self, place: Path, library: Library) -> object:
        if not (place / "again").exists():
            return "none"
        with Library.open(place / "again", create=False) as again:
            return [again.verify(), records_of(again)]


class Moving(Operation):
    """A library copied elsewhere, as a folder or as one file; ``unpacking`` makes a library out of that file instead."""

    def __init__(self, name: str, place: str, *, unpacking: bool = False) -> None:
        super().__init__(name)
        self._place, self._unpacking = place, unpacking

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        if self._unpacking:
            with Library.open(place / "library") as library:
                library.copy_to(place / "packed.zip", fitting_copies)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        if self._unpacking:
            unpack_to(place / "packed.zip", place / self._place, Job())
        else:
            copy_to(Archive(library), place / self._place, Job())

    def follow(self, place: Path, library: Library) -> None:
        if not (place / self._place).exists():
            self.act(place, library)

    def state(self, place: Path, library: Library) -> object:
        made = place / self._place
        if not made.exists():
            return "none"
        if made.is_file():
            made = unpack_to(made, free_place(place / "looked into"), Job()).root
        with Library.open(made, create=False) as copy:
            found = [copy.verify(), records_of(copy)]
        if made.name.startswith("looked into"):
            shutil.rmtree(made)
        return found


class Rebuilding(Operation):
    """A library made of readable copies and pictures."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            copies = ReadableCopies(library, format_of(FORMAT_ID).export)
            copies.survey(Job())
            copies.write(Job(), 60.0)

    def act(self, place: Path, library: Library | None) -> None:
        rebuild(place / "library", place / "rebuilt", Job())

    def follow(self, place: Path, library: Library) -> None:
        if not (place / "rebuilt").exists():
            self.act(place, library)

    def state(self, place: Path, library: Library) -> object:
        if not (place / "rebuilt").exists():
            return "none"
        with Library.open(place / "rebuilt", create=False) as made:
            return [made.verify(), [row[:2] + row[3:] for row in records_of(made, but_settings=True)]]


class Exporting(Operation):
    """An export over an earlier one of the same review; one of its pictures is new."""

    earlier: Export
    wanted: Export

    def __init__(self, format_id: str) -> None:
        super().__init__(f"export {format_id}")
        self._format = format_id

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        article = small_article()
        options = Options(library=place / "library", name=SLUG)
        self.wanted = export_files(article, self._format, options)
        plainer = replace(article, review=replace(article.review, hero=None, tagline="As it was"))
        self.earlier = export_files(plainer, self._format, options)
        with Library.open(place / "library") as library:
            save_export(self.earlier, place / "out", library, review_id=article.review.id)

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        save_export(self.wanted, place / "out", library, review_id="review-lamplighter")

    def follow(self, place: Path, library: Library) -> None:
        later = replace(self.wanted, main=replace(self.wanted.main, data=self.wanted.main.data + b"Later"))
        save_export(later, place / "out", library, review_id="review-lamplighter")

    def state(self, place: Path, library: Library) -> object:
        """The main file, with what it points at; a picture that nothing points at yet is no half export."""
        main = (place / "out" / self.wanted.main.name).read_bytes()
        pointed_at = [file for file in self.wanted.beside if Path(file.name).name.encode() in main]
        gone = [file.name for file in pointed_at if not (place / "out" / file.name).is_file()]
        torn = [
            file.name for file in pointed_at if file.name not in gone and (place / "out" / file.name).read_bytes() != file.data
        ]
        return [hashlib.sha256(main).hexdigest(), gone, torn]


class Importing(Operation):
    """Files brought into a library that has none of it yet, each whole or not at all."""

    def __init__(self, name: str, *format_ids: str, replacing: bool = False) -> None:
        super().__init__(name)
        self._formats, self._replacing = format_ids, replacing

    def prepare(self, place: Path) -> None:
        write_small_pictures(place / "elsewhere")
        for number, format_id in enumerate(self._formats):
            article = small_article()
            if number:
                article = replace(article, review=replace(article.review, id=f"review-{number}", headline=f"No. {number}"))
            options = Options(library=place / "elsewhere", name=f"file-{number}")
            made = export_files(article, format_id, options)
            for file in made.files:
                (place / "in" / file.name).parent.mkdir(parents=True, exist_ok=True)
                (place / "in" / file.name).write_bytes(file.data)
        with Library.open(place / "library") as library:
            keep(library, replace(small_article().outlet, id="outlet-other", name="Other"))
            if self._replacing:
                bring_in(library, [place / "in"])
                loaded = library.load("review-lamplighter")
                keep(library, replace(loaded.article.review, tagline="Mine"), base=1)

    def stages(self) -> list[Callable[[Path, Library | None], None]]:
        numbers = range(len(self._formats))
        chosen = [some for count in numbers for some in combinations(numbers, count + 1)]
        return [partial(self._bring, numbers=some) for some in chosen]

    def _bring(self, place: Path, library: Library | None, numbers: Sequence[int]) -> None:
        assert library is not None
        paths = [path for number in numbers for path in (place / "in").glob(f"file-{number}.*")]
        report = bring_in(library, paths, replace_existing=self._replacing)
        assert not report.refused, report.refused

    def act(self, place: Path, library: Library | None) -> None:
        assert library is not None
        report = bring_in(library, [place / "in"], replace_existing=self._replacing)
        if report.refused:
            raise MatineeError(" ".join(report.refused))


def migrating() -> list[Operation]:
    """Return the migration to a format that is still to come, from every format there ever was."""
    from desktop.storage.migrations import STEPS
    from tests.faults.formats import Migrating

    return [Migrating(step.version) for step in STEPS]


def operations() -> list[Operation]:
    """Return everything that is swept."""
    from tests.faults.of_many import operations_of_many
    from tests.faults.of_services import operations_of_services

    long = "The lamp is lit every evening, and nobody asks why. " * 700
    return [
        Saving("save a text", lambda article: replace(article, review=with_body(article.review, long))),
        Saving(
            "save a shared film and a person",
            lambda article: replace(
                article,
                work=replace(article.work, title="The Lantern", year=2027),
                people=tuple(replace(person, name=f"{person.name} Jr.") for person in article.people),
            ),
        ),
        Beginning("begin a review"),
        Picturing("add a picture"),
        Remembering("remember a setting"),
        Setting("set the size of the text"),
        Emptying("empty the trash"),
        Closing("save and close"),
        Making("make a library"),
        Opening("open after a kill"),
        Backing("back up"),
        Restoring("restore a backup"),
        Moving("copy the library", "copy"),
        Moving("pack the library", "copy.zip"),
        Moving("unpack a library", "unpacked", unpacking=True),
        Rebuilding("rebuild a library"),
        *migrating(),
        *(Exporting(each.id) for each in FORMATS),
        Importing("import JSON", "json"),
        Importing("import front matter", "markdown-front-matter"),
        Importing("import a batch", "json", "markdown-front-matter", "json"),
        Importing("import over what is there", "json", replacing=True),
        *operations_of_services(),
        *operations_of_many(),
    ]
