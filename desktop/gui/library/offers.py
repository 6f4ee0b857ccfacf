"""What the end of a typed query may mean: terms that can stand as chips, with the place from which each takes what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from desktop.core.chips import can_be_chip
from desktop.core.countries import find_countries
from desktop.core.finding import Key, Operator, Query, Term, parse_query
from desktop.core.finding_values import DUE_WORDS, KEYS, STATES, Gap, names_known
from desktop.core.languages import find_languages
from desktop.core.outlet import Outlet
from desktop.core.review import ReviewKind, Status
from desktop.core.text import fold
from desktop.gui.library.chip_words import term_words
from desktop.gui.library.spelled import other_spelling
from desktop.services.archive import PersonRow

MOST = 6
"""Terms that are offered at most: what was found stands under them."""
_MOST_PEOPLE = 3
_ASKED_PEOPLE = 12
"""People who are looked at for them: some have done other jobs."""
_WORDS = 4
"""Words of a name that are looked at together at most."""
_FIELD = re.compile(r'(?:^|\s)(?P<dash>-?)(?P<key>[A-Za-z]+):(?P<value>"[^"]*"?|(?:(?!\s-?[A-Za-z]+:)[^"])*)$')
_WORD = re.compile(r"(?:^|\s)(?P<dash>-?)(?P<name>[A-Za-z]+)$")
_LETTERS = 2
"""Longer beginnings of our own words are looked at; shorter ones are of too many."""
_RATING = re.compile(r"\d(?:[.,]5|½)?(?:/\d{1,3})?|\d{1,3} ?%|[A-Fa-f][+\-−]|★+½?")
_YEARS = re.compile(r"((?:1[89]|20)\d\d)(?:s|\s*(?:\.\.|-|–)\s*((?:1[89]|20)\d\d))?")
_PEOPLE_KEYS = (Key.PERSON, Key.ACTOR, Key.DIRECTOR)
_DATED = (Key.SEEN, Key.PUBLISHED, Key.CREATED, Key.CHANGED, Key.DUE)
_CLOSED: dict[Key, tuple[str, ...]] = {
    Key.STATUS: tuple(status.value for status in Status),
    Key.MISSING: tuple(str(gap.name).lower() for gap in Gap),
    Key.IS: STATES,
    Key.DUE: DUE_WORDS,
    Key.SCALE: names_known(Key.SCALE),
    Key.KIND: tuple(kind.value for kind in ReviewKind),
}
_SPOKEN = tuple(key for key in _CLOSED if key is not Key.SCALE)
"""What names of our own are offered for words without a key; those of the scales are too common."""


class OfferSource(Protocol):
    """What is asked of the library; :class:`desktop.services.archive.Archive` answers it."""

    def find_people(self, text: str, limit: int = 8) -> Sequence[PersonRow]:
        """Return people any of whose spellings match what was typed."""

    def tags(self) -> Sequence[str]:
        """Return every tag in use."""

    def outlets(self) -> Sequence[Outlet]:
        """Return the outlets by name."""

    def count(self, query: Query) -> int:
        """Return how many reviews fit."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A term that may be meant, the place in the text from which on it says the same, and quiet words behind it.

    A term without a value is a field that was begun to be typed; its value is offered next.
    """

    term: Term
    start: int
    detail: str = ""


def offers_of(source: OfferSource, text: str, year: int) -> list[Offer]:
    """Return what the end of ``text`` may mean, the likeliest first, in the year ``year``; from any thread."""
    field = _FIELD.search(text)
    if field is not None:
        key = next((key for key in Key if key.value == field["key"].lower()), None)
        offers = _of_field(source, key, field["value"].strip('" '), year) if key else ()
        start = field.start("dash")
        found = [replace(offer, start=start, term=replace(offer.term, negated=bool(field["dash"]))) for offer in offers]
        if found:
            return _distinct(found)
    return _distinct([*_people_at_end(source, text), *_fields_at_end(text), *_things_at_end(source, text, year)])


def _distinct(offers: Sequence[Offer]) -> list[Offer]:
    usable: dict[Term, Offer] = {}
    for offer in offers:
        if can_be_chip(offer.term) or not offer.term.value:
            usable.setdefault(offer.term, offer)
    return list(usable.values())[:MOST]


def _ends(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the last words of a text, the most first: where they begin, the words, and whether a dash turns them round."""
    starts = [match.start() for match in re.finditer(r"\S+", text)][-_WORDS:]
    for start in starts:
        words = text[start:]
        if ":" not in words and '"' not in words:
            plain = words.removeprefix("-")
            yield start, plain.strip(), plain != words


