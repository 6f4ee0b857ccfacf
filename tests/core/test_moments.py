"""Moments in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.core.moments import day_and_time, spoken

NOW = datetime(2026, 11, 24, 14, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 9, 2, tzinfo=UTC), "today 09:02"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), "yesterday 23:59"),
        (datetime(2026, 11, 22, 9, 2, tzinfo=UTC), "22 Nov 09:02"),
        (datetime(2025, 1, 3, 9, 2, tzinfo=UTC), "3 Jan 2025 09:02"),
        (datetime(2027, 1, 3, 9, 2, tzinfo=UTC), "3 Jan 2027 09:02"),
    ],
)
def test_near_moments_are_told_by_their_day(moment: datetime, words: str) -> None:
    assert spoken(moment, NOW) == words
    assert spoken(moment.astimezone(timezone(timedelta(hours=-8))), NOW) == words


def test_the_name_of_a_folder_has_no_sign_that_a_system_forbids() -> None:
    assert day_and_time(datetime(2026, 11, 24, 9, 2, tzinfo=UTC)) == "24 Nov 2026 09.02"
