"""What a review holds and a reader's file does not: told in a sentence each, so that nothing is missing without a word."""

from __future__ import annotations

from desktop.core.addresses import web_address
from desktop.core.article import Article
from desktop.core.printing import expand, printed_parts
from desktop.core.review_markdown import printable
from desktop.core.site_text import site_text
from desktop.rendering.sources import markdown_of


def withheld_addresses(article: Article) -> tuple[str, ...]:
    """Return a sentence for each address that is none of the web, of which no link was made."""
    work, review = article.work, article.review
    named = [(f"“{place.service or 'Where to watch'}”", place.url) for place in work.watch]
    named += [("the trailer", work.trailer.url), ("the official site", work.identifiers.official)]
    named += [("the review once published", review.canonical_url)]
    named += [("the earlier review", review.see_also.url if review.see_also else "")]
    return tuple(
        f"The address of {name} does not begin with http:// or https://, so it did not leave."
        for name, address in named
        if address and not web_address(address)
    )


def withheld_words(article: Article) -> tuple[str, ...]:
    """Return a sentence for each part whose HTML or links left Markdown as plain words."""
    return tuple(
        f"“{expand(part.heading, article) or part.role.value}” holds HTML or links that no page may; they left as plain words."
        for part in printed_parts(article)
        if any(site_text(text) != text for text in map(printable, markdown_of(article, part)))
    )
