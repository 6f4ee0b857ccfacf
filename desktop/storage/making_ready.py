"""Before a library is opened for writing: one that was cut short is checked, an older one is brought to this format."""

from __future__ import annotations

import errno
import shutil
from contextlib import closing, suppress
from pathlib import Path

import apsw

from desktop.core.bringing_forward import Ahead, Stage, Watch, unseen
from desktop.core.errors import LibraryError
from desktop.core.saving import now_utc
from desktop.core.text import size_words
from desktop.storage.backup import make_backup
from desktop.storage.database import DATABASE_NAME, ROOMY, connect_reader, number
from desktop.storage.failures import DATABASE_ERRORS, original
from desktop.storage.lock import holder_of, was_cut_short
from desktop.storage.migrating import migrate, steps_due
from desktop.storage.migrations import SCHEMA_VERSION, STEPS
from desktop.storage.opening import expect_whole, has_beside, inspect, is_there, open_for_writing, opening_error
from desktop.storage.way import Way

_ROOM = 4
"""How many times the database's size must be free: its backup, the log of the change, and what the new format adds."""

LARGE = 64_000_000
"""Bytes of a database from which on somebody waits for its check, about half a second, and should be told."""

_OF_PAGE = {Stage.COPYING: 21.0, Stage.CHECKING: 22.0, Stage.CHANGING: 6.0}
_OF_REVIEW = {Stage.LISTING: 2300.0, Stage.INDEXING: 430.0}
"""Microseconds a page or a review, as measured with 100,000 reviews: how much of the way each stage is."""


def ahead_of(root: Path) -> Ahead | None:
    """Return what opening the library in ``root`` for writing has to do first; nothing is changed.

    Raises :class:`LibraryError` for what is no library.
    """
    if not is_there(root) or (found := inspect(root)).newer:
        return None
    if found.older:
        return Ahead.BRING_FORWARD
    cut_short = was_cut_short(root) or has_beside(root / DATABASE_NAME, "-wal")
    large = (root / DATABASE_NAME).stat().st_size >= LARGE
    return Ahead.CHECK if cut_short and large and holder_of(root) is None else None


def make_ready(root: Path, version: int, *, unclean: bool, watch: Watch = unseen) -> None:
    """Check the database after an unclean end, and bring an older one to this version's format, after a backup.

    A log that lies beside it says as much as the lock does of how the last session ended. Raises :class:`LibraryError` and what
    ``watch`` raises; the library is unchanged then.
    """
    try:
        if version < SCHEMA_VERSION:
            _bring_forward(root, watch)
        elif unclean or has_beside(root / DATABASE_NAME, "-wal"):
            expect_whole(root, Way(watch, {Stage.CHECKING: 1.0}).at(Stage.CHECKING))
            open_for_writing(root).close()
    except DATABASE_ERRORS as error:
        raise opening_error(root, error) from error


def _bring_forward(root: Path, watch: Watch) -> None:
    """Make and check a backup, then take the steps; the copy tells of all damage, so that the library itself is not read twice.

    The copy stays where the steps fail, for whoever looks into it, and goes where there was no room or it was called off.
    """
    _expect_room(root)
    if has_beside(root / DATABASE_NAME, "-journal"):
        open_for_writing(root).close()  # a kill left half a change in the database, which only a writer can roll back
    way = Way(watch, _shares(root))
    copy = _backed_up(root, way)
    try:
        with closing(open_for_writing(root)) as database:
            database.execute_sql(f"PRAGMA cache_size={ROOMY}")
            migrate(database, way=way)
    except (*DATABASE_ERRORS, LibraryError) as error:
        if _tells_full(error):
            copy.unlink()
            raise _full() from error
        raise LibraryError(
            f"The library could not be brought to format {SCHEMA_VERSION} and is unchanged; a copy of it is in “{copy}”."
        ) from error
    except BaseException:
        with suppress(OSError):
            copy.unlink()
        raise


def _backed_up(root: Path, way: Way) -> Path:
    occasion = f"before-format-{SCHEMA_VERSION}"
    try:
        return make_backup(root, now_utc(), occasion, way.at(Stage.COPYING), way.at(Stage.CHECKING))
    except (LibraryError, OSError) as error:
        if _tells_full(error):
            raise _full() from error
        if isinstance(error, LibraryError):
            expect_whole(root)  # where it is the library that is damaged, there is more to tell
        raise


def _expect_room(root: Path) -> None:
    needed, free = _ROOM * (root / DATABASE_NAME).stat().st_size, shutil.disk_usage(root).free
    if free < needed:
        raise LibraryError(
            f"This library needs {size_words(needed)} of free space on its disk to be brought up to date, a backup included, and "
            f"{size_words(free)} are free. It is as it was; free some space and try again."
        )


def _full() -> LibraryError:
    return LibraryError(
        "The disk became full before the library was up to date, so it was left as it was; free some space and try again."
    )


def _tells_full(error: BaseException | None) -> bool:
    """Say whether an error, or one that it came from, tells of a disk without room."""
    while error is not None:
        if isinstance(original(error), apsw.FullError) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
            return True
        error = error.__cause__
    return False


def _shares(root: Path) -> dict[Stage, float]:
    """Return how long the stages that are ahead will take, one beside another."""
    with closing(connect_reader(root / DATABASE_NAME)) as database:
        due = steps_due(database, STEPS)
        pages, reviews = number(database, "PRAGMA page_count"), number(database, "SELECT count(*) FROM review")
    of_page, of_review = dict(_OF_PAGE), dict(_OF_REVIEW)
    if not any(step.makes_lists() for step in due):
        del of_review[Stage.LISTING]
        if not any(step.touches_search() for step in due):
            del of_review[Stage.INDEXING]
    return {stage: each * pages for stage, each in of_page.items()} | {stage: each * reviews for stage, each in of_review.items()}
