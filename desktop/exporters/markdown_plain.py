"""Plain Markdown: the article for any place that takes Markdown, with nothing in it that only Matinee understands."""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.mark_text import escaped
from desktop.core.printing import corrections_of, expand, headline_of, printed_parts, see_also_of
from desktop.core.review import Part, PartKind
from desktop.exporters.drawing import byline, drawing_of, figure, line, plain_dress, prose, quoted
from desktop.exporters.export import Export, ExportFile, Options
from desktop.exporters.markdown_parts import heading, link, made, opening, paragraphs
from desktop.exporters.pictures import pictures_beside
from desktop.exporters.withheld import withheld_addresses, withheld_words
from desktop.rendering.parts import Drawing


def export_plain(article: Article, options: Options, name: str) -> Export:
    """Return the article as Markdown, from headline to last card, with its pictures beside it."""
    drawing = drawing_of(article)
    text = paragraphs(*_top(drawing), *_parts(drawing)) + "\n"
    beside, notes = pictures_beside(drawing.pictures.files(), options.library)
    told = (*notes, *withheld_addresses(article), *withheld_words(article))
    return Export(ExportFile(name, text.encode("utf-8", "replace")), beside, told)


def _top(drawing: Drawing) -> list[str]:
    review = drawing.article.review
    standfirst = line(drawing, review.standfirst)
    return [
        heading(drawing, headline_of(drawing.article), 1),
        f"**{standfirst}**" if standfirst else "",
        byline(drawing, line(drawing, review.byline)),
        figure(drawing, review.hero),
    ]


def _parts(drawing: Drawing) -> list[str]:
    """Return the parts, each under its heading without gaps in the levels, and the verdict where the page has it."""
    article = drawing.article
    parts = printed_parts(article)
    rated = any(part.kind is PartKind.RATING for part in parts)
    last_text = next((part.id for part in reversed(parts) if part.kind is PartKind.TEXT), "")
    said = line(drawing, article.review.verdict)
    verdict = f"**{said}**" if said and not rated else ""
    pieces, above = [] if last_text else [verdict], 1
    for part in parts:
        words = expand(part.heading, article).strip()
        level = min(part.level, above + 1) if words else 1
        above = level if words else above
        pieces += [heading(drawing, words, level) if words else "", _content(drawing, part, level)]
        if part.id == last_text:
            pieces.append(verdict)
    label, said, address = see_also_of(article)
    notes = (f"**{escaped(what)}.** {escaped(text)}" for what, text in corrections_of(article))
    return [*pieces, *notes, f"{label} {link(escaped(said), address)}" if said else ""]


def _content(drawing: Drawing, part: Part, level: int) -> str:
    dress = plain_dress(drawing, part)
    if part.kind is not PartKind.TEXT:
        content = made(drawing, part, level, dress)
    else:
        content = paragraphs(opening(drawing, part, dress), prose(part.body, dress).strip("\n"))
    if part.spoiler and content:
        return quoted(paragraphs(f"**{drawing.phrases.heading('spoiler')}**", content))
    return content
