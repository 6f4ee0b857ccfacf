"""A line for when something is due or lifts: what was understood stands in words beneath it at once."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QTimeZone
from PySide6.QtWidgets import QWidget

from desktop.core.understanding_times import understand_zoned_time, write_zoned_time
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import here, in_full
from desktop.gui.editor.rows_of_facts import is_day_first
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.passing import Clock


def zone_here() -> str:
    """Return the name of this computer's time zone, ``Europe/London``."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace") or "UTC"


def time_field(
    label: str, usual: str, now: Clock, parent: QWidget | None = None, *, passed: str, placeholder: str = ""
) -> UnderstoodField:
    """Return a field for a time with its place.

    ``usual`` is the time of a day (``23:59``) for which none is typed, ``passed`` what is said once the time has come.
    """
    return UnderstoodField(
        label,
        lambda text: understand_zoned_time(text, now(), zone_here(), usual=usual, day_first=is_day_first()),
        _tr("No day and time could be read from this. Write it like Wed 9 pm London or 6 Oct 2026 21:00."),
        parent,
        write=write_zoned_time,
        say=lambda at: say_time(at, now(), passed),
        placeholder=placeholder,
    )


def say_time(at: ZonedTime, now: datetime, passed: str) -> str:
    """Return a time in words, by the clock here as well, and ``passed`` once it has come."""
    return " · ".join(filter(None, (in_full(at), here(at, now), passed if at.moment() <= now else "")))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimeField", text)
