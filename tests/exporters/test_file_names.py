"""File names that every system takes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.exporters.file_names import safe_stem
from tests.example import example_article
from tests.strategies import TITLES

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@given(st.text() | st.sampled_from((*TITLES, "CON", "nul", "Aux.", "com1", "../../x", "C:\\x", "a" * 500, ".", "-")))
def test_any_text_becomes_a_safe_name(text: str) -> None:
    stem = safe_stem(text)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", stem)
    assert len(stem) <= 87
    assert not RESERVED.fullmatch(stem)
    assert safe_stem(stem) == stem


@pytest.mark.parametrize("slug", ["../../etc/passwd", "CON", "a/b\\c:d", "발레리나"])
def test_a_slug_from_outside_cannot_lead_out_of_the_folder(slug: str) -> None:
    article = example_article()
    hostile = replace(article, review=replace(article.review, slug=slug))
    name = format_of("json").export(hostile, Options()).main.name
    assert re.fullmatch(r"[a-z0-9-]+\.json", name)
    assert not RESERVED.fullmatch(name)


def test_a_chosen_name_is_made_safe_too() -> None:
    assert format_of("html").export(example_article(), Options(name="../Final (2)")).main.name == "final-2.html"
