"""The full-text index: what is asked of it, the sentence that it shows, and whether it holds what the records say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import apsw
import peewee

from desktop.core.finding import Query, Term, Word
from desktop.core.finding_values import Key, Operator
from desktop.core.text import fold
from desktop.storage.backup import Step, unwatched
from desktop.storage.database import driver_of, number
from desktop.storage.failures import DATABASE_ERRORS, original
from desktop.storage.other_forms import with_dots
from desktop.storage.rows import without_hyphens

RANKING = "bm25(10.0, 6.0, 6.0, 4.0, 3.0, 4.0, 1.0)"
"""How much a hit in titles, directors, actors, others, roles, tags and sentences counts."""

OPEN, SHUT = "\x02", "\x03"
SENTENCE = f"snippet(search, -1, '{OPEN}', '{SHUT}', '…', 24)"
"""Where most was found, marked: the beginning of a sentence of the critic's counts more than a short title or name."""

_TOKEN = re.compile(r"\w+")
_COLUMNS = {
    Key.TITLE: "titles",
    Key.PERSON: "directors actors others",
    Key.ACTOR: "actors",
    Key.DIRECTOR: "directors",
    Key.ROLE: "roles",
}
_NAMES = "titles directors actors others roles tags"
_AT_ONCE = 500
"""How many texts are put into an index that is made anew between two looks at whether it is still wanted."""
_SHORT = 2
"""The start of a word of so few Latin letters is looked for in names only; every text has some word that begins so."""

_WORTH_JOINING = 4
_PAGES = 100
"""How much of the index is joined in one transaction: some hundredths of a second."""

Marks = tuple[tuple[int, int], ...]


def is_textual(term: Term) -> bool:
    """Say whether the index answers a term; the others are answered by columns."""
    return term.key in _COLUMNS


@lru_cache(maxsize=16)
def match_of(query: Query) -> str:
    """Return what the index is asked: every word and phrase and every name must be there, and nothing negated.

    Nothing typed is ever syntax. Empty where the index is not asked for anything that must be there.
    """
    wanted, unwanted = _parts(query)
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {part}" for part in unwanted)


@lru_cache(maxsize=16)
def unwanted_of(query: Query) -> str:
    """Return what the index is asked for to be left out where it is asked for nothing else."""
    wanted, unwanted = _parts(query)
    return "" if wanted else " OR ".join(unwanted)


@lru_cache(maxsize=16)
def has_beginnings(query: Query) -> bool:
    """Say whether a word of the query may be unfinished, which the index has to gather anew for each question."""
    begins = (term.operator is Operator.BEGINS for term in query.terms if is_textual(term))
    return any(word.begun for word in query.words) or any(begins)


@lru_cache(maxsize=16)
def has_phrases(query: Query) -> bool:
    """Say whether words of the query must stand together, for which the index looks through all that has each of them."""
    texts = [word.text for word in query.words] + [term.value for term in query.terms if is_textual(term)]
    return any(len(_TOKEN.findall(text)) > 1 for text in texts)


def _parts(query: Query) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in query.pieces:
        if isinstance(piece, Word):
            part = _word(piece)
        elif piece.value and is_textual(piece):
            ways = _written(_ways(piece.value), begun=piece.operator is Operator.BEGINS)
            part = f"({{{_COLUMNS[piece.key]}}} : {ways})"
        else:
            continue
        (unwanted if piece.negated else wanted).append(part)
    return wanted, unwanted


def _word(word: Word) -> str:
    ways = _ways(word.text, as_written=word.together)
    if word.begun and len(word.text) <= _SHORT and word.text.isascii():
        return f"({_written(ways)} OR ({{{_NAMES}}} : {_written(ways, begun=True)}))"
    return _written(ways, begun=word.begun)


