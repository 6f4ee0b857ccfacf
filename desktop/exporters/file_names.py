"""File names that every system takes: ASCII, lower case, no reserved word."""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.printing import slug_of
from desktop.core.text import slugify

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices, with any ending ("Naming Files, Paths, and Namespaces", Microsoft)."""


def safe_stem(text: str, otherwise: str = "review") -> str:
    """Return ``text`` as a file name without ending: ``[a-z0-9-]``, at most 80 characters, never a reserved word or empty."""
    stem = slugify(text) or slugify(otherwise) or "review"
    return f"{stem}-review" if stem in _RESERVED else stem


def stem_of(article: Article) -> str:
    """Return the file name, without ending, that an article leaves under."""
    return safe_stem(slug_of(article), article.review.id[:8])


def name_of(article: Article, chosen: str, suffix: str) -> str:
    """Return the file name of an article: the chosen one made safe, else that of its slug, with the format's ending."""
    return (safe_stem(chosen) if chosen else stem_of(article)) + suffix
