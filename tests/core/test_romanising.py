"""The key that names of one person share, and that names of two do not."""

from __future__ import annotations

import pytest
from hypothesis import given

from desktop.core.romanising import name_keys
from tests.strategies import lines


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kim Ji-hun", "Kim Ji-hoon"),
        ("Kim Ji-hun", "Gim Jihun"),
        ("Kim Ji-hun", "Ji-hun Kim"),
        ("Kim Ji-hun", "KIM JI HUN"),
        ("Jun Jong-seo", "Jeon Jongseo"),
        ("Park Chan-wook", "Bak Chan-uk"),
        ("Bong Joon-ho", "Joon-ho Bong"),
        ("Lee Chung-hyun", "Yi Chung-hyeon"),
        ("Agnès Varda", "Varda, Agnes"),
        ("Heiner Müller", "Heiner Mueller"),
        ("Andrei Tarkovsky", "Andrej Tarkovskij"),
        ("Łukasz Żal", "Lukasz Zal"),
        ("김지훈", "김지훈"),
    ],
)
def test_ways_of_writing_one_name_share_a_key(name: str, other: str) -> None:
    assert name_keys(name) & name_keys(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kim Ji-hun", "Kim Ji-won"),
        ("Kim Ji-hun", "Lee Ji-hun"),
        ("Luke Wilson", "Owen Wilson"),
        ("Jun Jong-seo", "Jung Jong-seo"),
        ("Agnès Varda", "Agnès Jaoui"),
        ("김지훈", "김지원"),
    ],
)
def test_names_of_two_people_do_not(name: str, other: str) -> None:
    assert not name_keys(name) & name_keys(other)


@given(lines(empty=False))
def test_no_key_is_empty_for_then_everybody_would_share_it(name: str) -> None:
    assert all(key.strip() for key in name_keys(name))
