"""Moments as a list tells them: near ones by their time, far ones by their date."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_TIME = "%H:%M"


def moment_words(stamp: str, now: datetime) -> str:
    """Return a stored moment (UTC, ISO 8601) in the time zone of ``now``: ``today 14:32``, ``12 May 2021``."""
    return _words(stamp, now, far="d MMM yyyy")


def full_moment_words(stamp: str, now: datetime) -> str:
    """Return the same with the time behind the far ones too: ``12 May 2021 14:32``."""
    moment = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    return _words(stamp, now, far=f"d MMM yyyy '{moment.strftime(_TIME)}'")


def _words(stamp: str, now: datetime, far: str) -> str:
    moment = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    days = (now.date() - moment.date()).days
    if days == 0:
        return QCoreApplication.translate("Moments", "today {time}").format(time=moment.strftime(_TIME))
    if days == 1:
        return QCoreApplication.translate("Moments", "yesterday {time}").format(time=moment.strftime(_TIME))
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), far)
