"""Moments as front matter tells them."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.core.front_moments import moment_of, moments_of
from desktop.core.saving import Moments
from tests.example import example_article

CREATED = "2023-10-01T09:00:00Z"


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-11-25T09:02:00Z", "2026-11-25T09:02:00Z"),
        ("2026-11-25T10:02:00+01:00", "2026-11-25T09:02:00Z"),
        ("2026-11-25 10:02:00.75 +01:00", ""),
        ("2026-11-25 10:02:00.75+01:00", "2026-11-25T09:02:00Z"),
        ("2026-11-25T09:02:00", ""),
        ("2026-11-25", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("0500-01-01T00:00:00Z", ""),
        ("9999-12-31T23:59:59-14:00", ""),
        ("last spring", ""),
        ("", ""),
        (None, ""),
        ({"year": "2026"}, ""),
        (["2026-11-25T09:02:00Z"], ""),
    ],
)
def test_a_moment_has_its_zone_or_is_none(told: Any, moment: str) -> None:
    assert moment_of(told) == moment


@pytest.mark.parametrize(
    "damaged", [None, "", [], "work", {"work": None}, {"work": {"created": CREATED}}, {"work": ["modified"]}]
)
def test_moments_that_nobody_tells_are_none(damaged: Any) -> None:
    assert moments_of(example_article(), "2024-01-02T03:04:05Z", damaged) == {
        "review-lamplighter": Moments(CREATED, "2024-01-02T03:04:05Z")
    }
