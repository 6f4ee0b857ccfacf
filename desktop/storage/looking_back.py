"""The figures of the archive: one query over columns each, none of which reads a record.

The indices ``review_figures`` and ``work_years`` hold everything that is counted, so that no body of a record is read.
"""

from __future__ import annotations

from typing import Any

import peewee

from desktop.core.looking_back import Figure, LookingBack, Mean, RatingFigures
from desktop.core.rating import SCALES

_ALIVE = "review INDEXED BY review_figures WHERE trashed_at IS NULL"
_WRITTEN = f"SELECT DISTINCT work_id FROM {_ALIVE}"  # noqa: S608 - own constants, as below

_TOTALS = f"SELECT count(*), coalesce(sum(words), 0), count(DISTINCT work_id) FROM {_ALIVE}"  # noqa: S608
_VIEWINGS = "SELECT count(*) FROM viewing WHERE trashed_at IS NULL"
_SPREAD = f"SELECT rating_scale, rating_value, count(*) FROM {_ALIVE} AND rating_value <> '' GROUP BY 1, 2"  # noqa: S608
_MEANS = f"""SELECT rating_scale, substr(published_on, 1, 4) AS year, avg(rating_position), count(*) FROM {_ALIVE}
    AND rating_value <> '' AND published_on GLOB '[0-9][0-9][0-9][0-9]*' GROUP BY 1, 2 ORDER BY 1, 2"""  # noqa: S608
_WORDS = f"""SELECT substr(published_on, 1, 7) AS month, sum(words) FROM {_ALIVE}
    AND published_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]*' GROUP BY 1 ORDER BY 1"""  # noqa: S608
_YEARS = f"""SELECT work.year, count(*) FROM ({_WRITTEN}) AS written
    JOIN work INDEXED BY work_years ON work.id = written.work_id
    WHERE work.year IS NOT NULL GROUP BY 1 ORDER BY 1"""  # noqa: S608
_COUNTRIES = f"""SELECT country, count(*) FROM ({_WRITTEN}) AS written
    JOIN work_country ON work_country.work_id = written.work_id
    GROUP BY 1 ORDER BY 2 DESC, 1"""  # noqa: S608
_DIRECTORS = f"""SELECT person.name, counted.films FROM (
        SELECT credit.person_id, count(DISTINCT credit.work_id) AS films FROM ({_WRITTEN}) AS written
        JOIN credit ON credit.work_id = written.work_id AND credit.job = 'director'
        GROUP BY 1) AS counted
    JOIN person ON person.id = counted.person_id ORDER BY 2 DESC, 1"""  # noqa: S608
_UNWRITTEN = f"""SELECT year, count(*) FROM (
        SELECT substr(max(seen_on), 1, 4) AS year FROM viewing
        WHERE trashed_at IS NULL AND work_id NOT IN ({_WRITTEN}) GROUP BY work_id)
    GROUP BY 1 ORDER BY 1"""  # noqa: S608


def look_back(database: peewee.Database) -> LookingBack:
    """Count everything."""
    ((reviews, words, films),) = _rows(database, _TOTALS)
    ((viewings,),) = _rows(database, _VIEWINGS)
    return LookingBack(
        reviews,
        words,
        films,
        viewings,
        _ratings(database),
        _figures(database, _WORDS),
        _figures(database, _YEARS),
        _figures(database, _COUNTRIES),
        _figures(database, _DIRECTORS),
        _figures(database, _UNWRITTEN),
    )


def _ratings(database: peewee.Database) -> tuple[RatingFigures, ...]:
    counted = {(scale, value): number for scale, value, number in _rows(database, _SPREAD)}
    means = _rows(database, _MEANS)
    found = []
    for scale in SCALES:
        spread = tuple(Figure(value, counted.get((scale.id, value), 0)) for value in scale.values)
        by_year = tuple(Mean(year, mean, of) for known, year, mean, of in means if known == scale.id)
        found.append(RatingFigures(scale.id, spread, by_year))
    return tuple(sorted((each for each in found if each.reviews), key=lambda each: -each.reviews))


def _figures(database: peewee.Database, query: str) -> tuple[Figure, ...]:
    return tuple(Figure(str(name), number) for name, number in _rows(database, query))


def _rows(database: peewee.Database, query: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(query).fetchall())
