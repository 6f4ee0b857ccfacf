"""SQLite's errors sorted: what the person at the desk can be told, and what is a bug of ours."""

from __future__ import annotations

import apsw
import peewee

from desktop.core.errors import NOT_YET, LibraryError, SaveError

DATABASE_ERRORS = (apsw.Error, peewee.PeeweeException, UnicodeDecodeError)
"""Everything that SQLite, apsw and Peewee raise; a text that is no UTF-8 any more shows only when apsw reads it."""

_DAMAGE = (apsw.CorruptError, apsw.NotADBError, UnicodeDecodeError)

_Sentences = tuple[tuple[tuple[type[Exception], ...], str], ...]

_NOT_YET = f"so {NOT_YET}."
_ON_SAVING: _Sentences = (
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
        _DAMAGE,
        "The database is damaged, so the last change is not saved. Save a copy elsewhere; open a good backup if there is one.",
    ),
    (
        (apsw.IOError, apsw.NoMemError),
        f"The disk reported an error, {_NOT_YET} It will be tried again; save a copy elsewhere if this message stays.",
    ),
)

_IN_SHORT: _Sentences = (
    ((apsw.FullError,), "disk full"),
    ((apsw.BusyError, apsw.LockedError), "library in use"),
    ((apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError, apsw.AuthError), "library cannot be written to"),
    (_DAMAGE, "database damaged"),
    ((apsw.IOError, apsw.NoMemError), "disk error"),
)

_ON_READING: _Sentences = (
    ((apsw.BusyError, apsw.LockedError), "Another program is using the library; close it and try again."),
    (
        _DAMAGE,
        "The database is damaged and cannot be read; open the last good backup if there is one.",
    ),
    (
        (apsw.IOError, apsw.CantOpenError, apsw.PermissionsError, apsw.ReadOnlyError, apsw.NoMemError),
        "The library cannot be read; see that its drive is plugged in and try again.",
    ),
)


def tells_damage(error: BaseException) -> bool:
    """Say whether an error of SQLite's comes from a database that is damaged."""
    return isinstance(_sorted(error), _DAMAGE)


def original(error: BaseException) -> BaseException:
    """Return the error that SQLite raised, out of Peewee's wrapping."""
    inner = getattr(error, "orig", None) if isinstance(error, peewee.PeeweeException) else None
    return inner if isinstance(inner, apsw.Error) else error


def _sorted(error: BaseException) -> BaseException:
    """Return the error that SQLite raised; a file that ends before its last page is a damaged one, not a disk that fails."""
    cause = original(error)
    torn = getattr(cause, "extendedresult", None) == apsw.SQLITE_IOERR_SHORT_READ
    return apsw.CorruptError(str(cause)) if torn else cause


def save_error(error: BaseException) -> SaveError | None:
    """Return what to tell about a write that failed, or None where the error is a bug and should be reported as one."""
    sentence = _sentence(_ON_SAVING, error)
    return SaveError(sentence, _sentence(_IN_SHORT, error)) if sentence else None


_ON_COPYING: _Sentences = (
    ((apsw.FullError,), "The disk is full, so the copy of the library could not be made; nothing was changed."),
    (
        (apsw.IOError,),
        "The disk did not take the copy of the library: it fails, or takes no file as large. Nothing was changed; try another.",
    ),
    (DATABASE_ERRORS, "The copy of the library could not be made; nothing was changed."),
)


def copying_error(error: BaseException) -> LibraryError:
    """Return what to tell about a copy of a database that could not be made."""
    return LibraryError(_sentence(_ON_COPYING, error))


def reading_error(error: BaseException) -> LibraryError | None:
    """Return what to tell about a library that could not be read, or None where the error is a bug."""
    sentence = _sentence(_ON_READING, error)
    return LibraryError(sentence) if sentence else None


def _sentence(sentences: _Sentences, error: BaseException) -> str:
    cause = _sorted(error)
    return next((sentence for kinds, sentence in sentences if isinstance(cause, kinds)), "")
