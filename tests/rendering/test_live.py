"""The live preview's answers, put together, are the page that is made of the article alone, whatever was written before."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.article import Article
from desktop.core.changes import PageChange, article_change, changed_page
from desktop.core.image import ImageUse
from desktop.core.outlet import TitleStyle
from desktop.core.page import Page
from desktop.core.review import BioUse, Card, FrozenCredit, Opening, Part, PartKind, Printed, Status
from desktop.rendering.page import render_page
from desktop.rendering.worker import Live
from tests.example import example_article
from tests.hostile.inputs import hostile_inputs
from tests.rendering.forgetting import without_memory
from tests.rendering.reading import dangers_in

_PIECES = (
    "Plain words, \"typed\" and 'inner' -- so.",
    "{{Burning}} and @[Ama Darko](person:person-ama) with @[nobody](person:person-none).",
    "![a lamp](image:use-a)",
    "![a lamp](image:use-a)\n![two](image:use-b)",
    '[x](https://example.org "![a lamp](image:use-a)")',
    "||a secret||",
    "||",
    "# A heading\n\n### A deeper one",
    "</section></article>",
    "<b>bold",
    "bold</b> <Tick, Tick… Boom!>",
    "<div>",
    "```",
    "See [ref], note[^1], HTML.",
    "> [ref]: https://example.org",
    "[^1]: below",
    "*[HTML] : a language",
    "- one\n- two",
    *(one.text for one in hostile_inputs(40, seed=11)),
)
_LANGUAGES = ("en", "en-GB", "de", "fr", "he", "ja", "x-y", '"><script>')
_IMAGES = (None, "image-poster", "image-still", "image-ama", "image-gone")
Edit = Callable[[Article, Random], Article]


def _start() -> Article:
    """The example with texts that depend on language, outlet, people and pictures, so that each of those edits shows."""
    article = example_article()
    depending = "\n\n".join(_PIECES[:4])
    kinds = {PartKind.TEXT, PartKind.PULL_QUOTE}
    parts = [
        replace(part, body=depending, heading="On “{title}”") if part.kind in kinds else part for part in article.review.parts
    ]
    first = next(place for place, part in enumerate(parts) if part.kind is PartKind.TEXT)
    parts[first] = replace(parts[first], opening=Opening.OWN, opening_text=_PIECES[1], body=_PIECES[0])
    return article.with_record(replace(article.review, parts=tuple(parts)))


def _text(draw: Random) -> str:
    return "\n\n".join(draw.choices(_PIECES, k=draw.choice((0, 1, 1, 2, 4))))


def _line(draw: Random) -> str:
    return draw.choice(
        ("", "A line", "“{title}” ({year})", '{{Burning}} "now"', "{director}: x", "<b>x</b>", draw.choice(_PIECES))
    )


def _use(name: str, draw: Random) -> ImageUse:
    return ImageUse(name, draw.choice(_IMAGES), draw.choice(("", "{{x}}", '"><b>')), draw.choice(("", "seen", '" x=')))


def _in_part(article: Article, draw: Random, **changes: object) -> Article:
    """Change one part that the critic writes into, mostly the first, so that edits meet."""
    parts = list(article.review.parts)
    texts = [number for number, part in enumerate(parts) if part.kind in {PartKind.TEXT, PartKind.PULL_QUOTE}]
    if texts:
        number = draw.choice(texts[:2])
        parts[number] = replace(parts[number], **changes)  # type: ignore[arg-type]  # the names of fields, each with its kind
    return _with(article, parts=tuple(parts))


def _with(article: Article, **changes: object) -> Article:
    return article.with_record(replace(article.review, **changes))  # type: ignore[arg-type]  # as above


def _order(article: Article, draw: Random) -> Article:
    return _with(article, parts=tuple(draw.sample(article.review.parts, len(article.review.parts))))


def _remove(article: Article, draw: Random) -> Article:
    return _with(article, parts=tuple(part for part in article.review.parts if draw.random() > 0.2))


def _add(article: Article, draw: Random) -> Article:
    """Add a part, now and then under an id that is there already."""
    part = Part(f"new-{draw.randrange(4)}", draw.choice(list(PartKind)), body=_text(draw))
    return _with(article, parts=(*article.review.parts, part))


def _spelling(article: Article, draw: Random) -> Article:
    """Credit people by other names, or not at all."""
    credits = [
        replace(each, credited_as=draw.choice(("", "A. D.", "<b>"))) for each in article.work.credits if draw.random() > 0.1
    ]
    return article.with_record(replace(article.work, credits=tuple(credits)))


def _work(article: Article, draw: Random) -> Article:
    return article.with_record(replace(article.work, title=_line(draw), year=draw.choice((None, 1999, 2024))))


def _people(article: Article, draw: Random) -> Article:
    """Rename somebody, or lose everybody."""
    if not article.people or draw.random() < 0.1:
        return replace(article, people=() if article.people else example_article().people)
    person = draw.choice(article.people)
    bios = tuple(replace(bio, text=_text(draw)) for bio in person.bios)
    return article.with_record(replace(person, name=draw.choice(("Ama Darko", "Ama", '"x" <i>')), bios=bios))


def _outlet(article: Article, draw: Random) -> Article:
    style, portraits, captions = draw.choice(list(TitleStyle)), draw.random() < 0.5, draw.random() < 0.5
    outlet = replace(article.outlet, title_style=style, placeholder_portraits=portraits, portrait_captions=captions)
    return article.with_record(outlet)


def _images(article: Article, draw: Random) -> Article:
    """Lose a record of a picture, bring all back, or make two share a name."""
    images = tuple(
        replace(image, name=draw.choice((image.name, "a.png")), credit=draw.choice(("", "x", "<b>")))
        for image in example_article().images
        if draw.random() > 0.2
    )
    return replace(article, images=images)


def _card(article: Article, draw: Random) -> Article:
    credits = [each.id for each in article.work.credits] or ["none"]
    card = Card(draw.choice(credits), draw.random() > 0.2, draw.choice(list(BioUse)), _text(draw), _use("use-card", draw))
    return _with(article, cards=(*(each for each in article.review.cards if each.credit != card.credit), card))


def _status(article: Article, draw: Random) -> Article:
    """Publish with names and bios as they are to stay, or take that back."""
    frozen = tuple(FrozenCredit(each.id, draw.choice(("Frozen", "<b>")), _text(draw)) for each in article.work.credits[:2])
    status = draw.choice((Status.DRAFT, Status.PUBLISHED, Status.PUBLISHED))
    return _with(article, status=status, printed=draw.choice((None, Printed("2026-01-01T00:00:00Z", "x", frozen))))


_EDITS: dict[str, Edit] = {
    "type": lambda article, draw: _in_part(article, draw, body=_text(draw)),
    "type on": lambda article, draw: (
        _in_part(article, draw, body=article.review.parts[0].body + draw.choice(_PIECES)) if article.review.parts else article
    ),
    "heading": lambda article, draw: _in_part(article, draw, heading=_line(draw)),
    "level": lambda article, draw: _in_part(article, draw, level=draw.choice((2, 3, 4))),
    "hidden": lambda article, draw: _in_part(article, draw, hidden=draw.random() < 0.5),
    "fold": lambda article, draw: _in_part(article, draw, spoiler=draw.random() < 0.5),
    "kind": lambda article, draw: _in_part(article, draw, kind=draw.choice((PartKind.TEXT, PartKind.PULL_QUOTE))),
    "opening": lambda article, draw: _in_part(article, draw, opening=draw.choice(list(Opening)), opening_text=_text(draw)),
    "uses": lambda article, draw: _in_part(
        article, draw, images=draw.choice(((), (_use("use-a", draw),), (_use("use-a", draw), _use("use-b", draw))))
    ),
    "order": _order,
    "remove": _remove,
    "add": _add,
    "spelling": _spelling,
    "work": _work,
    "people": _people,
    "outlet": _outlet,
    "images": _images,
    "card": _card,
    "status": _status,
    "language": lambda article, draw: _with(article, language=draw.choice(_LANGUAGES)),
    "lines": lambda article, draw: _with(article, standfirst=_line(draw), verdict=_line(draw), headline=_line(draw)),
    "hero": lambda article, draw: _with(article, hero=draw.choice((None, _use("use-hero", draw)))),
    "stay": lambda article, _draw: article,
    "begin": lambda _article, _draw: _start(),
}


class _Window:
    """The window's side of a live preview, as the rendering child's desk keeps it."""

    def __init__(self) -> None:
        self.live = Live()
        self.sent: Article | None = None
        self.page: Page | None = None

    def page_of(self, article: Article, paused: frozenset[str]) -> Page:
        """Send what changed and put together what comes back, both through the bytes of a pipe."""
        change = article_change(self.sent, article) if self.sent is not None else None
        self.sent = article
        answer = self.live(_piped((change or article, {"paused": paused})), lambda _part, _length: None)
        answer = _piped(answer)
        if isinstance(answer, PageChange):
            assert self.page is not None
            answer = changed_page(self.page, answer)
        self.page = answer
        return answer


def _piped(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(list(_EDITS)), st.integers(0, 999)), min_size=4, max_size=10))
def test_any_way_to_an_article_leads_to_its_page(edits: list[tuple[str, int]]) -> None:
    window, article = _Window(), _start()
    window.page_of(article, frozenset())
    for name, number in edits:
        draw = Random(number)
        article = _EDITS[name](article, draw)
        paused = frozenset(part.id for part in article.review.parts if draw.random() < 0.1)
        page = window.page_of(article, paused)
        with without_memory():
            assert page == render_page(article, paused=paused)
        assert not dangers_in(page.article())


def test_a_text_that_pauses_itself_is_paused_the_next_time_too() -> None:
    deep = "\n".join("    " * depth + "- x" for depth in range(300))
    article = _start()
    first = next(part for part in article.review.parts if part.kind is PartKind.TEXT)
    article = _with(article, parts=(replace(first, body=deep, opening=Opening.NONE),))
    once, again = render_page(article), render_page(article)
    assert once.paused == again.paused == (first.id,)
    assert once == again
