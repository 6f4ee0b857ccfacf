"""People: one record shared by every review; a name is never unique."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.dates import PartialDate


class AliasKind(StrEnum):
    """Why a person is also written another way; only a misspelling is ever a fault."""

    ROMANISATION = "romanisation"
    BIRTH = "birth"
    STAGE = "stage"
    FORMER = "former"
    MISSPELLING = "misspelling"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a person's name."""

    text: str
    kind: AliasKind = AliasKind.ROMANISATION


@dataclass(frozen=True, slots=True)
class Bio:
    """A person's bio in one language (BCP 47), as Markdown.

    ``reviewed`` is when the critic last read it through, ``source`` where it comes from, in words.
    """

    language: str
    text: str
    reviewed: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PersonIdentifiers:
    """Ids of a person elsewhere: IMDb ``nm`` and 7 or 8 digits, TMDB a number, Wikidata ``Q`` and a number, an official site."""

    imdb: str = ""
    tmdb: str = ""
    wikidata: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a review can name.

    ``name`` is the house spelling that drafts print; ``disambiguator`` tells people of one name apart in pickers only, is never
    printed. ``sort_name`` is set where the automatic one is wrong. ``pronouns`` are for a check of bios and never printed.
    ``portraits`` are image ids, the default first. Of several ``bios`` in a language the first prints. ``known_as`` are jobs in
    plain words; ``notes`` are private.
    """

    id: str
    name: str
    native_name: str = ""
    native_language: str = ""
    disambiguator: str = ""
    family_name_first: bool = False
    aliases: tuple[Alias, ...] = ()
    known_as: tuple[str, ...] = ()
    born: PartialDate | None = None
    died: PartialDate | None = None
    bios: tuple[Bio, ...] = ()
    portraits: tuple[str, ...] = ()
    notes: str = ""
    trashed_at: str | None = None
    sort_name: str = ""
    pronouns: str = ""
    birth_place: str = ""
    identifiers: PersonIdentifiers = PersonIdentifiers()

    def bio(self, language: str) -> str:
        """Return the bio in ``language``, else in the same base language, else nothing; another language never stands in."""
        base = language.split("-")[0].lower()
        exact = [bio.text for bio in self.bios if bio.language.lower() == language.lower()]
        related = [bio.text for bio in self.bios if bio.language.split("-")[0].lower() == base]
        return next(iter(exact + related), "")

    def spellings(self) -> tuple[str, ...]:
        """Return every way this person's name is written, the house spelling first."""
        names = (self.name, self.native_name, *(alias.text for alias in self.aliases))
        return tuple(dict.fromkeys(name for name in names if name))
