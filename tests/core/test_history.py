"""Which snapshots stay: the rule as a table, and over a year of days that nobody foresaw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.history import Reason, Snapshot, to_forget

NOW = datetime(2026, 11, 24, 14, 32, 7, tzinfo=UTC)
PLACES = (
    (timedelta(minutes=10), timedelta(minutes=1)),
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=4000), timedelta(days=7)),
)
"""Up to which age one stays in how long: product section 2.9."""
ZERO = datetime(1970, 1, 5, tzinfo=UTC)


def taken(*ages: float, reason: Reason = Reason.CLOCK, name: str = "") -> list[Snapshot]:
    """Return snapshots of these ages in seconds, with the age as id."""
    return [Snapshot(int(age), "r", NOW - timedelta(seconds=age), reason, name) for age in ages]


@pytest.mark.parametrize(
    ("ages", "staying"),
    [
        ([], []),
        ([100], [100]),
        ([1, 2, 3, 6], [1]),
        ([5, 8, 30, 67, 68, 130], [5, 8, 68, 130]),
        ([605, 700, 740, 750], [605, 740]),
        ([4000, 5000, 5600, 7000], [4000, 5600]),
        ([90_000, 93_000, 130_000, 140_000], [90_000, 140_000]),
        ([2_700_000, 2_800_000, 3_200_000], [2_700_000, 3_200_000]),
    ],
    ids=["none", "one", "a minute", "minutes", "ten minutes", "hours", "days", "weeks"],
)
def test_one_stays_in_each_place(ages: list[int], staying: list[int]) -> None:
    assert sorted(set(ages) - to_forget(taken(*ages), NOW)) == staying


def test_named_ones_the_newest_and_the_start_of_the_last_sitting_stay() -> None:
    crowd = [*taken(5, 6, 7), *taken(3, 4, name="As sent"), *taken(8, 9, reason=Reason.SITTING)]
    assert to_forget(crowd, NOW) == {5, 6, 7, 9}


def test_one_made_by_hand_stays_before_one_by_the_clock() -> None:
    assert to_forget([*taken(4000, 4010), *taken(4020, reason=Reason.BY_HAND), *taken(1)], NOW) == {4000, 4010}


def test_a_moment_from_the_future_is_not_thinned_and_takes_nothing_along() -> None:
    assert to_forget(taken(-90_000, -400, 1, 400), NOW) == frozenset()


@st.composite
def years(draw: st.DrawFn) -> list[Snapshot]:
    """A year of sittings, each with snapshots some seconds or minutes apart."""
    snapshots: list[Snapshot] = []
    for day in sorted(draw(st.lists(st.integers(0, 365), min_size=1, max_size=8))):
        at = NOW - timedelta(days=365 - day, seconds=draw(st.integers(0, 80_000)))
        for place, gap in enumerate(draw(st.lists(st.integers(1, 4000), max_size=20))):
            reason = Reason.SITTING if place == 0 else draw(st.sampled_from(Reason))
            name = draw(st.sampled_from(["", "", "", "", "", "As sent"]))
            at += timedelta(seconds=gap)
            snapshots.append(Snapshot(len(snapshots) + 1, "r", at, reason, name))
    return snapshots


@settings(max_examples=60)
@given(snapshots=years(), later=st.integers(0, 100_000))
def test_over_a_year_the_rule_holds_however_often_it_is_applied(snapshots: list[Snapshot], later: int) -> None:
    now = max([snapshot.at for snapshot in snapshots] or [NOW]) + timedelta(seconds=later)
    kept: list[Snapshot] = []
    for snapshot in sorted(snapshots, key=lambda each: (each.at, each.id)):
        kept.append(snapshot)
        gone = to_forget(kept, snapshot.at)
        assert snapshot.id not in gone, "what is new is never forgotten at once"
        kept = [each for each in kept if each.id not in gone]
    kept = [each for each in kept if each.id not in to_forget(kept, now)]
    at_once = [each for each in snapshots if each.id not in to_forget(snapshots, now)]
    assert {each.id for each in kept} == {each.id for each in at_once}
    assert {each.id for each in snapshots if each.name} <= {each.id for each in kept}
    starts = [each for each in snapshots if each.reason is Reason.SITTING]
    spared = {max(each, key=lambda one: (one.at, one.id)).id for each in (snapshots, starts) if each}
    spared |= {each.id for each in snapshots if each.name}
    places = [place_of(each, now) for each in kept if each.id not in spared]
    assert len(places) == len(set(places)), "no two share a place"
    assert {place_of(each, now) for each in snapshots} == {place_of(each, now) for each in kept}, "no place is left empty"


def place_of(snapshot: Snapshot, now: datetime) -> tuple[timedelta, int]:
    """Return the minute, ten minutes, hour, day or week that a snapshot of its age stands for."""
    length = next(length for limit, length in PLACES if now - snapshot.at < limit)
    return length, (snapshot.at - ZERO) // length
