"""What the library holds of a person, as rows to walk through: credits, sentences, reviews that never name them, printed bios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from desktop.core.languages import language_name
from desktop.core.phrases import phrases
from desktop.core.vocabulary import job_name
from desktop.gui.words import status_name
from desktop.services.archive import ReviewRow
from desktop.services.people import PersonPage, PrintedBio, Written

Marks = tuple[tuple[int, int], ...]


class RowKind(Enum):
    """What a row is."""

    HEADING = auto()
    REVIEW = auto()
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its words, the places (from, to) marked in them, quiet words beside, and where Enter leads.

    ``form`` and ``field`` say where in the review, ``start`` at which character; a heading leads nowhere.
    """

    kind: RowKind
    text: str
    detail: str = ""
    marks: Marks = ()
    review_id: str = ""
    form: str = ""
    field: str = ""
    start: int = 0

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(filter(None, (self.text, self.detail)))


def rows_of(page: PersonPage) -> list[Row]:
    """Return everything that the library holds of a person; an empty section is left out."""
    sentences = sum(len(found.mentions) for found in page.named)
    said = _tr("1 sentence") if sentences == 1 else _tr("{count} sentences").format(count=sentences)
    return [
        *_section(_tr("Credits in your library"), "", list(_credit_rows(page))),
        *_section(_tr("What you have written"), said, list(_sentence_rows(page.named))),
        *_section(_tr("Credited, never mentioned"), "", [_review_row(found) for found in page.unnamed]),
        *_section(_tr("Printed bios"), "", [row for bio in page.printed for row in _bio_rows(bio)]),
    ]


def _section(name: str, said: str, rows: list[Row]) -> list[Row]:
    return [Row(RowKind.HEADING, name, said), *rows] if rows else []


def _credit_rows(page: PersonPage) -> Iterator[Row]:
    """Yield a row for each work that credits the person: what they did, and its reviews."""
    ordered = sorted(page.credited, key=lambda found: found.on, reverse=True)
    works = {found.row.work_id: found for found in reversed(ordered)}
    for work_id in dict.fromkeys(found.row.work_id for found in ordered):
        found = works[work_id]
        detail = " · ".join((_jobs(found), *(_standing(each.row) for each in ordered if each.row.work_id == work_id)))
        yield Row(RowKind.REVIEW, _title(found.row), detail, review_id=found.row.id)


def _sentence_rows(named: tuple[Written, ...]) -> Iterator[Row]:
    for _work, reviews in groupby(named, key=lambda found: found.row.work_id):
        for found in reviews:
            yield _review_row(found)
            for mention in found.mentions:
                where = (mention.form, mention.field, mention.start)
                yield Row(RowKind.SENTENCE, mention.sentence, "", mention.marks, found.row.id, *where)


def _review_row(found: Written) -> Row:
    return Row(RowKind.REVIEW, _title(found.row), _standing(found.row), review_id=found.row.id)


def _bio_rows(bio: PrintedBio) -> Iterator[Row]:
    date = phrases("en-GB").date(int(bio.at[:4]), int(bio.at[5:7]), int(bio.at[8:10]))
    same = _tr("differs from today’s") if bio.differs else _tr("as it is today")
    detail = " · ".join((language_name(bio.row.language), date, same))
    yield Row(RowKind.REVIEW, _title(bio.row), detail, review_id=bio.row.id, form="people")
    yield Row(RowKind.SENTENCE, bio.text, "", changed_words(bio.text, bio.today), bio.row.id, "people")


def changed_words(text: str, other: str) -> Marks:
    """Return the places (from, to) of the words of ``text`` that ``other`` has not, or has elsewhere."""
    ours, theirs = text.split(" "), other.split(" ")
    starts = [0]
    for word in ours:
        starts.append(starts[-1] + len(word) + 1)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return tuple((starts[a], starts[b] - 1) for tag, a, b, _, _ in blocks if tag in ("replace", "delete") and other)


def _title(row: ReviewRow) -> str:
    return row.label or _tr("Untitled")


def _jobs(found: Written) -> str:
    jobs = (credit.job_text or job_name(credit.job.value).lower() for credit in found.credits)
    played = [name for credit in found.credits for name in credit.characters]
    as_whom = _tr("as {characters}").format(characters=", ".join(played)) if played else ""
    return ", ".join(filter(None, (*dict.fromkeys(jobs), as_whom)))


def _standing(row: ReviewRow) -> str:
    return ", ".join(filter(None, (status_name(row.status).lower(), language_name(row.language), row.rating_text)))


def as_markdown(page: PersonPage) -> str:
    """Return what was written of a person as a Markdown list of links, a sentence each, newest first."""
    lines = []
    for found in (*page.named, *page.unnamed):
        link = f"[{_escaped(_title(found.row))}]({found.address or found.row.slug})"
        lines += [f"- {link}: {_escaped(mention.sentence)}" for mention in found.mentions] or [f"- {link}"]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ledger", text)
