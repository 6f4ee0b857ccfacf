"""Builds the editor: every form with what it needs, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.outlet import Outlet
from desktop.gui.editor.data_form import DataForm
from desktop.gui.editor.editor import Editor
from desktop.gui.editor.facts_form import FactsForm
from desktop.gui.editor.form import Form
from desktop.gui.editor.forms import Forms
from desktop.gui.editor.gallery_form import GalleryForm
from desktop.gui.editor.header import EditorHeader
from desktop.gui.editor.headline_form import HeadlineForm
from desktop.gui.editor.naming import PersonCompletion
from desktop.gui.editor.outline import FACTS, HEADLINE, PEOPLE, PUBLISHING
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.pictures import PicturesField
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.gui.editor.quote_form import QuoteForm
from desktop.gui.editor.text_form import TextForm
from desktop.gui.editor.thumbnails import Thumbnails
from desktop.gui.people import PeopleForm
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory
from desktop.services.pasting import clean_html
from desktop.services.reviewing_again import printable_earlier

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace


def build_editor(workspace: Workspace, window: MainWindow) -> Editor:
    """Return the editor of ``window``, with all that its forms need."""
    archive = workspace.archive
    thumbnails = Thumbnails(workspace.picture_file)
    completion = PersonCompletion(archive)
    pages: dict[str, Callable[[], Form]] = {
        HEADLINE: lambda: HeadlineForm(archive.used, workspace.add_picture, thumbnails),
        FACTS: lambda: FactsForm(archive.used),
        PEOPLE: lambda: PeopleForm(archive, workspace.fetch_person, workspace.add_picture, thumbnails, ask=workspace.ask),
        PUBLISHING: lambda: _publishing(workspace, window),
    }
    header = EditorHeader(window.actions_by_id["undo"], window.actions_by_id["redo"])
    forms = Forms(pages, _part_forms(workspace, completion, thumbnails))
    editor = Editor(header, forms, _preview(workspace, window), window)
    workspace.reviews.leaving.connect(editor.settle)
    completion.follow(lambda: editor.session.article if editor.session else None)
    return editor


def _publishing(workspace: Workspace, window: MainWindow) -> PublishingForm:
    archive = workspace.archive
    form = PublishingForm(
        archive.used,
        archive.outlets,
        lambda outlet: _lay_outlet(workspace, outlet),
        earlier=lambda review: printable_earlier(archive, review),
    )
    form.publish_requested.connect(window.actions_by_id["publish"].trigger)
    return form


def _part_forms(
    workspace: Workspace, completion: PersonCompletion, thumbnails: Thumbnails
) -> dict[type[PartForm], Callable[[], PartForm]]:
    def pictures(parent: QWidget | None = None) -> PicturesField:
        return PicturesField("Pictures", workspace.add_picture, thumbnails, parent)

    return {
        TextForm: lambda: TextForm(pictures(), clean_html, completion.complete, ask=workspace.ask),
        GalleryForm: lambda: GalleryForm(pictures()),
        QuoteForm: QuoteForm,
        DataForm: DataForm,
    }


def _preview(workspace: Workspace, window: MainWindow) -> PreviewPane:
    settings = workspace.settings
    pane = PreviewPane(ProbeMemory(settings.recall, settings.remember))
    pane.set_width(settings.preview_width)
    pane.set_look(settings.preview_look)
    pane.set_zoom(settings.preview_zoom)
    pane.width_changed.connect(lambda width: setattr(settings, "preview_width", width))
    pane.look_changed.connect(lambda look: setattr(settings, "preview_look", look))
    pane.zoom_changed.connect(lambda zoom: setattr(settings, "preview_zoom", zoom))
    pane.link_activated.connect(window.open_link)
    pane.browser_requested.connect(window.actions_by_id["open_in_browser"].trigger)
    return pane


def _lay_outlet(workspace: Workspace, outlet: Outlet) -> None:
    workspace.reviews.desk.know(*workspace.archive.outlet(outlet.id))
