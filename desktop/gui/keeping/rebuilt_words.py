"""What came back out of readable copies, in words that can be copied."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from desktop.gui.keeping.holding import counted_words
from desktop.services.rebuilding import Rebuilt


def rebuilt_words(rebuilt: Rebuilt) -> str:
    """Return one sentence about the library that was made, and whether anything is not in it."""
    lost = len(rebuilt.refused) + len(rebuilt.missing)
    if rebuilt.lacking:
        said = _tr("“{name}” is made without a review, for no copy of one could be read; what did come back is told below.")
    elif not lost:
        said = _tr("“{name}” is made, and all that the copies hold is in it.")
    elif lost == 1:
        said = _tr("“{name}” is made; one thing did not come back as it was, told below.")
    else:
        said = _tr("“{name}” is made; {count:,} things did not come back as they were, told below.")
    return said.format(name=rebuilt.root.name, count=lost)


def report_of(rebuilt: Rebuilt) -> str:
    """Return what the copies held and what the new library holds, and a line for each thing that is not as it was."""
    return "\n".join(_lines(rebuilt))


def _lines(rebuilt: Rebuilt) -> Iterator[str]:
    yield _tr("In the copies: {held}.").format(held=counted_words(rebuilt.before))
    yield _tr("In {place}: {held}.").format(place=rebuilt.root, held=counted_words(rebuilt.after))
    if rebuilt.lacking:
        yield rebuilt.lacking
    elif not rebuilt.refused and not rebuilt.missing:
        yield _tr("Every copy could be read, and every picture is there.")
    for words, sentences in (
        (_tr("What could not be read:"), rebuilt.refused),
        (_tr("Pictures that are not as they were:"), rebuilt.missing),
        (_tr("Read otherwise than it is written:"), rebuilt.notes),
    ):
        if sentences:
            yield from ("", words, *sentences)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RebuiltWords", text)
