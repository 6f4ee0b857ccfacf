"""Reviews with a text open in the real window, for tests that write into them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.review import PartKind
from desktop.gui.editor.text_form import TextForm
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from desktop.services.archive import open_archive
from desktop.services.authoring import Place


def begin_reviews(library: Path, *titles: str) -> list[str]:
    """Store new reviews in a library that no window has open, and return their ids."""
    archive = open_archive(library)
    ids = [archive.begin(title, 1987, "", "en").review.id for title in titles]
    archive.library.close()
    return ids


def open_text(desk: OpenDesk, review_id: str, number: int = 0) -> MarkdownEditor:
    """Open a stored review with the caret in one of its text parts, and return the part's text."""
    desk.places.greet(sample=False, slug=review_id)
    session = desk.window.session
    assert session is not None
    assert session.review_id == review_id
    texts = [part.id for part in session.article.review.parts if part.kind is PartKind.TEXT]
    desk.window.editor.go_to(Place(texts[number]))
    return text_in_front(desk)


def text_in_front(desk: OpenDesk) -> MarkdownEditor:
    """Return the text of the part in front."""
    form = desk.window.editor.form
    assert isinstance(form, TextForm)
    return form.body


def body_of(library: Path, review_id: str, number: int = 0) -> str:
    """Return what is stored of a text part, of a library that may be open elsewhere."""
    archive = open_archive(library, create=False, read_only=True)
    try:
        parts = archive.load(review_id).article.review.parts
    finally:
        archive.library.close()
    return [part.body for part in parts if part.kind is PartKind.TEXT][number]


def shown(desk: OpenDesk) -> str:
    """Return the saved state as the status bar says it."""
    return desk.window.status.saved_state()


def stored_by_now(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until everything typed is stored."""
    qtbot.waitUntil(lambda: desk.workspace.autosave.settled, timeout=10_000)
