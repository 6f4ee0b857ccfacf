"""Snapshots in the database: taken, read, named, thinned. Every function works inside the transaction that is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import peewee

from desktop.core.article import Article
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.history import STILL_THINNING, Kept, Reason, Snapshot, to_forget
from desktop.core.printing import word_count
from desktop.core.saving import stamp
from desktop.storage.models import ReviewTable, SettingTable, SnapshotPieceTable, SnapshotTable, SnapshotTextTable
from desktop.storage.rows import storable
from desktop.storage.snapshot_pieces import article_from, digest_of, packed, pieces_of, unpacked

_CHUNK = 500
_THINNED = "history-thinned"
_COLUMNS = (
    SnapshotTable.id,
    SnapshotTable.review_id,
    SnapshotTable.at,
    SnapshotTable.reason,
    SnapshotTable.name,
    SnapshotTable.words,
)


def take(database: peewee.Database, article: Article, at: datetime, reason: Reason, name: str = "") -> Snapshot:
    """Keep an article as a snapshot of its review, and thin out that review's others.

    Where nothing changed since the newest, that one is the answer, unless this one counts for more. Raises
    :class:`NotFoundError` for a review that is not stored.
    """
    review_id = article.review.id
    if not list(ReviewTable.select(ReviewTable.id).where(ReviewTable.id == review_id).tuples().execute(database)):
        raise NotFoundError("A review is kept from its first word on; there is nothing of this one yet.")
    texts = _store(database, pieces_of(article))
    known = snapshots_of(database, review_id)
    if known and not name and _texts_of(database, known[0].id) == texts and _says_enough(known[0], reason):
        return known[0]
    snapshot = Snapshot(0, review_id, at, reason, storable(name), word_count(article))
    taken = _insert(database, snapshot, texts)
    forget(database, to_forget([taken, *known], at))
    return taken


def _says_enough(newest: Snapshot, reason: Reason) -> bool:
    """Say whether the newest snapshot, of the same text, does for one that is to be taken for ``reason``."""
    if reason is Reason.SITTING:
        return newest.reason is Reason.SITTING
    return bool(newest.name) or newest.weight >= Snapshot(0, "", newest.at, reason).weight


def put_back(database: peewee.Database, kept: Kept) -> Snapshot:
    """Keep a snapshot again that was deleted, as it was; only its id may be another."""
    return _insert(database, kept.snapshot, _store(database, pieces_of(kept.article)))


def _insert(database: peewee.Database, snapshot: Snapshot, texts: list[int]) -> Snapshot:
    row = {
        "review_id": snapshot.review,
        "at": stamp(snapshot.at),
        "reason": snapshot.reason.value,
        "name": snapshot.name,
        "words": snapshot.words,
    }
    snapshot_id = int(SnapshotTable.insert(row).execute(database))
    pieces = [{"snapshot_id": snapshot_id, "position": place, "text_id": text} for place, text in enumerate(texts)]
    for start in range(0, len(pieces), _CHUNK):
        SnapshotPieceTable.insert_many(pieces[start : start + _CHUNK]).execute(database)
    return Snapshot(snapshot_id, snapshot.review, snapshot.at, snapshot.reason, snapshot.name, snapshot.words)


def _store(database: peewee.Database, pieces: tuple[bytes, ...]) -> list[int]:
    """Return the ids of texts, keeping those that are new."""
    digests = [digest_of(piece) for piece in pieces]
    wanted, known = sorted(set(digests)), {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        query = SnapshotTextTable.select(SnapshotTextTable.id, SnapshotTextTable.digest)
        for text_id, digest in query.where(SnapshotTextTable.digest.in_(chunk)).tuples().execute(database):
            known[bytes(digest)] = int(text_id)
    for piece, digest in zip(pieces, digests, strict=True):
        if digest not in known:
            known[digest] = int(SnapshotTextTable.insert({"digest": digest, "packed": packed(piece)}).execute(database))
    return [known[digest] for digest in digests]


def _texts_of(database: peewee.Database, snapshot_id: int) -> list[int]:
    query = SnapshotPieceTable.select(SnapshotPieceTable.text_id).where(SnapshotPieceTable.snapshot_id == snapshot_id)
    return [int(text) for (text,) in query.order_by(SnapshotPieceTable.position).tuples().execute(database)]


def snapshots_of(database: peewee.Database, review_id: str) -> list[Snapshot]:
    """Return the snapshots of a review, the newest first."""
    query = SnapshotTable.select(*_COLUMNS).where(SnapshotTable.review_id == review_id)
    rows = query.order_by(SnapshotTable.at.desc(), SnapshotTable.id.desc()).tuples().execute(database)
    return [_snapshot(*row) for row in rows]


def _snapshot(snapshot_id: int, review_id: str, at: str, reason: str, name: str, words: int) -> Snapshot:
    return Snapshot(snapshot_id, review_id, datetime.fromisoformat(at), Reason(reason), name, words)


def read(database: peewee.Database, snapshot_id: int) -> Kept:
    """Return a snapshot with its article; raises :class:`NotFoundError`, and :class:`FormatError` for a damaged one."""
    rows = list(SnapshotTable.select(*_COLUMNS).where(SnapshotTable.id == snapshot_id).tuples().execute(database))
    if not rows:
        raise NotFoundError("This snapshot is no longer there; it was deleted or thinned out.")
    query = SnapshotTextTable.select(SnapshotTextTable.packed).join(
        SnapshotPieceTable, on=(SnapshotPieceTable.text_id == SnapshotTextTable.id)
    )
    mine = query.where(SnapshotPieceTable.snapshot_id == snapshot_id).order_by(SnapshotPieceTable.position)
    pieces = tuple(unpacked(bytes(data)) for (data,) in mine.tuples().execute(database))
    return Kept(_snapshot(*rows[0]), article_from(pieces))


def rename(database: peewee.Database, snapshot_id: int, name: str) -> None:
    """Give a snapshot a name, by which it is kept for ever, or take it away."""
    SnapshotTable.update({"name": storable(name)}).where(SnapshotTable.id == snapshot_id).execute(database)


def forget(database: peewee.Database, snapshot_ids: Iterable[int]) -> None:
    """Delete snapshots, with the texts that no other has."""
    wanted = sorted(snapshot_ids)
    for start in range(0, len(wanted), _CHUNK):
        SnapshotTable.delete().where(SnapshotTable.id.in_(wanted[start : start + _CHUNK])).execute(database)


def thin_all(database: peewee.Database, now: datetime) -> None:
    """Thin out the snapshots of reviews that nobody writes in any more: each of them grew older since this was done last."""
    query = SettingTable.select(SettingTable.value).where(SettingTable.key == _THINNED).tuples()
    last = next((str(value) for (value,) in query.execute(database)), "")
    since = stamp(min(datetime.fromisoformat(last), now) - STILL_THINNING) if last else ""
    reviews = SnapshotTable.select(SnapshotTable.review_id).where(SnapshotTable.at >= since).distinct().tuples()
    for (review_id,) in list(reviews.execute(database)):
        forget(database, to_forget(snapshots_of(database, review_id), now))
    SettingTable.insert({"key": _THINNED, "value": stamp(now)}).on_conflict_replace().execute(database)


def faults_of_history(database: peewee.Database) -> list[str]:
    """Return a sentence for every snapshot that cannot be read or is not what it was."""
    damaged: set[int] = set()
    for text_id, digest, data in (
        SnapshotTextTable.select(SnapshotTextTable.id, SnapshotTextTable.digest, SnapshotTextTable.packed)
        .tuples()
        .execute(database)
    ):
        try:
            sound = digest_of(unpacked(bytes(data))) == bytes(digest)
        except FormatError:
            sound = False
        if not sound:
            damaged.add(int(text_id))
    query = SnapshotTable.select(SnapshotTable.review_id, SnapshotTable.at).join(
        SnapshotPieceTable, on=(SnapshotPieceTable.snapshot_id == SnapshotTable.id)
    )
    hit = query.where(SnapshotPieceTable.text_id.in_(sorted(damaged)[:_CHUNK])).distinct().order_by(SnapshotTable.id)
    return [f"The snapshot of {at} of the review “{review}” is damaged." for review, at in hit.tuples().execute(database)]
