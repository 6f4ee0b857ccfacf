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
"""Up to which age of its end one stays in how long: product section 2.9."""
EVERY_ONE = {Reason.BY_HAND: timedelta(days=1), Reason.RESTORING: timedelta(days=30)}
"""Up to which age all of them stay, beside the one of each place."""
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
        ([605, 700, 740, 750], [605, 700, 740]),
        ([665, 700, 740, 750], [665, 740]),
        ([4000, 5000, 5600, 7000], [4000, 5600]),
        ([90_000, 93_000, 130_000, 140_000], [90_000, 140_000]),
        ([2_700_000, 2_800_000, 3_200_000], [2_700_000, 3_200_000]),
    ],
    ids=["none", "one", "a minute", "minutes", "a minute not yet over", "ten minutes", "hours", "days", "weeks"],
)
def test_one_stays_in_each_place(ages: list[int], staying: list[int]) -> None:
    assert sorted(set(ages) - to_forget(taken(*ages), NOW)) == staying


def test_named_ones_the_newest_and_the_start_of_the_last_sitting_stay() -> None:
    crowd = [*taken(5, 6, 7), *taken(3, 4, name="As sent"), *taken(8, 9, reason=Reason.SITTING)]
    assert to_forget(crowd, NOW) == {5, 6, 7, 9}


def test_one_made_by_hand_stays_before_one_by_the_clock() -> None:
    assert to_forget([*taken(4000, 4010), *taken(4020, reason=Reason.BY_HAND), *taken(1)], NOW) == {4000, 4010}


@pytest.mark.parametrize(("reason", "seconds"), [(Reason.BY_HAND, 86_400), (Reason.RESTORING, 30 * 86_400)])
def test_two_made_within_one_minute_both_stay_for_their_time_and_then_one_does(reason: Reason, seconds: int) -> None:
    newest = taken(1)
    assert to_forget([*newest, *taken(20, 10, reason=reason)], NOW) == frozenset()
    assert to_forget([*newest, *taken(seconds - 1, seconds - 3, reason=reason)], NOW) == frozenset()
    assert to_forget([*newest, *taken(seconds + 3, seconds + 1, reason=reason)], NOW) == {seconds + 3}


def test_what_shares_a_second_is_told_apart() -> None:
    put_aside = [Snapshot(number, "r", NOW, Reason.RESTORING) for number in range(1, 4)]
    assert to_forget([*put_aside, Snapshot(4, "r", NOW, Reason.RESTORED)], NOW) == frozenset()
    by_clock = [Snapshot(number, "r", NOW, Reason.CLOCK) for number in range(5, 8)]
    assert to_forget([*put_aside, *by_clock], NOW) == {5, 6}


def test_one_that_a_younger_of_its_day_took_the_place_of_is_not_kept_by_thinning_later() -> None:
    """A month after the first and not yet after the second the day is no place of two rules."""
    first, second, last = (Snapshot(at + 1, "r", NOW + timedelta(minutes=10 * at), Reason.CLOCK) for at in (0, 1, 5000))
    assert to_forget([first, second], NOW + timedelta(hours=40)) == {1}
    assert to_forget([first, second, last], NOW + timedelta(days=30, minutes=5)) == {1}


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


def waits() -> st.SearchStrategy[int]:
    """Seconds between two thinnings: any, and about as many as make a snapshot pass from one length of place into the next."""
    limits = st.sampled_from([600, 3600, 86_400, 30 * 86_400])
    return st.integers(0, 4000) | st.builds(int.__add__, limits, st.integers(-90, 4000))


@settings(max_examples=150)
@given(snapshots=years(), later=waits())
def test_over_a_year_the_rule_holds_however_often_it_is_applied(snapshots: list[Snapshot], later: int) -> None:
    now = max([snapshot.at for snapshot in snapshots] or [NOW]) + timedelta(seconds=later)
    kept: list[Snapshot] = []
    for snapshot in in_order(snapshots):
        kept.append(snapshot)
        gone = to_forget(kept, snapshot.at)
        assert snapshot.id not in gone, "what is new is never forgotten at once"
        kept = [each for each in kept if each.id not in gone]
    kept = thinned(kept, now)
    assert kept == in_order(thinned(snapshots, now))
    starts = [each for each in snapshots if each.reason is Reason.SITTING]
    spared = {in_order(each)[-1].id for each in (snapshots, starts) if each}
    spared |= {each.id for each in snapshots if each.name or now - each.at < EVERY_ONE.get(each.reason, timedelta.min)}
    assert spared <= {each.id for each in kept}
    places = [place_of(each, now) for each in kept if each.id not in spared]
    assert len(places) == len(set(places)), "no two share a place"
    assert {place_of(each, now) for each in snapshots} == {place_of(each, now) for each in kept}, "no place is left empty"


@settings(max_examples=150)
@given(snapshots=years(), waits=st.lists(waits(), min_size=1, max_size=20), rare=st.booleans())
def test_at_whatever_moments_they_are_thinned_the_same_stay(snapshots: list[Snapshot], waits: list[int], rare: bool) -> None:
    """Some moments lie between two snapshots, some long after all of them; ``rare`` leaves out the thinning with each new one."""
    moment = min(each.at for each in snapshots) if snapshots else NOW
    waiting, kept = in_order(snapshots), list[Snapshot]()
    for wait in waits:
        moment += timedelta(seconds=wait)
        while waiting and waiting[0].at <= moment:
            kept.append(waiting.pop(0))
            kept = kept if rare else thinned(kept, kept[-1].at)
        kept = thinned(kept, moment)
    assert kept == thinned([each for each in in_order(snapshots) if each.at <= moment], moment)


def in_order(snapshots: list[Snapshot]) -> list[Snapshot]:
    """Return snapshots, the oldest first."""
    return sorted(snapshots, key=lambda each: (each.at, each.id))


def thinned(snapshots: list[Snapshot], now: datetime) -> list[Snapshot]:
    """Return the snapshots that stay."""
    gone = to_forget(snapshots, now)
    return [each for each in snapshots if each.id not in gone]


def place_of(snapshot: Snapshot, now: datetime) -> tuple[timedelta, int]:
    """Return the minute, ten minutes, hour, day or week that a snapshot stands for: the first whose end is not too old."""
    for limit, length in PLACES:
        number = (snapshot.at - ZERO) // length
        if now - (ZERO + (number + 1) * length) < limit:
            return length, number
    raise AssertionError(snapshot)
