"""After a session that was cut short: what it had changed and what of that is there."""

from __future__ import annotations

from functools import partial

from desktop.core.saving import now_utc
from desktop.storage.last_written import Written, written_since
from desktop.storage.library import Library

__all__ = ["Written", "written_in_it"]


def written_in_it(library: Library) -> Written:
    """Count what the session before wrote, as far as it is known when it began; takes a while in a large library."""
    return library.ask(partial(written_since, since=library.begun or now_utc()))
