"""What was typed before into a field, for completing it: distinct values out of the stored records, most used first."""

from __future__ import annotations

from types import MappingProxyType

import peewee

from desktop.core.errors import NotFoundError

_WORK_LISTS = ("genres", "countries", "languages", "content_notes")
_WORK_PLACES = {
    "services": ("watch", "service"),
    "companies": ("companies", "name"),
    "company_roles": ("companies", "role"),
    "certificate_boards": ("certificates", "board"),
}


def _list_query(table: str, field: str) -> str:
    return f"SELECT each.value AS used FROM {table}, json_each({table}.body, '$.{field}') AS each"  # noqa: S608 - own constants


def _place_query(field: str, name: str) -> str:
    return f"SELECT json_extract(each.value, '$.{name}') AS used FROM work, json_each(work.body, '$.{field}') AS each"  # noqa: S608


COLUMNS = MappingProxyType(
    {
        **{name: _list_query("work", name) for name in _WORK_LISTS},
        **{column: _place_query(*place) for column, place in _WORK_PLACES.items()},
        "festivals": _place_query("festivals", "festival") + " UNION ALL SELECT festival FROM viewing",  # noqa: S608
        "characters": "SELECT names.value AS used FROM work, json_each(work.body, '$.credits') AS each, "
        "json_each(each.value, '$.characters') AS names",
        "job_texts": _place_query("credits", "job_text"),
        "trailer_providers": "SELECT json_extract(body, '$.trailer.provider') AS used FROM work",
        "trailer_labels": "SELECT json_extract(body, '$.trailer.label') AS used FROM work",
        "known_as": _list_query("person", "known_as"),
        "image_credits": "SELECT json_extract(body, '$.credit') AS used FROM image",
        "bylines": "SELECT byline AS used FROM review",
        "review_languages": "SELECT language AS used FROM review",
        "tags": "SELECT tag AS used FROM review_tag",
        "venues": "SELECT venue AS used FROM viewing",
        "formats": "SELECT format AS used FROM viewing",
        "versions": "SELECT json_extract(body, '$.version') AS used FROM viewing",
        "sections": "SELECT section AS used FROM viewing",
    }
)
"""Each column that is completed, with the query for its values; a field that should complete is added here."""


def used_values(database: peewee.Database, column: str) -> tuple[str, ...]:
    """Return the values of one of ``COLUMNS`` in use, most used first; raises :class:`NotFoundError` for another name."""
    if column not in COLUMNS:
        raise NotFoundError(f"“{column}” is not a column that remembers its values.")
    question = f"SELECT used FROM ({COLUMNS[column]}) WHERE used <> '' GROUP BY used ORDER BY count(*) DESC, used"  # noqa: S608 - own constants
    return tuple(str(value) for (value,) in database.execute_sql(question).fetchall())
