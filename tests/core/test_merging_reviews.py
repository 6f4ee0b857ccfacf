"""Two reviews of one work become one: what is printed stays, and no word is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from desktop.core.article import Article
from desktop.core.merging_reviews import kept_of, merged_reviews
from desktop.core.rating import Rating
from desktop.core.review import Part, PartRole, Review, SourceText, Status
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import in_full
from tests.strategies import articles


def a_review(**values: object) -> Review:
    return replace(Review("r1", "w1", "o1", "2023-10-01T09:00:00Z"), **values)  # type: ignore[arg-type]


def test_what_is_printed_stays_and_empty_fields_are_filled() -> None:
    kept = a_review(standfirst="Ours.", rating=Rating("stars5half", "4"), tags=("Noir",))
    other = a_review(id="r2", standfirst="Theirs.", verdict="Go.", rating=Rating("stars5half", "3"), tags=("noir", "harbour"))
    merged = merged_reviews(kept, other)
    assert (merged.id, merged.standfirst, merged.verdict) == ("r1", "Ours.", "Go.")
    assert (merged.rating, merged.tags) == (kept.rating, ("Noir", "harbour"))
    assert merged.notes == "standfirst: Theirs.\nrating: ★★★☆☆"


def test_texts_of_the_other_fill_empty_parts_of_their_role_or_come_hidden() -> None:
    kept = a_review(parts=(Part("a", role=PartRole.PLOT), Part("b", role=PartRole.INTRO, body="One.")))
    other = a_review(
        id="r2",
        parts=(
            Part("a", role=PartRole.PLOT, body="The plot."),
            Part("b", role=PartRole.INTRO, body="One."),
            Part("c", role=PartRole.INTRO, body="Another beginning."),
        ),
    )
    merged = merged_reviews(kept, other)
    assert [(part.body, part.hidden) for part in merged.parts] == [
        ("The plot.", False),
        ("One.", False),
        ("Another beginning.", True),
    ]
    assert len({part.id for part in merged.parts}) == 3
    assert merged_reviews(merged, other) == merged, "once more adds nothing"


def test_the_published_one_is_kept_else_the_one_begun_first() -> None:
    first, second = a_review(), a_review(id="r2", created="2024-01-01T00:00:00Z")
    assert kept_of(second, first) == (first, second)
    published = replace(second, status=Status.PUBLISHED)
    assert kept_of(first, published) == (published, first)


def test_both_source_texts_are_kept() -> None:
    kept, other = a_review(source=SourceText("one", "a.html")), a_review(id="r2", source=SourceText("two", "b.html"))
    merged = merged_reviews(kept, other)
    assert merged.source is not None
    assert (merged.source.text, merged.source.origin) == ("one\n\ntwo", "a.html\nb.html")


def test_the_later_embargo_holds_and_the_earlier_is_noted() -> None:
    early, late = ZonedTime("2026-11-25T21:00", "Asia/Seoul"), ZonedTime("2026-11-25T13:00", "Europe/London")
    merged = merged_reviews(a_review(embargo=early), a_review(id="r2", embargo=late, deadline=early))
    assert (merged.embargo, merged.deadline, merged.social_embargo) == (late, early, None)
    assert merged.notes == "embargo: Wednesday 25 November 2026, 21:00, Seoul"
    assert merged_reviews(a_review(embargo=late), a_review(id="r2", embargo=late)).notes == ""


@settings(max_examples=20)
@given(articles(), articles())
def test_no_word_of_either_is_lost(one: Article, other: Article) -> None:
    second = replace(other.review, work=one.review.work)
    merged = merged_reviews(one.review, second)
    bodies = {part.body.strip() for part in merged.parts}
    for review in (one.review, second):
        assert {part.body.strip() for part in review.parts if part.body.strip()} <= bodies
        for name in ("standfirst", "verdict", "byline", "tagline", "description", "headline", "notes"):
            words = getattr(review, name)
            assert words in getattr(merged, name) or words in merged.notes, name
        for name in ("deadline", "embargo", "social_embargo"):
            at = getattr(review, name)
            assert at in (None, getattr(merged, name)) or in_full(at) in merged.notes, name
    printed = [part for part in one.review.parts if part.body or part.images or part.opening_text]
    assert [part for part in merged.parts if part in printed] == printed, "what is printed stays"
    assert len({part.id for part in merged.parts}) == len(merged.parts)
