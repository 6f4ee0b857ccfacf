"""The figures of the archive: one query over columns each, none of which reads a record.

The indices ``review_figures`` and ``work_years`` and the lines of the list hold everything that is counted, so that no body of a
record is read. Each figure is that of the reviews that the search line finds by the terms of its bar.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import peewee

from desktop.core.looking_back import Figure, LookingBack, Mean, RatingFigures
from desktop.core.rating import SCALES, Rating, position
from desktop.core.review import Status
from desktop.storage.database import values

_ALIVE = "review INDEXED BY review_figures WHERE trashed_at IS NULL"
_WRITTEN = f"SELECT DISTINCT work_id FROM {_ALIVE}"  # noqa: S608 - own constants, as below

_FILMS = f"SELECT work_id, count(*) AS reviews FROM {_ALIVE} GROUP BY work_id"  # noqa: S608

_LINES = "listed AS l INDEXED BY listed_filters"
_PUBLISHED = (
    f"l.trashed_at IS NULL AND l.status = {list(Status).index(Status.PUBLISHED)} AND l.published_on GLOB '[0-9][0-9][0-9][0-9]*'"
)

_TOTALS = f"SELECT count(*), coalesce(sum(words), 0), count(DISTINCT work_id) FROM {_ALIVE}"  # noqa: S608
_VIEWINGS = "SELECT count(*) FROM viewing WHERE trashed_at IS NULL"
_SPREAD = f"SELECT rating_scale, rating_value, count(*) FROM {_ALIVE} AND rating_value <> '' GROUP BY 1, 2"  # noqa: S608
_RATED = f"""SELECT shown.rating_scale, substr(l.published_on, 1, 4) AS year, shown.rating_value, count(*)
    FROM {_LINES} CROSS JOIN shown ON shown.id = l.id WHERE {_PUBLISHED} AND l.stars IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY 1, 2"""  # noqa: S608
_WORDS = f"""SELECT substr(l.published_on, 1, 7) AS month, sum(l.words), count(*) FROM {_LINES} WHERE {_PUBLISHED}
    GROUP BY 1 ORDER BY 1"""  # noqa: S608
_YEARS = f"""SELECT work.year, count(*), sum(reviews) FROM ({_FILMS}) AS written
    JOIN work INDEXED BY work_years ON work.id = written.work_id
    WHERE work.year IS NOT NULL GROUP BY 1 ORDER BY 1"""  # noqa: S608
_COUNTRIES = f"""SELECT country, count(*), sum(reviews) FROM ({_FILMS}) AS written
    JOIN work_country ON work_country.work_id = written.work_id
    GROUP BY 1 ORDER BY 2 DESC, 1"""  # noqa: S608
_CREDITED = f"""SELECT DISTINCT credit.person_id, credit.work_id, reviews FROM ({_FILMS}) AS written
        JOIN credit ON credit.work_id = written.work_id AND credit.job = 'director'"""  # noqa: S608
_DIRECTORS = f"""SELECT person.name, sum(films), sum(reviews), count(*) FROM (
        SELECT person_id, count(*) AS films, sum(reviews) AS reviews FROM ({_CREDITED}) GROUP BY 1) AS counted
    JOIN person ON person.id = counted.person_id GROUP BY 1"""  # noqa: S608
_NAMESAKES = f"""SELECT name, count(*), sum(reviews) FROM (
        SELECT DISTINCT person.name, credited.work_id, reviews FROM ({_CREDITED}) AS credited
        JOIN person ON person.id = credited.person_id WHERE person.name IN (SELECT value FROM json_each(?)))
    GROUP BY 1"""  # noqa: S608
"""A film that two people of one name directed is one film of that name."""
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
        _directors(database),
        _figures(database, _UNWRITTEN),
    )


def _ratings(database: peewee.Database) -> tuple[RatingFigures, ...]:
    counted = {(scale, value): number for scale, value, number in _rows(database, _SPREAD)}
    means = _means(database)
    found = []
    for scale in SCALES:
        numbers = ((value, counted.get((scale.id, value), 0)) for value in scale.values)
        spread = tuple(Figure(value, number, reviews=number) for value, number in numbers)
        found.append(RatingFigures(scale.id, spread, tuple(means.get(scale.id, ()))))
    return tuple(sorted((each for each in found if each.reviews), key=lambda each: -each.reviews))


def _means(database: peewee.Database) -> dict[str, list[Mean]]:
    """Return the mean of each year in which rated reviews were published, by scale."""
    found: dict[str, list[Mean]] = {}
    for (scale, year), rows in groupby(_rows(database, _RATED), key=lambda row: (row[0], row[1])):
        rated = [(position(Rating(scale, value)) or 0, number) for _, _, value, number in rows]
        of = sum(number for _, number in rated)
        found.setdefault(scale, []).append(Mean(year, sum(place * number for place, number in rated) / of, reviews=of))
    return found


def _directors(database: peewee.Database) -> tuple[Figure, ...]:
    """Return the films of each name, most first."""
    counted = {name: (films, reviews, people) for name, films, reviews, people in _rows(database, _DIRECTORS)}
    shared = [name for name, (*_, people) in counted.items() if people > 1]
    counted |= (
        {name: (films, reviews, 1) for name, films, reviews in _rows(database, _NAMESAKES, values(shared))} if shared else {}
    )
    figures = (Figure(name, films, reviews=reviews) for name, (films, reviews, _) in counted.items())
    return tuple(sorted(figures, key=lambda figure: (-figure.number, figure.name)))


def _figures(database: peewee.Database, query: str) -> tuple[Figure, ...]:
    rows = _rows(database, query)
    return tuple(Figure(str(name), number, reviews=sum(reviews)) for name, number, *reviews in rows)


def _rows(database: peewee.Database, query: str, *asked: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(query, asked).fetchall())
