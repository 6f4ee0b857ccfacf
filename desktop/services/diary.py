"""Diaries in and out: what a file of viewings would add to the log, and the log as such a file.

Bringing the same diary in twice adds nothing: an entry is known again by its address, else by film and day, and a viewing that
was logged by hand on that day counts as the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from desktop.core.diary import SCALE, DiaryEntry, viewing_ids
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.identity import new_id
from desktop.core.person import Person
from desktop.core.rating import Rating, out_of_five
from desktop.core.review import Review
from desktop.core.viewing import Viewing
from desktop.core.work import Identifiers, Job, Work
from desktop.exporters.export import Export, ExportFile
from desktop.exporters.letterboxd import diary_files
from desktop.exporters.writing import write_files
from desktop.importers.letterboxd import MOST_BYTES, read_diary
from desktop.storage.diary import Titled, logged_days, logged_ids, works_titled
from desktop.storage.library import Library
from desktop.storage.reading import read_records
from desktop.storage.rows import Kind
from desktop.storage.viewings import viewing_rows


@dataclass(frozen=True, slots=True)
class DiaryPlan:
    """What a diary adds: new films and viewings; ``there`` counts the rows that were logged already; ``notes`` are sentences."""

    works: tuple[Work, ...] = ()
    viewings: tuple[Viewing, ...] = ()
    there: int = 0
    notes: tuple[str, ...] = ()


def plan_diary(library: Library, path: Path) -> DiaryPlan:
    """Return what a diary would add to the log; nothing is written. Raises FormatError, or NotFoundError for no such file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(f"“{path.name}” is larger than 30 MB, so it was not read.")
        entries, notes = read_diary(path.read_bytes(), path.name)
    except OSError as error:
        raise NotFoundError(f"“{path.name}” cannot be read ({error.strerror}).") from error
    planner = _Planner(library, entries)
    for entry, viewing_id in zip(entries, viewing_ids(entries), strict=True):
        planner.take(entry, viewing_id)
    return DiaryPlan(tuple(planner.works.values()), tuple(planner.viewings), planner.there, (*notes, *planner.notes))


class _Planner:
    """Compares the entries of one diary with the library, and with each other."""

    def __init__(self, library: Library, entries: tuple[DiaryEntry, ...]) -> None:
        self._library = library
        self._titled: Titled = library.ask(partial(works_titled, titles={entry.title for entry in entries}))
        own = frozenset(viewing_ids(entries))
        self._known = library.ask(partial(logged_ids, ids=own))
        works = {work_id for found in self._titled.values() for work_id, _year in found}
        days = library.ask(partial(logged_days, works=works))
        self._by_hand = Counter((work_id, day) for viewing_id, work_id, day in days if viewing_id not in own)
        self._seen = Counter(work_id for _id, work_id, _day in days)
        self.works: dict[tuple[str, int | None], Work] = {}
        self.viewings: list[Viewing] = []
        self.there = 0
        self.notes: list[str] = []

    def take(self, entry: DiaryEntry, viewing_id: str) -> None:
        """Add what an entry adds, or say why it adds nothing."""
        if viewing_id in self._known:
            self.there += 1
            return
        work_id = self._work(entry)
        if work_id is None:
            return
        day = (work_id, str(entry.watched or ""))
        if self._by_hand[day] and entry.watched is not None:
            self._by_hand[day] -= 1
            self.there += 1
            return
        first = not self._seen[work_id]
        self._seen[work_id] += 1
        notes = "\n\n".join(filter(None, (", ".join(entry.tags), entry.text)))
        number = 2 if entry.again and first else None
        self.viewings.append(Viewing(viewing_id, work_id, entry.watched, number=number, rating=entry.rating, notes=notes))

    def _work(self, entry: DiaryEntry) -> str | None:
        title, year = entry.film
        found = self._titled.get(title, [])
        meant = [work_id for work_id, known in found if year is None or known is None or known == year]
        if len(meant) > 1 and entry.imdb:
            meant = [each for each in meant if self._library.load_record(Work, each)[0].identifiers.imdb == entry.imdb]
        if len(meant) > 1:
            self.notes.append(f"“{entry.title}” names {len(meant)} films of the library, so its viewing was left out.")
            return None
        if meant:
            return meant[0]
        if entry.film not in self.works:
            identifiers = Identifiers(imdb=entry.imdb, tmdb=entry.tmdb)
            self.works[entry.film] = Work(new_id(), title=entry.title, year=year, identifiers=identifiers)
        return self.works[entry.film].id


def diary_of(library: Library) -> tuple[DiaryEntry, ...]:
    """Return the log outside the trash as a diary, the first seen first; private notes and companions stay at home."""
    rows = library.ask(partial(viewing_rows, trashed=False))[::-1]

    def records(kind: type[Kind], ids: set[str]) -> dict[str, Kind]:
        found = library.ask(lambda database: read_records(database, kind, ids))
        return {record_id: record for record_id, (record, _revision) in found.items()}

    viewings = records(Viewing, {row.id for row in rows})
    works = records(Work, {row.work_id for row in rows})
    reviews = records(Review, {row.review_id for row in rows if row.review_id})
    directing = {key: _directors(work) for key, work in works.items()}
    people = records(Person, {person for found in directing.values() for person in found})
    entries = []
    for row in rows:
        viewing, work, review = viewings[row.id], works[row.work_id], reviews.get(row.review_id or "")
        names = tuple(people[each].name for each in directing[work.id] if each in people)
        rating = viewing.rating or (review.rating if review is not None else None)
        told = DiaryEntry(work.title, work.year, viewing.date, _halves(rating), row.nth > 1, directors=names)
        tags = review.tags if review is not None else ()
        entries.append(replace(told, tags=tags, imdb=work.identifiers.imdb, tmdb=work.identifiers.tmdb))
    return tuple(entries)


def _directors(work: Work) -> list[str]:
    return [credit.person for credit in work.credits if credit.job is Job.DIRECTOR]


def _halves(rating: Rating | None) -> Rating | None:
    """Return a rating in half stars out of five, the nearest; None where there is nothing to print or no star at all."""
    value = out_of_five(rating) if rating is not None else None
    halves = round(value * 2) / 2 if value is not None else 0
    return Rating(SCALE, f"{halves:g}") if halves else None


def save_diary(library: Library, target: Path) -> tuple[int, tuple[str, ...]]:
    """Write the log as CSV to ``target``, a long one into several files; return how many viewings, and the names of the files.

    Raises MatineeError.
    """
    entries = diary_of(library)
    first, *more = diary_files(entries)
    names = [target.name, *(f"{target.stem}-{number}{target.suffix}" for number in range(2, len(more) + 2))]
    beside = tuple(ExportFile(name, data) for name, data in zip(names[1:], more, strict=True))
    write_files(target.parent, Export(ExportFile(names[0], first), beside), known={}, overwrite=True)
    return len(entries), tuple(names)