def _people_at_end(source: OfferSource, text: str) -> list[Offer]:
    for start, words, negated in _ends(text):
        people = _people(source, Key.PERSON, words)
        if people:
            return [replace(offer, start=start, term=replace(offer.term, negated=negated)) for offer in people]
    return []


def _things_at_end(source: OfferSource, text: str, year: int) -> list[Offer]:
    return [
        Offer(replace(term, negated=negated), start)
        for start, words, negated in _ends(text)
        for term in (*_measured(words, year), *_things(source, words))
    ]


def _fields_at_end(text: str) -> list[Offer]:
    """Return the fields whose names begin as the last word does, to be opened: ``director:`` for ``dir``."""
    begun = _WORD.search(text)
    if begun is None or len(begun["name"]) <= _LETTERS:
        return []
    keys = dict.fromkeys(key for name, key in KEYS.items() if name.startswith(begun["name"].lower()))
    opened = (key for key in keys if key not in _measures() and not (key in _CLOSED and KEYS.get(begun["name"].lower()) is key))
    operators = ((key, Operator.BEGINS if key.textual else Operator.IS) for key in opened)
    return [Offer(Term(key, operator, negated=bool(begun["dash"])), begun.start("dash")) for key, operator in operators]


def _of_field(source: OfferSource, key: Key, value: str, year: int) -> list[Offer]:
    """Return offers for a term whose key was typed."""
    if key in _PEOPLE_KEYS:
        return _people(source, key, value)
    if key in (Key.TAG, Key.OUTLET):
        return [Offer(term, 0) for term in _library_things(source, value, (key,))]
    if key is Key.DUE and (not value or value[0].isalpha()):
        return [Offer(Term(key, Operator.BEGINS, name), 0) for name in DUE_WORDS if name.startswith(value.lower())]
    if key in _CLOSED and key is not Key.DUE:
        begun = (Term(key, Operator.BEGINS, name) for name in _CLOSED[key] if name.startswith(value.lower()))
        return [Offer(term, 0) for term in dict.fromkeys((*begun, *_closed(value, (key,))))]
    if key in (Key.LANGUAGE, Key.COUNTRY):
        return [Offer(term, 0) for term in _places(source, value) if term.key is key]
    typed = _read(key, value)
    if typed is not None and typed.value:
        return [Offer(typed, 0)]
    if len(value.split()) > 1:  # the value is said, and the words behind it are no part of it
        return []
    return [Offer(term, 0) for term in (_on_other_scales(key, value) or _usual(key, year))]


def _on_other_scales(key: Key, value: str) -> list[Term]:
    """Return a number that is no number of stars as points of ten, or as percent."""
    if key is not Key.RATING or not value[-1:].isdigit():
        return []
    read = (_read(key, f"{value}/{best}") for best in (10, 100))
    return [term for term in read if term is not None][:1]


def _people(source: OfferSource, key: Key, words: str) -> list[Offer]:
    """Return offers of people who did such a job on a film of some review."""
    if not _is_enough(words):
        return []
    rows = (row for row in source.find_people(words, _ASKED_PEOPLE) if row.review_count)
    named = ((row, Term(key, Operator.IS, row.person.name)) for row in rows)
    fitting = (each for each in named if key is Key.PERSON or source.count(Query((each[1],))))
    offers = []
    for row, term in islice(fitting, _MOST_PEOPLE):
        also = other_spelling(row.person, words)
        offers.append(Offer(term, 0, _tr("also {spelling}").format(spelling=also) if also else row.last_work))
    return offers


def _is_enough(words: str) -> bool:
    return bool(fold(words)) and (len(words) > 1 or not words.isascii())


