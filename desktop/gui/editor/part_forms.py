"""Which form edits which kind of part. To add a kind of part: one line here, next to its form."""

from __future__ import annotations

from desktop.core.review import PartKind
from desktop.gui.editor.data_form import DataForm
from desktop.gui.editor.gallery_form import GalleryForm
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.quote_form import QuoteForm
from desktop.gui.editor.text_form import TextForm

FORMS_BY_PART_KIND: dict[PartKind, type[PartForm]] = {
    PartKind.TEXT: TextForm,
    PartKind.GALLERY: GalleryForm,
    PartKind.PULL_QUOTE: QuoteForm,
    PartKind.FACTS: DataForm,
    PartKind.RELEASE: DataForm,
    PartKind.WHERE: DataForm,
    PartKind.TRAILER: DataForm,
    PartKind.DIRECTOR: DataForm,
    PartKind.CAST: DataForm,
    PartKind.CREW: DataForm,
    PartKind.RATING: DataForm,
    PartKind.CONTENT_NOTES: DataForm,
}
"""The class of the form for every kind of part."""
