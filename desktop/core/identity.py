"""Ids of records: random UUIDs as 32 lower-case hexadecimal digits, and short ids for the parts of a record."""

from __future__ import annotations

import re
import uuid

_RECORD_ID = re.compile(r"[0-9a-f]{32}")
_PART_ID = re.compile(r"[a-z0-9]{1,32}")


def new_id() -> str:
    """Return a new id for a record of its own (a work, a person, a review, an image, an outlet)."""
    return uuid.uuid4().hex


def new_part_id() -> str:
    """Return a new short id for something inside a record (a part, a credit, a use of an image): 8 hexadecimal digits."""
    return uuid.uuid4().hex[:8]


def is_record_id(text: str) -> bool:
    """Say whether ``text`` is the id of a record."""
    return _RECORD_ID.fullmatch(text) is not None


def is_part_id(text: str) -> bool:
    """Say whether ``text`` can stand as the id of a part: short, lower case, safe in addresses and HTML ids."""
    return _PART_ID.fullmatch(text) is not None
