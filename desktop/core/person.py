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
    """A person's bio in one language (BCP 47), as Markdown; ``reviewed`` is when the critic last read it through."""

    language: str
    text: str
    reviewed: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a review can name.

    ``name`` is the house spelling that drafts print; ``disambiguator`` tells people of one name apart in pickers only, is never
    printed. ``portraits`` are image ids, the default first. ``known_as`` are jobs in plain words; ``notes`` are private.
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
