"""Taking an article out, and publishing it.

What renders is imported when it is called, for the window's process must not load it: the window asks the rendering child with
``call("export", (article, format_id, options))``, the command line calls :func:`export_files` directly.
"""

from __future__ import annotations

import json
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop.core.article import Article
from desktop.core.errors import LibraryError
from desktop.core.printing import frozen_credits, headline_of, slug_of
from desktop.core.review import Printed, Status
from desktop.core.saving import stamp
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Export, Options
from desktop.exporters.writing import digests_of, write_files


class Memory(Protocol):
    """Where the digests of exported files are kept; the library is one."""

    def recall(self, key: str) -> str | None:
        """Return a kept value, or None."""

    def remember(self, key: str, value: str) -> Future[None]:
        """Keep a value; the future raises LibraryError where nothing can be kept."""


def export_files(article: Article, format_id: str, options: Options) -> Export:
    """Return the article in a format; raises NotFoundError for a format that does not exist."""
    return format_of(format_id).export(article, options)


def save_export(
    export: Export, folder: Path, memory: Memory, *, review_id: str = "", overwrite: bool = False
) -> tuple[Path, ...]:
    """Write an export and return its files, the article first.

    What was written is remembered, so that the next export may write over it and over nothing else: raises FileChangedError for a
    file changed outside, of somebody else's, or of another review, unless ``overwrite``; WriteError where the disk refuses.
    """
    folder = folder.absolute()
    key = f"exported:{folder / export.main.name}"
    known = _known(memory.recall(key), review_id)
    new = {name: [digest] for name, digest in digests_of(export).items()}
    # Remembered before the first byte as well: a program that is ended half way must know its own files again.
    either = known | {name: sorted({*known.get(name, ()), *digests}) for name, digests in new.items()}
    write_files(folder, export, known=known, overwrite=overwrite, beginning=lambda: _remember(memory, key, review_id, either))
    _remember(memory, key, review_id, new)
    return tuple(folder / file.name for file in (export.main, *export.beside))


def _known(kept: str | None, review_id: str) -> dict[str, list[str]]:
    """Return the digests that what this review wrote can have; none of what another did."""
    try:
        value = json.loads(kept or "{}")
        if value["review"] != review_id:
            return {}
        return {name: [digests] if isinstance(digests, str) else list(digests) for name, digests in value["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remember(memory: Memory, key: str, review_id: str, digests: dict[str, list[str]]) -> None:
    value = json.dumps({"review": review_id, "files": digests}, sort_keys=True)
    if memory.recall(key) != value:
        with suppress(LibraryError):
            memory.remember(key, value).result()


def published(article: Article, html: str, now: datetime) -> Article:
    """Return the article as published: its names, bios, headline and slug are frozen, with the page ``html`` as it left.

    ``now`` is a moment with its zone; the day printed is that of the computer's own zone unless one is set already.
    """
    fresh = unpublished(article, Status.READY)
    printed = Printed(stamp(now), headline_of(fresh), frozen_credits(fresh), html)
    review = replace(
        article.review,
        status=Status.PUBLISHED,
        slug=slug_of(fresh),
        published_on=article.review.published_on or now.astimezone().date().isoformat(),
        printed=printed,
    )
    return replace(article, review=review)


def unpublished(article: Article, status: Status) -> Article:
    """Return the article with another status: it follows the records again.

    What was frozen when it was published stays in it, as the record of the last publication.
    """
    return replace(article, review=replace(article.review, status=status))


def article_as_json(article: Article) -> Any:
    """Return the whole structured review as plain JSON values, as the JSON export writes them without pictures."""
    return json.loads(export_files(article, "json", Options()).text)


def article_as_markdown(article: Article) -> str:
    """Return the article as plain Markdown."""
    return export_files(article, "markdown", Options()).text
