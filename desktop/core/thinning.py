"""When a backup is due, and which backups may go: functions of moments, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

KEEP_ALL_DAYS = 2
KEEP_DAILY = 12
KEEP_WEEKLY = 10
KEEP_MONTHLY = 9


def is_due(moments: Iterable[datetime], now: datetime) -> bool:
    """Say whether none of the backups is from today, the day that ``now`` has in its own time zone.

    A backup from a future that a wrong clock made is not from today.
    """
    return all(moment.astimezone(now.tzinfo).date() != now.date() for moment in moments)


def to_thin(moments: Iterable[datetime], today: date) -> set[datetime]:
    """Return which backups may go.

    Kept are all of today and yesterday (and of a future that a wrong clock made), then the newest of each of 12 days, of 10 weeks
    and of 9 months, as Anki does. So the newest of all is always kept.
    """
    kept: set[datetime] = set()
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    months: set[tuple[int, int]] = set()
    ordered = sorted(set(moments), reverse=True)
    for moment in ordered:
        day = moment.date()
        week, month = day.isocalendar()[:2], (day.year, day.month)
        if (today - day).days < KEEP_ALL_DAYS:
            kept.add(moment)
        elif len(days) < KEEP_DAILY:
            if day not in days:
                days.add(day)
                kept.add(moment)
        elif len(weeks) < KEEP_WEEKLY:
            if week not in weeks:
                weeks.add(week)
                kept.add(moment)
        elif len(months) < KEEP_MONTHLY and month not in months:
            months.add(month)
            kept.add(moment)
    return set(ordered) - kept
