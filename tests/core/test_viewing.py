"""Viewings: what they hold, how they are counted, and times as people type them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from desktop.core.errors import FormatError
from desktop.core.records import from_plain, to_plain
from desktop.core.viewing import Viewing, count_viewings, understand_time
from tests.strategies import viewings


@given(viewings())
def test_a_viewing_comes_back_from_json_as_it_was(viewing: Viewing) -> None:
    assert from_plain(Viewing, json.loads(json.dumps(to_plain(viewing)))) == viewing


@pytest.mark.parametrize("plain", [{"time": "25:00"}, {"number": 0}, {"occasion": "wedding"}, {"date": "2023-02-30"}])
def test_a_value_that_there_is_not_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        from_plain(Viewing, {"id": "a" * 32, "work": "b" * 32, **plain})


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [([], []), ([None, None, None], [1, 2, 3]), ([5, None], [5, 6]), ([None, 4, None, 2], [1, 4, 5, 2])],
)
def test_viewings_are_counted_on_from_a_number_that_was_given(numbers: list[int | None], counted: list[int]) -> None:
    assert count_viewings(numbers) == counted


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("19:30", "19:30"),
        ("7.05", "07:05"),
        ("1930", "19:30"),
        ("19h30", "19:30"),
        ("7pm", "19:00"),
        ("7:30 p.m.", "19:30"),
        ("12 am", "00:00"),
        ("12:15 pm", "12:15"),
        ("9", "09:00"),
        ("24:00", None),
        ("19:61", None),
        ("13 pm", None),
        ("0 am", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_is_understood_as_people_type_it(typed: str, time: str | None) -> None:
    assert understand_time(typed) == time
