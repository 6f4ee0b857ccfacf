"""The form of a gallery: its pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.article import Article
from desktop.core.image import ImageUse
from desktop.core.review import Part
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.picture_credit import edit_picture_credit
from desktop.gui.editor.pictures import PicturesField


class GalleryForm(PartForm):
    """Edits a gallery."""

    def __init__(self, pictures: PicturesField, parent: QWidget | None = None) -> None:
        """Make the form around the field of its pictures."""
        super().__init__(parent)
        self.pictures = pictures
        self.pictures.changed.connect(self._on_pictures_changed)
        self.pictures.credit_changed.connect(lambda image, text: edit_picture_credit(self.session, self.key, image, text))
        self.column.addWidget(pictures)
        self.column.addStretch(1)

    def show_part_content(self, article: Article, part: Part) -> None:
        """Show the pictures; carets stay where they are."""
        self.pictures.show(part.images, article, part.id)

    def reveal(self, field: str) -> None:
        """Put the focus into a picture's field, or where the first one is added."""
        if field in ("heading", "level", "spoiler", "printed"):
            super().reveal(field)
        else:
            self.pictures.reveal(field)
            self.ensureWidgetVisible(self.pictures)

    def add_placeholder(self) -> None:
        """Add a still that has no file yet, with the focus in its caption."""
        self.pictures.add_placeholder()

    def _on_pictures_changed(self, uses: tuple[ImageUse, ...]) -> None:
        if not self.has_part:
            return
        before = self.part.images
        typing = [(use.id, use.image) for use in uses] == [(use.id, use.image) for use in before]
        changed = next((new.id for new, old in zip(uses, before, strict=False) if new != old), "") if typing else ""
        self.edit_part(self.tr("Pictures"), f"pictures.{changed}.caption" if changed else "pictures", typing=typing, images=uses)
