"""The trash empties itself: what waited thirty days goes for good, and with it the pictures that nothing shows any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from desktop.core.saving import stamp
from desktop.core.trash import may_empty
from desktop.services.archive import Archive
from desktop.services.jobs import Job
from desktop.storage.emptying import aged, forgotten_files

LOOKED_AT = "trash-looked-at"
"""The key under which the library keeps when its trash was last looked at."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """How much went for good."""

    reviews: int = 0
    viewings: int = 0
    people: int = 0
    pictures: int = 0

    def __bool__(self) -> bool:
        """Say whether anything that somebody deleted went."""
        return bool(self.reviews or self.viewings or self.people)


def empty_old(archive: Archive, now: datetime, job: Job) -> Emptied:
    """Delete for good what was in the trash for thirty days at ``now``, and files of pictures that not even a backup names.

    Nothing younger ever goes, nor anything at the first look after a long time, for a clock may be wrong. Raises MatineeError and
    Cancelled.
    """
    library = archive.library
    last = archive.recall(LOOKED_AT)
    archive.remember(LOOKED_AT, stamp(now)).result()
    if not may_empty(last, now):
        return Emptied()
    found = library.ask(partial(aged, now=now, step=job.step))
    gone: set[str] = set()
    if found.ids:
        saved = library.empty_trash(found.ids, found.pictures, now).result()
        gone = set(saved.discarded) - saved.revisions.keys()  # somebody who is credited stays
    files = library.ask(partial(forgotten_files, root=archive.root, now=now))
    if files:
        library.forget_files(files).result()
    return Emptied(*(len(gone & set(ids)) for ids in (found.reviews, found.viewings, found.people, found.pictures)))
