"""The parts that are made of the data, as Markdown: the words are those of the HTML page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.core.mark_text import Dress, escaped
from desktop.core.printing import cards_of
from desktop.core.review import Opening, Part, PartKind
from desktop.core.text import tidy_line
from desktop.exporters.drawing import figure, line, prose, quoted
from desktop.rendering.parts import Drawing, values_of

Values = dict[str, Any]


def heading(drawing: Drawing, text: str, level: int) -> str:
    """Return a heading; empty for none."""
    words = line(drawing, text)
    return f"{'#' * level} {words}" if words else ""


def paragraphs(*texts: str) -> str:
    """Return texts one under the other with a blank line between; empty ones are left out."""
    return "\n\n".join(text for text in texts if text)


def opening(drawing: Drawing, part: Part, dress: Dress) -> str:
    """Return the sentence a text part opens with: made of the facts, or the critic's own Markdown."""
    if part.opening is Opening.GENERATED:
        return escaped(tidy_line(values_of(drawing, part, 1)["opening"]))
    return prose(part.opening_text, dress) if part.opening is Opening.OWN else ""


def made(drawing: Drawing, part: Part, level: int, dress: Dress) -> str:
    """Return the content of a part that is made of data, under its heading of ``level`` (1 for none)."""
    if part.kind in _CARDS:
        return _people(drawing, part, level, dress)
    if part.kind is PartKind.GALLERY:
        return paragraphs(*(figure(drawing, use) for use in part.images))
    if part.kind is PartKind.PULL_QUOTE:
        return quoted(prose(part.body, dress))
    return _PRINT[part.kind](drawing, values_of(drawing, part, level))


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _words(value: object) -> str:
    return escaped(tidy_line(str(value)))


def _facts(drawing: Drawing, values: Values) -> str:  # noqa: ARG001
    return _list([f"**{_words(fact['label'])}:** {_words(fact['value'])}" for fact in values["facts"]])


def _release(drawing: Drawing, values: Values) -> str:  # noqa: ARG001
    rows = [(_words(release["words"]), _words(release["detail"])) for release in values["releases"]]
    return _list([f"{date} ({detail})" if detail else date for date, detail in rows])


def _where(drawing: Drawing, values: Values) -> str:
    rows = []
    for place in values["places"]:
        detail = f" ({_words(place['detail'])})" if place["detail"] else ""
        rows.append(link(_words(place["service"]), place["url"]) + detail)
    return paragraphs(f"*{_words(drawing.phrases.affiliate_note)}*" if values["affiliate"] else "", _list(rows))


def _trailer(drawing: Drawing, values: Values) -> str:
    trailer = values["trailer"]
    label = link(_words(trailer["label"]), trailer["url"])
    provider = f" ({_words(trailer['provider'])})" if trailer["provider"] and label else ""
    caption = line(drawing, drawing.article.work.trailer.caption)
    return paragraphs(label + provider, f"*{caption}*" if caption else "")


def link(words: str, address: str) -> str:
    """Return words as a link, or alone where there is no address."""
    return f"[{words}](<{address}>)" if address and words else words


def _rating(drawing: Drawing, values: Values) -> str:
    shown = values["rating"]
    words = "" if shown["words"] == shown["glyphs"] else f" ({_words(shown['words'])})"
    verdict = line(drawing, drawing.article.review.verdict)
    return paragraphs(f"{_words(shown['glyphs'])}{words}", f"**{verdict}**" if verdict else "")


def _content_notes(drawing: Drawing, values: Values) -> str:  # noqa: ARG001
    return _list([_words(note) for note in values["notes"]])


def _people(drawing: Drawing, part: Part, level: int, dress: Dress) -> str:
    values = values_of(drawing, part, level)["cards"]
    cards = []
    for card, drawn in zip(cards_of(drawing.article, part.kind), values, strict=True):
        role = _words(drawn["role"])
        name = f"{'#' * (level + 1)} {_words(card.name)}"
        bio = prose(card.bio.strip("\n"), dress)
        cards.append(paragraphs(name, figure(drawing, card.portrait), f"*{role}*" if role else "", bio))
    return paragraphs(*cards)


_CARDS = frozenset({PartKind.DIRECTOR, PartKind.CAST, PartKind.CREW})
_PRINT: dict[PartKind, Callable[[Drawing, Values], str]] = {
    PartKind.FACTS: _facts,
    PartKind.RELEASE: _release,
    PartKind.WHERE: _where,
    PartKind.TRAILER: _trailer,
    PartKind.RATING: _rating,
    PartKind.CONTENT_NOTES: _content_notes,
}
