"""Earlier states of a review: ``history``."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from desktop.cli.answer import Answer, UsageError
from desktop.cli.verb import Arguments, Need, library_of, row_of
from desktop.core.saving import Batch, Change, stamp
from desktop.core.standing_words import standing_words
from desktop.services.archive import Archive, ReviewRow
from desktop.services.history import Kept, Reason, Snapshot, restored, snapshot_named


class History:
    """List, show and bring back the snapshots of a review."""

    name, help = "history", "list the snapshots of a review, show one or bring it back"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare of which review, and which of them."""
        parser.add_argument("slug", metavar="SLUG", help="the review's slug or id")
        parser.add_argument("--show", metavar="WHEN", help="print the snapshot of this moment or name, as “show” does")
        parser.add_argument("--restore", metavar="WHEN", help="make the review again what it was; the present is kept first")

    def check(self, given: Arguments) -> None:
        """Want one thing at a time."""
        if given.show is not None and given.restore is not None:
            raise UsageError("say either --show or --restore")

    def run(self, given: Arguments) -> Answer:
        """Do it; ``--restore`` is refused beside an open window."""
        with library_of(given, Need.READ if given.restore is None else Need.WRITE) as archive:
            row, when = row_of(archive, given.slug), given.restore if given.show is None else given.show
            snapshots = archive.snapshots.of(row.id)
            if when is None:
                return _listed(snapshots)
            kept = archive.snapshots.read(snapshot_named(snapshots, when).id)
            if given.restore is not None:
                return _restored(archive, row, kept)
        from desktop.services.publishing import article_as_json, article_as_markdown

        if given.json:
            return Answer(plain=article_as_json(kept.article))
        return Answer(article_as_markdown(kept.article).rstrip("\n"))


def _plain(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "at": stamp(snapshot.at),
        "reason": snapshot.reason.value,
        "name": snapshot.name,
        "words": snapshot.words,
    }


def _listed(snapshots: list[Snapshot]) -> Answer:
    rows = [
        f"{_local(snapshot.at)}\t{snapshot.words}\t{snapshot.reason.value}\t{snapshot.name}".rstrip() for snapshot in snapshots
    ]
    notes = () if rows else ("No snapshot of this review is kept yet.",)
    return Answer("\n".join(rows), [_plain(snapshot) for snapshot in snapshots], notes=notes)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _restored(archive: Archive, row: ReviewRow, kept: Kept) -> Answer:
    loaded = archive.load(row.id)
    found = restored(loaded.article, kept.article, archive.library)
    change = Change(found.article.review, loaded.revisions[row.id])
    archive.library.save(Batch((change,), before=Reason.RESTORING)).result()
    archive.snapshots.take(found.article, Reason.RESTORED).result()
    plain = _plain(kept.snapshot) | {"left": list(found.differing)}
    standing = standing_words(loaded.article.review, found.article.review)
    left = f"Shared with other reviews, so left as now: {', '.join(found.differing)}." if found.differing else ""
    return Answer(f"{row.slug}\t{_local(kept.snapshot.at)}", plain, notes=tuple(filter(None, (standing, left))))
