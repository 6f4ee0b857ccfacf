"""What of many figures a chart shows at first, what it says of the others, and the turn that brings them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.core.looking_back import Figure, widened, without_gaps
from desktop.gui.watch_log.words import day_words, span_name

MOST_YEARS, MOST_MONTHS = 60, 36
"""Years and months that are shown one by one."""
_MOST_NAMES = 20
_TIMES_MORE = 5
"""How many times as many names each turn brings."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a chart can be turned to: the ``words`` of the button, and how far the chart is widened then."""

    words: str
    to: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The figures that are shown, what is said of them (empty where they are all), and where to go from there."""

    figures: tuple[Figure, ...]
    note: str = ""
    turn: Turn | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Cutting", text)


def cut_times(figures: tuple[Figure, ...], most: int, turned: int, say: Callable[[float], str]) -> Cut:
    """Return the last ``most`` months or years; widened, all of them, summed up as far as that needs.

    Among months those years are left out at first of which no month is known. ``say`` puts a number of those left out into words.
    """
    exact = tuple(figure for figure in figures if len(figure.name) == max(len(each.name) for each in figures))
    last = without_gaps(exact, most)
    left = sum(figure.number for figure in figures) - sum(figure.number for figure in last)
    if not last or (len(exact) == len(figures) and last[0].name <= exact[0].name):
        return Cut(last)
    if not turned:
        note = _tr("{first} to {last}; {left} are not shown.")
        words = note.format(first=time_name(last[0].name), last=time_name(last[-1].name), left=say(left))
        return Cut(last, words, Turn(_tr("Show all"), 1))
    whole = widened(figures, most)
    note = (
        _tr("All from {first} to {last}, by year.")
        if len(whole[0].name) == len("2023")
        else _tr("All from {first} to {last}, by decade.")
    )
    words = note.format(first=time_name(figures[0].name), last=time_name(figures[-1].name))
    back = _tr("Show the last {n} years") if most == MOST_YEARS else _tr("Show the last {n} months")
    return Cut(whole, words, Turn(back.format(n=most), 0))


def cut_names(figures: tuple[Figure, ...], turned: int, note: str) -> Cut:
    """Return the first names, five times as many with each turn; ``note`` has places for how many are ``shown`` of ``n``."""
    most = _MOST_NAMES * _TIMES_MORE**turned
    if len(figures) <= _MOST_NAMES:
        return Cut(figures)
    if len(figures) <= most:
        return Cut(figures, "", Turn(_tr("Show the first {n}").format(n=_MOST_NAMES), 0))
    more = min(most * _TIMES_MORE, len(figures))
    words = _tr("Show all {n}") if more == len(figures) else _tr("Show the first {n}")
    said = note.format(shown=f"{most:,}", n=f"{len(figures):,}")
    return Cut(figures[:most], f"{said}.", Turn(words.format(n=f"{more:,}"), turned + 1))


def time_name(name: str) -> str:
    """Return what a month, a year or a decade (its first three digits) is called: ``Oct 2023``, ``2023``, ``2020s``."""
    return span_name(name) if len(name) == len("202") else day_words(name)


def time_term(field: str, name: str) -> str:
    """Return the term that finds what is in a month, a year or a decade."""
    return f"{field}:{name}0..{name}9" if len(name) == len("202") else f"{field}:{name}"
