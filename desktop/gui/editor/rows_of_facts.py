"""What comes in rows: release dates, places to watch, titles, certificates, companies, festivals, corrections."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from desktop.core.dates import PartialDate, understand_date
from desktop.core.review import Correction, CorrectionKind
from desktop.core.understanding import understand_address
from desktop.core.vocabulary import RELEASE_KINDS, WAYS
from desktop.core.work import Certificate, Company, FestivalEntry, OtherTitle, ReleaseDate, WatchPlace
from desktop.gui.editor.picking import (
    Used,
    completing_services,
    completing_words,
    country_field,
    free_text_field,
    language_field,
)
from desktop.gui.editor.record_field import Line, RecordField
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.theme import set_look
from desktop.gui.widgets.choices import CheckField, ChoiceField
from desktop.gui.widgets.lines import LineField
from desktop.gui.widgets.partial_date import PartialDateField
from desktop.gui.widgets.rows import RowsField

Today = Callable[[], datetime.date]
"""Returns the day that dates without a year are understood from."""

SayDate = Callable[[PartialDate], str]
"""Puts a date in words."""

_PREMIERES = ("World premiere", "International premiere", "Continental premiere", "National premiere")
_BOARDS = ("BBFC", "MPA", "KMRB", "FSK", "ICAA", "CNC", "IFCO", "ACB", "Eirin", "BMF")


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowsOfFacts", text)


def release_kind_words(kind: str) -> str:
    """Return the words for a kind of release; empty stands for an unknown one."""
    words = {
        "": _tr("Not said"),
        "festival": _tr("Festival"),
        "cinema": _tr("Cinema"),
        "streaming": _tr("Streaming"),
        "tv": _tr("Television"),
        "physical": _tr("Disc"),
        "re-release": _tr("Re-release"),
    }
    return words.get(kind, kind)


def way_words(way: str) -> str:
    """Return the words for a way to watch; empty stands for an unknown one."""
    words = {
        "": _tr("Not said"),
        "subscription": _tr("Subscription"),
        "rent": _tr("Rent"),
        "buy": _tr("Buy"),
        "free": _tr("Free"),
        "cinema": _tr("Cinema"),
    }
    return words.get(way, way)


def company_role_words(role: str) -> str:
    """Return the words for what a company did; empty stands for an unknown role."""
    words = {
        "": _tr("Not said"),
        "production": _tr("Production"),
        "distribution": _tr("Distribution"),
        "sales": _tr("Sales"),
        "network": _tr("Network"),
        "publisher": _tr("Publisher"),
    }
    return words.get(role, role)


COMPANY_ROLES = ("production", "distribution", "sales", "network", "publisher")
"""What a company does on a work, as :class:`Company` knows it."""


def understand_day(text: str, today: Today) -> PartialDate | None:
    """Return the date that a text means."""
    return understand_date(text, today(), day_first=is_day_first())


def is_day_first() -> bool:
    """Say whether 6/10 is in October, by the system's own custom, and not in June."""
    short = QLocale.system().dateFormat(QLocale.FormatType.ShortFormat)
    return "d" in short and short.index("d") < short.find("M")


def date_field(label: str, today: Today, say: SayDate, parent: QWidget | None = None) -> PartialDateField:
    """Return a field for a date as people write it."""
    return PartialDateField(label, lambda text: understand_day(text, today), say, parent)


def address_field(
    label: str, parent: QWidget | None = None, *, say: Callable[[str], str] = lambda _address: ""
) -> UnderstoodField:
    """Return a field for a web address; one that is not https is kept, with a sentence that says so."""
    return UnderstoodField(
        label,
        understand_address,
        _tr("Only a whole address that begins with https:// can be printed as a link."),
        parent,
        empty="",
        say=say,
        keeps_text=True,
        placeholder="https://",
    )


class RecordRows(RowsField):
    """Rows of records of one dataclass, whose attributes are the fields of a row in order."""

    def __init__(
        self,
        label: str,
        record: type[Any],
        name: str,
        make: Callable[[], tuple[Line, Line]],
        parent: QWidget | None = None,
        *,
        add_words: str,
        order: Sequence[str] = (),
    ) -> None:
        """Make one empty row; ``name`` is what a screen reader calls a row, ``order`` the attributes as the row has them."""
        names = tuple(order) or tuple(field.name for field in fields(record))
        super().__init__(
            label,
            lambda: [(RecordField(name, *make()), 1)],
            lambda values: record(**dict(zip(names, values[0], strict=True))),
            lambda value: (tuple(getattr(value, attribute) for attribute in names),),
            parent,
            add_words=add_words,
        )
        set_look(self._label, "heading")

    def field(self, row: int, at: int) -> Any:
        """Return one field of a row."""
        record = self.rows()[row][0]
        assert isinstance(record, RecordField)
        return record.fields()[at]


