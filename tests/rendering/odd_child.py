"""A rendering child that misbehaves on request, for the tests; run by ``RenderingChild``, never imported by the program."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from desktop.core.article import Article
from desktop.core.changes import ArticleChange, PageChange
from desktop.core.errors import FormatError
from desktop.core.page import Page
from desktop.rendering import worker

DEADLY = "deadly words"


class Deadly(worker.Live):
    """Renders as usual, but ends without a word at the text of a part that is deadly."""

    def __call__(self, payload: tuple[Article | ArticleChange, Mapping[str, Any]], notice: worker.Notice) -> Page | PageChange:
        given, options = payload
        for part in given.review.parts if isinstance(given, Article) else given.parts:
            if DEADLY in part.body and part.id not in options["paused"]:
                notice(part.id, worker.QUICK_LENGTH)
                os._exit(3)
        return super().__call__(payload, notice)


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
    worker.serve({"live": Deadly(), "die": die, "grow": grow, "known": known})
