"""Chips and the text behind them: a query comes out of both as it went in, and its text is read as the same query."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.core.chips import can_be_chip, joined, parted
from desktop.core.finding import Term, parse_query
from desktop.core.finding_values import Key, Operator
from tests.core.test_finding import TYPED

NAMES = st.text(st.characters(codec="utf-8"), max_size=12)
TERMS = st.builds(Term, st.sampled_from(Key), st.sampled_from(Operator), NAMES, NAMES, st.booleans())


@settings(max_examples=500)
@given(TYPED)
def test_a_typed_query_comes_back_from_its_chips(typed: str) -> None:
    query = parse_query(typed)
    chips, text = parted(query)
    shown = joined(chips, text)
    assert set(map(str, shown.pieces)) == set(map(str, query.pieces))
    assert [piece for piece in shown.pieces if piece not in chips] == [piece for piece in query.pieces if piece not in chips]
    assert parted(shown) == (chips, text)
    assert parse_query(str(shown)) == shown


@settings(max_examples=300)
@given(TYPED)
def test_a_chip_that_is_removed_or_made_text_of_leaves_the_others_as_they_are(typed: str) -> None:
    chips, text = parted(parse_query(typed))
    for at, chip in enumerate(chips):
        rest = (*chips[:at], *chips[at + 1 :])
        assert parted(joined(rest, text)) == (rest, text), "Delete on a chip"
        as_text = joined(rest, f"{text.rstrip()} {chip}".lstrip())
        assert set(map(str, as_text.pieces)) == set(map(str, joined(chips, text).pieces)), "Enter on a chip"
    assert parted(joined((), str(joined(chips, text)))) == (chips, text), "F2, and F2 again"


@settings(max_examples=300)
@given(TYPED)
@example("title:rating:4")
@example("title:-lamp kim")
@example("actor:'kim ball")
def test_names_as_words_are_read_again_as_words(typed: str) -> None:
    query = parse_query(typed).as_words()
    assert parse_query(str(query)) == query
    assert not any(term.key.textual and term.value and not term.negated for term in query.terms)


@settings(max_examples=300)
@given(st.lists(TERMS, max_size=4), TYPED)
def test_any_terms_that_can_be_chips_are_read_again_from_the_text(terms: list[Term], typed: str) -> None:
    chips = tuple(dict.fromkeys(term for term in terms if can_be_chip(term)))
    text = parted(parse_query(typed))[1]
    shown = joined(chips, text)
    assert parse_query(str(shown)) == shown
    assert parted(shown) == (chips, text)


@pytest.mark.parametrize(
    ("typed", "chips", "text"),
    [
        ("", [], ""),
        ("lamp", [], "lamp"),
        ("lamp ", [], "lamp "),
        ("rating:>=4 lamp", ["rating:>=4"], "lamp"),
        ("lamp rating:>=4", ["rating:>=4"], "lamp "),
        ("rating:>=4 rating:>=4 -tag:noir", ["rating:>=4", "-tag:noir"], ""),
        ('year:2019.. actor:"Kim Ji-hun" rating:>=', ["year:>=2019", 'actor:"Kim Ji-hun"'], "rating:>="),
        ('"red shoes" missing:alt', ["missing:alt"], '"red shoes"'),
    ],
)
def test_finished_terms_are_chips_and_all_else_is_text(typed: str, chips: list[str], text: str) -> None:
    parts = parted(parse_query(typed))
    assert [str(chip) for chip in parts[0]] == chips
    assert parts[1] == text


def test_a_name_that_its_own_text_does_not_say_is_no_chip() -> None:
    assert can_be_chip(Term(Key.PERSON, Operator.IS, "Kim Ji-hun"))
    for name in ('Dwayne "The Rock"', "Kim  Ji-hun", "…", ""):
        assert not can_be_chip(Term(Key.PERSON, Operator.IS, name)), name
    assert not can_be_chip(Term(Key.YEAR, Operator.BETWEEN, "2019"))
