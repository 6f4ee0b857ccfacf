"""What a person looks for, as a value: plain words, phrases and field terms, read from text and written back as text.

Nothing typed is a mistake: a key that there is not, or a value that its key cannot have, is a plain word. Words in quotes stand
together; ``-`` before a piece turns it round; the last word may be unfinished. Marks such as ``%`` are passed over beside words;
alone they are a word that nothing has::

    harbour "red shoes" actor:"Kim Ji-hun" rating:>=4 year:2019..2023 -tag:noir missing:alt
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.core.finding_values import Key, Operator, Values, read_values

__all__ = ["EVERYTHING", "By", "Key", "Operator", "Order", "Piece", "Query", "Term", "Word", "parse_query"]

_PIECE = re.compile(r'(-*)(?:([A-Za-z]+):"([^"]*)(?:"|$)|"([^"]*)")|(\S+)')
_TERM = re.compile(r"(-*)([A-Za-z]+):(\S*)")

_UNSEEN = frozenset({"Cf", "Cn", "Co", "Zs", "Zl", "Zp"})
"""Categories of characters that nobody sees or knows."""


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word, or with ``together`` words in quotes; ``negated`` must not stand there, ``begun`` may be unfinished."""

    text: str
    together: bool = False
    negated: bool = False
    begun: bool = False

    @property
    def is_heard(self) -> bool:
        """Whether it has a letter or a number; what has none is found nowhere."""
        return any(map(is_token, self.text))

    def __str__(self) -> str:
        """Return the word as it is typed."""
        return ("-" if self.negated else "") + (f'"{self.text}"' if self.together else self.text)


@dataclass(frozen=True, slots=True)
class Term:
    """A field term such as ``year:2019..2023``; ``upto`` is the end of a range, an empty ``value`` is still being typed."""

    key: Key
    operator: Operator
    value: str = ""
    upto: str = ""
    negated: bool = False

    def __str__(self) -> str:
        """Return the term as it is typed."""
        signs = {Operator.LEAST: ">=", Operator.MOST: "<=", Operator.ABOVE: ">", Operator.BELOW: "<"}
        value = f'"{self.value}"' if self.operator is Operator.IS and self.key.textual else self.value
        upto = f"..{self.upto}" if self.operator is Operator.BETWEEN else ""
        return f"{'-' if self.negated else ''}{self.key.value}:{signs.get(self.operator, '')}{value}{upto}"


Piece = Word | Term


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every piece must hold. An empty one finds everything outside the trash."""

    pieces: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        """Return the text that :func:`parse_query` reads as this query; a last word that is finished has a blank behind it."""
        last = self.pieces[-1] if self.pieces else None
        finished = isinstance(last, Word) and not last.together and not last.negated and not last.begun
        return " ".join(str(piece) for piece in self.pieces) + (" " if finished else "")

    @property
    def words(self) -> tuple[Word, ...]:
        """The plain words and phrases."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Word))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The field terms that are finished."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Term) and piece.value)

    @property
    def asks(self) -> bool:
        """Whether anything is looked for that can be found: a word that is heard, or a term that is finished."""
        return bool(self.terms) or any(word.is_heard for word in self.words)

    @property
    def in_trash(self) -> bool:
        """Whether what lies in the trash is looked for; everything else leaves the trash out."""
        return any(term.key is Key.IS and term.value == "trashed" and not term.negated for term in self.terms)

    def as_words(self) -> Query:
        """Return the query with the names that its terms ask for as plain words, which are looked for everywhere."""
        pieces = _heard(list(map(_as_word, self.pieces)))
        return Query((*map(_finished, pieces[:-1]), *pieces[-1:]))

    def without(self, piece: Piece) -> Query:
        """Return the query without one piece, as when its chip is removed."""
        at = self.pieces.index(piece)
        kept = (*self.pieces[:at], *self.pieces[at + 1 :])
        return Query(tuple(_finished(each) for each in kept[:-1]) + kept[-1:])

    def and_also(self, piece: Piece) -> Query:
        """Return the query with one more piece at its end; a piece that is there is not added again."""
        return self if piece in self.pieces else Query((*(_finished(each) for each in self.pieces), piece))


