"""Earlier states of reviews, in the critic's words: looked at, compared, brought back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from desktop.core.article import Article, Record, gathered
from desktop.core.comparing import HOUSE_STYLE, Section, compare
from desktop.core.errors import NotFoundError
from desktop.core.history import Kept, Reason, Snapshot
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.printing import with_print_kept
from desktop.core.saving import stamp
from desktop.storage.library import Library
from desktop.storage.snapshots import Snapshots

__all__ = ["Kept", "Reason", "Restored", "Snapshot", "Snapshots", "restored", "snapshot_named"]

_SHARED = (Section.FACTS, Section.PEOPLE)


@dataclass(frozen=True, slots=True)
class Restored:
    """An article with its review as it was, and the shared facts that were otherwise then and are left as they are now.

    ``fetched`` are records of the library, with their revisions, that the article names and did not name before.
    """

    article: Article
    differing: tuple[str, ...]
    fetched: tuple[tuple[Record, int], ...]


def restored(now: Article, kept: Article, library: Library) -> Restored:
    """Return the article with the review exactly as it was kept.

    The film, the people and the house style belong to other reviews too: they are left as they are now, and named where they
    differ. A review that was moved to another film since, or to the trash, stays there, and of one that was published the print
    that was kept since stays kept. Raises NotFoundError for an outlet that is gone.
    """
    then = with_print_kept(kept) if now.review.printed is not None else kept.review
    review = replace(then, work=now.work.id, trashed_at=now.review.trashed_at)
    fetched: list[tuple[Record, int]] = []
    if review.outlet != now.outlet.id:
        fetched.append(library.load_record(Outlet, review.outlet))
    for image in kept.images:
        if now.image(image.id) is None:
            with suppress(NotFoundError):
                fetched.append(library.load_record(Image, image.id))
    article = replace(now, review=review)
    for record, _revision in fetched:
        article = article.with_record(record)
    article = gathered(article)
    passages = compare(replace(kept, review=review), article).passages
    told = (passage.label for passage in passages if passage.section in _SHARED or passage.label == HOUSE_STYLE)
    shared = tuple(dict.fromkeys(told))
    return Restored(article, shared, tuple(fetched))


def snapshot_named(snapshots: list[Snapshot], when: str) -> Snapshot:
    """Return the snapshot that a name, or a moment in UTC or local time, names; the newest where several begin like that.

    A moment may be told as far as it is known: ``2026-11``, ``2026-11-24 14:32``. Raises NotFoundError.
    """
    wanted = when.strip().replace("T", " ").removesuffix("Z")
    for snapshot in snapshots:
        told = (stamp(snapshot.at).replace("T", " "), f"{snapshot.at.astimezone():%Y-%m-%d %H:%M:%S}")
        if wanted and (when == snapshot.name or any(each.startswith(wanted) for each in told)):
            return snapshot
    raise NotFoundError(f"There is no snapshot “{when}” of this review; “matinee history” without --show lists what there is.")
