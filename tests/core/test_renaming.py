"""Another house spelling: the old one becomes an alias, and where it is typed it changes only in the places chosen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.core.image import ImageUse
from desktop.core.person import Alias, AliasKind, Person
from desktop.core.renaming import SpotKind, mapped_texts, occurrences, renamed, replaced, respelled
from desktop.core.review import Card, Part, Review
from tests.strategies import articles

OLD, NEW = "Kim Ji-hun", "Kim Ji-hoon"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kim Ji-hun", "Kim Ji-hoon"),
        ("(Kim Ji-hun’s)", "(Kim Ji-hoon’s)"),
        ("Kim Ji-hunter", "Kim Ji-hunter"),
        ("kim ji-hun", "kim ji-hun"),
        ("@[Kim Ji-hun](person:abc) and Kim Ji-hun", "@[Kim Ji-hun](person:abc) and Kim Ji-hoon"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_as_whole_words_outside_of_marks(text: str, wanted: str) -> None:
    assert replaced(text, OLD, NEW) == wanted


def test_the_old_spelling_becomes_an_alias_and_the_new_one_is_none() -> None:
    person = Person("1", OLD, aliases=(Alias(NEW), Alias("Kim", AliasKind.STAGE)))
    once = respelled(person, NEW)
    assert (once.name, once.aliases) == (NEW, (Alias("Kim", AliasKind.STAGE), Alias(OLD)))
    assert respelled(once, OLD).spellings() == (OLD, "Kim", NEW)
    assert respelled(person, OLD) is person


def test_captions_alternatives_and_texts_are_told_apart_and_changed_one_by_one() -> None:
    still = ImageUse("u", caption=f"{OLD} dances", alt=f"A man, {OLD}")
    review = Review(
        *("r", "w", "o", "2026-01-01T00:00:00Z"),
        verdict=f"{OLD}!",
        parts=(Part("p", body=f"Here is {OLD}.", images=(still,)),),
        cards=(Card("c", portrait=ImageUse("v", caption=OLD)),),
    )
    found = occurrences(review, OLD, NEW)
    assert [(each.spot.form, each.spot.kind) for each in found] == [
        ("headline", SpotKind.TEXT),
        ("p", SpotKind.TEXT),
        ("p", SpotKind.CAPTION),
        ("p", SpotKind.ALT),
        ("people", SpotKind.CAPTION),
    ]
    (caption,) = (each.spot for each in found if each.spot.form == "people")
    changed = renamed(review, OLD, NEW, {caption})
    assert changed.cards[0].portrait == ImageUse("v", caption=NEW)
    assert (changed.parts, changed.verdict) == (review.parts, review.verdict)
    assert occurrences(renamed(review, OLD, NEW, {each.spot for each in found}), OLD, NEW) == ()


@settings(max_examples=30)
@given(articles())
def test_a_review_whose_texts_are_only_looked_at_stays_the_same(article: object) -> None:
    review = article.review  # type: ignore[attr-defined]
    assert mapped_texts(review, lambda _spot, text: text) == review
