"""Making a library of its own out of readable copies and pictures, for one whose database is lost.

The copy of a review is believed in what it says of the review and its work, ``library.json`` in all else; where two copies speak
of one record, the one written last. What cannot be read is told in a sentence, and nothing else is lost for it.

The copies tell when each record was made and last changed, too. Those of an earlier version did not: what they tell of was last
changed when they were written, at the latest, and that is then taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop.core.article import Record
from desktop.core.errors import FormatError, LibraryError
from desktop.core.front_moments import moments_from
from desktop.core.image import Image
from desktop.core.person import Person
from desktop.core.records import from_plain
from desktop.core.review import Review
from desktop.core.saving import Batch, Change, Moments, now_utc, stamp
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.jobs import Job
from desktop.services.readable import SETTINGS, SHARED_FILE, TRASH
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.library import Library
from desktop.storage.listing import Counts
from desktop.storage.opening import READABLE_FOLDER
from desktop.storage.plain_copies import FORMAT, LISTS, MOMENTS, VERSION
from desktop.storage.restoring import copy_picture, expect_room, made_beside

_AT_ONCE = 1000


@dataclass
class Copies:
    """What the copies hold: records by id, values of the library, and a sentence for each file or record that cannot be read.

    ``moments`` are those of the records, by id. ``seen`` are the viewings that the copies of reviews tell of; the shared file has
    them all, so they stand in for it only.
    """

    records: dict[str, Record] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: dict[str, Viewing] = field(default_factory=dict)
    moments: dict[str, Moments] = field(default_factory=dict)

    def counts(self) -> Counts:
        """Count what the copies hold, as a library counts what it holds."""
        records = self.records.values()
        images = [record for record in records if isinstance(record, Image)]
        return Counts(
            reviews=sum(isinstance(record, Review) and not record.trashed_at for record in records),
            people=sum(isinstance(record, Person) and not record.trashed_at for record in records),
            works=sum(isinstance(record, Work) and not record.trashed_at for record in records),
            images=len(images),
            bytes=sum(image.size for image in images),
            trashed=sum(isinstance(record, Review | Person | Viewing) and bool(record.trashed_at) for record in records),
        )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A library made of copies: what they held, what it holds, and sentences.

    ``refused`` are about what could not be read, ``missing`` about pictures that are not what they were, ``notes`` about what was
    read otherwise than it is written.
    """

    root: Path
    before: Counts
    after: Counts
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def rebuild(source: Path, to: Path, job: Job) -> Rebuilt:
    """Make a library in ``to``, new or empty, of the readable copies and the pictures of the library in ``source``.

    It is there whole or not at all, and ``source`` is untouched. Raises LibraryError and Cancelled.
    """
    to = to.absolute()
    expect_room(to)
    copies = read_copies(source / READABLE_FOLDER, job)
    before = copies.counts()
    try:
        with made_beside(to, 2 * before.bytes) as part:
            with Library.open(part) as library:
                _fill(library, copies)
                after = library.counts()
            missing = []
            for image in (record for record in copies.records.values() if isinstance(record, Image)):
                job.step(0, 1)
                if problem := copy_picture(source / IMAGES_FOLDER, part / image.stored, image.digest):
                    missing.append(problem)
    except OSError as error:
        raise LibraryError(f"No library can be made in “{to}” ({error.strerror}).") from error
    return Rebuilt(to, before, after, tuple(copies.refused), tuple(missing), tuple(copies.notes))


def read_copies(folder: Path, job: Job) -> Copies:
    """Read every copy in a folder ``readable``; raises LibraryError where there is none, and Cancelled."""
    files = sorted((*folder.glob("*.md"), *(folder / TRASH).glob("*.md")), key=_last_written_last)
    shared = folder / SHARED_FILE
    if not files and not shared.exists():
        raise LibraryError(f"There are no readable copies in “{folder}”.")
    copies = Copies()
    for done, path in enumerate(files):
        job.step(done, len(files))
        _read_review(path, copies)
    if not _read_shared(shared, copies):
        copies.records = copies.seen | copies.records
    for viewing in [record for record in copies.records.values() if isinstance(record, Viewing)]:
        if viewing.work not in copies.records:
            copies.records[viewing.work] = Work(viewing.work)
            copies.refused.append("The film of a viewing stands in no copy that can be read; the viewing was kept without it.")
    return copies


