"""Moments in words, as sentences and names of folders that belong to no window tell them."""

from __future__ import annotations

from datetime import datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken(moment: datetime, now: datetime) -> str:
    """Return a moment in the time zone of ``now``.

    As in ``today 09:02``, ``yesterday 09:02``, ``24 Nov 09:02`` and, in another year, ``24 Nov 2025 09:02``.
    """
    there = moment.astimezone(now.tzinfo)
    days = (now.date() - there.date()).days
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'} {there:%H:%M}"
    year = "" if there.year == now.year else f" {there.year}"
    return f"{there.day} {_MONTHS[there.month - 1]}{year} {there:%H:%M}"


def day_and_time(moment: datetime) -> str:
    """Return a moment in its own time zone, ``24 Nov 2026 09.02``: every system allows these signs in the name of a folder."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year} {moment:%H.%M}"
