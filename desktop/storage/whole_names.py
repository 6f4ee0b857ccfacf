"""People by a whole name: ``director:"Lee"`` means who is called so, and where nobody is, all whose names have these words.

Without this a place or a bar for one person opened the reviews of everybody whose name holds that one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import peewee

from desktop.core.finding import Query, Term
from desktop.core.finding_values import Key, Operator
from desktop.core.work import CAST_JOBS, Job
from desktop.storage.database import AMONG, values
from desktop.storage.filtering import Filter, filter_of
from desktop.storage.picking import words_of
from desktop.storage.search import match_of

_ACTING = ", ".join(f"'{job.value}'" for job in Job if job in CAST_JOBS)
_JOBS: Mapping[Key, str] = {
    Key.PERSON: "",
    Key.DIRECTOR: f"AND credit.job = '{Job.DIRECTOR.value}'",
    Key.ACTOR: f"AND credit.job IN ({_ACTING})",
}
_LINES = """
SELECT DISTINCT l.id, person.name = ?3 FROM name_word CROSS JOIN spelling ON spelling.person_id = name_word.owner
    CROSS JOIN person ON person.id = spelling.person_id
    CROSS JOIN credit ON credit.person_id = person.id {jobs} CROSS JOIN review ON review.work_id = credit.work_id
    CROSS JOIN listed AS l ON l.review_id = review.id
WHERE name_word.word = ?1 AND (spelling.folded = ?2 OR
    substr(spelling.folded, 1, length(?2) + 1) = ?2 || ' ' AND substr(spelling.folded, length(?2) + 1) <> ?2
    AND replace(substr(spelling.folded, length(?2) + 1), ' ', '') = replace(?2, ' ', ''))
"""
"""Behind a spelling with hyphens stands the same without them."""


def asked_of(database: peewee.Database, query: Query) -> tuple[str, Filter]:
    """Return what the full-text index is asked, and what the columns are: both must hold."""
    called = {term: lines for term in _names_in(query) if (lines := _lines_of(database, term))}
    if not called:
        return match_of(query), filter_of(database, query)
    left_out = {term for term in called if term.negated}  # by the columns alone: by the index, all with these words would be
    asked = Query(tuple(piece for piece in query.pieces if piece not in left_out))
    others = filter_of(database, asked)
    among = [f"l.id {'NOT ' if term.negated else ''}{AMONG}" for term in called]
    return match_of(asked), Filter(" AND ".join([others.sql, *among]), (*others.values, *map(values, called.values())))


@lru_cache(maxsize=16)
def _names_in(query: Query) -> tuple[Term, ...]:
    """Return the terms that ask for a name in quotes."""
    return tuple(term for term in query.terms if term.key in _JOBS and term.operator is Operator.IS and words_of(term.value))


def _lines_of(database: peewee.Database, term: Term) -> list[int]:
    """Return the ids of the lines of the reviews for whose films somebody did a term's job who is called so, also in the trash.

    So a term means the same whatever goes to the trash. Whoever's house spelling it is letter for letter is meant alone, else all
    who have it among their spellings as people compare.
    """
    words = words_of(term.value)
    asked = (max(words, key=len), f" {' '.join(words)}", term.value)
    lines = database.execute_sql(_LINES.format(jobs=_JOBS[term.key]), asked).fetchall()
    return [line_id for line_id, own in lines if own] or [line_id for line_id, _ in lines]
