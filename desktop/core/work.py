"""Works: a film and its facts, shared by every review of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.dates import PartialDate


class WorkKind(StrEnum):
    """What is reviewed; documentary and animation are genres, not kinds."""

    FILM = "film"
    SHORT = "short"
    TV_SERIES = "tv_series"
    TV_SEASON = "tv_season"
    TV_EPISODE = "tv_episode"
    BOOK = "book"
    STAGE = "stage"
    OTHER = "other"


class Job(StrEnum):
    """What somebody did on a work."""

    DIRECTOR = "director"
    WRITER = "writer"
    CREATOR = "creator"
    SHOWRUNNER = "showrunner"
    PRODUCER = "producer"
    CINEMATOGRAPHER = "cinematographer"
    EDITOR = "editor"
    COMPOSER = "composer"
    PRODUCTION_DESIGNER = "production_designer"
    COSTUME = "costume"
    SOUND = "sound"
    STUNTS = "stunts"
    VFX = "vfx"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    NARRATOR = "narrator"
    CAST = "cast"
    VOICE = "voice"
    SELF = "self"
    OTHER = "other"


CAST_JOBS = frozenset({Job.CAST, Job.VOICE, Job.SELF, Job.NARRATOR})
"""Jobs whose cards stand in the cast part; the director has a part too, everyone else is crew."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A person's part in a work. The order of credits is their billing.

    ``credited_as`` is the printed name where it differs from the house spelling; ``job_text`` names the job where it is OTHER;
    ``characters`` are the roles played; ``top_billed`` people stand in the facts sentence.
    """

    id: str
    person: str
    job: Job = Job.CAST
    job_text: str = ""
    characters: tuple[str, ...] = ()
    credited_as: str = ""
    top_billed: bool = False
    uncredited: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseDate:
    """When the work came out somewhere; ``country`` is ISO 3166-1 alpha-2 or empty, ``kind`` a release kind or empty."""

    date: PartialDate | None = None
    country: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WatchPlace:
    """Where the work can be seen; ``way`` is subscription, rent, buy, free, cinema or empty."""

    service: str = ""
    country: str = ""
    way: str = ""
    url: str = ""
    affiliate: bool = False
    checked: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Trailer:
    """The trailer: ``provider`` and ``label`` are typed where there is no address; ``caption`` stands under the card."""

    url: str = ""
    provider: str = ""
    label: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class OtherTitle:
    """Another title of the work, with its language (BCP 47)."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A classification: ``board`` such as BBFC, ``rating`` such as 15."""

    board: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company and what it did: production, distribution, sales, network or publisher."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class FestivalEntry:
    """A showing at a festival: section, year of the edition, premiere status and award, each as printed."""

    festival: str = ""
    year: str = ""
    section: str = ""
    premiere: str = ""
    award: str = ""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Ids of the work elsewhere.

    IMDb ``tt`` and 7 or 8 digits, TMDB a number, Wikidata ``Q`` and a number, a Letterboxd slug, an ISBN-13, an official site.
    """

    imdb: str = ""
    tmdb: str = ""
    wikidata: str = ""
    letterboxd: str = ""
    isbn: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A film, series, book or stage work, with its facts.

    ``year`` is that of the first public showing, ``runtime`` whole minutes; countries are ISO 3166 codes, languages BCP 47 tags,
    genres plain words; ``logline`` is factual and free of spoilers; ``notes`` are private.
    """

    id: str
    kind: WorkKind = WorkKind.FILM
    title: str = ""
    original_title: str = ""
    original_language: str = ""
    romanised_title: str = ""
    other_titles: tuple[OtherTitle, ...] = ()
    year: int | None = None
    season: int | None = None
    episode_count: int | None = None
    release_dates: tuple[ReleaseDate, ...] = ()
    runtime: int | None = None
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    companies: tuple[Company, ...] = ()
    based_on: str = ""
    logline: str = ""
    content_notes: tuple[str, ...] = ()
    festivals: tuple[FestivalEntry, ...] = ()
    watch: tuple[WatchPlace, ...] = ()
    trailer: Trailer = Trailer()
    identifiers: Identifiers = Identifiers()
    credits: tuple[Credit, ...] = ()
    notes: str = ""
    trashed_at: str | None = None

    def credit(self, credit_id: str) -> Credit | None:
        """Return the credit with this id, or None."""
        return next((credit for credit in self.credits if credit.id == credit_id), None)

    def label(self) -> str:
        """Return ``Title (year)`` for lists and window titles; empty while there is no title."""
        return f"{self.title} ({self.year})" if self.title and self.year else self.title
