"""What the watch log calls its values, in the interface's language."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.core.dates import PartialDate, parse_iso
from desktop.core.log_order import Grouping
from desktop.core.viewing import Occasion
from desktop.gui.watch_log.listing import Heading
from desktop.gui.words import status_name
from desktop.services.watch_log import ViewingRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("WatchLogWords", text)


def occasion_name(occasion: Occasion) -> str:
    """Return the name of an occasion; one that is not said has words for that."""
    names = {
        Occasion.UNSAID: _tr("Not said"),
        Occasion.PRESS: _tr("Press screening"),
        Occasion.FESTIVAL: _tr("Festival"),
        Occasion.PUBLIC: _tr("Public screening"),
        Occasion.HOME: _tr("At home"),
    }
    return names[occasion]


def say_day(date: PartialDate) -> str:
    """Return a date as far as it is known: ``Fri 6 Oct 2023``, ``Oct 2023``, ``2023``."""
    day = QDate(date.year, date.month or 1, date.day or 1)
    form = "ddd d MMM yyyy" if date.whole else "MMM yyyy" if date.month else "yyyy"
    return QLocale().toString(day, form)


def say_seen(date: PartialDate, today: datetime.date) -> str:
    """Return a date on which something is said to have been seen; one that has not come yet is told as that."""
    said = say_day(date)
    return _tr("{day}, still to come").format(day=said) if date.lies_after(today) else said


def day_words(seen_on: str) -> str:
    """Return the words for a stored date; empty for none."""
    return say_day(parse_iso(seen_on)) if seen_on else ""


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``3rd``, ``4th`` for a number."""
    teen = 10 <= number % 100 <= 20
    endings = {1: _tr("{n}st"), 2: _tr("{n}nd"), 3: _tr("{n}rd")}
    return endings.get(0 if teen else number % 10, _tr("{n}th")).format(n=number)


def seen_name(*, own: bool) -> str:
    """Return what it is called when a review's film was seen: ``own`` where the review was written of that viewing."""
    return _tr("Seen") if own else _tr("Film seen")


def review_words(row: ViewingRow) -> str:
    """Return the status of the review of a viewing, else that its film was reviewed, else that a review can start."""
    if row.status is not None:
        return status_name(row.status)
    return _tr("Reviewed") if row.is_written_up else _tr("Start")


def grouping_name(grouping: Grouping) -> str:
    """Return what a grouping of the log is called."""
    names = {
        Grouping.NONE: _tr("No headings"),
        Grouping.WEEK: _tr("By week"),
        Grouping.MONTH: _tr("By month"),
        Grouping.YEAR: _tr("By year"),
    }
    return names[grouping]


def span_name(digits: str) -> str:
    """Return what a year, or a decade by its first three digits, is called: ``2023``, ``2020s``."""
    return _tr("{year}s").format(year=f"{digits}0") if len(digits) == len("202") else digits


def heading_words(heading: Heading) -> str:
    """Return what stands over a group: ``Week of Mon 2 Oct 2023 · 3 viewings``."""
    many = _tr("1 viewing") if heading.count == 1 else _tr("{n} viewings").format(n=f"{heading.count:,}")
    whole = len(heading.begins) == len("2023-10-02")
    if not heading.begins:
        name = _tr("No date")
    elif whole:
        name = _tr("Week of {monday}").format(monday=day_words(heading.begins))
    else:
        day = parse_iso(heading.begins)
        name = QLocale().toString(QDate(day.year, day.month or 1, 1), "MMMM yyyy" if day.month else "yyyy")
    return f"{name} · {many}"
