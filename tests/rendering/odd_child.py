"""A rendering child that misbehaves on request, for the tests; run by ``RenderingChild``, never imported by the program."""

from __future__ import annotations

import os
from typing import Any

from desktop.core.errors import FormatError
from desktop.core.page import Page
from desktop.rendering import worker

DEADLY = "deadly words"


def page(payload: tuple[Any, dict[str, Any]], notice: worker.Notice) -> Page:
    """Render as usual, but end without a word at the text of a part that is deadly."""
    article, options = payload
    for part in article.review.parts:
        if DEADLY in part.body and part.id not in options["paused"]:
            notice(part.id)
            os._exit(3)
    return worker.page(payload, notice)


def die(payload: Any, notice: worker.Notice) -> None:
    """End without a word."""
    os._exit(4)


def grow(payload: int, notice: worker.Notice) -> int:
    """Take ``payload`` bytes of memory and say how many they are."""
    return len(bytearray(payload))


def known(payload: str, notice: worker.Notice) -> None:
    """Raise an error that a person can be told."""
    raise FormatError(payload)


if __name__ == "__main__":
    worker.serve({"page": page, "die": die, "grow": grow, "known": known})
