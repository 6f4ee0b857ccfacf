"""A line for when something is due or lifts: what was understood stands in words beneath it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QTimeZone
from PySide6.QtWidgets import QWidget

from desktop.core.understanding_times import understand_zoned_time, write_zoned_time
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import here, in_full
from desktop.gui.editor.rows_of_facts import is_day_first
from desktop.gui.editor.understood_field import UnderstoodField

Clock = Callable[[], datetime]
"""Tells the present moment with its time zone."""


def now_here() -> datetime:
    """Return the present moment where the critic is."""
    return datetime.now().astimezone()


def zone_here() -> str:
    """Return the name of this computer's time zone, ``Europe/London``."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace") or "UTC"


def time_field(label: str, usual: str, now: Clock, parent: QWidget | None = None, *, placeholder: str = "") -> UnderstoodField:
    """Return a field for a time with its place; ``usual`` is the time of a day (``23:59``) for which none is typed."""
    return UnderstoodField(
        label,
        lambda text: understand_zoned_time(text, now(), zone_here(), usual=usual, day_first=is_day_first()),
        _tr("No day and time could be read from this. Write it like Wed 9 pm London or 6 Oct 2026 21:00."),
        parent,
        write=write_zoned_time,
        say=lambda at: say_time(at, now()),
        placeholder=placeholder,
    )


def say_time(at: ZonedTime, now: datetime) -> str:
    """Return a time in words, by the clock here as well, and that it has passed."""
    passed = _tr("passed") if at.moment() <= now else ""
    return " · ".join(filter(None, (in_full(at), here(at, now), passed)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimeField", text)
