"""Deadlines and embargoes as critics type them, and as they are said."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from desktop.core.embargo import copy_lines, embargo_at, lifting
from desktop.core.review import Review
from desktop.core.understanding_times import find_zone, understand_zoned_time, write_zoned_time
from desktop.core.zoned_time import ZonedTime, parse_zoned_time
from desktop.core.zoned_words import due_words, here, in_full, in_short, left
from tests.strategies import zoned_times

LONDON = "Europe/London"
NOW = datetime(2026, 11, 24, 16, 40, tzinfo=ZoneInfo(LONDON))
"""A Tuesday."""


def understood(text: str, *, now: datetime = NOW, zone: str = LONDON, day_first: bool = True) -> str:
    """What a text is taken for, in short; nothing where it is not clear."""
    return str(understand_zoned_time(text, now, zone, usual="23:59", day_first=day_first) or "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wed 9 pm London", "2026-11-25T21:00 Europe/London"),
        ("Thu 17:00", "2026-11-26T17:00 Europe/London"),
        ("6 oct 2026 21:00", "2026-10-06T21:00 Europe/London"),
        ("6/10", "2027-10-06T23:59 Europe/London"),
        ("24/11", "2026-11-24T23:59 Europe/London"),
        ("23/11", "2027-11-23T23:59 Europe/London"),
        ("Fri", "2026-11-27T23:59 Europe/London"),
        ("tue 5pm", "2026-11-24T17:00 Europe/London"),
        ("tue 4pm", "2026-12-01T16:00 Europe/London"),
        ("next tue 4pm", "2026-12-01T16:00 Europe/London"),
        ("9pm", "2026-11-24T21:00 Europe/London"),
        ("4pm", "2026-11-25T16:00 Europe/London"),
        ("12:01am ET Fri", "2026-11-27T00:01 America/New_York"),
        ("12:30 p.m. tomorrow", "2026-11-25T12:30 Europe/London"),
        ("midnight sat", "2026-11-28T00:00 Europe/London"),
        ("noon, 1 December, New York time", "2026-12-01T12:00 America/New_York"),
        ("Wednesday, 15 March 2028 21:00 London time", "2028-03-15T21:00 Europe/London"),
        ("6.10. 21.00 Cannes", "2027-10-06T21:00 Europe/Paris"),
        ("2027-03-15T21:00 Asia/Seoul", "2027-03-15T21:00 Asia/Seoul"),
        ("2027-03-15 at 21h Buenos Aires", "2027-03-15T21:00 America/Argentina/Buenos_Aires"),
        ("wed 9 pm utc+2", "2026-11-25T21:00 Etc/GMT-2"),
        ("1 july 9 pm GMT", "2027-07-01T21:00 Etc/GMT"),
        ("miércoles a las 21:00 Madrid", "2026-11-25T21:00 Europe/Madrid"),
        ("vendredi 27 novembre à 21h Cannes", "2026-11-27T21:00 Europe/Paris"),
        ("Freitag um 21 Uhr", "2026-11-27T21:00 Europe/London"),
        ("mar 3 9am", "2027-03-03T09:00 Europe/London"),
        ("29/2 8:00", "2028-02-29T08:00 Europe/London"),
    ],
)
def test_a_time_is_understood_as_it_is_typed(typed: str, meant: str) -> None:
    assert understood(typed) == meant


@pytest.mark.parametrize("typed", ["", "  ", "soon", "25:00", "13 pm", "Oct 2026", "2026", "London", "Wed 9 pm Nowhere", "31/2"])
def test_what_says_no_day_and_time_is_not_guessed(typed: str) -> None:
    assert understood(typed) == ""


def test_the_day_is_that_of_the_place_named() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo(LONDON))
    assert understood("today 10:00 Seoul", now=late) == "2026-11-25T10:00 Asia/Seoul"
    assert understood("wed 8:30 Seoul", now=late) == "2026-12-02T08:30 Asia/Seoul", "that hour has passed there"


def test_which_comes_first_of_day_and_month_is_the_systems_custom() -> None:
    assert understood("6/10 9:00", day_first=False) == "2027-06-10T09:00 Europe/London"


@given(zoned_times())
def test_what_is_written_is_read_as_the_same(at: ZonedTime) -> None:
    assert parse_zoned_time(str(at)) == at
    if find_zone(at.zone):
        assert understand_zoned_time(write_zoned_time(at), NOW, "UTC", usual="00:00") == at


def test_a_clock_that_is_put_back_shows_a_time_twice_and_the_later_one_counts() -> None:
    assert ZonedTime("2026-10-25T01:30", LONDON).moment() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert ZonedTime("2026-03-29T01:30", LONDON).moment() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_zone_that_is_not_known_is_said_and_taken_for_the_last_on_earth() -> None:
    at = ZonedTime("2026-11-25T21:00", "Atlantis/Poseidonis")
    assert at.moment() == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert in_full(at) == ("Wednesday 25 November 2026, 21:00, Atlantis/Poseidonis, a time zone that this computer does not know")


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "Europe/", "/Europe", "Europe/London\n", "1"])
def test_what_is_no_name_of_a_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="is not a time zone"):
        ZonedTime("2026-11-25T21:00", zone)


@pytest.mark.parametrize("local", ["2026-11-25", "2026-02-30T10:00", "2026-11-25T24:00", "1066-10-14T09:00", "9999-12-31T23:59"])
def test_what_no_clock_shows_is_refused(local: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ZonedTime(local, "UTC")


def test_a_time_is_said_in_full_in_short_and_by_the_clock_here() -> None:
    at = ZonedTime("2026-11-25T21:00", "America/New_York")
    assert in_full(at) == "Wednesday 25 November 2026, 21:00, New York"
    assert in_short(at, NOW) == "Wed 21:00 New York"
    assert here(at, NOW) == "Thu 02:00 here"
    assert here(ZonedTime("2026-11-25T21:00", "Africa/Accra"), NOW) == ""
    assert in_short(ZonedTime("2026-12-02T21:00", LONDON), NOW) == "Wed 2 Dec 21:00 London"
    assert in_short(ZonedTime("2027-01-02T21:00", LONDON), NOW) == "Sat 2 Jan 2027 21:00 London"


@pytest.mark.parametrize(
    ("local", "waited_for", "words"),
    [
        ("2026-11-24T17:00", True, "today 17:00"),
        ("2026-11-24T23:59", True, "today"),
        ("2026-11-27T23:59", True, "Fri"),
        ("2026-11-25T21:00", True, "Wed 21:00"),
        ("2026-12-01T21:00", True, "1 Dec"),
        ("2027-01-02T21:00", True, "2 Jan 2027"),
        ("2026-11-24T16:39", True, "overdue today"),
        ("2026-11-20T17:00", True, "overdue 20 Nov"),
        ("2026-11-20T17:00", False, "20 Nov"),
    ],
)
def test_a_deadline_is_said_in_a_word_or_two(local: str, waited_for: bool, words: str) -> None:
    assert due_words(ZonedTime(local, LONDON), NOW, waited_for=waited_for) == words


def test_a_deadline_elsewhere_is_said_by_the_clock_here() -> None:
    assert due_words(ZonedTime("2026-11-25T21:00", "America/New_York"), NOW, waited_for=True) == "Thu 02:00"


def test_an_embargo_holds_until_its_minute_and_says_how_long() -> None:
    review = Review("r", "w", "o", "2026-01-01T00:00:00Z", embargo=ZonedTime("2026-11-24T21:00", LONDON))
    held = embargo_at(review, NOW)
    assert held is not None
    assert lifting(held, NOW) == "Embargo lifts Tue 21:00 London (in 4 h 20 min)."
    assert copy_lines(review) == ("EMBARGO: Tue 24 Nov, 21:00 GMT",)
    assert embargo_at(review, NOW.replace(hour=20, minute=59, second=59)) is not None
    assert embargo_at(review, NOW.replace(hour=21, minute=0)) is None
    assert copy_lines(Review("r", "w", "o", "2026-01-01T00:00:00Z")) == ()
    social = Review("r", "w", "o", "2026-01-01T00:00:00Z", social_embargo=ZonedTime("2026-07-01T09:00", "Asia/Dubai"))
    assert copy_lines(social) == ("SOCIAL EMBARGO: Wed 1 Jul, 09:00 Dubai time",)


def test_how_long_it_still_is() -> None:
    minute = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    assert left(minute, minute.replace(minute=0, hour=20, second=20)) == "1 h"
    assert left(minute, minute.replace(minute=59, hour=20, second=50)) == "1 min"
    assert left(minute, minute.replace(day=20)) == "4 days"
