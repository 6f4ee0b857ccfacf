"""An article becomes a page: one block for each thing it prints, and the elements of its head."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths
from desktop.core.addresses import web_address
from desktop.core.dates import parse_iso
from desktop.core.languages import direction
from desktop.core.page import Block, Page
from desktop.core.printing import (
    corrections_of,
    expand,
    headline_of,
    opening_of,
    printed_parts,
    see_also_of,
    word_count,
    words_in,
)
from desktop.core.review import Part, PartKind
from desktop.core.text import reading_minutes
from desktop.rendering.lines import Lines
from desktop.rendering.markdown import well_formed
from desktop.rendering.memory import Memory
from desktop.rendering.parts import Drawing, date_words, values_of
from desktop.rendering.pictures import Images, Pictures
from desktop.rendering.structured import json_ld
from desktop.rendering.templates import Markup, rendered
from desktop.rendering.texts import Notice, Texts

if TYPE_CHECKING:
    from desktop.core.article import Article

_UNNAMED = "…"


_PARTS: Memory[Hashable, str] = Memory(1024)


def _silent(part_id: str, length: int) -> None:
    """Take notice of a text and say nothing."""


def render_page(
    article: Article,
    *,
    images: Images = "beside",
    paused: frozenset[str] = frozenset(),
    library: Path | None = None,
    image_folder: str = "images",
    notice: Notice = _silent,
) -> Page:
    """Return the page of an article.

    ``images`` says where its pictures are: in ``image_folder`` beside the page (``Page.files`` lists them), inside the page
    (``library`` is then the folder they are read from), or nowhere. The texts of ``paused`` parts print as plain paragraphs.
    ``notice`` hears the id of each part whose text must be rendered anew, and the text's length.
    Raises ``ValueError`` for pictures inside the page without a library.
    """
    review = article.review
    lines = Lines(review.language, article.outlet.title_style)
    pictures = Pictures(article, lines, images, image_folder, library)
    drawing = Drawing(article, words_in(article), lines, pictures, Texts(article, pictures, paused, notice))
    drawn = [Block(name, pictures.embedded(str(html))) for name, html in _blocks(drawing) if html]
    way, language = direction(review.language), well_formed(review.language)
    attributes = f' class="review h-review" lang="{Markup.escape(language)}"'
    return Page(
        language=language,
        direction=way,
        head=_head(drawing),
        article_attributes=attributes + (f' dir="{way}"' if way == "rtl" else ""),
        blocks=tuple(drawn),
        files=pictures.files(),
        paused=tuple(part.id for part in printed_parts(article) if part.id in drawing.texts.paused),
    )


def _blocks(drawing: Drawing) -> Iterator[tuple[str, str]]:
    article, review = drawing.article, drawing.article.review
    headline = headline_of(article)
    if headline:
        yield "headline", rendered("headline.html", headline=drawing.lines.html(headline))
    if review.standfirst.strip():
        yield "standfirst", rendered("standfirst.html", standfirst=drawing.lines.html(review.standfirst))
    yield "byline", _byline(drawing)
    hero = drawing.pictures.view(review.hero)
    if hero is not None:
        yield "hero", rendered("hero.html", picture=hero, phrases=drawing.phrases)
    parts = printed_parts(article)
    verdict_after = _verdict_after(parts) if review.verdict.strip() else None
    if verdict_after == "":
        yield "verdict", rendered("verdict.html", verdict=drawing.lines.html(review.verdict))
    above = 1
    for part in parts:
        heading = expand(part.heading, article).strip()
        level = min(part.level, above + 1) if heading else 1
        above = level if heading else above
        yield f"part-{part.id}", _part(drawing, part, heading, level)
        if part.id == verdict_after:
            yield "verdict", rendered("verdict.html", verdict=drawing.lines.html(review.verdict))
    notes = corrections_of(article)
    if notes:
        yield "corrections", rendered("corrections.html", notes=notes)
    label, words, address = see_also_of(article)
    if words:
        yield "see-also", rendered("see_also.html", label=label, words=words, address=address)


def _verdict_after(parts: tuple[Part, ...]) -> str | None:
    """Return the id of the part after which the verdict stands: the last text, "" where there is none; None in a rating box."""
    if any(part.kind is PartKind.RATING for part in parts):
        return None
    return next((part.id for part in reversed(parts) if part.kind is PartKind.TEXT), "")


def _byline(drawing: Drawing) -> str:
    article, review, said = drawing.article, drawing.article.review, drawing.phrases
    name = review.byline.strip()
    whole = said.byline([name]) if name and not name.casefold().startswith(f"{said.by.casefold()} ") else name
    before, _, after = whole.partition(name) if name else ("", "", "")
    minutes = reading_minutes(word_count(article))
    reading = said.reading_time(minutes) if minutes else ""
    date = _date(drawing)
    if not (name or date or reading):
        return ""
    return rendered("byline.html", before=before, name=name, after=after, date=date, reading=reading)


def _date(drawing: Drawing) -> dict[str, str] | None:
    try:
        return date_words(drawing.phrases, parse_iso(drawing.article.review.published_on[:10]))
    except ValueError:
        return None


def _part(drawing: Drawing, part: Part, heading: str, level: int) -> str:
    """Return a part's block; that of a text without pictures from memory, if everything it depends on is as it was."""
    if part.kind is not PartKind.TEXT or part.images or part.id in drawing.texts.paused:
        return _drawn(drawing, part, heading, level)
    article, own = drawing.article, opening_of(drawing.article, part)
    named = drawing.texts.named_in(own + part.body) if "(person:" in own or "(person:" in part.body else ()
    key = (part, heading, level, own, article.review.language, article.outlet.title_style, named)
    drawn = _PARTS.find(key) or _drawn(drawing, part, heading, level)
    return drawn if part.id in drawing.texts.paused else _PARTS.keep(key, drawn)


def _drawn(drawing: Drawing, part: Part, heading: str, level: int) -> str:
    values = values_of(drawing, part, level)
    if part.kind is PartKind.GALLERY and not values["gallery"]:
        return ""
    role = f" role-{part.role.value}" if part.kind is PartKind.TEXT else ""
    return rendered(
        "part.html",
        part=part,
        heading=drawing.lines.html(heading),
        level=level,
        classes=f"part {part.kind.value.replace('_', '-')}-part{role}",
        phrases=drawing.phrases,
        **values,
    )


def _head(drawing: Drawing) -> tuple[str, ...]:
    article, review, lines = drawing.article, drawing.article.review, drawing.lines
    headline = lines.plain(headline_of(article)).strip()
    data = json_ld(article, headline, lines.plain(review.verdict))
    canonical = web_address(review.canonical_url)
    description = well_formed(review.description).strip()
    elements = (
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup("<title>{}</title>").format(headline or well_formed(article.outlet.name).strip() or _UNNAMED),
        Markup('<meta name="description" content="{}">').format(description) if description else "",
        Markup('<link rel="canonical" href="{}">').format(canonical) if canonical else "",
        Markup('<script type="application/ld+json">{}</script>').format(Markup(data)) if data else "",
        f"<style>\n{stylesheet()}</style>",
    )
    return tuple(str(element) for element in elements if element)


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return the article's stylesheet as it stands in every page."""
    return paths.resource("themes", "article.css").read_text(encoding="utf-8")
