"""Emptying the trash: what waited its days goes for good, then the pictures that nothing shows any more, then their files."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import peewee

from desktop.core.errors import SaveError
from desktop.core.saving import Batch, Saved
from desktop.core.trash import DAYS, has_waited
from desktop.storage.backup import Step, list_backups, unwatched
from desktop.storage.database import connect_reader
from desktop.storage.failures import DATABASE_ERRORS
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.models import (
    ImageTable,
    ImageUseTable,
    PersonTable,
    ReviewTable,
    SnapshotPieceTable,
    SnapshotTable,
    SnapshotTextTable,
    ViewingTable,
    WorkTable,
)
from desktop.storage.siblings import conflicted_copies
from desktop.storage.snapshot_pieces import unpacked
from desktop.storage.writing import write_batch

_PICTURE = re.compile(r"([0-9a-f]{64})\.[a-z]{3,4}")
_KINDS: tuple[Any, ...] = (ReviewTable, ViewingTable, PersonTable)
"""What can be in the trash."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Aged:
    """What has waited its days in the trash, by id, and the pictures that only such reviews show now."""

    reviews: tuple[str, ...] = ()
    viewings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything but the pictures, which are looked at once more."""
        return (*self.reviews, *self.viewings, *self.people)


def aged(database: peewee.Database, now: datetime, step: Step = unwatched) -> Aged:
    """Return what has waited its days; ``step`` is told how many snapshots were looked through for pictures."""
    reviews, viewings, people = (
        tuple(key for key, trashed_at in _trashed(database, table) if has_waited(trashed_at, now)) for table in _KINDS
    )
    pictures = _pictures_of(database, reviews)
    if pictures:
        pictures -= _remembered(database, pictures, set(reviews), step)
    return Aged(reviews, viewings, people, tuple(sorted(pictures)))


def empty(
    database: peewee.Database, ids: Collection[str], pictures: Collection[str], at: datetime, *, waited: bool = False
) -> Saved:
    """Delete those of ``ids`` that are in the trash, each with its work if nothing else uses it, and pictures that nothing shows.

    With ``waited``, only what has waited its days at this moment: what was taken out meanwhile stays, also if it came back.
    """
    wanted = set(ids)
    trashed = [
        key
        for table in _KINDS
        for key, trashed_at in _trashed(database, table)
        if key in wanted and (not waited or has_waited(trashed_at, at))
    ]
    saved = write_batch(database, Batch(discard=tuple(trashed)), at)
    gone = [picture for picture in pictures if not _is_shown(database, picture)]
    for chunk in _chunks(gone):
        ImageTable.delete().where(ImageTable.id.in_(chunk)).execute(database)
    return Saved(saved.revisions, saved.at, (*saved.discarded, *gone))


def forgotten_files(database: peewee.Database, root: Path, now: datetime) -> list[str]:
    """Return the files of pictures that neither the library nor a backup of it names, older than the trash keeps things.

    Where a backup cannot be read, it may name any of them, and none is returned.
    """
    before = (now - timedelta(days=DAYS)).timestamp()
    known = {digest for (digest,) in ImageTable.select(ImageTable.digest).tuples().execute(database)}
    found = {}
    with os.scandir(root / IMAGES_FOLDER) as entries:
        for entry in entries:
            named = _PICTURE.fullmatch(entry.name)
            if named is None or named[1] in known or not entry.is_file(follow_symlinks=False):
                continue
            if entry.stat(follow_symlinks=False).st_mtime < before:
                found[named[1]] = entry.name
    for backup in (*list_backups(root), *conflicted_copies(root)) if found else ():
        try:
            with closing(connect_reader(backup.path, immutable=True)) as copy:
                for (digest,) in ImageTable.select(ImageTable.digest).tuples().execute(copy):
                    found.pop(digest, None)
        except DATABASE_ERRORS:
            return []
    return sorted(found.values())


def take_away(database: peewee.Database, root: Path, names: Collection[str]) -> int:
    """Delete files of pictures that the library still does not name; return how many. The writer's thread calls it.

    Raises :class:`SaveError` where the disk refuses; what is left goes the next time.
    """
    removed = 0
    for name in names:
        digest = name.partition(".")[0]
        if list(ImageTable.select(ImageTable.id).where(ImageTable.digest == digest).tuples().execute(database)):
            continue
        try:
            (root / IMAGES_FOLDER / name).unlink(missing_ok=True)
        except OSError as error:
            why = error.strerror or error
            raise SaveError(
                f"The file of a picture from the trash could not be deleted ({why}); it goes the next day."
            ) from error
        removed += 1
    return removed


def _trashed(database: peewee.Database, table: Any) -> list[tuple[str, str]]:
    """Return what is in the trash, and since when."""
    query = table.select(table.id, table.trashed_at).where(table.trashed_at.is_null(False)).order_by(table.id)
    return list(query.tuples().execute(database))


def _pictures_of(database: peewee.Database, reviews: Collection[str]) -> set[str]:
    """Return the pictures that reviews show, or showed in a snapshot, as far as the library has them."""
    found: set[str] = set()
    contents: list[bytes] = []
    for chunk in _chunks(reviews):
        shown = ImageUseTable.select(ImageUseTable.image_id).where(ImageUseTable.review_id.in_(chunk))
        found.update(key for (key,) in shown.tuples().execute(database))
        contents += [text for _, text in _contents(database, SnapshotTable.review_id.in_(chunk))]
    every = [key for (key,) in ImageTable.select(ImageTable.id).tuples().execute(database)] if contents else []
    return found | {key for key in every if any(_names(text, key) for text in contents)}


def _remembered(database: peewee.Database, pictures: set[str], but: set[str], step: Step) -> set[str]:
    """Return those of ``pictures`` that a snapshot of another review shows."""
    found: set[str] = set()
    for done, (review, text) in enumerate(_contents(database, SnapshotPieceTable.position == 0)):
        step(done, done + 1)
        if review not in but:
            found.update(key for key in pictures if _names(text, key))
    return found


def _contents(database: peewee.Database, condition: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the table of contents of every snapshot for which a condition holds, with its review."""
    query = (
        SnapshotTable.select(SnapshotTable.review_id, SnapshotTextTable.packed)
        .join(SnapshotPieceTable, on=(SnapshotPieceTable.snapshot_id == SnapshotTable.id))
        .join(SnapshotTextTable, on=(SnapshotTextTable.id == SnapshotPieceTable.text_id))
        .where((SnapshotPieceTable.position == 0) & condition)
    )
    for review, data in query.tuples().iterator(database):
        yield review, unpacked(bytes(data))


def _names(text: bytes, key: str) -> bool:
    return key.encode("utf-8", "surrogatepass") in text


def _is_shown(database: peewee.Database, picture: str) -> bool:
    """Say whether a review, a film or a person shows a picture."""
    used = ImageUseTable.select(ImageUseTable.image_id).where(ImageUseTable.image_id == picture)
    bodies = (table.select(table.id).where(table.body.contains(picture)) for table in (PersonTable, WorkTable, ReviewTable))
    return any(list(query.limit(1).tuples().execute(database)) for query in (used, *bodies))


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = list(ids)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
