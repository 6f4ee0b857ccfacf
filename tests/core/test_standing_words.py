"""What a state that is brought back makes of a review's status, date, address and embargoes, in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.core.review import Review, Status
from desktop.core.standing_words import standing_words
from desktop.core.zoned_time import ZonedTime

HELD = ZonedTime("2027-03-15T21:00", "Europe/London")
DRAFT = Review("a" * 32, "b" * 32, "c" * 32, "2026-01-01T00:00:00Z", verdict="Thin.")
PRINTED = replace(DRAFT, status=Status.PUBLISHED, slug="beef-2023-review", published_on="2024-05-01")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"verdict": "Thick.", "tags": ("noir",)}, ""),
        ({}, {"status": Status.IDEA}, "It is an idea again."),
        ({"status": Status.FILED}, {"status": Status.SPIKED}, "It is spiked again."),
        ({"slug": "a"}, {"slug": "b"}, "It is again with the slug “b”."),
        ({"published_on": "2024"}, {"published_on": "2023-10"}, "It is again dated 2023-10."),
        ({}, {"embargo": HELD}, "It is again with its embargo until Monday 15 March 2027, 21:00, London."),
        (
            {"embargo": HELD, "social_embargo": HELD},
            {"status": Status.READY},
            "It is ready again, without its embargo, without its embargo on posts.",
        ),
    ],
)
def test_what_is_another_is_named(before: dict[str, Any], after: dict[str, Any], said: str) -> None:
    assert standing_words(replace(DRAFT, **before), replace(DRAFT, **after)) == said


def test_print_that_comes_and_goes_is_always_said() -> None:
    assert standing_words(PRINTED, DRAFT) == "It is a draft again, without its date of publication, without a slug of its own."
    assert standing_words(DRAFT, PRINTED) == "It is published again, dated 2024-05-01, with the slug “beef-2023-review”."
    assert standing_words(PRINTED, replace(PRINTED, verdict="Thick.")) == ""
