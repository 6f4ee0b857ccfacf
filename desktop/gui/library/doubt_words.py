"""What the library says of a term that it does not understand as it was meant: one sentence, with what it would understand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from desktop.core.finding import Key
from desktop.core.finding_doubts import Doubt, Why
from desktop.core.finding_values import names_known

_NUMBER = re.compile(r':"?(>=|<=|>|<|=)?(\d{1,3}(?:[.,]\d+)?)"?$')


def _tr(text: str) -> str:
    return QCoreApplication.translate("Doubts", text)


def doubt_sentence(doubt: Doubt) -> str:
    """Return the sentence about a term."""
    match doubt.why:
        case Why.KEY:
            return _tr("‘{typed}’ is read as words. Did you mean {key}:?").format(typed=doubt.typed, key=doubt.key.value)
        case Why.COLON:
            return _tr("‘{typed}’ is read as words. Did you mean {meant}?").format(typed=doubt.typed, meant=doubt.meant)
        case Why.VALUE:
            return _tr("‘{typed}’ is read as words: {what}.").format(typed=doubt.typed, what=_what(doubt))
        case Why.ORDER:
            return _tr("‘{typed}’ finds nothing: the range ends before it begins.").format(typed=doubt.typed)
        case Why.BEYOND:
            return _tr("‘{typed}’ finds nothing: ratings are stars, 0 to 5.").format(typed=doubt.typed)
        case Why.BOTH:
            return _tr("‘{typed}’ finds nothing: a review has one status only.").format(typed=doubt.typed)


def _what(doubt: Doubt) -> str:
    """Return what the key can have."""
    match doubt.key:
        case Key.RATING:
            return _ratings(doubt.typed)
        case Key.STATUS:
            return _tr("a status is {names}").format(names=_listed(names_known(doubt.key)))
        case Key.KIND:
            return _tr("a kind is {names}").format(names=_listed(names_known(doubt.key)))
        case Key.MISSING:
            return _tr("what can be missing is {names}").format(names=_listed(names_known(doubt.key)))
        case Key.IS:
            return _tr("a review can be {names}").format(names=_listed(names_known(doubt.key)))
        case Key.LANGUAGE:
            return _tr("a language is written as in lang:es or lang:es-MX")
        case Key.COUNTRY:
            return _tr("there is no country of this name or code")
        case Key.YEAR:
            return _tr("a year is written as in year:2019, year:1990s, year:2019..2023 or year:>=2019")
        case Key.WORDS:
            return _tr("a length is a number, as in words:>=1000 or words:500..800")
        case Key.DUE:
            return _tr("what is due is written as in due:today, due:week, due:overdue or due:<=2026-12-01")
        case key:
            return _tr("a date is written as in {key}:2023, {key}:2023-10 or {key}:2023-10-06").format(key=key.value)


def _ratings(typed: str) -> str:
    number = _NUMBER.search(typed)
    value = float(number[2].replace(",", ".")) if number else 0.0
    if number is None or value > 100:
        return _tr("ratings are stars, 0 to 5; on another scale 8/10, 80% or B+")
    scale = 10 if value <= 10 else 100
    meant = f"rating:{number[1] or ''}{number[2]}/{scale}"
    return _tr("ratings are stars, 0 to 5; for another scale write {meant}").format(meant=meant)


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return _tr("{names} or {last}").format(names=", ".join(most), last=last)
