"""The quieter facts, in groups that are folded away until they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.core.article import Article
from desktop.core.text import tidy_line
from desktop.core.work import WorkKind
from desktop.gui.editor.field_grid import FULL, HALF, THIRD, FieldGrid
from desktop.gui.editor.fold import Fold
from desktop.gui.editor.identifiers_field import IdentifiersField
from desktop.gui.editor.picking import complete_content_notes, language_field
from desktop.gui.editor.rows_of_facts import certificate_rows, company_rows, festival_rows, title_rows
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import IntField, LineField
from desktop.gui.widgets.multi_line import MultiLineField

Place = Callable[[str, Field], Field]
"""Registers the widget of a metadata field with its form and returns it."""

TELEVISION = frozenset({WorkKind.TV_SERIES, WorkKind.TV_SEASON, WorkKind.TV_EPISODE})
"""The kinds of work that have seasons and episodes."""

TITLES, SEASON, CERTIFICATES, COMPANIES = "titles", "television", "certificates", "companies"
FESTIVALS, SOURCE, WARNINGS, IDENTIFIERS, NOTES = "festivals", "based_on", "content_notes", "identifiers", "notes"
"""Keys of the groups, for whoever remembers which are open."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("MoreFacts", text)


def build_folds(place: Place, parent: QWidget) -> dict[str, Fold]:
    """Return the groups in their order, by key, each field placed."""
    content_notes = partial(ChipsField, _tr("Content notes"), complete_content_notes, parent, read=_read_words)
    notes = partial(MultiLineField, _tr("Private notes on the film"), parent, low=3)

    def group(name: str, *pieces: tuple[str, Callable[[], Field], int]) -> Fold:
        """Make the header first and the fields after it, which is the order that Tab goes in."""
        grid = FieldGrid(parent)
        fold = Fold(name, grid, parent)
        for key, make, wide in pieces:
            grid.add(place(key, make()), wide, FULL)
        return fold

    return {
        TITLES: group(
            _tr("Original and other titles"),
            ("work.original_title", lambda: LineField(_tr("Original title"), parent), THIRD),
            ("work.original_language", lambda: language_field(_tr("Its language"), parent), THIRD),
            ("work.romanised_title", lambda: LineField(_tr("Romanised title"), parent), THIRD),
            ("work.other_titles", lambda: title_rows(_tr("Other titles"), parent), FULL),
        ),
        SEASON: group(
            _tr("Televi&sion"),
            ("work.season", lambda: IntField(_tr("Season"), parent, high=999), HALF),
            ("work.episode_count", lambda: IntField(_tr("Episodes"), parent, high=9999), HALF),
        ),
        CERTIFICATES: group(
            _tr("Certificates"), ("work.certificates", partial(certificate_rows, _tr("Certificates"), parent), FULL)
        ),
        COMPANIES: group(_tr("Co&mpanies"), ("work.companies", lambda: company_rows(_tr("Companies"), parent), FULL)),
        FESTIVALS: group(_tr("Festival history"), ("work.festivals", lambda: festival_rows(_tr("Festivals"), parent), FULL)),
        SOURCE: group(
            _tr("Based on, and logline"),
            ("work.based_on", lambda: LineField(_tr("Based on"), parent), FULL),
            ("work.logline", lambda: MultiLineField(_tr("Logline"), parent, low=1, high=4), FULL),
        ),
        WARNINGS: group(
            _tr("Content notes"),
            (
                "work.content_notes",
                content_notes,
                FULL,
            ),
        ),
        IDENTIFIERS: group(_tr("Identifiers"), ("work.identifiers", lambda: IdentifiersField(_tr("Identifiers"), parent), FULL)),
        NOTES: group(_tr("Private notes"), ("work.notes", notes, FULL)),
    }


def _read_words(text: str) -> str | None:
    return tidy_line(text) or None


def summaries(article: Article) -> dict[str, str]:
    """Return in a few words what each group holds, for its header while it is closed."""
    work, ids = article.work, article.work.identifiers
    season = _tr("Season {number}").format(number=work.season) if work.season is not None else ""
    episodes = _tr("{count} episodes").format(count=work.episode_count) if work.episode_count is not None else ""
    sites = (
        (_tr("IMDb"), ids.imdb),
        (_tr("TMDB"), ids.tmdb),
        (_tr("Wikidata"), ids.wikidata),
        (_tr("Letterboxd"), ids.letterboxd),
        (_tr("ISBN"), ids.isbn),
        (_tr("official site"), ids.official),
    )
    return {
        TITLES: _joined(work.original_title, *(title.text for title in work.other_titles)),
        SEASON: _joined(season, episodes),
        CERTIFICATES: _joined(*(f"{certificate.board} {certificate.rating}".strip() for certificate in work.certificates)),
        COMPANIES: _joined(*(company.name for company in work.companies)),
        FESTIVALS: _joined(*(entry.festival for entry in work.festivals)),
        SOURCE: _joined(work.based_on, work.logline),
        WARNINGS: _joined(*work.content_notes),
        IDENTIFIERS: _joined(*(name for name, value in sites if value)),
        NOTES: tidy_line(work.notes),
    }


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
