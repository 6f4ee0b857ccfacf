"""Our own JSON: a whole review, read back without loss (``resources/schema/review.schema.json``)."""

from __future__ import annotations

import json

from desktop.core.errors import FormatError
from desktop.core.records import from_plain
from desktop.core.review_file import FORMAT, VERSION, ReviewFile
from desktop.importers.checking import checked, checked_pictures, unreadable
from desktop.importers.decoding import decoded
from desktop.importers.plan import Plan, Source

MOST_BYTES = 30_000_000


def read_json(data: bytes, name: str) -> Plan:
    """Return the plan of a JSON file; raises :class:`FormatError`."""
    if len(data) > MOST_BYTES:
        raise FormatError(f"“{name}” is larger than 30 MB, so it was not read.")
    text, notes = decoded(data, name)
    try:
        plain = json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise FormatError(f"“{name}” is not JSON: {error.msg} in line {error.lineno}.") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"“{name}” is not JSON that can be read: {error}.") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise FormatError(f"“{name}” is not a review of Matinee: its “format” is not “{FORMAT}”.")
    if plain.get("version") != VERSION:
        raise FormatError(f"“{name}” was written by another version of Matinee (version {plain.get('version')} of the format).")
    try:
        file = from_plain(ReviewFile, plain)
        return Plan(name, (checked(file.article),), checked_pictures(file.pictures), notes=notes)
    except FormatError as error:
        raise unreadable(name, error) from error


def _refused(name: str) -> object:
    raise ValueError(f"{name} is no number")


JSON = Source("json", "JSON of Matinee", "A review exported as JSON, with the pictures beside it.", (".json",), read_json)
