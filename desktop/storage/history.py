"""Snapshots in the database: taken, read, named, thinned. Every function works inside the transaction that is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import peewee

from desktop.core.article import Article
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.history import STILL_THINNING, Kept, Reason, Snapshot, to_forget
from desktop.core.printing import word_count
from desktop.core.saving import stamp
from desktop.storage.database import AMONG, among, driver_of, insert_rows, values
from desktop.storage.models import SettingTable, SnapshotPieceTable, SnapshotTable, SnapshotTextTable
from desktop.storage.rows import storable
from desktop.storage.snapshot_pieces import article_from, digest_of, packed, pieces_of, unpacked

_CHUNK = 500
_THINNED = "history-thinned"
_SEVERAL = """
SELECT review_id FROM snapshot GROUP BY review_id HAVING count(*) > 1 AND max(at) >= ?
"""
"""The reviews with more than one snapshot, the newest not older than a moment: a single one always stays."""
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

    Where nothing changed since the newest, that one is the answer, unless this one counts for more; what a restoring puts aside
    is kept once, under the name that it has or as of the last time.

    Raises :class:`NotFoundError` for a review that is not stored.
    """
    taken = take_all(database, [article], at, reason, name)
    if not taken:
        raise NotFoundError("A review is kept from its first word on; there is nothing of this one yet.")
    return taken[0]


def take_all(
    database: peewee.Database, articles: Iterable[Article], at: datetime, reason: Reason, name: str = ""
) -> list[Snapshot]:
    """Keep articles as :func:`take` does, a few questions for all of them; reviews that are not stored are passed over."""
    wanted = {article.review.id: article for article in articles}
    stored = among(database, "SELECT id FROM review WHERE id", wanted)
    wanted = {review_id: wanted[review_id] for (review_id,) in stored}
    texts = _store(database, {review_id: pieces_of(article) for review_id, article in wanted.items()})
    known = _snapshots(database, wanted)
    sufficing = {} if name else {review_id: _sufficing(found, reason) for review_id, found in known.items()}
    again = {review_id: _put_aside(found, reason) for review_id, found in known.items()}
    same = _texts_of(database, [each.id for found in (*sufficing.values(), *again.values()) for each in found])
    taken, gone = [], set[int]()
    for review_id, article in wanted.items():
        own, others = texts[review_id], known.get(review_id, [])
        enough = next((each for each in sufficing.get(review_id, ()) if same.get(each.id) == own), None)
        if enough is not None:
            taken.append(enough)
            continue
        snapshot = Snapshot(0, review_id, at, reason, storable(name), word_count(article))
        taken.append(_insert(database, snapshot, own))
        gone |= {each.id for each in again.get(review_id, ()) if same.get(each.id) == own}
        gone |= to_forget([taken[-1], *others], at)
    forget(database, gone)
    return taken


def _sufficing(found: list[Snapshot], reason: Reason) -> list[Snapshot]:
    """Return those of a review's snapshots, the newest first, any of which does, of the same text, for one to be taken now."""
    if reason is Reason.RESTORING:
        return [each for each in found if each.name]
    if reason is Reason.SITTING:
        return [each for each in found[:1] if each.reason is Reason.SITTING]
    return [each for each in found[:1] if each.name or each.weight >= Snapshot(0, "", each.at, reason).weight]


def _put_aside(found: list[Snapshot], reason: Reason) -> list[Snapshot]:
    """Return those of a review's snapshots that one put aside now replaces, of the same text: it is kept for longer."""
    return [each for each in found if each.reason is reason and not each.name] if reason is Reason.RESTORING else []


def put_back(database: peewee.Database, kept: Kept) -> Snapshot:
    """Keep a snapshot again that was deleted, as it was; only its id may be another."""
    review_id = kept.snapshot.review
    return _insert(database, kept.snapshot, _store(database, {review_id: pieces_of(kept.article)})[review_id])


def _insert(database: peewee.Database, snapshot: Snapshot, texts: list[int]) -> Snapshot:
    driver = driver_of(database)
    row = (snapshot.review, stamp(snapshot.at), snapshot.reason.value, snapshot.name, snapshot.words)
    driver.execute("INSERT INTO snapshot (review_id, at, reason, name, words) VALUES (?, ?, ?, ?, ?)", row)
    snapshot_id = driver.last_insert_rowid()
    pieces = [(snapshot_id, place, text) for place, text in enumerate(texts)]
    insert_rows(database, SnapshotPieceTable, ("snapshot_id", "position", "text_id"), pieces)
    return replace(snapshot, id=snapshot_id)


def _store(database: peewee.Database, pieces: Mapping[str, tuple[bytes, ...]]) -> dict[str, list[int]]:
    """Return the ids of the texts of each review, keeping those that are new."""
    digests = {review_id: [digest_of(piece) for piece in own] for review_id, own in pieces.items()}
    wanted = {digest.hex() for own in digests.values() for digest in own}
    question = "SELECT digest, id FROM snapshot_text WHERE digest IN (SELECT unhex(value) FROM json_each(?))"
    known = {bytes(digest): int(text_id) for digest, text_id in database.execute_sql(question, (values(wanted),)).fetchall()}
    driver = driver_of(database)
    for review_id, own in pieces.items():
        for piece, digest in zip(own, digests[review_id], strict=True):
            if digest not in known:
                driver.execute("INSERT INTO snapshot_text (digest, packed) VALUES (?, ?)", (digest, packed(piece)))
                known[digest] = driver.last_insert_rowid()
    return {review_id: [known[digest] for digest in own] for review_id, own in digests.items()}


def _texts_of(database: peewee.Database, snapshot_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return the ids of the texts of snapshots, in order."""
    found: dict[int, list[int]] = {}
    question = "SELECT snapshot_id, text_id, position FROM snapshot_piece WHERE snapshot_id"
    for snapshot_id, text_id, _ in sorted(among(database, question, snapshot_ids), key=lambda row: (row[0], row[2])):
        found.setdefault(snapshot_id, []).append(text_id)
    return found


def snapshots_of(database: peewee.Database, review_id: str) -> list[Snapshot]:
    """Return the snapshots of a review, the newest first."""
    return _snapshots(database, [review_id]).get(review_id, [])


def _snapshots(database: peewee.Database, review_ids: Iterable[str]) -> dict[str, list[Snapshot]]:
    """Return the snapshots of reviews, the newest first."""
    found: dict[str, list[Snapshot]] = {}
    question = "SELECT id, review_id, at, reason, name, words FROM snapshot WHERE review_id"
    for row in sorted(among(database, question, review_ids), key=lambda row: (row[2], row[0]), reverse=True):
        found.setdefault(row[1], []).append(_snapshot(*row))
    return found


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
    if wanted:
        database.execute_sql(f"DELETE FROM snapshot WHERE id {AMONG}", (values(wanted),))  # noqa: S608 - own constants


def thin_all(database: peewee.Database, now: datetime) -> None:
    """Thin out the snapshots of reviews that nobody writes in any more: each of them grew older since this was done last."""
    query = SettingTable.select(SettingTable.value).where(SettingTable.key == _THINNED).tuples()
    last = next((str(value) for (value,) in query.execute(database)), "")
    since = stamp(min(datetime.fromisoformat(last), now) - STILL_THINNING) if last else ""
    reviews = [review_id for (review_id,) in database.execute_sql(_SEVERAL, (since,)).fetchall()]
    for start in range(0, len(reviews), _CHUNK):
        found = _snapshots(database, reviews[start : start + _CHUNK])
        forget(database, {each for snapshots in found.values() for each in to_forget(snapshots, now)})
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
