"""The one table of metadata fields.

It drives the forms (label, kind of field, hint), the front matter (``front``), the importers' mapping and the command line's
words. To add a field: add it to its dataclass, add a row here, place it in the form of its ``group`` by hand (a test fails until
that is done), and add a typed column by migration where it is searched, sorted or joined on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.article import Article
from desktop.core.review import Review
from desktop.core.work import Work


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"
    COUNTRIES = "countries"
    LANGUAGES = "languages"
    GENRES = "genres"
    ROWS = "rows"
    RATING = "rating"
    RECORD = "record"
    TIME = "time"


class Owner(StrEnum):
    """The aggregate that a field belongs to."""

    WORK = "work"
    REVIEW = "review"


class Need(StrEnum):
    """How much a review needs the field: to be published at all, asked for at export, or as the critic likes."""

    ESSENTIAL = "essential"
    EXPORT = "export"
    OPTIONAL = "optional"


class Group(StrEnum):
    """The form that a field stands in."""

    HEADLINE = "headline"
    FACTS = "facts"
    MORE_FACTS = "more_facts"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata field: where it lives, how it is named for people, and its key in front matter (dotted, empty for none)."""

    owner: Owner
    name: str
    label: str
    kind: FieldKind
    group: Group
    front: str = ""
    need: Need = Need.OPTIONAL
    hint: str = ""

    @property
    def key(self) -> str:
        """The field's name in the whole article, such as ``work.runtime``."""
        return f"{self.owner}.{self.name}"


_W, _R = Owner.WORK, Owner.REVIEW
_K, _G = FieldKind, Group

