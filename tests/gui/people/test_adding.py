"""What is typed into the line that adds people, and characters in a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.text import tidy_line
from desktop.core.work import Job
from desktop.gui.people.adding import Entry, characters_in, line_of, proper_name, read_entry


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("lee chung-hyun", Entry("lee chung-hyun")),
        ("  Lene   Voss ", Entry("Lene Voss")),
        ("d: lene voss", Entry("lene voss", Job.DIRECTOR)),
        ("D:lene voss", Entry("lene voss", Job.DIRECTOR)),
        ("director: Lene Voss", Entry("Lene Voss", Job.DIRECTOR)),
        ("w：이정", Entry("이정", Job.WRITER)),
        ("comp: Mowg", Entry("Mowg", Job.COMPOSER)),
        ("puppets: Kim Bo-ra", Entry("Kim Bo-ra", Job.OTHER, "puppets")),
        ("v: Ida Brückner*", Entry("Ida Brückner", Job.VOICE, top_billed=True)),
        ("*jun", Entry("jun", top_billed=True)),
        ("d: Lene Voss*", Entry("Lene Voss", Job.DIRECTOR)),
        ("d:", Entry("", Job.DIRECTOR)),
    ],
)
def test_a_job_may_stand_before_a_name_and_a_star_behind_it(typed: str, read: Entry) -> None:
    assert read_entry(typed) == read


def test_the_job_chosen_holds_where_none_is_typed() -> None:
    assert read_entry("Ari Holm", Job.COMPOSER).job is Job.COMPOSER
    assert read_entry("w: Ari Holm", Job.COMPOSER).job is Job.WRITER


def test_jobs_are_understood_in_the_language_of_the_review() -> None:
    assert read_entry("música: Ari Holm", language="es").job is Job.COMPOSER


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("lee chung-hyun", "Lee Chung-hyun"),
        ("guillermo del toro", "Guillermo del Toro"),
        ("de niro", "De Niro"),
        ("conan o'brien", "Conan O'Brien"),
        ("bell hooks", "Bell Hooks"),
        ("Bong joon-ho", "Bong joon-ho"),
        ("이정", "이정"),
        ("éric rohmer", "Éric Rohmer"),
        ("", ""),
    ],
)
def test_a_name_without_any_capital_gets_them(typed: str, proper: str) -> None:
    assert proper_name(typed) == proper


@given(st.lists(st.text(min_size=1).map(tidy_line).filter(lambda name: name and ";" not in name), max_size=3, unique=True))
def test_characters_read_back_as_they_were_written(names: list[str]) -> None:
    assert characters_in(line_of(tuple(names))) == tuple(names)
