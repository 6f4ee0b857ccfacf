"""Counting words: what counts as one, and that no text makes it slow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.text import count_words, fold


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", 0),
        ("It’s a well-lit film.", 4),
        ("No *emphasis* counts **twice**.", 4),
        ("![the lamp](image:0a) beside [the sea](https://example.org/sea_(film)) there", 4),
        ("[a [very good] film](x)", 4),
        ("one <br> two <a href='three'>four</a>", 3),
        ("a < b and c > d", 2),
        ("[note]: https://example.org seen later", 0),
        ("등대 불빛 映画", 4),
        ("first line\nsecond line\n\nthird", 5),
    ],
)
def test_words(markdown: str, words: int) -> None:
    assert count_words(markdown) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" Ji-hun  O'Shea\t& Co. ", "ji hun oshea and co"),
        ("Łódź — “Ångström”, l’été", "lodz angstrom lete"),
        ("Ba\u0301rbara\u00a0\u3000김지훈", "barbara 김지훈"),
        ("Straße", "strasse"),
        ("\n one \n", "one"),
    ],
)
def test_folding_forgets_case_accents_hyphens_and_quotation_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.lists(st.text(alphabet="ab1 -’[]()<>!:映", max_size=30), max_size=6))
def test_a_text_has_the_words_of_its_lines(lines: list[str]) -> None:
    assert count_words("\n".join(lines)) == sum(count_words(line) for line in lines)


@given(st.text(alphabet="ab1é -_.'’‘“”—–…,;!?*#()\t", max_size=60))
def test_words_are_runs_of_letters_and_digits_that_single_joiners_hold_together(text: str) -> None:
    assert count_words(text) == len(re.findall(r"[^\W_]+(?:[’'\-.][^\W_]+)*", text))


@pytest.mark.parametrize("unit", ["[", "![", "<", "](", "[a](", "](a()", "<a", "a-", "'", "[a]:", "映", "a "])
def test_no_text_makes_counting_slow(unit: str) -> None:
    def cost(at: int) -> float:
        text = f"{at} {unit * (16_000 // len(unit))}"
        start = time.thread_time()
        count_words(text)
        return time.thread_time() - start

    assert min(cost(at) for at in range(3)) < 0.05