def _last_written_last(path: Path) -> tuple[float, str]:
    return (path.stat().st_mtime, path.name)


def _written(path: Path) -> str:
    """Return when a file was written, as moments are stored, and never a moment that is still to come; raises OSError."""
    return stamp(datetime.fromtimestamp(min(now_utc().timestamp(), path.stat().st_mtime), UTC))


def _read_review(path: Path, copies: Copies) -> None:
    # The parser of YAML is loaded only where there is something to rebuild.
    from desktop.importers.markdown import read_copy

    try:
        plan = read_copy(path.read_bytes(), path.name)
        written = _written(path)
    except FormatError as error:
        copies.refused.append(str(error))
        return
    except OSError as error:
        copies.refused.append(f"“{path.name}” cannot be read ({error.strerror}).")
        return
    for article in plan.articles:
        if article.review.id in copies.records:
            copies.notes.append(f"There are two copies of one review; “{path.name}” was taken, which was written last.")
        copies.records |= {record.id: record for record in article.records()}
        copies.moments |= dict.fromkeys((record.id for record in article.records()), Moments(written, written))
        copies.moments[article.review.id] = Moments(article.review.created, max(article.review.created, written))
    copies.moments |= dict.fromkeys((viewing.id for viewing in plan.viewings), Moments(written, written))
    copies.moments.update(plan.moments)
    copies.seen |= {viewing.id: viewing for viewing in plan.viewings}
    copies.notes += (f"“{path.name}”: {note}" for note in plan.notes)
    left = (f"{each.place}: {each.text[:80]}" for each in plan.leftovers)
    copies.notes += (f"“{path.name}” holds what has no place in a review ({each}), so it is not in the library." for each in left)


def _read_shared(path: Path, copies: Copies) -> bool:
    """Read what belongs to no review; False where it cannot be."""
    lost = f"“{path.name}” cannot be read{{why}}, so what belongs to no review, such as other viewings, is not there."
    try:
        plain = json.loads(path.read_bytes())
        written = _written(path)
    except OSError as error:
        copies.refused.append(lost.format(why=f" ({error.strerror})"))
        return False
    except (ValueError, RecursionError):
        copies.refused.append(lost.format(why=", for it is damaged"))
        return False
    if not isinstance(plain, dict) or plain.get("format") != FORMAT or plain.get("version") != VERSION:
        copies.refused.append(lost.format(why=", for another version of Matinee or another program wrote it"))
        return False
    moments = plain.get(MOMENTS)
    for name, (_, kind) in LISTS.items():
        for record in _records(plain.get(name), kind, name, copies):
            if not (isinstance(record, Work) and record.id in copies.records):
                copies.records[record.id] = record
                told = moments_from(moments.get(record.id)) if isinstance(moments, dict) else None
                copies.moments[record.id] = told or Moments(written, written)
    settings = plain.get("settings")
    if isinstance(settings, dict):
        copies.settings = {key: settings[key] for key in SETTINGS if isinstance(settings.get(key), str)}
    return True


def _records(plain: object, kind: type[Record], name: str, copies: Copies) -> Iterator[Record]:
    for place, each in enumerate(plain if isinstance(plain, list) else ()):
        try:
            yield from_plain(kind, each, f"{name}[{place}]")
        except FormatError as error:
            copies.refused.append(f"A record of “{SHARED_FILE}” cannot be read. {error}")


def _fill(library: Library, copies: Copies) -> None:
    """Write everything, reviews last and by the thousand: each is made from what stands before it."""
    reviews = [record for record in copies.records.values() if isinstance(record, Review)]
    others = [record for record in copies.records.values() if not isinstance(record, Review)]
    others.sort(key=lambda record: isinstance(record, Viewing))
    for group in (others, sorted(reviews, key=lambda review: (review.created, review.id))):
        for start in range(0, len(group), _AT_ONCE):
            library.save(Batch(tuple(_change(record, copies) for record in group[start : start + _AT_ONCE]))).result()
    for key, value in copies.settings.items():
        library.remember(key, value).result()


def _change(record: Record, copies: Copies) -> Change:
    moments = copies.moments.get(record.id)
    return Change(record, 0, moments.modified, moments.created) if moments else Change(record, 0)
