"""How much a library holds, in words: the same before it is copied or rebuilt, and after."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import size_words
from desktop.services.keeping import Counts
from desktop.services.moving_house import Held

MOST_PICTURES = 3
"""How many pictures that are not there are told one by one."""


def counted_words(counts: Counts) -> str:
    """Return, say, ``3,112 reviews, 1,904 people, 2,260 images, 412 MB, in the trash: 12 reviews``."""
    told = [
        _reviews(counts.reviews),
        _people(counts.people),
        _tr("1 image") if counts.images == 1 else _tr("{count:,} images").format(count=counts.images),
    ]
    if counts.images:
        told.append(size_words(counts.bytes))
    away = ((counts.trashed, _reviews), (counts.trashed_people, _people), (counts.trashed_viewings, _viewings))
    if trashed := [say(count) for count, say in away if count]:
        told.append(_tr("in the trash: {all}").format(all=", ".join(trashed)))
    return ", ".join(told)


def held_words(held: Held) -> str:
    """Return, say, ``3,112 reviews, 1,904 people, 2,260 images, 412 MB; every image found.``."""
    told, gone = counted_words(held.counts), held.missing
    if not gone:
        found = _tr("; every image found.") if held.counts.images else "."
        return told + found
    lost = _tr("; 1 image is not as it was.") if len(gone) == 1 else _tr("; {count:,} images are not as they were.")
    return " ".join([told + lost.format(count=len(gone)), *gone[:MOST_PICTURES]])


def _reviews(count: int) -> str:
    return _tr("1 review") if count == 1 else _tr("{count:,} reviews").format(count=count)


def _people(count: int) -> str:
    return _tr("1 person") if count == 1 else _tr("{count:,} people").format(count=count)


def _viewings(count: int) -> str:
    return _tr("1 viewing") if count == 1 else _tr("{count:,} viewings").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Holding", text)
