"""What a generated part prints now, as plain lines to read in its form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.article import Article
from desktop.core.phrases import phrases
from desktop.core.printing import cards_of, facts_of, releases_of, watch_detail, watch_of
from desktop.core.rating import glyphs, scale_of
from desktop.core.review import Part, PartKind
from desktop.core.text import count_words
from desktop.core.vocabulary import content_note_name


def printed_lines(article: Article, part: Part) -> tuple[str, ...]:
    """Return the lines of a generated part in the review's language; none where it prints nothing. A hidden part is read too."""
    said, language = phrases(article.review.language), article.review.language
    match part.kind:
        case PartKind.FACTS:
            return tuple(f"{fact.label} · {fact.value}" for fact in facts_of(article))
        case PartKind.RELEASE:
            dates = ((said.date(date.year, date.month, date.day), detail) for date, detail in releases_of(article))
            return tuple(f"{date} ({detail})" if detail else date for date, detail in dates)
        case PartKind.WHERE:
            places = ((place, watch_detail(article, place)) for place in watch_of(article))
            return tuple(f"{place.service} ({detail})" if detail else place.service for place, detail in places)
        case PartKind.TRAILER:
            trailer = article.work.trailer
            return tuple(filter(None, (trailer.label or trailer.provider, trailer.url, trailer.caption)))
        case PartKind.RATING:
            rating = article.review.rating
            if rating is None or not rating.printed:
                return ()
            scale = scale_of(rating.scale)
            return (f"{glyphs(rating)} · {said.rating_words(rating.value, scale.best, scale.kind.value)}",)
        case PartKind.CONTENT_NOTES:
            return tuple(content_note_name(note, language) for note in article.work.content_notes)
        case PartKind.DIRECTOR | PartKind.CAST | PartKind.CREW:
            return _cards(article, part.kind)
        case _:
            return ()


def _cards(article: Article, kind: PartKind) -> tuple[str, ...]:
    said = phrases(article.review.language)
    lines = []
    for card in cards_of(article, kind):
        details = [said.as_character(card.characters), card.job if kind is PartKind.CREW else ""]
        words = count_words(card.bio)
        details.append(_bio_words(words) if words else "")
        lines.append(" · ".join(filter(None, (card.name, *details))))
    return tuple(lines)


def _bio_words(words: int) -> str:
    return QCoreApplication.translate("PrintedLines", "bio of {count} words").format(count=words)
