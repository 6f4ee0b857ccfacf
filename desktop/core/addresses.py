"""Addresses that may be linked from a page, and the others that a record may hold all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from desktop.core.article import Article

_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"\\\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
}


def web_address(text: str) -> str:
    """Return an http or https address that may be linked, else nothing; a bare ``example.org/film`` is none."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    fit = parts.scheme.lower() in {"http", "https"} and host and not _UNFIT.search(address)
    return address if fit else ""


def provider_of(address: str) -> str:
    """Return the name of the service a trailer's address belongs to; empty for one not known."""
    fit = web_address(address)
    host = (urlsplit(fit).hostname or "").lower() if fit else ""
    return next((name for domain, name in _PROVIDERS.items() if host == domain or host.endswith(f".{domain}")), "")


def unfit_addresses(article: Article) -> dict[str, str]:
    """Return the addresses of an article's records that are none of the web, by their keys in front matter."""
    work, review = article.work, article.review
    named = {f"where.{number}.url": place.url for number, place in enumerate(work.watch)}
    named |= {"film.trailer.url": work.trailer.url, "film.identifiers.official": work.identifiers.official}
    named |= {"canonical": review.canonical_url, "see_also.url": review.see_also.url if review.see_also else ""}
    return {key: address for key, address in named.items() if address and not web_address(address)}


def with_fit_addresses(article: Article) -> Article:
    """Return the article without the addresses of its records that are none of the web."""
    if not unfit_addresses(article):
        return article
    work, review = article.work, article.review
    return replace(
        article,
        review=replace(
            review,
            canonical_url=web_address(review.canonical_url),
            see_also=review.see_also and replace(review.see_also, url=web_address(review.see_also.url)),
        ),
        work=replace(
            work,
            watch=tuple(replace(place, url=web_address(place.url)) for place in work.watch),
            trailer=replace(work.trailer, url=web_address(work.trailer.url)),
            identifiers=replace(work.identifiers, official=web_address(work.identifiers.official)),
        ),
    )
