"""The lines of a text that name its pictures, ``![](image:ID)`` alone on a line, in step with the part's list of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"^(!\[[^\]\n]*\]\(image:)([a-z0-9]+)(\)[ \t]*)$", re.MULTILINE)


def named_pictures(body: str) -> list[str]:
    """Return the ids that the text names, in its order."""
    return [match[2] for match in _MARK.finditer(body)]


def with_pictures(body: str, wanted: Sequence[str], known: Sequence[str], caret: int) -> tuple[str, int]:
    """Return the text naming the pictures ``wanted`` where it named those of ``known``, and the caret after what was added.

    The line of a picture that is not wanted any more goes; pictures in another order change places; new ones are named at
    ``caret``, beside a picture that stands just above.
    """
    gone = set(known) - set(wanted)
    lines = [line for line in body.split("\n") if not ((mark := _MARK.match(line)) and mark[2] in gone)]
    kept = "\n".join(lines)
    caret = max(0, min(caret, len(kept)))
    order = iter([each for each in wanted if each in set(named_pictures(kept))])
    listed = set(wanted)
    kept = _MARK.sub(lambda mark: mark[1] + (next(order) if mark[2] in listed else mark[2]) + mark[3], kept)
    new = [each for each in wanted if each not in set(known) and each not in set(named_pictures(kept))]
    return _added(kept, new, caret) if new else (kept, caret)


def _added(body: str, new: Sequence[str], caret: int) -> tuple[str, int]:
    above, below = body[:caret].rstrip("\n"), body[caret:].lstrip("\n")
    beside = _MARK.match(above.rpartition("\n")[2]) is not None
    gap = "" if not above else "\n" if beside else "\n\n"
    start = above + gap + "\n".join(f"![](image:{each})" for each in new) + "\n\n"
    return start + below, len(start)
