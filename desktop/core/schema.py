"""The JSON Schema of a review file, made from the dataclasses so that it cannot disagree with them.

``python -m desktop.core.schema`` prints it; a test compares what it prints with ``resources/schema/review.schema.json``. The
dialect is JSON Schema 2020-12. Files are written with every field; a reader may leave out what has a default.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import sys
import types
from typing import Any, Union, get_args, get_origin

from desktop.core.dates import PartialDate
from desktop.core.fields import FIELDS, Owner
from desktop.core.rating import SCALES, Rating
from desktop.core.records import field_types, to_plain
from desktop.core.review import Review
from desktop.core.review_file import FORMAT, VERSION, ReviewFile
from desktop.core.work import Work

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}
_OWNERS = {Owner.WORK: Work, Owner.REVIEW: Review}
_LABELS = {
    (_OWNERS[field.owner], field.name): f"{field.label}. {field.hint}." if field.hint else f"{field.label}." for field in FIELDS
}
_DATE = {
    "type": "string",
    "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "A date known to the year, the month or the day: 2023, 2023-10 or 2023-10-06.",
}

Schema = dict[str, Any]


def review_schema() -> Schema:
    """Return the schema of a review file, with one definition for each kind of record."""
    definitions: dict[str, Schema] = {}
    top = _object(ReviewFile, definitions)
    top["properties"]["format"] = {"const": FORMAT}
    top["properties"]["version"] = {"const": VERSION}
    top["required"] = ["format", "version", "article"]
    return {"$schema": DIALECT, "title": "A review of Matinee", **top, "$defs": dict(sorted(definitions.items()))}


def schema_text() -> str:
    """Return the schema as the file in ``resources/schema`` holds it."""
    return json.dumps(review_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    properties, required = {}, []
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for name, inner in field_types(kind).items():
        described = _schema(inner, definitions)
        label = _LABELS.get((kind, name))
        default = fields[name].default
        properties[name] = described | ({"description": label} if label else {})
        if default is dataclasses.MISSING:
            required.append(name)
        else:
            properties[name]["default"] = to_plain(default)
    found: Schema = {"type": "object", "description": _description(kind), "properties": properties, "additionalProperties": False}
    return found | ({"required": required} if required else {}) | _rules(kind)


def _rules(kind: type[Any]) -> Schema:
    """Return what a dataclass checks by itself beyond the types of its fields."""
    if kind is not Rating:
        return {}
    choices = [
        {"properties": {"scale": {"const": scale.id}, "value": {"enum": list(scale.values) or [""]}}, "required": ["scale"]}
        for scale in SCALES
    ]
    return {"oneOf": choices}


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return {"anyOf": [_schema(option, definitions) for option in get_args(kind)]}
    if origin is tuple:
        return _array(get_args(kind), definitions)
    if kind is type(None):
        return {"type": "null"}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _definition(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _definition(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if kind is PartialDate:
        return dict(_DATE)
    if issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind], "description": _description(kind)}
    return _object(kind, definitions)


def _array(items: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if items[-1] is Ellipsis:
        return {"type": "array", "items": _schema(items[0], definitions)}
    places = [_schema(item, definitions) for item in items]
    return {"type": "array", "prefixItems": places, "minItems": len(items), "maxItems": len(items)}


def _description(kind: type[Any]) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").replace("``", "").split())


if __name__ == "__main__":
    sys.stdout.write(schema_text())
