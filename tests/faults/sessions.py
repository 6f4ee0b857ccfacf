"""Sessions during which the power goes: what is done, what the program is told, and what must be found afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.core.errors import LibraryError
from desktop.exporters.export import Export
from desktop.services.importing import bring_in
from desktop.services.publishing import save_export
from desktop.storage.backup import check_copy
from desktop.storage.library import Library
from desktop.storage.restoring import restore_backup
from tests.faults.article import small_article, write_small_pictures
from tests.faults.formats import NEXT, Migrating
from tests.faults.operations import Exporting, Importing, Operation
from tests.storage.builders import keep, with_body

REVIEW = "review-lamplighter"
Found = dict[str, int]
"""What is found, in numbers that only grow; what was told before may not be missing."""
Tell = Callable[[Found], None]
"""Called with what the program was told is stored."""


def text_at(revision: int) -> str:
    """Return the text of a revision, so that one that is torn or mixed with another is known."""
    return f"at {revision} " + f"lamp{revision} " * (40 + 700 * (revision % 3))


class Session(Operation):
    """One session. ``live`` does what is done; ``look`` says what is found in a place after the power went."""

    def live(self, place: Path, tell: Tell) -> None:
        """Do everything, and tell what is acknowledged."""
        raise NotImplementedError

    def look(self, place: Path) -> Found:
        """Open what there is and return what is found; raises AssertionError and MatineeError for what is damaged."""
        return self.look_at_library(place / "library")

    def look_at_library(self, root: Path) -> Found:
        """Open a library, look it over, and save in it."""
        there = (root / "library.db").exists()
        with Library.open(root) as library:
            assert library.verify() == [], library.verify()
            assert not [path.name for path in root.rglob("*") if ".part" in path.name]
            found = {"library": int(there)}
            if any(row.id == REVIEW for row in library.reviews()):
                loaded = library.load(REVIEW)
                revision = loaded.revisions[REVIEW]
                assert revision == 1 or loaded.article.review.parts[0].body == text_at(revision), f"another text at {revision}"
                keep(library, loaded.article.review, base=revision)
                found["revision"] = revision
        copies = list((root / "backups").glob("*.db"))
        for path in copies:
            check_copy(path)
        return found | {"backups": len(copies)}


def save_on(library: Library, revisions: range, tell: Tell) -> None:
    """Save the review again and again."""
    for revision in revisions:
        keep(library, with_body(small_article().review, text_at(revision)), base=revision - 1)
        tell({"library": 1, "revision": revision})


class Saving(Session):
    """A library is made, a review stored and saved, closed, opened and saved again."""

    def prepare(self, place: Path) -> None:
        place.mkdir(parents=True)

    def live(self, place: Path, tell: Tell) -> None:
        with Library.open(place / "library") as library:
            tell({"library": 1})
            write_small_pictures(place / "library")
            keep(library, *small_article().records())
            tell({"library": 1, "revision": 1})
            save_on(library, range(2, 14), tell)
        with Library.open(place / "library") as library:
            save_on(library, range(14, 20), tell)

    def look(self, place: Path) -> Found:
        if (place / "library" / "library.db").exists():
            # What pictures hold is not what is tried here.
            write_small_pictures(place / "library")
        return super().look(place)


class Backing(Session):
    """Backups between saves."""

    def live(self, place: Path, tell: Tell) -> None:
        with Library.open(place / "library") as library:
            for number in (1, 2, 3):
                revisions = range(2 * number, 2 * number + 2)
                save_on(library, revisions, tell)
                library.backup()
                tell({"library": 1, "revision": revisions[-1], "backups": number})


class Moving(Session):
    """A library of the oldest format opened by a later version, and saved in."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._migrating = Migrating(1)

    def prepare(self, place: Path) -> None:
        self._migrating.prepare(place)

    def begin(self) -> None:
        self._migrating.begin()

    def live(self, place: Path, tell: Tell) -> None:
        with Library.open(place / "library") as library:
            tell({"library": 1, "revision": 1, "backups": 1})
            save_on(library, range(2, 5), tell)

    def look(self, place: Path) -> Found:
        found = super().look(place)
        with Library.open(place / "library") as library:
            version, fresh, copied = self._migrating.form(place, library)
        assert (version, fresh, copied) == (NEXT.version, True, True), "not brought forward whole, or without a copy"
        return found


class Leaving(Session):
    """Exports of three texts, one over the other."""

    def __init__(self, name: str, format_id: str) -> None:
        super().__init__(name)
        self._exporting = Exporting(format_id)
        self._exports: list[Export] = []

    def prepare(self, place: Path) -> None:
        self._exporting.prepare(place)
        whole = self._exporting.wanted
        later = replace(whole, main=replace(whole.main, data=whole.main.data + b"Later"))
        self._exports = [self._exporting.earlier, whole, later]

    def live(self, place: Path, tell: Tell) -> None:
        with Library.open(place / "library") as library:
            for number, export in list(enumerate(self._exports))[1:]:
                save_export(export, place / "out", library, review_id=REVIEW)
                tell({"library": 1, "export": number})
            save_export(self._exports[1], place / "site" / "new", library, review_id=REVIEW)
            tell({"library": 1, "new export": 1})

    def look(self, place: Path) -> Found:
        main = (place / "out" / self._exports[0].main.name).read_bytes()
        number = [export.main.data for export in self._exports].index(main)
        for file in self._exports[number].beside:
            assert (place / "out" / file.name).read_bytes() == file.data, f"{file.name} is torn"
        there = int((place / "site" / "new" / self._exports[1].main.name).exists())
        found = super().look(place)
        with Library.open(place / "library") as library:
            later = replace(self._exports[0], main=replace(self._exports[0].main, data=b"Quite another"))
            save_export(later, place / "out", library, review_id=REVIEW)
            save_export(self._exports[1], place / "site" / "new", library, review_id=REVIEW)
        left = [path.name for path in place.rglob("*.part")]
        assert not left, left
        return found | {"export": number, "new export": there}


class Arriving(Session):
    """A file with pictures brought in."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._importing = Importing(name, "json")

    def prepare(self, place: Path) -> None:
        self._importing.prepare(place)

    def live(self, place: Path, tell: Tell) -> None:
        with Library.open(place / "library") as library:
            assert not bring_in(library, [place / "in"]).refused
            tell({"library": 1, "revision": 1})
            save_on(library, range(2, 4), tell)


class Restoring(Session):
    """A backup made into a library of its own."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with Library.open(place / "library") as library:
            save_on(library, range(2, 4), lambda found: None)
            library.backup()

    def live(self, place: Path, tell: Tell) -> None:
        (backup,) = (place / "library" / "backups").glob("*.db")
        restore_backup(backup, place / "again", place / "library" / "images")
        tell({"library": 1, "revision": 3, "again": 1})
        with Library.open(place / "again") as library:
            save_on(library, range(4, 6), lambda found: tell(found | {"again": 1, "again at": found["revision"], "revision": 3}))

    def look(self, place: Path) -> Found:
        found = super().look(place)
        (backup,) = (place / "library" / "backups").glob("*.db")
        try:
            restore_backup(backup, place / "again", place / "library" / "images")
        except LibraryError:
            again = self.look_at_library(place / "again")
            return found | {"again": 1, "again at": again["revision"]}
        assert not [path for path in place.iterdir() if path.name.endswith(".part")]
        return found


def sessions() -> list[Session]:
    """Return every session."""
    return [
        Saving("save"),
        Backing("back up"),
        Moving("migrate"),
        Leaving("export", "html"),
        Arriving("import"),
        Restoring("restore"),
    ]
