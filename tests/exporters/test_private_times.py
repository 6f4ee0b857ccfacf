"""Deadlines and embargoes are between the critic and the outlet: no file that readers get tells of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.article import Article
from desktop.core.zoned_time import ZonedTime
from desktop.exporters.catalogue import FORMATS, format_of
from desktop.exporters.export import Audience, Format, Options
from desktop.exporters.private import with_private_of
from desktop.importers.catalogue import read
from tests.example import example_article

TIMES = {
    "deadline": ZonedTime("2031-03-14T17:00", "Asia/Kathmandu"),
    "embargo": ZonedTime("2031-03-15T21:00", "Pacific/Chatham"),
    "social_embargo": ZonedTime("2031-03-16T09:30", "Etc/GMT-2"),
}


def _promised() -> Article:
    article = example_article()
    return replace(article, review=replace(article.review, **TIMES))  # type: ignore[arg-type]


_FOR_OTHERS = [each for each in FORMATS if each.audience is not Audience.EDITOR]
"""Every format but the copy for the editor, which says when it may be printed."""


@pytest.mark.parametrize("each", _FOR_OTHERS, ids=lambda each: each.id)
def test_what_readers_get_is_the_same_with_and_without_them(each: Format) -> None:
    options = Options(private=None if each.private is None else False)
    assert each.export(_promised(), options).main == each.export(example_article(), options).main


@pytest.mark.parametrize("name", ["json", "markdown-front-matter"])
def test_what_the_critic_keeps_brings_them_back(name: str) -> None:
    export = format_of(name).export(_promised(), Options(private=True))
    (back,) = read(export.main.data, export.main.name).articles
    assert back == _promised()


def test_a_file_made_for_a_site_does_not_take_them_away() -> None:
    article = _promised()
    export = format_of("markdown-front-matter").export(article, Options())
    (back,) = read(export.main.data, "a.md").articles
    assert back.review.embargo is None
    assert with_private_of(back.review, article.review) == article.review
