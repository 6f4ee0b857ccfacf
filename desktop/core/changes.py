"""What leads from one article to the next, and from one page to the next: what crosses to the rendering child and back.

Values are compared by identity where that is enough: an edit makes new objects only for what it touched, so a change is found in
time that does not grow with the texts, and holds nothing that the other side has already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.core.article import Article
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.page import Block, Page, PageFile
from desktop.core.person import Person
from desktop.core.review import Part, Review
from desktop.core.work import Work

Named = TypeVar("Named", Part, Block)
"""What has an id and stands in an order."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """The step from one article to the next; None stands for what stayed.

    ``review`` is the review without its parts. ``parts`` are those that are new or changed, ``order`` the ids of all.
    """

    review: Review | None = None
    parts: tuple[Part, ...] = ()
    order: tuple[str, ...] | None = None
    work: Work | None = None
    outlet: Outlet | None = None
    people: tuple[Person, ...] | None = None
    images: tuple[Image, ...] | None = None


def article_change(old: Article, new: Article) -> ArticleChange | None:
    """Return the step from ``old`` to ``new``; None where it takes the whole article: parts that share an id."""
    order = tuple(part.id for part in new.review.parts)
    if len(set(order)) != len(order):
        return None
    before = {part.id: part for part in old.review.parts}
    if len(before) != len(old.review.parts):
        return None
    return ArticleChange(
        None if _same_but_parts(old.review, new.review) else replace(new.review, parts=()),
        tuple(part for part in new.review.parts if before.get(part.id) is not part),
        None if order == tuple(before) else order,
        None if new.work is old.work else new.work,
        None if new.outlet is old.outlet else new.outlet,
        None if _all_the_same(old.people, new.people) else new.people,
        None if _all_the_same(old.images, new.images) else new.images,
    )


def changed_article(old: Article, change: ArticleChange) -> Article:
    """Return the article to which the step leads from ``old``; raises ``KeyError`` where ``old`` is not where it began."""
    parts = _arranged(old.review.parts, change.parts, change.order)
    return Article(
        replace(change.review or old.review, parts=parts),
        change.work or old.work,
        change.outlet or old.outlet,
        old.people if change.people is None else change.people,
        old.images if change.images is None else change.images,
    )


def _same_but_parts(old: Review, new: Review) -> bool:
    names = (name for name in Review.__dataclass_fields__ if name != "parts")
    return all(getattr(old, name) is getattr(new, name) or getattr(old, name) == getattr(new, name) for name in names)


def _all_the_same(old: tuple[object, ...], new: tuple[object, ...]) -> bool:
    return len(old) == len(new) and all(one is other for one, other in zip(old, new, strict=True))


def _arranged(old: Iterable[Named], changed: Iterable[Named], order: tuple[str, ...] | None) -> tuple[Named, ...]:
    known: Mapping[str, Named] = {each.id: each for each in old} | {each.id: each for each in changed}
    return tuple(known.values()) if order is None else tuple(known[each] for each in order)


@dataclass(frozen=True, slots=True)
class PageChange:
    """The step from one page to the next; None stands for what stayed.

    ``frame`` is the page without head, blocks and files; ``blocks`` are those that are new or changed, ``order`` the ids of all.
    """

    frame: Page
    head: tuple[str, ...] | None = None
    blocks: tuple[Block, ...] = ()
    order: tuple[str, ...] | None = None
    files: tuple[PageFile, ...] | None = None


def page_change(old: Page, new: Page) -> PageChange | None:
    """Return the step from ``old`` to ``new``; None where it takes the whole page: blocks that share an id."""
    order = tuple(block.id for block in new.blocks)
    before = {block.id: block.html for block in old.blocks}
    if len(set(order)) != len(order) or len(before) != len(old.blocks):
        return None
    return PageChange(
        replace(new, head=(), blocks=(), files=()),
        None if new.head == old.head else new.head,
        tuple(block for block in new.blocks if before.get(block.id) != block.html),
        None if order == tuple(before) else order,
        None if new.files == old.files else new.files,
    )


def changed_page(old: Page, change: PageChange) -> Page:
    """Return the page to which the step leads from ``old``; raises ``KeyError`` where ``old`` is not where it began."""
    return replace(
        change.frame,
        head=old.head if change.head is None else change.head,
        blocks=_arranged(old.blocks, change.blocks, change.order),
        files=old.files if change.files is None else change.files,
    )
