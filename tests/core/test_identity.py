"""Ids of records: what they are, and that those of one time stand together."""

from __future__ import annotations

import time
import uuid

import pytest

from desktop.core.identity import is_record_id, new_id


def test_an_id_is_a_uuid_of_version_7_that_begins_with_its_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(hex=new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_of_one_moment_differ_and_those_of_later_ones_stand_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)
    together = [new_id() for _ in range(1_000)]
    assert len(set(together)) == 1_000
    monkeypatch.setattr(time, "time_ns", lambda: 10**18 + 10**6)
    assert max(together) < new_id()


@pytest.mark.parametrize("nanoseconds", [-(10**18), 0, 2**63])
def test_a_clock_that_is_wrong_still_gives_ids(monkeypatch: pytest.MonkeyPatch, nanoseconds: int) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: nanoseconds)
    assert is_record_id(new_id())
