"""SQLite's errors sorted: what the person at the desk can be told, and what is a bug of ours."""

from __future__ import annotations

import apsw
import peewee

from desktop.core.errors import SaveError

DATABASE_ERRORS = (apsw.Error, peewee.PeeweeException)
"""Everything that SQLite, apsw and Peewee raise."""

_NOT_YET = "so the last change is not saved yet."
_SENTENCES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    (
        (apsw.FullError,),
        f"The disk is full, {_NOT_YET} Free some space, or save a copy elsewhere; keep this window open.",
    ),
    (
        (apsw.BusyError, apsw.LockedError),
        f"Another program is using the library, {_NOT_YET} It will be tried again; keep this window open.",
    ),
    (
        (apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError, apsw.AuthError),
        f"The library cannot be written to, {_NOT_YET} See to its folder, or save a copy elsewhere; keep this window open.",
    ),
    (
        (apsw.CorruptError, apsw.NotADBError),
        "The database is damaged, so the last change is not saved. Save a copy elsewhere and open the last good backup.",
    ),
    (
        (apsw.IOError, apsw.NoMemError),
        f"The disk reported an error, {_NOT_YET} It will be tried again; save a copy elsewhere if this message stays.",
    ),
)


def original(error: BaseException) -> BaseException:
    """Return the error that SQLite raised, out of Peewee's wrapping."""
    inner = getattr(error, "orig", None) if isinstance(error, peewee.PeeweeException) else None
    return inner if isinstance(inner, apsw.Error) else error


def save_error(error: BaseException) -> SaveError | None:
    """Return what to tell about a write that failed, or None where the error is a bug and should be reported as one."""
    cause = original(error)
    for kinds, sentence in _SENTENCES:
        if isinstance(cause, kinds):
            return SaveError(sentence)
    return None
