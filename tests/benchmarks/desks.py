"""Libraries with one long review whose caret stands in its first text: what the window is measured with."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from desktop.core.identity import new_part_id
from desktop.core.review import Part, PartKind
from desktop.core.saving import Batch, Change
from desktop.gui.front import Front, Spot
from desktop.services.archive import open_archive

_FIELD = "Text 1"


def make_desk(folder: Path, text: str, words_a_part: int) -> Path:
    """Make a library in ``folder`` whose review has ``text`` in parts of about so many words; return the folder.

    Its window opens on that review with the caret at the end of the first paragraph of the first part.
    """
    archive = open_archive(folder)
    try:
        made = archive.begin("The Long Take", 2024, "", "en")
        loaded = archive.load(made.review.id)
        review = loaded.article.review
        bodies = parts_of(text, words_a_part)
        first = next(part for part in review.parts if part.kind is PartKind.TEXT)
        texts = [replace(first, body=bodies[0])]
        texts += [
            Part(new_part_id(), PartKind.TEXT, heading=f"Part {number}", body=body) for number, body in enumerate(bodies[1:], 2)
        ]
        longer = replace(review, parts=(*texts, *(part for part in review.parts if part.kind is not PartKind.TEXT)))
        archive.library.save(Batch((Change(longer, loaded.revisions[review.id]),))).result()
        caret = bodies[0].find("\n\n")
        caret = len(bodies[0]) if caret < 0 else caret
        front = Front((Spot(review.id, first.id, caret),), review.id, _FIELD, caret)
        archive.remember("front", json.dumps(asdict(front))).result()
    finally:
        archive.library.close()
    return folder


def parts_of(text: str, words: int) -> list[str]:
    """Split a text between its paragraphs into parts of at least ``words`` words, the last one excepted."""
    parts: list[str] = []
    gathered: list[str] = []
    count = 0
    for paragraph in text.split("\n\n"):
        gathered.append(paragraph)
        count += len(paragraph.split())
        if count >= words:
            parts.append("\n\n".join(gathered))
            gathered, count = [], 0
    return [*parts, "\n\n".join(gathered)] if gathered else parts
