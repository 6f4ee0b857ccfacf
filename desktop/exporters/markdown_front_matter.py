"""Markdown with YAML front matter: for sites, and for reading back field by field.

What the file means is told in :mod:`desktop.core.front_matter` and :mod:`desktop.core.review_markdown`; what reads it back is
:mod:`desktop.importers.markdown`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.core.article import Article
from desktop.core.front_matter import OWN_KEY, SCALE_KEY, derived_digest, nested, own_values, site_values
from desktop.core.front_moments import LASTMOD_KEY, MOMENTS_KEY, lastmod_value, work_moments
from desktop.core.front_viewings import VIEWINGS_KEY, WATCHED_KEY, viewing_values, watched_value, without_companions
from desktop.core.identity import is_part_id
from desktop.core.image import ImageUse
from desktop.core.mark_text import undressed
from desktop.core.printing import expand, headline_of, name_of, printed_parts, slug_of
from desktop.core.rating import scale_of
from desktop.core.review import Part, PartKind, Status
from desktop.core.review_file import PictureBeside
from desktop.core.review_markdown import Segment, Stretch, file_text, made_segment, printable, text_digest
from desktop.core.text import tidy_line
from desktop.core.work import CAST_JOBS, Job
from desktop.exporters.drawing import drawing_of, plain_dress, prose, site_dress, title_quotes
from desktop.exporters.export import Export, ExportFile, Options
from desktop.exporters.markdown_parts import heading, made, opening, paragraphs
from desktop.exporters.pictures import all_files, named_pictures, pictures_beside
from desktop.exporters.private import without_private
from desktop.exporters.withheld import withheld_addresses, withheld_words
from desktop.exporters.yaml_text import yaml_text
from desktop.rendering.parts import Drawing

_FIRST_KEYS = (
    *("title", "date", LASTMOD_KEY, "draft", "slug", "description", "lang", "author", "type", "status", "tags"),
    *("cover", "rating", "rating_max", SCALE_KEY),
)
"""The order of what a site reads first; the other keys follow in the order of the table of fields."""
_FOLD_END = "</details>"


def export_front_matter(article: Article, options: Options, name: str) -> Export:
    """Return the review as front matter and body; :func:`desktop.importers.markdown.read_markdown` gives the article back."""
    kept = article if options.private else without_private(article)
    drawing = drawing_of(kept, options.stored)
    segments, written = _segments(drawing)
    files = all_files(kept, drawing.pictures)
    beside, notes = pictures_beside(files.values(), options.library)
    seen = options.viewings if options.private else without_companions(options.viewings)
    front = yaml_text(_front(drawing, frozenset(written), named_pictures(files, beside), replace(options, viewings=seen)))
    told = (*notes, *withheld_addresses(kept), *withheld_words(kept))
    return Export(ExportFile(name, file_text(front, segments).encode("utf-8", "replace")), beside, told)


def _front(drawing: Drawing, written: frozenset[str], pictures: tuple[PictureBeside, ...], options: Options) -> dict[str, Any]:
    article = drawing.article
    derived = _derived(drawing)
    values = site_values(article) | derived
    beside = {LASTMOD_KEY: lastmod_value(article, options.moments), WATCHED_KEY: watched_value(options.viewings)}
    values |= {key: value for key, value in beside.items() if value}
    first = {key: values[key] for key in _FIRST_KEYS if key in values}
    own = own_values(article, written, pictures, derived_digest(derived))
    told = {VIEWINGS_KEY: viewing_values(options.viewings), MOMENTS_KEY: work_moments(article, options.moments)}
    return nested(first | values) | {OWN_KEY: own | {key: value for key, value in told.items() if value}}


def _derived(drawing: Drawing) -> dict[str, Any]:
    """Return what sites want and Matinee makes of other fields, by dotted key; empty values are left out."""
    article, work, review = drawing.article, drawing.article.work, drawing.article.review
    directors = [name_of(article, credit) for credit in work.credits if credit.job is Job.DIRECTOR]
    cast = [
        {"name": name_of(article, credit)} | ({"role": " / ".join(credit.characters)} if credit.characters else {})
        for credit in work.credits
        if credit.job in CAST_JOBS and name_of(article, credit)
    ]
    values: dict[str, Any] = {
        "title": tidy_line(drawing.lines.plain(headline_of(article))),
        "slug": slug_of(article),
        "draft": review.status is not Status.PUBLISHED,
        "rating_max": scale_of(review.rating.scale).best if review.rating and review.rating.printed else 0,
        "cover": _cover(drawing, review.hero),
        "film.director": [name for name in directors if name],
        "film.cast": cast,
        "film.release_date": next((str(release.date) for release in work.release_dates if release.date), ""),
        "film.imdb": work.identifiers.imdb,
    }
    return {key: value for key, value in values.items() if value or key in {"title", "draft"}}


def _cover(drawing: Drawing, hero: ImageUse | None) -> dict[str, str]:
    view = drawing.pictures.view(hero)
    if hero is None or view is None or not view.address:
        return {}
    caption = tidy_line(drawing.lines.plain(hero.caption))
    cover = {"image": view.address, "alt": tidy_line(view.alt), "caption": caption, "credit": tidy_line(view.credit)}
    return {name: text for name, text in cover.items() if text}


def _segments(drawing: Drawing) -> tuple[list[Segment], list[str]]:
    """Return the stretches of the body, and the ids of the parts whose text stands there exactly."""
    segments: list[Segment] = []
    written: list[str] = []
    above, seen = 1, set()
    for part in printed_parts(drawing.article):
        if part.id in seen or not is_part_id(part.id):
            continue
        seen.add(part.id)
        words = expand(part.heading, drawing.article).strip()
        level = min(part.level, above + 1) if words else 1
        above = level if words else above
        title = heading(drawing, words, level) if words else ""
        if part.kind is PartKind.TEXT:
            text = _text(drawing, part)
            if undressed(text.text, title_quotes(drawing), part.id) == part.body:
                written.append(part.id)
            else:
                text = replace(text, digest=text_digest(text.text))
            segments += _around(drawing, part, title, text)
        else:
            segments += _made(drawing, part, title, level)
    return segments, written


def _text(drawing: Drawing, part: Part) -> Segment:
    return Segment(Stretch.WRITTEN, part.id, printable(prose(part.body, site_dress(drawing, part))))


def _around(drawing: Drawing, part: Part, title: str, text: Segment) -> list[Segment]:
    """Return a text with the heading and opening above it, where it has them, and the end of its fold."""
    above = paragraphs(title, _fold_start(drawing, part), opening(drawing, part, plain_dress(drawing, part)))
    segments = [made_segment(part.id, above), text] if above else [text]
    if part.spoiler:
        segments += [made_segment(part.id, _FOLD_END), Segment(Stretch.ADDED, part.id, "")]
    return segments


def _made(drawing: Drawing, part: Part, title: str, level: int) -> list[Segment]:
    content = made(drawing, part, level, plain_dress(drawing, part))
    whole = paragraphs(title, _fold_start(drawing, part), content, _FOLD_END if part.spoiler else "")
    return [made_segment(part.id, whole), Segment(Stretch.ADDED, part.id, "")]


def _fold_start(drawing: Drawing, part: Part) -> str:
    return site_dress(drawing, part).fold_start().rstrip("\n") if part.spoiler else ""
