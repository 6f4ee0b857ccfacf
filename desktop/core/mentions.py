"""The sentences of a review that name somebody: by any spelling, by a character they play, by their mark or family name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.core.article import Article
from desktop.core.names import Word, family_name, find_name, words_of_text
from desktop.core.person import Person
from desktop.core.plain_sentences import plain_sentence
from desktop.core.review import Opening, Review
from desktop.core.text import squeeze
from desktop.core.work import Work

_END = re.compile(r"(?<=[.!?…])[\"”’»)\]*_|]*\s+(?=[\"“‘«„(\[@{*_|]*[^\W\d_a-zà-öø-ÿ])|(?<=[。！？])|\n+")
_NO_END = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|cf|etc|e\.g|i\.e))\.$", re.IGNORECASE)
_ORDINARY = frozenset(
    word
    for line in (
        "a an and as at but by day do for go he her his how if in it long may more much no not now of oh old on once one only",
        "or rich she so some still such then there they this to too true very we what when who will woo you young",
        "al con de del des die du el en la las le les los no para por si sin son un una y ach als auch da das der dies ein es",
        "im mit so um und von wie zu",
    )
    for word in line.split()
)
"""Family names that begin sentences as ordinary words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names somebody.

    ``form`` and ``field`` say where it is edited, ``start`` where it begins in that field's text; ``sentence`` is without marks,
    and ``marks`` are the places (from, to) of the names in it.
    """

    form: str
    field: str
    start: int
    sentence: str
    marks: tuple[tuple[int, int], ...]


def mentions(article: Article, person: Person) -> tuple[Mention, ...]:
    """Return every sentence of the review that names ``person``, in the order of the article.

    Characters and the family name alone count only where the work credits the person, and the family name only where nobody else
    there has a word of it in their name.
    """
    others = (other.name for other in article.people if other.id != person.id)
    return mentions_in(article.review, article.work, person, others)


def mentions_in(review: Review, work: Work, person: Person, others: Iterable[str]) -> tuple[Mention, ...]:
    """Return what :func:`mentions` does; ``others`` are the house spellings of everybody else whom the work credits."""
    names = [*person.spellings(), *_characters(work, person)]
    surname = _surname(work, person, others)
    may_name = _glance((*names, surname))
    return tuple(
        Mention(form, field, start, shown, found)
        for form, field, text in _own_texts(review)
        if may_name(text)
        for start, raw in sentences(text)
        if may_name(raw)
        for shown, found in [_found(raw, person.id, names, surname)]
        if found
    )


def _glance(names: Iterable[str]) -> Callable[[str], bool]:
    """Return a quick look at whether a text can name somebody at all; it never misses one."""
    letters = tuple({squeezed for name in names if (squeezed := squeeze(name))})

    def may_name(text: str) -> bool:
        if "](" in text or "[^" in text or "{{" in text:
            return True
        squeezed = squeeze(text)
        return any(each in squeezed for each in letters)

    return may_name


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a Markdown text with its place; a line break ends one."""
    start = 0
    for end in _END.finditer(text):
        piece = text[start : end.start()]
        if "\n" not in end[0] and _NO_END.search(piece):
            continue
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), piece.strip()
        start = end.end()
    rest = text[start:]
    if rest.strip():
        yield start + len(rest) - len(rest.lstrip()), rest.strip()


def _own_texts(review: Review) -> Iterator[tuple[str, str, str]]:
    """Yield the critic's own words: the form and the field in which they are edited, and the text."""
    for field in ("headline", "tagline", "standfirst", "verdict"):
        yield "headline", f"review.{field}", getattr(review, field)
    for part in review.parts:
        if part.opening is Opening.OWN:
            yield part.id, "opening_text", part.opening_text
        yield part.id, "body", part.body


def _characters(work: Work, person: Person) -> list[str]:
    mine = (credit for credit in work.credits if credit.person == person.id)
    return [name for credit in mine for name in (credit.credited_as, *credit.characters) if name]


def _surname(work: Work, person: Person, others: Iterable[str]) -> str:
    surname = family_name(person)
    if not any(credit.person == person.id for credit in work.credits):
        return ""
    taken = {word.folded for name in others for word in words_of_text(name)}
    taken |= {word.folded for credit in work.credits for name in credit.characters for word in words_of_text(name)}
    return "" if any(word.folded in taken for word in words_of_text(surname)) else surname


def _found(raw: str, person_id: str, names: list[str], surname: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a sentence without marks, and where it names the person."""
    shown, marked = plain_sentence(raw)
    words = words_of_text(shown)
    spans = {span for span, person in marked if person == person_id}
    for name in names:
        spans |= set(find_name(name, shown, words))
    if surname:
        spans |= {span for span in find_name(surname, shown, words) if not _opens(span, words)}
    elsewhere = [span for span, person in marked if person != person_id]
    kept = sorted(span for span in spans if not any(span[0] < end and start < span[1] for start, end in elsewhere))
    return shown, _apart(kept)


def _opens(span: tuple[int, int], words: list[Word]) -> bool:
    """Say whether a name that is an ordinary word too stands first in its sentence, where any word has a capital."""
    first = bool(words) and span[0] == words[0].start and words[0].folded in _ORDINARY
    return first and not (len(words) > 1 and words[1].folded == "s")


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans without those that lie in another."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)
