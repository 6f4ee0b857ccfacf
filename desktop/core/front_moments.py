"""Moments in the front matter of a readable copy: when the review was last changed, and when its film was made and changed.

The first stands under ``lastmod``, where sites look for it, the others under ``matinee``; when the review was begun is a field of
its own. No file that leaves has any of them. What is no moment is left alone, for a review must not be lost for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desktop.core.article import Article
from desktop.core.front_matter import Bare
from desktop.core.saving import Moments

LASTMOD_KEY = "lastmod"
MOMENTS_KEY = "moments"
_FIRST_YEAR = 1000
"""The first year that is written with four digits on every system."""


def moment_of(text: Any) -> str:
    """Return a moment with its zone (ISO 8601) as it is stored, ``2026-11-25T09:02:00Z``; empty for what is none."""
    try:
        moment = datetime.fromisoformat(text)
        there = moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return ""
    return there.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo is not None and there.year >= _FIRST_YEAR else ""


def lastmod_value(article: Article, moments: Mapping[str, Moments]) -> str:
    """Return when the review was last changed; empty where nobody tells."""
    told = moments.get(article.review.id)
    return Bare(told.modified) if told else ""


def work_moments(article: Article, moments: Mapping[str, Moments]) -> dict[str, dict[str, str]]:
    """Return what stands under ``matinee.moments``; nothing where nobody tells."""
    told = moments.get(article.work.id)
    return {"work": {"created": Bare(told.created), "modified": Bare(told.modified)}} if told else {}


def moments_of(article: Article, lastmod: Any, own: Any) -> dict[str, Moments]:
    """Return the moments of a file by id of record: those of its ``lastmod`` and its ``matinee.moments`` that it tells."""
    found: dict[str, Moments] = {}
    if changed := moment_of(lastmod):
        found[article.review.id] = Moments(article.review.created, changed)
    if told := moments_from(own.get("work") if isinstance(own, dict) else None):
        found[article.work.id] = told
    return found


def moments_from(plain: Any) -> Moments | None:
    """Return the moments of a group ``created`` and ``modified``; None where either is none."""
    if not isinstance(plain, dict):
        return None
    created, modified = moment_of(plain.get("created")), moment_of(plain.get("modified"))
    return Moments(created, modified) if created and modified else None
