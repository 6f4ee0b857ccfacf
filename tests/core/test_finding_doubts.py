"""Doubts: what is read as words, or cannot be, is named; what is understood is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.core.finding import Term, parse_query
from desktop.core.finding_doubts import Doubt, Why, doubts_of
from desktop.core.finding_values import Key
from tests.core.test_finding import TYPED


@pytest.mark.parametrize(
    ("typed", "why", "key"),
    [
        ("rating:>=8", Why.VALUE, Key.RATING),
        ("-missing:foo", Why.VALUE, Key.MISSING),
        ("year:abc", Why.VALUE, Key.YEAR),
        ("status:foo", Why.VALUE, Key.STATUS),
        ('status:"on fire"', Why.VALUE, Key.STATUS),
        ("seen:2023-13", Why.VALUE, Key.SEEN),
        ("Country:zzzz", Why.VALUE, Key.COUNTRY),
        ("acter:kim", Why.KEY, Key.ACTOR),
        ('titel:"red shoes"', Why.KEY, Key.TITLE),
        ("year:2023..2019", Why.ORDER, Key.YEAR),
        ("rating:4..2", Why.ORDER, Key.RATING),
        ("words:900..80", Why.ORDER, Key.WORDS),
        ("seen:2023-10..2023-09", Why.ORDER, Key.SEEN),
        ("due:soon", Why.VALUE, Key.DUE),
        ("due:2030-10..2030-09", Why.ORDER, Key.DUE),
        ("rating:>5", Why.BEYOND, Key.RATING),
        ("status:draft status:ready", Why.BOTH, Key.STATUS),
    ],
)
def test_a_term_that_is_not_read_as_meant_is_named_and_all_else_is_not(typed: str, why: Why, key: Key) -> None:
    doubt = Doubt(typed, why, key)
    assert doubts_of(typed) == (doubt,)
    assert doubts_of(f"lamp rating:>=4 {typed} year:2019..2023 kim") == (doubt,)


@pytest.mark.parametrize(
    ("typed", "key", "meant"),
    [
        ("rating: 4", Key.RATING, "rating:4"),
        ("-rating>=4", Key.RATING, "-rating:>=4"),
        ("year=2019", Key.YEAR, "year:2019"),
        ("Title:  lamp", Key.TITLE, "Title:lamp"),
        ("words<500", Key.WORDS, "words:<500"),
    ],
)
def test_a_term_without_a_colon_or_with_a_blank_behind_it_is_named(typed: str, key: Key, meant: str) -> None:
    assert doubts_of(f"lamp {typed} kim") == (Doubt(typed, Why.COLON, key, meant),)
    assert doubts_of(meant) == ()


@pytest.mark.parametrize(
    "typed",
    [
        *("rating: great", "a<b", "1984>1985", "he is: there", "words", 'title: "lamp"'),
        *("", "lamp", "lamp rating:", "lamp % &", "rating:>=8/10", "year:199", "year:1990s..1995", "status:d", "-", "--", '"'),
        *("seen:2023..2023-05", "words:80..80", "foo:bar", "https://lamp.example", "title:-", 'He said: "no"', "10:30"),
        *(
            "due:we",
            "due:2030..2030-05",
            "is:emb",
            "status:draft -status:ready",
            "status:draft status:dr",
            "-rating:>5",
            "-year:2023..2019",
            'title:"acter:kim"',
        ),
    ],
)
def test_what_is_understood_or_means_nothing_of_the_kind_is_in_no_doubt(typed: str) -> None:
    assert doubts_of(typed) == ()


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("status:", Doubt("status:", Why.OPEN, Key.STATUS)),
        ("rating:>= ", Doubt("rating:>=", Why.OPEN, Key.RATING)),
        ("-actor:", Doubt("-actor:", Why.OPEN, Key.ACTOR)),
        ("🎬", Doubt("🎬", Why.MARKS)),
        ('"%"', Doubt("%", Why.MARKS)),
        ("status:draft …", Doubt("…", Why.MARKS)),
    ],
)
def test_what_says_nothing_and_finds_everything_or_nothing_is_named(typed: str, doubt: Doubt) -> None:
    assert doubts_of(typed) == (doubt,)


@settings(max_examples=500)
@given(TYPED)
def test_any_text_may_be_doubted_and_what_is_read_as_words_is_no_term(typed: str) -> None:
    for doubt in doubts_of(typed):
        terms = [piece for piece in parse_query(doubt.typed).pieces if isinstance(piece, Term)]
        assert bool([term for term in terms if term.value]) == (doubt.why in (Why.ORDER, Why.BEYOND, Why.BOTH)), doubt
