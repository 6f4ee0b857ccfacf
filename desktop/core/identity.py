"""Ids of records: UUIDs as 32 lower-case hexadecimal digits, and short ids for the parts of a record."""

from __future__ import annotations

import re
import secrets
import time
import uuid

_RECORD_ID = re.compile(r"[0-9a-f]{32}")
_PART_ID = re.compile(r"[a-z0-9]{1,32}")


def new_id() -> str:
    """Return a new id for a record of its own (a work, a person, a review, an image, an outlet).

    A UUID of version 7 (RFC 9562, 5.7), which begins with the moment: what is added together then lies together in the database,
    however large it is.
    """
    moment = time.time_ns() // 1_000_000 & (1 << 48) - 1
    return f"{moment:012x}7{secrets.randbits(12):03x}{secrets.randbits(62) | 1 << 63:016x}"


def new_part_id() -> str:
    """Return a new short id for something inside a record (a part, a credit, a use of an image): 8 hexadecimal digits."""
    return uuid.uuid4().hex[:8]


def is_record_id(text: str) -> bool:
    """Say whether ``text`` is the id of a record."""
    return _RECORD_ID.fullmatch(text) is not None


def is_part_id(text: str) -> bool:
    """Say whether ``text`` can stand as the id of a part: short, lower case, safe in addresses and HTML ids."""
    return _PART_ID.fullmatch(text) is not None
