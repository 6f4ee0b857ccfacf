"""Deadlines and embargoes in words: on which day, by whose clock, how long it still is."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.zoned_time import ZonedTime, zone_named

END_OF_DAY = "23:59"
"""The time of a deadline of which only the day was said."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEK = 7


def in_full(at: ZonedTime) -> str:
    """Return ``Monday 15 March 2027, 21:00, London``; a zone that this computer does not know is named as such."""
    clock = at.clock
    said = f"{_DAYS[clock.weekday()]} {clock.day} {_MONTHS[clock.month - 1]} {clock.year}, {clock:%H:%M}, "
    return said + (at.place if zone_named(at.zone) else f"{at.zone}, a time zone that this computer does not know")


def written(at: ZonedTime, place: str = "") -> str:
    """Return a time as it stands in a line to be typed in, ``Mon 15 Mar 2027 21:00 London``, by another name of the place."""
    clock = at.clock
    return f"{_day(clock, year=True)} {clock:%H:%M} {place or at.place}"


def in_short(at: ZonedTime, now: datetime) -> str:
    """Return ``Wed 21:00 London`` for the week that begins with ``now``, and the day of the month for all else."""
    there = now.astimezone(zone_named(at.zone))
    clock = at.clock
    if 0 <= (clock.date() - there.date()).days < _WEEK:
        return f"{_DAYS[clock.weekday()][:3]} {clock:%H:%M} {at.place}"
    return f"{_day(clock, year=clock.year != there.year)} {clock:%H:%M} {at.place}"


def here(at: ZonedTime, now: datetime) -> str:
    """Return what the clock of ``now`` shows then, ``Thu 06:00 here``; nothing where it shows the same."""
    local = at.moment().astimezone(now.tzinfo)
    if local.replace(tzinfo=None) == at.clock:
        return ""
    return f"{'' if local.date() == at.clock.date() else f'{_DAYS[local.weekday()][:3]} '}{local:%H:%M} here"


def left(moment: datetime, now: datetime) -> str:
    """Return how long it is from ``now``: ``4 h 20 min``, ``35 min``, from two days on ``3 days``."""
    minutes = -(-(moment - now) // timedelta(minutes=1))
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def for_a_copy(at: ZonedTime) -> str:
    """Return ``Mon 15 Mar, 21:00 GMT``, as the first line of a copy for an editor says it."""
    clock, zone = at.clock, zone_named(at.zone)
    name = clock.replace(tzinfo=zone).tzname() if zone else at.zone
    return f"{_day(clock)}, {clock:%H:%M} {name if name and name[0].isalpha() else at.place + ' time'}"


def due_words(due: ZonedTime, now: datetime, *, waited_for: bool) -> str:
    """Return a deadline for a column: ``Fri``, ``today 17:00``, ``12 Dec``; one passed is ``overdue`` while ``waited_for``.

    By the clock of ``now``, save where only the day was said.
    """
    whole_day = due.local.endswith(END_OF_DAY)
    local = due.clock if whole_day else due.moment().astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days == 0:
        day = "today"
    elif 0 < days < _WEEK:
        day = _DAYS[local.weekday()][:3]
    else:
        day = f"{local.day} {_MONTHS[local.month - 1][:3]}" + ("" if local.year == now.year else f" {local.year}")
    if waited_for and due.moment() <= now:
        return f"overdue {day}"
    return day if whole_day or not 0 <= days < _WEEK else f"{day} {local:%H:%M}"


def _day(clock: datetime, *, year: bool = False) -> str:
    day = f"{_DAYS[clock.weekday()][:3]} {clock.day} {_MONTHS[clock.month - 1][:3]}"
    return f"{day} {clock.year}" if year else day
