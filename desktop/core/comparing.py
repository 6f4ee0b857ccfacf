"""Two states of a review compared: every place that changed, in the article's order, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from typing import TypeVar

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.fields import FIELDS, Group, value_of
from desktop.core.image import Image, ImageUse
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.phrases import phrases
from desktop.core.printing import bio_of, name_of, opening_of
from desktop.core.rating import Rating, glyphs, scale_of
from desktop.core.review import BioUse, Card, Part, SeeAlso
from desktop.core.vocabulary import job_name
from desktop.core.word_runs import Run, word_runs
from desktop.core.work import Credit
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import in_full

HOUSE_STYLE = "House style"
"""What is told of an outlet besides its name."""

Piece = TypeVar("Piece", Part, Credit)


class Section(StrEnum):
    """Where in an article a place stands."""

    HEADLINE = "headline"
    FACTS = "facts"
    PEOPLE = "people"
    PARTS = "parts"
    PUBLISHING = "publishing"


class Fate(StrEnum):
    """What became of a place as a whole."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Passage:
    """One place that differs.

    ``label`` names a field, or a person; it is empty for the text of a part, which ``part`` holds as it is now (or was, if it is
    gone), in the article ``owner`` prints it by. ``runs`` are the words that stayed, went and came; a part that only moved has
    none.
    """

    section: Section
    label: str
    fate: Fate
    runs: tuple[Run, ...]
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What leads from one state of a review to another."""

    before: Article
    after: Article
    passages: tuple[Passage, ...]

    def owner(self, passage: Passage) -> Article:
        """Return the state in which a passage's part stands: the later one unless it is gone from it."""
        return self.before if passage.fate is Fate.REMOVED else self.after


_SECTIONS = {
    Group.HEADLINE: Section.HEADLINE,
    Group.FACTS: Section.FACTS,
    Group.MORE_FACTS: Section.FACTS,
    Group.PUBLISHING: Section.PUBLISHING,
}


def compare(before: Article, after: Article) -> Comparison:
    """Compare two states of a review: headline, facts, people, parts in their order, publishing."""
    found = (
        *_fields(before, after, Section.HEADLINE),
        *_one(
            Section.HEADLINE, "Main picture", picture_words(before, before.review.hero), picture_words(after, after.review.hero)
        ),
        *_fields(before, after, Section.FACTS),
        *_people(before, after),
        *_parts(before, after),
        *_one(Section.PUBLISHING, "Outlet", before.outlet.name, after.outlet.name),
        *_one(Section.PUBLISHING, HOUSE_STYLE, outlet_words(before.outlet), outlet_words(after.outlet)),
        *_fields(before, after, Section.PUBLISHING),
    )
    return Comparison(before, after, found)


def _one(section: Section, label: str, old: str, new: str) -> Iterator[Passage]:
    if old != new:
        fate = Fate.ADDED if not old else Fate.REMOVED if not new else Fate.CHANGED
        yield Passage(section, label, fate, word_runs(old, new))


def _fields(before: Article, after: Article, section: Section) -> Iterator[Passage]:
    for field in FIELDS:
        if _SECTIONS[field.group] is section:
            yield from _one(section, field.label, in_words(value_of(before, field)), in_words(value_of(after, field)))


