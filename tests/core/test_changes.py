"""What changed of an article or page leads from the one to the other, and holds nothing that stayed."""

from __future__ import annotations

import pickle
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.article import Article
from desktop.core.changes import article_change, changed_article, changed_page, page_change
from desktop.core.page import Block, Page, PageFile
from desktop.core.review import Part, PartKind
from tests.example import example_article

BLOCKS = st.lists(st.builds(Block, st.sampled_from("abcdef"), st.sampled_from(("x", "y", "z"))), max_size=5).map(tuple)
PAGES = st.builds(
    Page,
    st.sampled_from(("en", "he")),
    st.sampled_from(("ltr", "rtl")),
    st.lists(st.sampled_from(("<meta>", "<title>"))).map(tuple),
    st.sampled_from(("", ' class="review"')),
    BLOCKS,
    st.lists(st.builds(PageFile, st.just("images/a.png"), st.sampled_from(("1", "2"))), max_size=1).map(tuple),
    st.sampled_from(((), ("a",))),
)


_HERE = example_article()
_THERE = Article(
    replace(_HERE.review, headline="Another", cards=(), parts=tuple(replace(p, body=p.body + "!") for p in _HERE.review.parts)),
    replace(_HERE.work, year=1999),
    replace(_HERE.outlet, name="Another"),
    tuple(replace(person, name=f"{person.name}!") for person in _HERE.people[:1]),
    (),
)


@given(
    st.lists(st.sampled_from((*_HERE.review.parts, *_THERE.review.parts)), max_size=6),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_the_step_leads_from_one_article_to_the_other(parts: list[Part], kept: list[bool]) -> None:
    """Whole records and single parts are exchanged, parts come, go and change places."""
    of = [_HERE if keep else _THERE for keep in kept]
    new = Article(replace(of[0].review, parts=tuple(parts)), of[1].work, of[2].outlet, of[3].people, of[4].images)
    change = article_change(_HERE, new)
    ids = [part.id for part in parts]
    assert (change is None) == (len(set(ids)) != len(ids))
    if change is not None:
        assert changed_article(_HERE, pickle.loads(pickle.dumps(change))) == new


def test_a_key_in_one_part_sends_that_part_alone() -> None:
    old = example_article()
    part = next(part for part in old.review.parts if part.kind is PartKind.TEXT)
    typed = replace(part, body=part.body + "x")
    new = old.with_record(replace(old.review, parts=tuple(typed if each is part else each for each in old.review.parts)))
    change = article_change(old, new)
    assert change is not None
    assert change.parts == (typed,)
    assert (change.review, change.order, change.work, change.outlet, change.people, change.images) == (None,) * 6


def test_parts_that_share_an_id_are_sent_whole() -> None:
    old = example_article()
    twice = replace(old.review, parts=(Part("a", PartKind.TEXT), Part("a", PartKind.TEXT)))
    assert article_change(old, old.with_record(twice)) is None
    assert article_change(old.with_record(twice), old) is None


@given(PAGES, PAGES)
def test_the_step_leads_from_one_page_to_the_other(old: Page, new: Page) -> None:
    change = page_change(old, new)
    shared = any(len({block.id for block in page.blocks}) != len(page.blocks) for page in (old, new))
    assert (change is None) == shared
    if change is not None:
        assert changed_page(old, pickle.loads(pickle.dumps(change))) == new
        assert change.head is None or old.head != new.head
        assert all(block not in old.blocks for block in change.blocks)
