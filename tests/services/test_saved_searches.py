"""Saved searches: named, kept in the library, live."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.errors import FormatError, NotFoundError
from desktop.core.finding import Query, parse_query
from desktop.services.archive import open_archive
from desktop.services.saved_searches import SavedSearches
from tests.storage.builders import keep, kept


def test_saved_searches_stay_live_and_survive(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "library")
    article = kept(archive.library)
    searches = SavedSearches(archive)
    dancers, stored = searches.save(" Dancers ", parse_query("dancer status:draft"))
    stored.result()
    searches.save("Noir", parse_query('tag:"noir"'))
    assert [(each.name, found) for each, found in searches.counted()] == [("Dancers", 1), ("Noir", 0)]
    keep(archive.library, replace(article.review, tags=("Noir",)), base=1)
    assert [found for _, found in searches.counted()] == [1, 1]
    searches.rename(dancers.id, "Those who dance").result()
    both = searches.all()
    searches.delete(dancers.id).result()
    assert [each.name for each in searches.all()] == ["Noir"]
    searches.keep(both).result()
    archive.library.close()
    archive = open_archive(tmp_path / "library")
    again = SavedSearches(archive).all()
    assert [(each.name, each.query) for each in again] == [
        ("Those who dance", parse_query("dancer status:draft")),
        ("Noir", parse_query('tag:"noir"')),
    ]
    archive.library.close()


def test_no_two_searches_have_one_name_and_none_is_saved_twice(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "library")
    searches = SavedSearches(archive)
    first, _ = searches.save("Noir", parse_query("noir "))
    second, _ = searches.save("NOIR", parse_query("tag:noir"))
    third, _ = searches.save("noir", parse_query("noir -tag:noir"))
    assert [each.name for each in searches.all()] == ["Noir", "NOIR (2)", "noir (3)"]
    with pytest.raises(FormatError, match="saved already, as “Noir”"):
        searches.save("Again", parse_query("noir "))
    assert searches.called(" noir") == first
    assert searches.called("noir", besides=first.id) is None
    searches.rename(third.id, "noir").result()
    assert [(each.id, each.name) for each in searches.all()] == [(third.id, "noir"), (second.id, "NOIR (2)")]
    archive.library.close()


def test_what_cannot_be_saved_is_said(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "library")
    searches = SavedSearches(archive)
    with pytest.raises(FormatError, match="something to look for"):
        searches.save("All", Query())
    with pytest.raises(FormatError, match="something to look for"):
        searches.save("All", parse_query("status: %"))
    with pytest.raises(FormatError, match="a name"):
        searches.save("  ", parse_query("dancer"))
    with pytest.raises(NotFoundError):
        searches.rename("none", "Name")
    with pytest.raises(NotFoundError):
        searches.delete("none")
    assert searches.all() == []
    archive.library.close()
