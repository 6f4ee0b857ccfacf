"""An article with a hostile input in every text and every field it has, whatever records it is made of."""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import tempfile
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image as Picture

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.image import Image, ImageUse
from desktop.core.outlet import TitleStyle
from desktop.core.person import Alias
from desktop.core.rating import Rating
from desktop.core.review import BioUse, Card, Opening, Part, PartKind, SourceText
from desktop.core.work import FestivalEntry, OtherTitle
from tests.example import example_article
from tests.hostile.inputs import Input

KEPT = frozenset({"id", "person", "image", "credit", "work", "outlet", "digest", "media_type", "scale"})
"""What holds records together, and what a record cannot be made without; files with hostile ones are the importers' to refuse."""
ADDRESSES = frozenset({"url", "canonical_url", "official"})
_SOMETIMES = {"language": 6, "native_language": 2, "countries": 2, "languages": 2, "genres": 2, "published_on": 2}
"""Fields that decide how others print: poisoned once in so many times, so that the others are seen at work too."""


@cache
def _pictures() -> dict[Image, bytes]:
    """Return small pictures for the records of the example's, with the bytes of their files."""
    drawn = {}
    for number, image in enumerate(example_article().images):
        out = io.BytesIO()
        Picture.new("RGB", (4, 4), (number, 0, 0)).save(out, "PNG")
        drawn[replace(image, digest=hashlib.sha256(out.getvalue()).hexdigest(), size=len(out.getvalue()))] = out.getvalue()
    return drawn


@cache
def picture_library() -> Path:
    """Return the folder of a library that holds the pictures of the full article; it goes when the tests end."""
    folder = tempfile.mkdtemp(prefix="matinee-hostile-")
    atexit.register(shutil.rmtree, folder)
    for image, content in _pictures().items():
        path = Path(folder, image.stored)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return Path(folder)


def full_article() -> Article:
    """Return the example with something in every field, and each kind of part once and short."""
    article = replace(example_article(), images=tuple(_pictures()))
    review, work = article.review, article.work
    uses = (ImageUse("use-lamp", "image-poster", "The lamp room", "A lamp"), ImageUse("use-missing", None, "To come", "x"))
    parts = [replace(part, body="A text.", images=uses, heading="About “{title}”") for part in review.parts if part.id == "about"]
    parts += [Part("own", heading="x", opening=Opening.OWN, opening_text="So it begins.", body="A text.", spoiler=True)]
    parts += [replace(part, body="x") if part.body else part for part in review.parts if part.kind is not PartKind.TEXT]
    cards = (
        Card("credit-ama", portrait=ImageUse("use-ama", "image-ama", "Ama Darko", "Ama Darko, laughing")),
        Card("credit-lene", bio=BioUse.OWN, own_bio="She wrote it in a winter."),
    )
    person = replace(article.people[0], native_name="x", native_language="ak", aliases=(Alias("x"),), known_as=("x",), notes="x")
    return replace(
        article,
        review=replace(
            review,
            parts=tuple(parts),
            cards=cards,
            canonical_url="https://example.org/lamplighter",
            slug="lamplighter",
            notes="x",
            source=SourceText("x", "x"),
        ),
        work=replace(
            work,
            romanised_title="x",
            other_titles=(OtherTitle("x", "de"),),
            season=1,
            episode_count=2,
            based_on="x",
            logline="x",
            festivals=(FestivalEntry("x", "2023", "x", "x", "x"),),
            credits=tuple(replace(credit, job_text="x" if credit.job_text else credit.job_text) for credit in work.credits),
            identifiers=replace(
                work.identifiers, tmdb="1", wikidata="Q1", letterboxd="x", isbn="x", official="https://x.example/"
            ),
            notes="x",
        ),
        people=(person, *article.people[1:]),
    )


def poisoned(value: Any, poison: Input, draw: Random, name: str = "") -> Any:
    """Return ``value`` with the input in every free text of it and of all it holds: instead of the text, before or after it."""
    if isinstance(value, Enum | PartialDate | Rating | SourceText) or name in KEPT:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{each: poisoned(part, poison, draw, each) for each, part in kept.items()})
    if isinstance(value, tuple):
        return tuple(poisoned(part, poison, draw, name) for part in value)
    if not isinstance(value, str) or draw.randrange(_SOMETIMES.get(name, 1)):
        return value
    if name in ADDRESSES:
        return draw.choice((poison.address, poison.address, poison.text, f"{value}{poison.text}"))
    return draw.choice((poison.text, poison.text, f"{value}{poison.text}", f"{poison.text} {value}"))


def poisoned_article(poison: Input) -> Article:
    """Return the full article with the input everywhere; the same for the same input."""
    draw = Random(poison.number)
    article = full_article()
    article = replace(article, outlet=replace(article.outlet, title_style=draw.choice(list(TitleStyle))))
    parts = {name: poisoned(getattr(article, name), poison, draw) for name in ("review", "work", "outlet", "people", "images")}
    return replace(article, **parts)


def article_of(body: str) -> Article:
    """Return an article of one text."""
    article = example_article()
    review = replace(article.review, parts=(Part("only", body=body),), cards=(), hero=None)
    return replace(article, review=review, work=replace(article.work, credits=()), people=(), images=())
