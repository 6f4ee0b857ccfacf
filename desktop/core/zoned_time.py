"""A time on the clock of one place: a deadline, the lifting of an embargo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
_OFFSET = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")
_EARLIEST, _LATEST = 1971, 9000
"""Years between which every system can tell what time it is in one zone when it is so late in another."""
_LAST_CLOCK = timezone(timedelta(hours=-12))
"""Where a day ends last: by it a time is taken whose zone this computer does not know, so that no embargo breaks by it."""


@dataclass(frozen=True, slots=True)
class ZonedTime:
    """What the clock of a place shows: ``local`` as ``2027-03-15T21:00``, and the ``zone`` by its name, ``Europe/London``.

    The clock is what was agreed, so it is what is kept: should a country change its rules, the time is still the time agreed.
    Raises ``ValueError`` for what no clock shows and for what is no name of a zone; a zone that is not known here is none.
    """

    local: str
    zone: str

    def __post_init__(self) -> None:
        """Refuse times that no clock shows."""
        if not _LOCAL.fullmatch(self.local) or not _EARLIEST <= datetime.fromisoformat(self.local).year <= _LATEST:
            raise ValueError(f"{self.local!r} is not a time like 2027-03-15T21:00")
        if not _ZONE.fullmatch(self.zone):
            raise ValueError(f"{self.zone!r} is not a time zone like Europe/London")

    def __str__(self) -> str:
        """Return the form that :func:`parse_zoned_time` reads: ``2027-03-15T21:00 Europe/London``."""
        return f"{self.local} {self.zone}"

    @property
    def clock(self) -> datetime:
        """The date and time on the clock, without a zone."""
        return datetime.fromisoformat(self.local)

    @property
    def place(self) -> str:
        """The place as people name it: ``London``, ``New York``, ``UTC+2``."""
        offset = _OFFSET.fullmatch(self.zone)
        if offset is not None:  # these names count westwards
            return f"UTC{'-' if offset[1] == '+' else '+'}{offset[2]}"
        return self.zone.rpartition("/")[2].replace("_", " ")

    def moment(self) -> datetime:
        """Return the moment in UTC; the later one where the clock is put back and shows the time twice, or leaves it out."""
        zone = zone_named(self.zone) or _LAST_CLOCK
        return max(self.clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def parse_zoned_time(text: str) -> ZonedTime:
    """Read ``2027-03-15T21:00 Europe/London``; raises ``ValueError`` for anything else."""
    local, _, zone = text.partition(" ")
    return ZonedTime(local, zone)


def zone_named(name: str) -> tzinfo | None:
    """Return the zone of this name, None where this computer has no rules for it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only when a review has a time: it costs the start milliseconds

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
