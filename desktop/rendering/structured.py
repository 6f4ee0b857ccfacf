"""The page's data for machines: a schema.org ``Review`` as JSON-LD.

After Google's review snippet guide: author, rating and what is reviewed; the range of a half-star scale is always said, because
``worstRating`` is 1 where nothing is. No ``reviewBody``, which would repeat the page and change with every key, no address that
is not public, and ``dateModified`` from publishing alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.core.addresses import web_address
from desktop.core.countries import country_name
from desktop.core.printing import name_of
from desktop.core.rating import Rating, ScaleKind, scale_of
from desktop.core.review import Status
from desktop.core.work import CAST_JOBS, Identifiers, Job, Work, WorkKind
from desktop.rendering.markdown import well_formed

if TYPE_CHECKING:
    from desktop.core.article import Article

_TYPES = {
    WorkKind.FILM: "Movie",
    WorkKind.SHORT: "Movie",
    WorkKind.TV_SERIES: "TVSeries",
    WorkKind.TV_SEASON: "TVSeason",
    WorkKind.TV_EPISODE: "TVEpisode",
    WorkKind.BOOK: "Book",
}
_LOOKED_UP_AT = (
    ("imdb", "https://www.imdb.com/title/{}/"),
    ("tmdb", "https://www.themoviedb.org/movie/{}"),
    ("wikidata", "https://www.wikidata.org/wiki/{}"),
    ("letterboxd", "https://letterboxd.com/film/{}/"),
)


def json_ld(article: Article, headline: str, verdict: str) -> str:
    """Return the review as JSON that may stand in a ``script`` element; empty while the work has no title."""
    review = article.review
    if not article.work.title.strip():
        return ""
    published = review.printed if review.status is Status.PUBLISHED else None
    data = {
        "@context": "https://schema.org",
        "@type": "Review",
        "headline": headline,
        "inLanguage": review.language,
        "author": _named("Person", review.byline),
        "publisher": _named("Organization", article.outlet.name),
        "datePublished": review.published_on,
        "dateModified": published.at if published else "",
        "url": web_address(review.canonical_url),
        "description": review.description,
        "abstract": verdict,
        "keywords": list(review.tags),
        "reviewRating": _rating(review.rating),
        "itemReviewed": _work(article),
    }
    written = json.dumps(_filled(data), ensure_ascii=False, separators=(",", ":"))
    return well_formed(written).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _work(article: Article) -> dict[str, Any]:
    work = article.work
    kind = _TYPES.get(work.kind, "CreativeWork")
    dates = (str(release.date) for release in work.release_dates if release.date)
    first_shown = min((date for date in dates if work.year in (None, int(date[:4]))), default=str(work.year or ""))
    directors = [_named("Person", name_of(article, credit)) for credit in work.credits if credit.job is Job.DIRECTOR]
    players = [_named("Person", name_of(article, credit)) for credit in work.credits if credit.job in CAST_JOBS]
    data: dict[str, Any] = {
        "@type": kind,
        "name": work.title,
        "alternateName": work.original_title if work.original_title != work.title else "",
        "dateCreated": first_shown,
        "genre": list(work.genres),
        "sameAs": _same_as(work, work.identifiers),
    }
    if kind == "Book":
        authors = [_named("Person", name_of(article, credit)) for credit in work.credits if credit.job is Job.AUTHOR]
        return data | {"author": authors, "isbn": work.identifiers.isbn}
    timed = kind in {"Movie", "TVEpisode"}
    countries = [{"@type": "Country", "name": country_name(code)} for code in work.countries]
    return data | {
        "duration": f"PT{work.runtime}M" if work.runtime and timed else "",
        "countryOfOrigin": countries if kind != "CreativeWork" else [],
        "director": directors,
        "actor": players,
    }


def _same_as(work: Work, identifiers: Identifiers) -> list[str]:
    film = work.kind in {WorkKind.FILM, WorkKind.SHORT}
    known = [(name, pattern) for name, pattern in _LOOKED_UP_AT if film or name not in {"tmdb", "letterboxd"}]
    addresses = [pattern.format(getattr(identifiers, name)) for name, pattern in known if getattr(identifiers, name)]
    return list(filter(None, map(web_address, [*addresses, identifiers.official])))


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name.strip() else {}


def _rating(rating: Rating | None) -> dict[str, Any]:
    if rating is None or not rating.printed:
        return {}
    scale = scale_of(rating.scale)
    if scale.kind is ScaleKind.LETTERS:
        return {"@type": "Rating", "ratingValue": rating.value, "bestRating": scale.values[-1], "worstRating": scale.values[0]}
    return {
        "@type": "Rating",
        "ratingValue": _number(rating.value),
        "bestRating": scale.best,
        "worstRating": _number(scale.values[0]),
    }


def _number(written: str) -> int | float:
    number = float(written)
    return int(number) if number.is_integer() else number


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data`` without empty values, at every depth; 0 is a value."""
    kept = {key: _filled(value) if isinstance(value, dict) else value for key, value in data.items()}
    lists = {key: [item for item in value if item] if isinstance(value, list) else value for key, value in kept.items()}
    return {key: value for key, value in lists.items() if value not in ("", [], {}, None)}