def release_rows(label: str, today: Today, say: SayDate, parent: QWidget | None = None) -> RecordRows:
    """Return rows of release dates: date, country and kind, with a note beneath."""
    kinds = [(kind, release_kind_words(kind)) for kind in ("", *RELEASE_KINDS)]

    def make() -> tuple[Line, Line]:
        date = date_field(_tr("Date"), today, say)
        country = country_field(_tr("Country"))
        kind = ChoiceField(_tr("Kind of release"), kinds)
        return [(date, 5), (country, 4), (kind, 4)], [(LineField(_tr("Note on the release")), 1)]

    return RecordRows(label, ReleaseDate, _tr("release"), make, parent, add_words=_tr("Add a date"))


def watch_rows(label: str, used: Used, today: Today, say: SayDate, parent: QWidget | None = None) -> RecordRows:
    """Return rows of places to watch: service, way and country; address, date checked and affiliate mark beneath."""
    ways = [(way, way_words(way)) for way in ("", *WAYS)]

    def make() -> tuple[Line, Line]:
        service = free_text_field(_tr("Service"), completing_services(used))
        way = ChoiceField(_tr("Way"), ways)
        country = country_field(_tr("Country"))
        address = address_field(_tr("Address"))
        checked = date_field(_tr("Checked on"), today, say)
        affiliate = CheckField(_tr("Affiliate link"))
        return [(service, 5), (way, 4), (country, 4)], [(address, 5), (checked, 4), (affiliate, 4)]

    order = ("service", "way", "country", "url", "checked", "affiliate")
    return RecordRows(label, WatchPlace, _tr("place"), make, parent, add_words=_tr("Add a place"), order=order)


def correction_rows(label: str, today: Today, say: SayDate, parent: QWidget | None = None) -> RecordRows:
    """Return rows of corrections: the note and what it is; its day and whether it prints beneath."""
    kinds = [
        (CorrectionKind.CORRECTION, _tr("Correction")),
        (CorrectionKind.CLARIFICATION, _tr("Clarification")),
        (CorrectionKind.UPDATE, _tr("Update")),
    ]

    def make() -> tuple[Line, Line]:
        text, kind = LineField(_tr("What the note says")), ChoiceField(_tr("Kind of note"), kinds)
        return [(text, 8), (kind, 3)], [(date_field(_tr("Day"), today, say), 5), (CheckField(_tr("Print this note")), 4)]

    return RecordRows(label, Correction, _tr("correction"), make, parent, add_words=_tr("Add a correction"))


def title_rows(label: str, parent: QWidget | None = None) -> RecordRows:
    """Return rows of other titles, each with its language."""

    def make() -> tuple[Line, Line]:
        return [(LineField(_tr("Other title")), 3), (language_field(_tr("Language")), 2)], ()

    return RecordRows(label, OtherTitle, _tr("title"), make, parent, add_words=_tr("Add a title"))


def certificate_rows(label: str, parent: QWidget | None = None) -> RecordRows:
    """Return rows of certificates: board and rating."""

    def make() -> tuple[Line, Line]:
        board = free_text_field(_tr("Board"), completing_words(*_BOARDS))
        return [(board, 1), (LineField(_tr("Certificate")), 1)], ()

    return RecordRows(label, Certificate, _tr("certificate"), make, parent, add_words=_tr("Add a certificate"))


def company_rows(label: str, parent: QWidget | None = None) -> RecordRows:
    """Return rows of companies and what they did."""
    roles = [(role, company_role_words(role)) for role in ("", *COMPANY_ROLES)]

    def make() -> tuple[Line, Line]:
        return [(LineField(_tr("Company")), 3), (ChoiceField(_tr("Role"), roles), 2)], ()

    return RecordRows(label, Company, _tr("company"), make, parent, add_words=_tr("Add a company"))


def festival_rows(label: str, parent: QWidget | None = None) -> RecordRows:
    """Return rows of festivals: name, year and section, with premiere and award beneath."""

    def make() -> tuple[Line, Line]:
        first = [(LineField(_tr("Festival")), 5), (LineField(_tr("Year")), 2), (LineField(_tr("Section")), 4)]
        premiere = free_text_field(_tr("Premiere"), completing_words(*_PREMIERES))
        return first, [(premiere, 1), (LineField(_tr("Award")), 1)]

    return RecordRows(label, FestivalEntry, _tr("festival"), make, parent, add_words=_tr("Add a festival"))
