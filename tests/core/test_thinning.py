"""When a backup is due and which may go: the rule in a table, over a year, and for whatever a clock says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.thinning import is_due, to_thin

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _days_ago(*days: float) -> list[datetime]:
    return [NOON - timedelta(days=number) for number in days]


@pytest.mark.parametrize(
    ("ages", "kept_ages"),
    [
        ([], []),
        ([0], [0]),
        ([0, 0.1, 0.2, 1, 1.1, 1.4], [0, 0.1, 0.2, 1, 1.1, 1.4]),
        ([2, 2.1, 2.2], [2]),
        ([400], [400]),
        ([400, 401, 401.1], [400, 401]),
        ([*range(2, 14), 20, 20.1, 20.2, 22, 23], [*range(2, 14), 20, 22]),
        ([-1, -400, 0], [-1, -400, 0]),
    ],
)
def test_thinning_keeps_what_the_rule_says(ages: list[float], kept_ages: list[float]) -> None:
    moments = _days_ago(*ages)
    assert set(moments) - to_thin(moments, NOON.date()) == set(_days_ago(*kept_ages))


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    stored: set[datetime] = set()
    for day in range(365):
        now = NOON + timedelta(days=day)
        stored |= {now, now + timedelta(hours=3)}
        stored -= to_thin(stored, now.date())
        assert now + timedelta(hours=3) in stored
        assert len(stored) <= 4 + 12 + 10 + 9
    today = NOON.date() + timedelta(days=364)
    ages = sorted((today - moment.date()).days for moment in stored)
    assert ages[:4] == [0, 0, 1, 1]
    assert ages[4:16] == list(range(2, 14))
    assert max(age for age in ages if age < 100) > 60
    assert ages[-1] > 240


@given(ages=st.lists(st.floats(-400, 4000), max_size=60), today=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_thinning_never_takes_the_newest_and_takes_nothing_twice(ages: list[float], today: date) -> None:
    moments = _days_ago(*ages)
    gone = to_thin(moments, today)
    assert gone <= set(moments)
    assert not moments or max(moments) not in gone
    left = set(moments) - gone
    assert to_thin(left, today) == set()


@given(ages=st.lists(st.floats(-400, 4000), min_size=1, max_size=60), jump=st.floats(-40_000, 40_000))
def test_a_clock_that_jumps_takes_no_more_than_the_rule_would(ages: list[float], jump: float) -> None:
    moments = _days_ago(*ages)
    left = set(moments) - to_thin(moments, (NOON + timedelta(days=jump)).date())
    assert max(moments) in left
    days = {moment.date() for moment in moments}
    assert len({moment.date() for moment in left}) >= min(len(days), 12)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ([], NOON, True),
        ([NOON], NOON, False),
        ([NOON - timedelta(hours=11)], NOON, False),
        ([NOON - timedelta(hours=13)], NOON, True),
        ([NOON], NOON + timedelta(hours=12), True),
        ([NOON + timedelta(days=400)], NOON, True),
        ([NOON + timedelta(days=400), NOON], NOON, False),
        ([NOON], NOON.astimezone(timezone(timedelta(hours=13))), False),
        ([NOON - timedelta(hours=2)], NOON.astimezone(timezone(timedelta(hours=13))), True),
    ],
)
def test_one_backup_a_day_is_due_by_the_day_of_the_place(last: list[datetime], now: datetime, due: bool) -> None:
    assert is_due(last, now) is due
