"""Understanding when something is due or lifts, as people type it: ``Wed 9 pm London``, ``Thu 17:00``, ``6/10``.

What is left out is taken as a deadline means it: the day to come, the clock of this computer. What was understood is shown in
words at once, so that a misreading is seen. Nothing is looked up anywhere but in the rules of time zones that this computer has.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from desktop.core.dates import understand_date
from desktop.core.text import fold
from desktop.core.words.zone_names import ZONES
from desktop.core.zoned_time import ZonedTime, zone_named
from desktop.core.zoned_words import written

_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)"
_TIMES = (
    re.compile(rf"\b(?P<hour>\d{{1,2}})\s?[:h]\s?(?P<minute>[0-5]\d)(?::00)?{_HALF}?(?![\d:])", re.IGNORECASE),
    re.compile(rf"\b(?P<hour>\d{{1,2}})(?P<minute>){_HALF}", re.IGNORECASE),
    re.compile(r"\b(?P<hour>\d{1,2})(?P<minute>)(?P<half>)\s?(?:h|uhr|hrs)\b", re.IGNORECASE),
    re.compile(r"\b(?P<word>noon|midday|midnight)\b", re.IGNORECASE),
)
_DOTTED = re.compile(rf"\b(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d){_HALF}?(?![\d.])", re.IGNORECASE)
_ISO_CLOCK = re.compile(r"\b(\d{4}-\d{2}-\d{2})T(?=\d{2}:\d{2})")
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+−-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)
_FILLERS = frozenset(
    {*("at", "on", "by", "until", "till", "time", "local", "this", "coming"), *("um", "a", "à", "las", "le", "el")}
)
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday lunes lundi montag",
            "tue tues tuesday martes mardi dienstag",
            "wed weds wednesday miercoles mercredi mittwoch",
            "thu thur thurs thursday jueves jeudi donnerstag",
            "fri friday viernes vendredi freitag",
            "sat saturday sabado samedi samstag sonnabend",
            "sun sunday domingo dimanche sonntag",
        )
    )
    for word in words.split()
}
"""Days as dates name them: beside English in full only, for “mar” is a month too."""
_FARTHEST_EAST, _FARTHEST_WEST = 14, 12
_HALF_A_YEAR = timedelta(days=182)


def understand_zoned_time(text: str, now: datetime, zone: str, *, usual: str, day_first: bool = True) -> ZonedTime | None:
    """Return the time that a person means by ``text`` at the moment ``now``, which has its zone; None where it is not clear.

    ``zone`` is that of a text that names none, ``usual`` the time (``23:59``) of a day without one; ``day_first`` decides
    ``6/10``. A weekday or a day without a year is the next to come, a time without a day the next that the clock shows.
    """
    typed = _ISO_CLOCK.sub(r"\1 ", text)
    for patterns in (_TIMES, (_DOTTED,)):  # 6.10. is a day, unless another stands beside it
        time, rest = _time_in(typed, patterns)
        found = _on_a_day(time, rest, now, zone, usual, day_first) if rest is not None else None
        if found is not None:
            return found
    return None


def find_zone(text: str) -> str | None:
    """Return the zone of a place, an abbreviation or a name of the tz database; None where this computer knows none."""
    offset = _OFFSET.fullmatch(text.strip())
    if offset is not None:
        hours, east = int(offset[2]), offset[1] == "+"
        if hours > (_FARTHEST_EAST if east else _FARTHEST_WEST):
            return None
        found: str | None = f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"
    else:
        name = fold(text)
        found = _by_other_names().get(name) or (_by_own_names().get(name) if name else None)
    return found if found is not None and zone_named(found) is not None else None


def write_zoned_time(at: ZonedTime) -> str:
    """Return a time as it is typed, with a name of its place that :func:`understand_zoned_time` reads as the same."""
    return written(at, at.place if find_zone(at.place) == at.zone else at.zone)


@lru_cache(maxsize=1)
def _by_other_names() -> dict[str, str]:
    own = {fold(zone.rpartition("/")[2]): zone for zone in ZONES}
    return own | {fold(name): zone for zone, names in ZONES.items() for name in names}


@lru_cache(maxsize=1)
def _by_own_names() -> dict[str, str]:
    """Return every zone that this computer knows by its folded name and the last part of it; the shorter name wins."""
    from zoneinfo import available_timezones

    names = sorted(available_timezones(), key=lambda name: (-name.count("/"), name), reverse=True)
    return {fold(name.rpartition("/")[2]): name for name in reversed(names)} | {fold(name): name for name in names}


def _time_in(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, str | None]:
    """Return the time in a text as ``21:00``, empty for none, and the rest of the text; None for a time that no clock shows."""
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    if found is None:
        return "", text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    told = found.groupdict()
    if told.get("word"):
        return ("00:00" if told["word"].lower() == "midnight" else "12:00"), rest
    hour, half = int(told["hour"]), (told.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return "", None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return (f"{hour:02d}:{told['minute'] or '00'}", rest) if hour < 24 else ("", None)


def _on_a_day(time: str, rest: str, now: datetime, zone: str, usual: str, day_first: bool) -> ZonedTime | None:
    words = [word for word in re.findall(r"[^\s,;()]+", rest) if word.lower() not in _FILLERS]
    if not words and not time:
        return None
    for length in range(len(words), -1, -1):
        for start in dict.fromkeys((len(words) - length, 0)):
            named = find_zone(" ".join(words[start : start + length])) if length else zone
            if named is not None:
                day = " ".join((*words[:start], *words[start + length :]))
                found = _found(time, day, now, named, usual, day_first) if day or time else None
                if found is not None:
                    return found
    return None


def _found(time: str, day: str, now: datetime, zone: str, usual: str, day_first: bool) -> ZonedTime | None:
    today = now.astimezone(zone_named(zone)).date()
    wanted, again = (today, 1) if not day else _day_of(day, today, day_first)
    if wanted is None:
        return None
    try:
        at = ZonedTime(f"{wanted}T{time or usual}", zone)
        passed = again and wanted == today and time and at.moment() <= now
        return ZonedTime(f"{wanted + timedelta(days=again)}T{time}", zone) if passed else at
    except (ValueError, OverflowError):
        return None


def _day_of(text: str, today: date, day_first: bool) -> tuple[date | None, int]:
    """Return the day that a text means, and after how many days there is the next of its name, 0 where there is only one."""
    words = text.lower().split()
    if words[0] in {"today", "tonight"} and len(words) == 1:
        return today, 0
    named = _WEEKDAYS.get(fold(words[0]))
    if named is not None and len(words) == 1:
        return today + timedelta(days=(named - today.weekday()) % 7), 7
    if words[0] in {"tomorrow", "yesterday", "next", "last"}:
        known = understand_date(text, today)
    else:
        # The nearest to half a year from now is the next to come.
        known = understand_date(" ".join(words[1:] if named is not None else words), today + _HALF_A_YEAR, day_first=day_first)
    return (date(known.year, known.month, known.day) if known is not None and known.whole else None), 0
