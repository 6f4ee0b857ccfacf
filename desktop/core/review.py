"""Reviews: an ordered list of typed parts about a work, and how they print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.dates import PartialDate
from desktop.core.image import ImageUse
from desktop.core.rating import Rating
from desktop.core.zoned_time import ZonedTime


class Status(StrEnum):
    """Where a review stands; movement is free, and Published freezes the print."""

    IDEA = "idea"
    DRAFT = "draft"
    READY = "ready"
    FILED = "filed"
    PUBLISHED = "published"
    SPIKED = "spiked"

    @property
    def awaited(self) -> bool:
        """Whether somebody still waits for the text: then its deadline counts."""
        return self in {Status.IDEA, Status.DRAFT, Status.READY}


class ReviewKind(StrEnum):
    """What sort of piece it is."""

    REVIEW = "review"
    FIRST_LOOK = "first_look"
    CAPSULE = "capsule"
    RE_REVIEW = "re_review"
    RECAP = "recap"
    ESSAY = "essay"


class PartKind(StrEnum):
    """The kinds of parts; every kind but TEXT is generated from data and cannot be typed into."""

    TEXT = "text"
    FACTS = "facts"
    RELEASE = "release"
    WHERE = "where"
    TRAILER = "trailer"
    DIRECTOR = "director"
    CAST = "cast"
    CREW = "crew"
    GALLERY = "gallery"
    PULL_QUOTE = "pull_quote"
    RATING = "rating"
    CONTENT_NOTES = "content_notes"


class PartRole(StrEnum):
    """What a text part does in the review."""

    INTRO = "intro"
    PLOT = "plot"
    ANALYSIS = "analysis"
    VERDICT = "verdict"
    SPOILER = "spoiler"
    CUSTOM = "custom"


class Opening(StrEnum):
    """How a text part opens: with the facts sentence made from the data, with the critic's own wording of it, or without one."""

    GENERATED = "generated"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a review.

    ``heading`` may hold tokens (``About “{title}”``) and is empty for none; ``level`` is 2 to 4. ``body`` is the Markdown of a
    text part or the words of a pull quote. ``opening`` is the facts sentence before the body, ``opening_text`` the critic's own
    wording. ``images`` are the stills of a gallery, or the pictures a text names as ``![](image:ID)`` with the use's id. A
    ``hidden`` part is kept and not printed; a ``spoiler`` part prints behind a fold.
    """

    id: str
    kind: PartKind = PartKind.TEXT
    role: PartRole = PartRole.CUSTOM
    heading: str = ""
    level: int = 2
    body: str = ""
    opening: Opening = Opening.NONE
    opening_text: str = ""
    images: tuple[ImageUse, ...] = ()
    spoiler: bool = False
    hidden: bool = False


class BioUse(StrEnum):
    """Which bio a card prints: the person's shared one, this review's own text, or none."""

    SHARED = "shared"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Card:
    """How this review prints one credit; a credit without a card prints by the outlet's defaults.

    ``portrait`` None takes the person's default portrait if there is one.
    """

    credit: str
    printed: bool = True
    bio: BioUse = BioUse.SHARED
    own_bio: str = ""
    portrait: ImageUse | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The untouched text that a review was imported from, and where it came from; never exported to readers."""

    text: str
    origin: str = ""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class FrozenCredit:
    """The name and bio of one credit exactly as they were published."""

    credit: str
    name: str
    bio: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What was published: when (UTC, ISO 8601), the headline, names and bios as printed, and the article's HTML."""

    at: str
    headline: str
    credits: tuple[FrozenCredit, ...] = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class SeeAlso:
    """The earlier review of the same work that a review ends with: its id, the year it was published, its address.

    Year and address are as they were when it was chosen; without an address it is named and not linked.
    """

    id: str = ""
    year: int | None = None
    url: str = ""


class CorrectionKind(StrEnum):
    """What a note on a published review owns up to: a mistake, something unclear, or something new."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Correction:
    """A note at the end of a published review, in plain words, and its day.

    One that is not ``printed`` is a draft: it stays with the critic and leaves in no file meant for readers.
    """

    text: str
    kind: CorrectionKind = CorrectionKind.CORRECTION
    on: PartialDate | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One review of one work in one language (BCP 47).

    ``headline`` is a pattern with tokens; ``tagline`` the free rest of a house headline. ``rating`` None means not yet rated.
    ``slug`` is ``[a-z0-9-]{1,80}`` or empty for the automatic one. ``word_target`` is (fewest, most) words. ``see_also`` None
    prints no such line; of ``corrections`` only the printed ones print. Times are UTC in ISO 8601, save ``deadline``, when the
    text is due, and ``embargo`` and ``social_embargo``, when the review and posts about it may leave. These and ``notes`` are
    private and never exported to readers.
    """

    id: str
    work: str
    outlet: str
    created: str
    language: str = "en"
    status: Status = Status.DRAFT
    kind: ReviewKind = ReviewKind.REVIEW
    byline: str = ""
    headline: str = ""
    tagline: str = ""
    standfirst: str = ""
    verdict: str = ""
    rating: Rating | None = None
    tags: tuple[str, ...] = ()
    slug: str = ""
    description: str = ""
    canonical_url: str = ""
    hero: ImageUse | None = None
    parts: tuple[Part, ...] = ()
    cards: tuple[Card, ...] = ()
    word_target: tuple[int, int] | None = None
    deadline: ZonedTime | None = None
    embargo: ZonedTime | None = None
    social_embargo: ZonedTime | None = None
    published_on: str = ""
    notes: str = ""
    see_also: SeeAlso | None = None
    corrections: tuple[Correction, ...] = ()
    source: SourceText | None = None
    printed: Printed | None = None
    trashed_at: str | None = None

    def part(self, part_id: str) -> Part | None:
        """Return the part with this id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    def card(self, credit_id: str) -> Card | None:
        """Return the card set for this credit, or None where the outlet's defaults hold."""
        return next((card for card in self.cards if card.credit == credit_id), None)
