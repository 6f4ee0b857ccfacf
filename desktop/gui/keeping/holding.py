"""How much a library holds, in one sentence: the same before it is copied and after."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import size_words
from desktop.services.moving_house import Held

MOST_PICTURES = 3
"""How many pictures that are not there are told one by one."""


def held_words(held: Held) -> str:
    """Return, say, ``3,112 reviews, 1,904 people, 2,260 images, 412 MB; every image found.``."""
    counts, gone = held.counts, held.missing
    told = [
        _tr("1 review") if counts.reviews == 1 else _tr("{count:,} reviews").format(count=counts.reviews),
        _tr("1 person") if counts.people == 1 else _tr("{count:,} people").format(count=counts.people),
        _tr("1 image") if counts.images == 1 else _tr("{count:,} images").format(count=counts.images),
    ]
    if counts.images:
        told.append(size_words(counts.bytes))
    if counts.trashed:
        told.append(_tr("{count:,} in the trash").format(count=counts.trashed))
    if not gone:
        found = _tr("; every image found.") if counts.images else "."
        return ", ".join(told) + found
    lost = _tr("; 1 image is not as it was.") if len(gone) == 1 else _tr("; {count:,} images are not as they were.")
    return " ".join([", ".join(told) + lost.format(count=len(gone)), *gone[:MOST_PICTURES]])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Holding", text)
