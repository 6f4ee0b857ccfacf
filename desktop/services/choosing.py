"""What is told of reviews that were chosen in the list."""

from __future__ import annotations

from functools import partial

from desktop.services.archive import Archive
from desktop.services.bulk import Chosen
from desktop.storage.choosing import Shares, shares

__all__ = ["Shares", "shares_of"]


def shares_of(archive: Archive, chosen: Chosen) -> Shares:
    """Return what chosen reviews have in common, from any thread."""
    return archive.library.ask(partial(shares, review_ids=chosen.ids, query=chosen.query))
