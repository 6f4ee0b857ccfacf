"""Reviews of any length, stored in a library that no window has open, and what one key costs in them."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core.article import Record
from desktop.core.edits import add_credit
from desktop.core.identity import new_id, new_part_id
from desktop.core.person import Person
from desktop.core.review import Part, PartKind
from desktop.core.saving import Batch, Change
from desktop.services.archive import open_archive

_SENTENCE = (
    "the lamp sea keeper every evening she climbs breakwater and lights *harbour* winter story of a film that **never** ends"
)
WORDS = _SENTENCE.split()


def running_text(words: int, seed: int = 0) -> str:
    """Return a text of so many words, in paragraphs of 60 to 120."""
    chance, paragraphs, left = random.Random(seed), [], words
    while left > 0:
        length = min(left, chance.randint(60, 120))
        paragraphs.append(" ".join(chance.choice(WORDS) for _ in range(length)) + ".")
        left -= length
    return "\n\n".join(paragraphs)


def store_long_review(library: Path, words: int, in_part: int, cast: int = 0) -> str:
    """Store a review of ``words`` words in parts of up to ``in_part``, with so many actors, and return its id."""
    archive = open_archive(library)
    article = archive.begin("The Lamplighter", 1987, "", "en")
    texts = [running_text(min(in_part, words - start), start) for start in range(0, words, in_part)]
    parts = [Part(new_part_id(), heading=f"About “{{title}}” {at}", body=body) for at, body in enumerate(texts)]
    parts += [Part(new_part_id(), kind=kind) for kind in (PartKind.FACTS, PartKind.CAST, PartKind.CREW)]
    article = article.with_record(replace(article.review, parts=tuple(parts)))
    for number in range(cast):
        article, _ = add_credit(article, Person(new_id(), f"Ama Darko {number}"))
    revisions = archive.load(article.review.id).revisions
    records: tuple[Record, ...] = (*article.people, article.work, article.review)
    archive.library.save(Batch(tuple(Change(record, revisions.get(record.id, 0)) for record in records))).result()
    archive.library.close()
    return article.review.id


def press(widget: QWidget, sign: str) -> None:
    """Press and release the key of one small letter or a blank, and let everything that follows from it happen."""
    key = Qt.Key(ord(sign.upper()))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
    QCoreApplication.processEvents()


def cost_of_a_key(widget: QWidget, keys: int = 30) -> float:
    """Return the median of the milliseconds of this thread's work from a key to the painted text."""
    costs = []
    for at in range(keys + 3):
        QCoreApplication.processEvents()
        start = time.thread_time()
        press(widget, "abcde fgh"[at % 9])
        costs.append((time.thread_time() - start) * 1000)
    return statistics.median(costs[3:])
