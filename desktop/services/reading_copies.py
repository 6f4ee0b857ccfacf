"""What readable copies hold, read one by one and put aside: however many there are, no more of them is in memory than their ids.

The copy of a review is believed in what it says of the review and its work, ``library.json`` in all else; where two copies speak
of one record, the one written last. What cannot be read is told in a sentence, and nothing else is lost for it.

The copies tell when each record was made and last changed, too. Those of an earlier version did not: what they tell of was last
changed when they were written, at the latest, and that is then taken.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.article import Record
from desktop.core.errors import FormatError, LibraryError
from desktop.core.front_moments import moments_from
from desktop.core.records import from_plain
from desktop.core.review import Review
from desktop.core.saving import Change, Moments, now_utc, stamp
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.readable import SETTINGS, TRASH
from desktop.storage.aside import Aside, Place
from desktop.storage.opening import SHARED_FILE
from desktop.storage.plain_copies import FORMAT, LISTS, VERSION
from desktop.storage.rows import body_of, record_from
from desktop.storage.shared_lines import SETTINGS_LIST, Entry, OtherLayoutError, entries_by_line, entries_of

_AT_ONCE = 200
"""Records of the shared file that are put aside together."""

Told = tuple[Record, Moments | None]
"""A record and when it was made and last changed, where somebody tells."""


class _Kept(NamedTuple):
    """Where a record was put aside, and by what its kind is put in order: a review by when it was begun."""

    kind: type[Record]
    place: Place
    nth: int
    begun: str


@dataclass(frozen=True, slots=True)
class CopyFiles:
    """The files of a folder ``readable``: the copies of reviews, the one written last at the end, and the bytes of all."""

    reviews: tuple[Path, ...]
    shared: Path
    size: int


@dataclass
class Copies:
    """What copies hold: records by id, put aside; values of the library; a sentence for each file or record not to be read.

    ``seen`` are the viewings that the copies of reviews tell of; the shared file has them all, so they stand in for it only.
    """

    aside: Aside
    settings: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _seen: dict[str, _Kept] = field(default_factory=dict)
    _at_hand: tuple[Place, list[list[str]]] | None = None

    def __contains__(self, record_id: str) -> bool:
        """Say whether there is a record with this id."""
        return record_id in self._kept

    def keep(self, told: Iterable[Told]) -> None:
        """Put records aside; they take the place of those with their ids."""
        self._kept |= self._put(told)

    def keep_seen(self, told: Iterable[Told]) -> None:
        """Put viewings aside that stand in for the shared file."""
        self._seen |= self._put(told)

    def take(self, other: Copies) -> None:
        """Take all that others hold; it was put aside at the same place."""
        self._kept |= other._kept
        self.settings |= other.settings
        self.refused += other.refused

    def take_seen(self) -> None:
        """Take the viewings that the copies of reviews tell of for all that there are."""
        self._kept = self._seen | self._kept

    def _put(self, told: Iterable[Told]) -> dict[str, _Kept]:
        records = list(told)
        if not records:
            return {}
        plain = [(body_of(record), *((moments.created, moments.modified) if moments else ())) for record, moments in records]
        place = self.aside.put(json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return {
            record.id: _Kept(type(record), place, index, record.created if isinstance(record, Review) else "")
            for index, (record, _) in enumerate(records)
        }

    def in_order(self, *kinds: type[Record]) -> list[str]:
        """Return the ids of all records of these kinds, in order of kind and of when they were begun."""
        wanted = {kind: place for place, kind in enumerate(kinds)}
        found = [(wanted[kept.kind], kept.begun, key) for key, kept in self._kept.items() if kept.kind in wanted]
        return [key for _, _, key in sorted(found)]

    def change(self, record_id: str) -> Change:
        """Return a record as a new one of a library that tells the same moments; raises ``OSError`` where the disk is gone."""
        kept = self._kept[record_id]
        if self._at_hand is None or self._at_hand[0] != kept.place:
            self._at_hand = kept.place, json.loads(self.aside.get(kept.place).decode("utf-8", "surrogatepass"))
        body, *moments = self._at_hand[1][kept.nth]
        record: Record = record_from(kept.kind, body)
        return Change(record, 0, moments[1], moments[0]) if moments else Change(record, 0)


def copy_files(folder: Path) -> CopyFiles:
    """Return the files of a folder ``readable``; raises LibraryError where there are none."""
    reviews = [(*_stood(path), path.name, path) for path in (*folder.glob("*.md"), *(folder / TRASH).glob("*.md"))]
    shared = folder / SHARED_FILE
    if not reviews and not shared.exists():
        raise LibraryError(f"There are no readable copies in “{folder}”.")
    reviews.sort(key=lambda each: (each[0], each[2]))
    size = sum(each[1] for each in reviews) + _stood(shared)[1]
    return CopyFiles(tuple(path for *_, path in reviews), shared, size)


def _stood(path: Path) -> tuple[float, int]:
    """Return when a file was written, in seconds, and its bytes; zeros for one that leads nowhere, which cannot be read."""
    with suppress(OSError):
        about = path.stat()
        return about.st_mtime, about.st_size
    return 0.0, 0


def read_copies(files: CopyFiles, aside: Aside, step: Callable[[int], object]) -> Copies:
    """Read every copy; ``step`` hears how many reviews were read, and ends it by raising."""
    copies = Copies(aside)
    for done, path in enumerate(files.reviews):
        step(done)
        _read_review(path, copies)
    if not _read_shared(files.shared, copies, lambda: step(len(files.reviews))):
        copies.take_seen()
    for key in copies.in_order(Viewing):
        viewing = copies.change(key).record
        if isinstance(viewing, Viewing) and viewing.work not in copies:
            copies.keep([(Work(viewing.work), None)])
            copies.refused.append("The film of a viewing stands in no copy that can be read; the viewing was kept without it.")
    return copies


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
    then = Moments(written, written)
    for article in plan.articles:
        review = article.review
        if review.id in copies:
            copies.notes.append(f"There are two copies of one review; “{path.name}” was taken, which was written last.")
        told = {review.id: Moments(review.created, max(review.created, written)), **plan.moments}
        copies.keep((record, told.get(record.id, then)) for record in article.records())
    copies.keep_seen((viewing, plan.moments.get(viewing.id, then)) for viewing in plan.viewings)
    copies.notes += (f"“{path.name}”: {note}" for note in plan.notes)
    left = (f"{each.place}: {each.text[:80]}" for each in plan.leftovers)
    copies.notes += (f"“{path.name}” holds what has no place in a review ({each}), so it is not in the library." for each in left)


def _read_shared(path: Path, copies: Copies, look: Callable[[], object]) -> bool:
    """Read what belongs to no review; False where it cannot be. ``look`` ends it by raising."""
    lost = f"“{path.name}” cannot be read{{why}}, so what belongs to no review, such as other viewings, is not there."
    try:
        written = _written(path)
        try:
            shared = _shared(entries_by_line(path), written, copies, look)
        except OtherLayoutError:
            plain = json.loads(path.read_bytes())
            if not isinstance(plain, dict) or plain.get("format") != FORMAT or plain.get("version") != VERSION:
                copies.refused.append(lost.format(why=", for another version of Matinee or another program wrote it"))
                return False
            shared = _shared(entries_of(plain), written, copies, look)
    except OSError as error:
        copies.refused.append(lost.format(why=f" ({error.strerror})"))
        return False
    except (ValueError, RecursionError):
        copies.refused.append(lost.format(why=", for it is damaged"))
        return False
    copies.take(shared)
    return True


def _shared(entries: Iterator[Entry], written: str, copies: Copies, look: Callable[[], object]) -> Copies:
    """Return what a shared file holds, but for films of which ``copies`` tell already."""
    shared, then = Copies(copies.aside), Moments(written, written)
    places: Counter[str] = Counter()
    while some := list(itertools.islice(entries, _AT_ONCE)):
        look()
        found: dict[str, Told] = {}
        for entry in some:
            if entry.group == SETTINGS_LIST:
                shared.settings = {key: entry.plain[key] for key in SETTINGS if isinstance(entry.plain.get(key), str)}
                continue
            record = _record(entry, places[entry.group], shared)
            places[entry.group] += 1
            if record and not (isinstance(record, Work) and any(record.id in each for each in (copies, shared, found))):
                found[record.id] = record, moments_from(entry.moments) or then
        shared.keep(found.values())
    return shared


def _record(entry: Entry, place: int, shared: Copies) -> Record | None:
    try:
        return from_plain(LISTS[entry.group][1], entry.plain, f"{entry.group}[{place}]")
    except FormatError as error:
        shared.refused.append(f"A record of “{SHARED_FILE}” cannot be read. {error}")
        return None
