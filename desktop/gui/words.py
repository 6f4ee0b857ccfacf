"""What the window calls the domain's values, in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.review import ReviewKind, Status
from desktop.core.work import WorkKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)


def status_name(status: Status) -> str:
    """Return the name of a review's status."""
    names = {
        Status.IDEA: _tr("Idea"),
        Status.DRAFT: _tr("Draft"),
        Status.READY: _tr("Ready"),
        Status.FILED: _tr("Filed"),
        Status.PUBLISHED: _tr("Published"),
        Status.SPIKED: _tr("Spiked"),
    }
    return names[status]


def kind_of_piece(kind: ReviewKind) -> str:
    """Return the name of a kind of piece."""
    names = {
        ReviewKind.REVIEW: _tr("Review"),
        ReviewKind.FIRST_LOOK: _tr("First look"),
        ReviewKind.CAPSULE: _tr("Capsule"),
        ReviewKind.RE_REVIEW: _tr("Re-review"),
        ReviewKind.RECAP: _tr("Recap"),
        ReviewKind.ESSAY: _tr("Essay"),
    }
    return names[kind]


def kind_of_work(kind: WorkKind) -> str:
    """Return the name of a kind of work."""
    names = {
        WorkKind.FILM: _tr("Film"),
        WorkKind.SHORT: _tr("Short film"),
        WorkKind.TV_SERIES: _tr("Television series"),
        WorkKind.TV_SEASON: _tr("Television season"),
        WorkKind.TV_EPISODE: _tr("Television episode"),
        WorkKind.BOOK: _tr("Book"),
        WorkKind.STAGE: _tr("Stage work"),
        WorkKind.OTHER: _tr("Something else"),
    }
    return names[kind]
