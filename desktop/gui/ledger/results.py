"""What the library holds of a person, as rows to walk through: credits, sentences, reviews that never name them, printed bios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, islice

from PySide6.QtCore import QCoreApplication

from desktop.core.dates import parse_iso
from desktop.core.languages import language_name
from desktop.core.phrases import phrases
from desktop.core.vocabulary import job_name
from desktop.core.word_runs import Kind, word_runs
from desktop.gui.words import status_name
from desktop.services.archive import ReviewRow
from desktop.services.people import PersonPage, PrintedBio, Written

MOST = 100
"""Rows of a section that are shown until more are asked for."""

Marks = tuple[tuple[int, int], ...]


class RowKind(Enum):
    """What a row is."""

    HEADING = auto()
    REVIEW = auto()
    SENTENCE = auto()
    MORE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its words, the places (from, to) marked in them, quiet words beside, and where Enter leads.

    ``form`` and ``field`` say where in the review, ``start`` at which character; a heading leads nowhere, ``MORE`` to more rows.
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


def rows_of(page: PersonPage, most: int = MOST) -> list[Row]:
    """Return what the library holds of a person, ``most`` rows of each section; an empty section is left out."""
    sections = (
        (_tr("Credits in your library"), "", _credit_rows(page)),
        (_tr("What you have written"), _sentence_count(page), _sentence_rows(page.named)),
        (_tr("Credited, never mentioned"), "", map(_review_row, page.unnamed)),
        (_tr("Printed bios"), "", (row for bio in page.printed for row in _bio_rows(bio))),
    )
    rows: list[Row] = []
    cut = False
    for name, said, found in sections:
        shown = list(islice(found, most + 1))
        cut = cut or len(shown) > most
        rows += [Row(RowKind.HEADING, name, said), *shown[:most]] if shown else []
    return [*rows, Row(RowKind.MORE, _tr("Show more"))] if cut else rows


def _sentence_count(page: PersonPage) -> str:
    """Say how many sentences there are, once every review was looked into."""
    if page.left:
        return _tr("still looking…")
    sentences = sum(len(found.mentions) for found in page.named)
    return _tr("1 sentence") if sentences == 1 else _tr("{count} sentences").format(count=f"{sentences:,}")


def _credit_rows(page: PersonPage) -> Iterator[Row]:
    """Yield a row for each work that credits the person: what they did, and its reviews."""
    for _work, group in groupby(page.credited, key=lambda found: found.row.work_id):
        reviews = list(group)
        detail = " · ".join((_jobs(reviews[0]), *(_standing(each.row) for each in reviews)))
        yield Row(RowKind.REVIEW, _title(reviews[0].row), detail, review_id=reviews[0].row.id)


def _sentence_rows(named: Iterable[Written]) -> Iterator[Row]:
    for found in named:
        yield _review_row(found)
        for mention in found.mentions:
            where = (mention.form, mention.field, mention.start)
            yield Row(RowKind.SENTENCE, mention.sentence, "", mention.marks, found.row.id, *where)


def _review_row(found: Written) -> Row:
    return Row(RowKind.REVIEW, _title(found.row), _standing(found.row), review_id=found.row.id)


def _bio_rows(bio: PrintedBio) -> Iterator[Row]:
    same = (_tr("differs from today’s") if bio.today else _tr("none today")) if bio.differs else _tr("as it is today")
    detail = " · ".join(filter(None, (language_name(bio.row.language), _day_words(bio.at[:10]), same)))
    yield Row(RowKind.REVIEW, _title(bio.row), detail, review_id=bio.row.id, form="people")
    yield Row(RowKind.SENTENCE, bio.text, "", changed_words(bio.text, bio.today), bio.row.id, "people")


def _day_words(iso: str) -> str:
    """Return a day, or a month or year where no more is known, in words; nothing for what is no date."""
    try:
        date = parse_iso(iso)
    except ValueError:
        return ""
    return phrases("en-GB").date(date.year, date.month, date.day)


def changed_words(text: str, other: str) -> Marks:
    """Return the places (from, to) of the words of ``text`` that are not in ``other``, or elsewhere in it."""
    marks: list[tuple[int, int]] = []
    at = 0
    for run in word_runs(text, other) if other else ():
        if run.kind is not Kind.ADDED:
            if run.kind is Kind.REMOVED:
                marks.append((at, at + len(run.text.rstrip())))
            at += len(run.text)
    return tuple(marks)


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
