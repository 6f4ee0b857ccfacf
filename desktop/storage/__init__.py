"""Storage: the library on disk. ``library.Library`` is the door; nothing outside this package knows Peewee or SQLite."""

from __future__ import annotations

import sys


def _load_peewee_without_another_sqlite() -> None:
    """Load Peewee as on a Python that was built without ``sqlite3``.

    Peewee takes that module along where it finds it. Ours is apsw's SQLite alone: a second copy in the process does not know the
    locks of the first, so none is loaded that somebody could use by mistake.
    """
    if "sqlite3" in sys.modules or "peewee" in sys.modules:
        return
    sys.modules["sqlite3"] = None  # type: ignore[assignment]
    try:
        import peewee  # noqa: F401
    finally:
        del sys.modules["sqlite3"]


_load_peewee_without_another_sqlite()
