"""Partial dates: a year, a year and month, or a whole day, and how people type them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january enero januar janvier jan ene",
            "february febrero februar fevrier feb",
            "march marzo marz mars mar",
            "april abril avril apr abr",
            "may mayo mai",
            "june junio juni juin jun",
            "july julio juli juillet jul",
            "august agosto aout aug ago",
            "september septiembre septembre sep sept",
            "october octubre oktober octobre oct okt",
            "november noviembre novembre nov",
            "december diciembre dezember decembre dec dic dez",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name[:3]: number for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; ``month`` and ``day`` are 0 where unknown.

    Raises ``ValueError`` for a day that does not exist or a day without its month.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse dates that no calendar has."""
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Return the ISO 8601 form, as short as the date is known: ``2023``, ``2023-10``, ``2023-10-06``."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    @property
    def whole(self) -> bool:
        """Whether the day is known."""
        return self.day > 0

    def lies_after(self, day: datetime.date) -> bool:
        """Say whether all of it is still to come on a day."""
        return datetime.date(self.year, self.month or 1, self.day or 1) > day


def parse_iso(text: str) -> PartialDate:
    """Read ``2023``, ``2023-10`` or ``2023-10-06``; raises ``ValueError`` for anything else."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date like 2023-10-06, 2023-10 or 2023")
    return PartialDate(*(int(group or 0) for group in match.groups()))


def understand_date(text: str, today: datetime.date, *, day_first: bool = True) -> PartialDate | None:
    """Return the date that a person means by ``text``, or None where it is not clear.

    Understands ISO dates, ``6 oct 2023``, ``Oct 6, 2023``, ``Oct 2023``, ``6/10/2023``, ``6.10.``, ``today``, ``yesterday``,
    ``last fri`` and ``next fri``. A date without a year is the one nearest to ``today``. ``day_first`` decides ``6/10``.
    """
    words = [word.lower() for word in _WORDS.findall(_unaccented(text))]
    if not words:
        return None
    try:
        return _iso_or_none(text.strip()) or _relative(words, today) or _numbers_and_months(words, today, day_first)
    except ValueError:
        return None


def _unaccented(text: str) -> str:
    return text.translate(str.maketrans("áéíóúäöüûàèç", "aeiouaouuaec"))


def _iso_or_none(text: str) -> PartialDate | None:
    return parse_iso(text) if _ISO.fullmatch(text) else None


def _relative(words: list[str], today: datetime.date) -> PartialDate | None:
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if len(words) == 1 and words[0] in days:
        return _whole(today + datetime.timedelta(days=days[words[0]]))
    weekday = _WEEKDAYS.get(words[-1][:3]) if len(words) <= 2 else None
    if weekday is None or (len(words) == 2 and words[0] not in {"last", "next", "this"}) or words[-1] in _MONTHS:
        return None
    behind = (today.weekday() - weekday) % 7
    if words[0] == "next":
        return _whole(today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1))
    if words[0] == "this":
        return _whole(today + datetime.timedelta(days=(weekday - today.weekday()) % 7))
    return _whole(today - datetime.timedelta(days=behind or 7))


def _numbers_and_months(words: list[str], today: datetime.date, day_first: bool) -> PartialDate | None:
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    digits = [word for word in words if word.isdigit()]
    if len(months) > 1 or any(
        not word.isdigit() and word not in _MONTHS and word not in {"de", "of", "th", "st", "nd", "rd"} for word in words
    ):
        return None
    years = [int(word) for word in digits if len(word) == 4]
    small = [int(word) for word in digits if len(word) <= 2]
    if len(years) > 1 or len(years) + len(small) != len(digits):
        return None
    year = years[0] if years else None
    if not months and len(small) == 2:
        day, month = small if day_first else reversed(small)
    elif months and len(small) <= 1:
        day, month = (small[0] if small else 0), months[0]
    elif not months and not small and year:
        return PartialDate(year)
    else:
        return None
    if month > 12 >= day > 0:
        day, month = month, day
    if year is not None:
        return PartialDate(year, month, day)
    return _nearest(month, day, today) if day else PartialDate(today.year, month)


def _nearest(month: int, day: int, today: datetime.date) -> PartialDate:
    candidates = [
        datetime.date(year, month, day) for year in (today.year - 1, today.year, today.year + 1) if _exists(year, month, day)
    ]
    if not candidates:
        raise ValueError("no such day")
    return _whole(min(candidates, key=lambda date: abs(date - today)))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _whole(date: datetime.date) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)