def in_words(value: object) -> str:
    """Return a value of a field as a person reads it; a row of several on a line of its own."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Rating):
        return glyphs(value) or scale_of(value.scale).name
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, SeeAlso):
        return " · ".join(filter(None, (phrases("en").earlier_review_of(value.year), value.url)))
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, ZonedTime):
        return in_full(value)
    if isinstance(value, tuple):
        rows = [in_words(item) for item in value]
        return ("\n" if any(is_dataclass(item) for item in value) else ", ").join(row for row in rows if row)
    if is_dataclass(value):
        return " · ".join(text for field in fields(value) if (text := in_words(getattr(value, field.name))))
    return str(value)


def picture_words(article: Article, use: ImageUse | None) -> str:
    """Return a use of a picture in words: which it is, and what stands with it and in its record."""
    if use is None:
        return ""
    image = article.image(use.image)
    told = [
        _picture_name(image, use),
        *_labelled(("caption", use.caption), ("alt text", use.alt)),
        "decorative" if use.decorative else "",
    ]
    if image is not None:
        told += [in_words(image.kind), *_labelled(("credit", image.credit), ("rights", image.rights))]
    return " · ".join(filter(None, told))


def _picture_name(image: Image | None, use: ImageUse) -> str:
    """Return which picture is meant: two of one name are told apart by what is behind it."""
    if not use.image:
        return "picture to come"
    return f"picture {image.name} ({use.image[:8]})" if image is not None and image.name else f"picture {use.image[:8]}"


def _labelled(*values: tuple[str, str]) -> list[str]:
    return [f"{label}: {words}" for label, words in values if words]


def outlet_words(outlet: Outlet) -> str:
    """Return a house style besides its name, a line each."""
    parts = (
        " · ".join(filter(None, (in_words(piece.kind), in_words(piece.role), piece.heading, in_words(piece.opening))))
        for piece in outlet.template
    )
    portraits = (("a place in every card", outlet.placeholder_portraits), ("the name under it", outlet.portrait_captions))
    return "\n".join(
        _labelled(
            ("Headline pattern", outlet.headline),
            ("Titles", in_words(outlet.title_style)),
            ("Rating scale", outlet.scale),
            ("Portraits", ", ".join(words for words, wanted in portraits if wanted)),
            ("Parts of a new review", "\n".join(parts)),
        )
    )


def _people(before: Article, after: Article) -> Iterator[Passage]:
    for old, new in _in_order(before.work.credits, after.work.credits):
        told = [_credit_words(article, credit) if credit else "" for article, credit in ((before, old), (after, new))]
        who = name_of(after, new) if new else name_of(before, old) if old else ""
        yield from _one(Section.PEOPLE, who, told[0], told[1])
    for old_record, new_record in _records(before, after):
        own = all(credit.credited_as for credit in after.work.credits if credit.person == new_record.id)
        told = [_record_words(person, after.review.language, named=own) for person in (old_record, new_record)]
        yield from _one(Section.PEOPLE, new_record.name, told[0], told[1])
    billing = [[credit.id for credit in article.work.credits] for article in (before, after)]
    if billing[0] != billing[1] and sorted(billing[0]) == sorted(billing[1]):
        names = ["\n".join(name_of(article, credit) for credit in article.work.credits) for article in (before, after)]
        yield from _one(Section.PEOPLE, "Order of billing", names[0], names[1])


def _records(before: Article, after: Article) -> Iterator[tuple[Person, Person]]:
    """Yield the records of those credited in both states, in order of billing, each once."""
    for person_id in dict.fromkeys(credit.person for credit in after.work.credits):
        old, new = before.person(person_id), after.person(person_id)
        if old is not None and new is not None and old != new:
            yield old, new


def _record_words(person: Person, language: str, *, named: bool) -> str:
    """Return what is known of somebody besides what a credit prints, a line each; ``named`` where none prints the name."""
    printed = person.bio(language)
    lived = (("Born", person.born, person.birth_place), ("Died", person.died, ""))
    lines = [
        *(("Name", person.name if named else ""), ("Native name", person.native_name), ("Sorted as", person.sort_name)),
        ("Told apart by", person.disambiguator),
        *(("Also", f"{alias.text} ({in_words(alias.kind)})") for alias in person.aliases),
        ("Known as", in_words(person.known_as)),
        *((what, " · ".join(filter(None, (in_words(day), where)))) for what, day, where in lived),
        ("Pronouns", person.pronouns),
        ("Identifiers", in_words(person.identifiers)),
        *((f"Bio ({bio.language})", bio.text) for bio in person.bios if bio.text != printed),
        ("Private notes", person.notes),
    ]
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def _credit_words(article: Article, credit: Credit) -> str:
    card = article.review.card(credit.id) or Card(credit.id)
    job = credit.job_text or job_name(credit.job, "en", 1)
    marks = [word for word, on in (("top billed", credit.top_billed), ("uncredited", credit.uncredited)) if on]
    if not card.printed:
        marks.append("no card")
    line = " · ".join(filter(None, (name_of(article, credit), job, ", ".join(credit.characters), *marks)))
    bio = bio_of(article, credit) if card.bio is not BioUse.NONE else ""
    return "\n".join(filter(None, (line, bio, picture_words(article, card.portrait))))


def _parts(before: Article, after: Article) -> Iterator[Passage]:
    moved = _moved([part.id for part in before.review.parts], [part.id for part in after.review.parts])
    for old, new in _in_order(before.review.parts, after.review.parts):
        renamed = old is not None and new is not None and old.heading != new.heading
        runs = word_runs(_part_words(before, old, headed=renamed), _part_words(after, new, headed=renamed))
        if old is None or new is None:
            yield Passage(Section.PARTS, "", Fate.ADDED if old is None else Fate.REMOVED, runs, new or old)
        elif any(run.kind != "same" for run in runs):
            yield Passage(Section.PARTS, "", Fate.CHANGED, runs, new)
        elif new.id in moved:
            yield Passage(Section.PARTS, "", Fate.MOVED, (), new)


def _part_words(article: Article, part: Part | None, *, headed: bool) -> str:
    """Return what a part says, and what is set of it in words last; its heading first where that does not only name the part."""
    if part is None:
        return ""
    marks = [word for word, on in (("hidden", part.hidden), ("behind a spoiler fold", part.spoiler)) if on]
    if part.heading and part.level != 2:
        marks.append(f"heading of level {part.level}")
    pictures = [picture_words(article, use) for use in part.images]
    told = (part.heading if headed else "", opening_of(article, part), part.body, *pictures, ", ".join(marks))
    return "\n\n".join(text for text in told if text)


def _moved(before: list[str], after: list[str]) -> frozenset[str]:
    """Return the ids that stand in another order among those that are in both."""
    both = set(before) & set(after)
    old, new = [key for key in before if key in both], [key for key in after if key in both]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {key for block in blocks for key in new[block.b : block.b + block.size]}
    return frozenset(both - stayed)


def _in_order(before: tuple[Piece, ...], after: tuple[Piece, ...]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Yield the pieces of both in the order of the later one; what is gone stands behind what it stood behind."""
    olds, news = {piece.id: piece for piece in before}, {piece.id: piece for piece in after}
    gone: dict[str, list[Piece]] = {}
    last = ""
    for piece in before:
        if piece.id in news:
            last = piece.id
        else:
            gone.setdefault(last, []).append(piece)
    yield from ((piece, None) for piece in gone.get("", []))
    for piece in after:
        yield olds.get(piece.id), piece
        yield from ((each, None) for each in gone.get(piece.id, []))
