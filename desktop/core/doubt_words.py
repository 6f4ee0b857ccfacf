"""What is said of a query that is not understood as it may be meant: one sentence, with what would be understood.

``say`` turns our words into those of another language, as the window does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from desktop.core.finding import Key
from desktop.core.finding_doubts import Doubt, Why
from desktop.core.finding_values import names_known

_NUMBER = re.compile(r':"?(>=|<=|>|<|=)?(\d{1,3}(?:[.,]\d+)?)"?$')
_CLOSED = {
    Key.STATUS: "a status is {names}",
    Key.KIND: "a kind is {names}",
    Key.MISSING: "what can be missing is {names}",
    Key.IS: "a review can be {names}",
    Key.SCALE: "a scale is {names}",
}
_Say = Callable[[str], str]


def doubt_sentence(doubt: Doubt, say: _Say = str) -> str:
    """Return the sentence about a doubt."""
    match doubt.why:
        case Why.KEY:
            return say("‘{typed}’ is read as words. Did you mean {key}:?").format(typed=doubt.typed, key=doubt.key)
        case Why.COLON:
            return say("‘{typed}’ is read as words. Did you mean {meant}?").format(typed=doubt.typed, meant=doubt.meant)
        case Why.VALUE:
            return say("‘{typed}’ is read as words: {what}.").format(typed=doubt.typed, what=_what(doubt, say))
        case Why.ORDER:
            return say("‘{typed}’ finds nothing: the range ends before it begins.").format(typed=doubt.typed)
        case Why.BEYOND:
            return say("‘{typed}’ finds nothing: ratings are stars, 0 to 5.").format(typed=doubt.typed)
        case Why.BOTH:
            return say("‘{typed}’ finds nothing: a review has one status only.").format(typed=doubt.typed)
        case Why.OPEN:
            return say("‘{typed}’ says nothing yet: {what}.").format(typed=doubt.typed, what=_what(doubt, say))
        case Why.MARKS:
            return say("‘{typed}’ finds nothing: words are found by their letters and numbers.").format(typed=doubt.typed)


def _what(doubt: Doubt, say: _Say) -> str:
    """Return what the key can have."""
    match doubt.key:
        case Key.RATING:
            return _ratings(doubt.typed, say)
        case key if key in _CLOSED:
            return say(_CLOSED[key]).format(names=_listed(names_known(key), say))
        case Key.LANGUAGE:
            return say("a language is written as in lang:es or lang:es-MX")
        case Key.COUNTRY if doubt.why is Why.OPEN:
            return say("a country is written by its name or code, as in country:kr")
        case Key.COUNTRY:
            return say("there is no country of this name or code")
        case Key.YEAR:
            return say("a year is written as in year:2019, year:1990s, year:2019..2023 or year:>=2019")
        case Key.WORDS:
            return say("a length is a number, as in words:>=1000 or words:500..800")
        case Key.DUE:
            return say("what is due is written as in due:today, due:week, due:overdue or due:<=2026-12-01")
        case key if key is None or key.textual:
            return say("write a name or its beginning behind the colon")
        case key:
            return say("a date is written as in {key}:2023, {key}:2023-10 or {key}:2023-10-06").format(key=key)


def _ratings(typed: str, say: _Say) -> str:
    number = _NUMBER.search(typed)
    value = float(number[2].replace(",", ".")) if number else 0.0
    if number is None or value > 100:
        return say("ratings are stars, 0 to 5; on another scale 8/10, 80% or B+")
    scale = 10 if value <= 10 else 100
    meant = f"rating:{number[1] or ''}{number[2]}/{scale}"
    return say("ratings are stars, 0 to 5; for another scale write {meant}").format(meant=meant)


def _listed(names: Iterable[str], say: _Say) -> str:
    *most, last = names
    return say("{names} or {last}").format(names=", ".join(most), last=last)