def _ways(text: str, *, as_written: bool = False) -> list[str]:
    """Return every way in which a phrase may be written: as typed, with plain letters, and without hyphens.

    ``as_written`` leaves the last out: names have it in the index themselves, and sentences are to say it as it was typed.
    """
    forms = (text,) if as_written else (text, without_hyphens(text))
    ways = dict.fromkeys(way for each in forms for way in (each, fold(each)) if any(map(str.isalnum, way)))
    return _distinct(ways) or [text]  # which the index finds nowhere, having no letters


def _written(ways: list[str], *, begun: bool = False) -> str:
    ending = " *" if begun else ""
    return "(" + " OR ".join(f'"{way.replace(chr(34), " ")}"{ending}' for way in ways) + ")"


def _distinct(ways: Iterable[str]) -> list[str]:
    """Leave out ways that the index takes for one that is there already: it folds case and accents of Latin letters itself."""
    seen: set[str] = set()
    kept = []
    for way in ways:
        bare = way if way.isascii() else "".join(map(_bare, unicodedata.normalize("NFC", way)))
        tokens = " ".join(_TOKEN.findall(bare.lower()))
        if tokens not in seen:
            seen.add(tokens)
            kept.append(way)
    return kept


def _bare(mark: str) -> str:
    """Return a letter without its accents where it is a Latin one: the index leaves those of other scripts as they are."""
    base = unicodedata.normalize("NFD", mark)[0]
    return base if base.isascii() and mark not in "Ǡǡ" else mark


def is_in_step(database: peewee.Database) -> bool:
    """Say whether the index holds exactly what the records say; ``database`` is the writing connection.

    Only the check with rank 1 compares the index with its content; SQLite's own integrity check does not see that they differ.
    """
    try:
        database.execute_sql("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except DATABASE_ERRORS as error:
        if isinstance(original(error), apsw.CorruptError | apsw.SQLError):
            return False
        raise
    return True


def rebuild(database: peewee.Database, step: Step = unwatched) -> None:
    """Make the index anew from its content; ``step`` is told how far it is, of the texts."""
    last = number(database, "SELECT coalesce(max(id), 0) FROM search_text")
    database.execute_sql("INSERT INTO search (search) VALUES ('delete-all')")
    for done in range(0, last, _AT_ONCE):
        step(done, last)
        index_texts(database, done + 1, done + _AT_ONCE)
    step(last, last)


def index_texts(database: peewee.Database, first: int, last: int) -> None:
    """Put texts, by their ids, into the index, which has none of them; by one statement, for FTS5 merges one piece for each."""
    columns = ", ".join(str(name) for _, name, *_ in database.execute_sql("PRAGMA table_info(search)").fetchall())
    put = f"INSERT INTO search (rowid, {columns}) SELECT id, {columns} FROM search_text WHERE id BETWEEN ? AND ?"  # noqa: S608
    database.execute_sql(put, (first, last))


def is_scattered(database: peewee.Database) -> bool:
    """Say whether so much of the index lies in pieces of its own, as every save leaves one, that it is worth writing as one."""
    pages = [count for (count,) in database.execute_sql("SELECT count(*) FROM search_idx GROUP BY segid").fetchall()]
    return len(pages) > 1 and _WORTH_JOINING * (sum(pages) - max(pages)) > max(pages)


def join_some(database: peewee.Database, *, begin: bool) -> bool:
    """Write a few pages of the index as one piece with the rest, with ``begin`` the first of them; say whether there are more.

    That is how FTS5 does by and by what its ``optimize`` does at once, by which nobody could save meanwhile.
    """
    driver = driver_of(database)
    before = driver.total_changes()
    database.execute_sql("INSERT INTO search (search, rank) VALUES ('merge', ?)", (-_PAGES if begin else _PAGES,))
    return driver.total_changes() - before > 1


def marked(snippet: str) -> tuple[str, Marks]:
    """Return a snippet without its marks, and the places (from, to) that they were around."""
    text, *rest = with_dots(snippet).split(OPEN)
    marks = []
    for piece in rest:
        found, _, behind = piece.partition(SHUT)
        marks.append((len(text), len(text) + len(found)))
        text += found + behind
    return text, tuple(marks)