EVERYTHING = Query()
"""What finds every review outside the trash."""


class By(StrEnum):
    """What reviews are put in order by.

    ``BEST`` is how well they fit the words; ``ADDED`` the order in which the library got them; a missing rating, year or date
    stands below every other, and what is never due behind all that is.
    """

    BEST = "best"
    ADDED = "added"
    TITLE = "title"
    STATUS = "status"
    RATING = "rating"
    OUTLET = "outlet"
    YEAR = "year"
    DIRECTOR = "director"
    BYLINE = "byline"
    LANGUAGE = "language"
    WORDS = "words"
    MODIFIED = "modified"
    CREATED = "created"
    PUBLISHED = "published"
    DUE = "due"
    TRASHED = "trashed"


@dataclass(frozen=True, slots=True)
class Order:
    """An order of reviews; ``BEST`` has one direction only. Equals stand by when they were added, in the same direction."""

    by: By
    descending: bool = True


def parse_query(text: str) -> Query:
    """Return what a person means by ``text``; anything at all means something."""
    pieces: list[Piece] = []
    cleaned = "".join(" " if unicodedata.category(mark) in {"Cc", "Cs"} else mark for mark in text)
    for match in _PIECE.finditer(cleaned):
        dashes, key, value, phrase, bare = match.groups()
        if bare is None:
            pieces += _quoted(key, value if key else phrase, negated=bool(dashes))
        else:
            pieces += (piece for word in bare.replace('"', " ").split() for piece in _bare(word))
    pieces = _heard(pieces)
    last = pieces[-1] if pieces else None
    if isinstance(last, Word) and not last.together and not last.negated and is_token(cleaned[-1]):
        pieces[-1] = replace(last, begun=True)
    return Query(tuple(pieces))


def is_token(mark: str) -> bool:
    """Say whether a character is part of a word: a letter or a number in any script."""
    return unicodedata.category(mark)[0] in "LN"


def _quoted(key: str | None, quoted: str, *, negated: bool) -> list[Piece]:
    value = " ".join(quoted.split())
    values = read_values(key, value, quoted=True) if key else None
    if values is not None:
        return [_term(values, negated=negated)]
    pieces: list[Piece] = [Word(key, negated=negated)] if key else []
    if any(map(is_token, value)):
        pieces.append(Word(value, together=True, negated=negated))
    elif not negated:
        pieces += map(Word, filter(_is_seen, value.split()))
    return pieces


def _bare(word: str) -> list[Piece]:
    match = _TERM.fullmatch(word)
    values = read_values(match[2], match[3], quoted=False) if match else None
    if match is not None and values is not None:
        return [_term(values, negated=bool(match[1]))]
    plain = word.lstrip("-")
    if any(map(is_token, plain)):
        return [Word(plain, negated=plain != word)]
    return [Word(plain)] if plain == word and _is_seen(plain) else []


def _is_seen(marks: str) -> bool:
    """Say whether a person sees marks and means them: a dash alone is about to turn something round."""
    return any(mark != "-" and unicodedata.category(mark) not in _UNSEEN for mark in marks)


def _heard(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without marks that stand beside words."""
    if not any(isinstance(piece, Word) and piece.is_heard for piece in pieces):
        return pieces
    return [piece for piece in pieces if not isinstance(piece, Word) or piece.is_heard]


def _term(values: Values, *, negated: bool) -> Term:
    return Term(values.key, values.operator, values.value, values.upto, negated)


def _as_word(piece: Piece) -> Piece:
    """Return the name that a term asks for as words; every other piece as it is."""
    if not isinstance(piece, Term) or not piece.key.textual or not piece.value or piece.negated:
        return piece
    together = parse_query(f"{piece.value} ").pieces != (Word(piece.value),)
    return Word(piece.value, together, begun=piece.operator is Operator.BEGINS and not together)


def _finished(piece: Piece) -> Piece:
    return replace(piece, begun=False) if isinstance(piece, Word) else piece