def _things(source: OfferSource, words: str) -> list[Term]:
    if not _is_enough(words):
        return []
    keys = (Key.OUTLET, Key.TAG)
    return [*_closed(words, _SPOKEN), *_library_things(source, words, keys), *_places(source, words)]


def _closed(words: str, keys: Sequence[Key]) -> list[Term]:
    """Return terms with names of our own whose words begin so: ``missing alt text`` for ``alt``."""
    terms = (Term(key, Operator.BEGINS, name) for key in keys for name in _CLOSED[key])
    return [term for term in terms if _fits(term, words)]


def _library_things(source: OfferSource, words: str, keys: Sequence[Key]) -> list[Term]:
    names = {Key.OUTLET: lambda: [outlet.name for outlet in source.outlets()], Key.TAG: source.tags}
    terms = (Term(key, Operator.IS, name) for key in keys for name in names[key]())
    return list(islice((term for term in terms if _fits(term, words)), MOST))


def _places(source: OfferSource, words: str) -> list[Term]:
    """Return a language that reviews are in, and a country of their films, where the beginning of a name was typed."""
    if len(words) <= _LETTERS:
        return []
    terms = [Term(Key.LANGUAGE, Operator.BEGINS, each.tag) for each in find_languages(words)[:1]]
    terms += [Term(Key.COUNTRY, Operator.IS, each.code) for each in find_countries(words)[:1]]
    return [term for term in terms if _fits(term, words) and source.count(Query((term,)))]


def _fits(term: Term, words: str) -> bool:
    label = f" {fold(term_words(term).replace(':', ''))}"
    if term.key in (Key.IS, Key.DUE):  # a phrase: its beginning, or the word that matters
        begins = label.startswith(f" {fold(words)}") or label.split()[-1].startswith(fold(words))
        return len(words) > _LETTERS + (term.key is Key.IS) and begins
    field, _, value = label.strip().partition(" ")
    typed = fold(words).split()
    names_it = typed == [field] or any(f" {word}" in f" {value}" for word in typed)  # not the field alone, only begun
    return names_it and all(f" {word}" in label for word in typed)


def _measured(words: str, year: int) -> list[Term]:
    """Return what a number may mean, also behind the word that says what it is a number of."""
    wanted: list[tuple[Key, str]] = []
    if _RATING.fullmatch(words):
        number = f"{words.count('★')}{'.5' if '½' in words else ''}" if "★" in words else words.replace(" ", "").upper()
        wanted += [(Key.RATING, f">={number}"), (Key.RATING, number)]
    years = _YEARS.fullmatch(words)
    if years is not None:
        span = f"{years[1]}..{years[2]}" if years[2] else words
        wanted += [(key, span) for key in (Key.YEAR, Key.SEEN, Key.PUBLISHED)]
    said, _, rest = words.partition(" ")
    begun = [key for key, name in _measures().items() if len(said) > _LETTERS and name.startswith(fold(said))]
    wanted += [(key, f"{sign}{rest.strip()}") for key in begun for sign in (("", ">=") if key in _DATED else (">=", "")) if rest]
    read = [_read(key, value) for key, value in wanted]
    return [*(term for term in read if term is not None), *(term for key in begun if not rest for term in _usual(key, year))]


def _measures() -> dict[Key, str]:
    return {
        Key.RATING: _tr("rating"),
        Key.SEEN: _tr("seen"),
        Key.PUBLISHED: _tr("published"),
        Key.YEAR: _tr("film"),
        Key.CHANGED: _tr("changed"),
        Key.CREATED: _tr("begun"),
    }


def _usual(key: Key, year: int) -> list[Term]:
    """Return what is most often asked of a measure."""
    if key is Key.RATING:
        return [Term(key, Operator.LEAST, "4"), Term(key, Operator.LEAST, "3")]
    if key in (Key.YEAR, *_DATED):
        return [Term(key, Operator.IS, str(each)) for each in (year, year - 1)]
    return []


def _read(key: Key, value: str) -> Term | None:
    pieces = parse_query(f"{key.value}:{value}").pieces
    return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], Term) else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
