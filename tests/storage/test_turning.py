"""When the archive changes by itself: the next deadline or embargo, and what is true in its very minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from desktop.core.zoned_time import ZonedTime
from desktop.storage import filtering
from desktop.storage.library import Library
from desktop.storage.turning import next_turn
from tests.storage.builders import an_article, found_in, keep

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


def promised(library: Library, due: str = "", embargo: str = "", *, trashed: bool = False) -> str:
    """Keep a review with times on the clock of Seoul, nine hours ahead, and return its id."""
    article = an_article()
    times = [ZonedTime(f"2026-11-{local}", "Asia/Seoul") if local else None for local in (due, embargo)]
    review = replace(article.review, deadline=times[0], embargo=times[1], trashed_at="2026-01-01T00:00:00Z" if trashed else None)
    keep(library, *replace(article, review=review).records())
    return review.id


def turns(library: Library) -> list[datetime]:
    """Every moment at which something passes from now on, one after the other."""
    found, now = [], NOW
    while (turn := library.ask(partial(next_turn, now=now))) is not None:
        found.append(turn)
        now = turn
    return found


def test_every_deadline_and_embargo_outside_the_trash_has_its_turn(library: Library) -> None:
    promised(library)
    promised(library, "26T09:00", "27T06:00")
    promised(library, "25T09:00", "25T06:00")
    promised(library, "25T01:40", "24T20:00")
    promised(library, "25T02:00", "25T02:00", trashed=True)
    assert turns(library) == [datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((24, 21), (25, 0), (26, 0), (26, 21))]


def test_in_its_very_minute_a_deadline_and_an_embargo_have_passed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [NOW - timedelta(seconds=1)]
    monkeypatch.setattr(filtering, "now_utc", lambda: now[0])
    review_id = promised(library, "25T01:40", "25T01:40")
    assert (found_in(library, "due:overdue"), found_in(library, "is:embargoed")) == ([], [review_id])
    now[0] = NOW + timedelta(microseconds=1)
    assert (found_in(library, "due:overdue"), found_in(library, "is:embargoed")) == ([review_id], [])