FIELDS: tuple[Field, ...] = (
    Field(_R, "headline", "Headline", _K.LINE, _G.HEADLINE, "", Need.ESSENTIAL, "Tokens: {title} {year} {platform} {tagline}"),
    Field(_R, "tagline", "Tagline", _K.LINE, _G.HEADLINE, "tagline", hint="Stands in the headline where it says {tagline}"),
    Field(_R, "standfirst", "Standfirst", _K.TEXT, _G.HEADLINE, "standfirst", hint="One or two sentences under the headline"),
    Field(_R, "byline", "Byline", _K.LINE, _G.HEADLINE, "author", Need.ESSENTIAL),
    Field(_R, "verdict", "Verdict", _K.LINE, _G.HEADLINE, "verdict", hint="One sentence, at most 140 characters"),
    Field(_R, "rating", "Rating", _K.RATING, _G.HEADLINE, "rating"),
    Field(_W, "kind", "Kind", _K.CHOICE, _G.FACTS, "film.kind"),
    Field(_W, "title", "Title", _K.LINE, _G.FACTS, "film.title", Need.ESSENTIAL),
    Field(_W, "year", "Year", _K.NUMBER, _G.FACTS, "film.year", Need.EXPORT),
    Field(_W, "runtime", "Running time", _K.NUMBER, _G.FACTS, "film.runtime", Need.EXPORT, "92, 1:32 or 1h32"),
    Field(_W, "countries", "Countries", _K.COUNTRIES, _G.FACTS, "film.countries", Need.EXPORT),
    Field(_W, "genres", "Genres", _K.GENRES, _G.FACTS, "film.genres", Need.EXPORT),
    Field(_W, "languages", "Languages", _K.LANGUAGES, _G.FACTS, "film.languages"),
    Field(_W, "release_dates", "Release dates", _K.ROWS, _G.FACTS, "film.release_dates"),
    Field(_W, "watch", "Where to watch", _K.ROWS, _G.FACTS, "where"),
    Field(_W, "trailer", "Trailer", _K.RECORD, _G.FACTS, "film.trailer"),
    Field(_W, "original_title", "Original title", _K.LINE, _G.MORE_FACTS, "film.original_title"),
    Field(_W, "original_language", "Language of the original title", _K.LINE, _G.MORE_FACTS, "film.original_language"),
    Field(_W, "romanised_title", "Romanised title", _K.LINE, _G.MORE_FACTS, "film.romanised_title"),
    Field(_W, "other_titles", "Other titles", _K.ROWS, _G.MORE_FACTS, "film.other_titles"),
    Field(_W, "season", "Season", _K.NUMBER, _G.MORE_FACTS, "film.season"),
    Field(_W, "episode_count", "Episodes", _K.NUMBER, _G.MORE_FACTS, "film.episodes"),
    Field(_W, "certificates", "Certificates", _K.ROWS, _G.MORE_FACTS, "film.certificates"),
    Field(_W, "companies", "Companies", _K.ROWS, _G.MORE_FACTS, "film.companies"),
    Field(_W, "festivals", "Festival history", _K.ROWS, _G.MORE_FACTS, "film.festivals"),
    Field(_W, "based_on", "Based on", _K.LINE, _G.MORE_FACTS, "film.based_on"),
    Field(_W, "logline", "Logline", _K.TEXT, _G.MORE_FACTS, "film.logline", hint="Factual and free of spoilers"),
    Field(_W, "content_notes", "Content notes", _K.LIST, _G.MORE_FACTS, "content_notes"),
    Field(_W, "identifiers", "Identifiers", _K.RECORD, _G.MORE_FACTS, "film.identifiers"),
    Field(_W, "notes", "Private notes on the film", _K.TEXT, _G.MORE_FACTS),
    Field(_R, "status", "Status", _K.CHOICE, _G.PUBLISHING, "status"),
    Field(_R, "kind", "Kind of piece", _K.CHOICE, _G.PUBLISHING, "type"),
    Field(_R, "language", "Language", _K.LANGUAGES, _G.PUBLISHING, "lang"),
    Field(_R, "tags", "Tags", _K.LIST, _G.PUBLISHING, "tags"),
    Field(_R, "slug", "Slug", _K.LINE, _G.PUBLISHING, "", hint="Left empty, it follows title and year"),
    Field(_R, "description", "Meta description", _K.TEXT, _G.PUBLISHING, "description", hint="120 to 155 characters"),
    Field(_R, "canonical_url", "Address once published", _K.LINE, _G.PUBLISHING, "canonical"),
    Field(_R, "published_on", "Published on", _K.LINE, _G.PUBLISHING, "date"),
    Field(_R, "word_target", "Word target", _K.LINE, _G.PUBLISHING, "word_target", hint="350–450"),
    Field(_R, "deadline", "Due", _K.TIME, _G.PUBLISHING, hint="Thu 17:00, 6/10, Fri noon New York"),
    Field(_R, "embargo", "Embargo", _K.TIME, _G.PUBLISHING, hint="Until when it must not leave for readers: Wed 9 pm London"),
    Field(_R, "social_embargo", "Social embargo", _K.TIME, _G.PUBLISHING, hint="Until when nothing is posted about it"),
    Field(_R, "see_also", "See also", _K.CHOICE, _G.PUBLISHING, "see_also", hint="The earlier review named at the end"),
    Field(_R, "corrections", "Corrections", _K.ROWS, _G.PUBLISHING, "corrections", hint="Notes at the end, once printed"),
    Field(_R, "notes", "Private notes", _K.TEXT, _G.PUBLISHING),
)

FIELD_BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}

STRUCTURE = {
    Owner.WORK: frozenset({"id", "credits", "trashed_at"}),
    Owner.REVIEW: frozenset({"id", "work", "outlet", "created", "hero", "parts", "cards", "source", "printed", "trashed_at"}),
}
"""The attributes of the two aggregates that are structure and no metadata field."""


def owner_of(article: Article, field: Field) -> Work | Review:
    """Return the aggregate of ``article`` that ``field`` lives in."""
    return article.work if field.owner is Owner.WORK else article.review


def value_of(article: Article, field: Field) -> object:
    """Return the field's value in ``article``."""
    return getattr(owner_of(article, field), field.name)
