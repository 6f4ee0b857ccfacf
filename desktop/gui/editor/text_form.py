"""The form of a text part: heading, opening sentence, the Markdown itself, and the pictures it names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.identity import new_part_id
from desktop.core.image import Image, ImageUse
from desktop.core.person import Person
from desktop.core.picture_marks import with_pictures
from desktop.core.printing import opening_of
from desktop.core.review import Opening, Part, PartRole
from desktop.core.text import tidy_text
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.picture_credit import edit_picture_credit
from desktop.gui.editor.pictures import PicturesField
from desktop.gui.widgets.choices import ChoiceField, SegmentedField
from desktop.gui.widgets.completion import Ask, Complete, Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from desktop.gui.widgets.multi_line import MultiLineField


class TextForm(PartForm):
    """Edits a text part. ``caret_moved(part_id, position)`` says where the critic writes."""

    caret_moved = Signal(str, int)
    files_offered = Signal(list)

    def __init__(
        self,
        pictures: PicturesField,
        clean_html: Callable[[str], str],
        complete_person: Complete,
        parent: QWidget | None = None,
        *,
        ask: Ask | None = None,
    ) -> None:
        """Make the form; ``clean_html`` cleans what is pasted as HTML, ``complete_person`` answers what follows ``@``."""
        super().__init__(parent)
        openings = [
            (Opening.GENERATED, self.tr("From the facts")),
            (Opening.OWN, self.tr("Own words")),
            (Opening.NONE, self.tr("None")),
        ]
        self.opening = SegmentedField(self.tr("Opening sentence"), openings, self)
        self.opening_text = MultiLineField(self.tr("Opening sentence, as printed"), self, low=1, high=4)
        self.opening_text.show_label(False)
        self.opening.changed.connect(self._on_opening_changed)
        self.opening_text.changed.connect(self._on_opening_text_changed)
        self.body = MarkdownEditor(self, clean_html=clean_html, complete_person=complete_person)
        if ask is not None:
            self.body.ask_through(ask)
        self.body.setAccessibleName(self.tr("Text"))
        self.body.setPlaceholderText(self.tr("Write here. Paste keeps plain text; @ names a person."))
        self.body.text_changed.connect(self._on_body_text_changed)
        self.body.left.connect(self._on_body_left)
        self.body.caret_moved.connect(lambda position: self.caret_moved.emit(self.key, position))
        self.body.images_offered.connect(self.files_offered)
        self.pictures = pictures
        self.pictures.changed.connect(self._on_pictures_changed)
        self.pictures.credit_changed.connect(lambda image, text: edit_picture_credit(self.session, self.key, image, text))
        self.body.person_chosen.connect(self._on_body_person_chosen)
        self.column.setAlignment(Qt.AlignmentFlag(0))
        beginning = QVBoxLayout()
        beginning.setSpacing(0)
        beginning.addWidget(self.opening)
        beginning.addWidget(self.opening_text)
        self.column.addLayout(beginning)
        self.column.addWidget(self.body, 1)
        self.column.addWidget(self.pictures)

    def _build_between(self) -> tuple[Field, ...]:
        """Return the choice of the part's role."""
        roles = [
            (PartRole.INTRO, self.tr("Introduction")),
            (PartRole.PLOT, self.tr("Plot")),
            (PartRole.ANALYSIS, self.tr("Analysis")),
            (PartRole.VERDICT, self.tr("Verdict")),
            (PartRole.SPOILER, self.tr("Spoilers")),
            (PartRole.CUSTOM, self.tr("Other")),
        ]
        self.role = ChoiceField(self.tr("Role"), roles, self)
        self.role.changed.connect(lambda value: self.edit_part(self.tr("Role"), "role", role=value))
        return (self.role,)

    def most_width(self) -> int:
        """Return how many pixels the column is wide at most: as the text itself."""
        return self.body.most_width()

    def minimumSizeHint(self) -> QSize:
        """The text gives way to the pane."""
        return QSize(260, 200)

    def show_part_content(self, article: Article, part: Part) -> None:
        """Show the text; the caret stays where it is."""
        self.role.set_value(part.role)
        opens = part.role is PartRole.INTRO or part.opening is not Opening.NONE
        self.opening.setVisible(opens)
        self.opening.set_value(part.opening)
        sentence = opening_of(article, part)
        self.opening_text.setVisible(opens and part.opening is not Opening.NONE)
        self.opening_text.set_value(sentence)
        generated = part.opening is Opening.GENERATED
        self.opening_text.set_hint(self.tr("Kept in step with the facts until you edit it") if generated else "")
        self.body.set_text(part.body)
        self.pictures.setVisible(bool(part.images))
        self.pictures.show(part.images, article, part.id)

    def reveal(self, field: str) -> None:
        """Put the focus into a field; the text itself where nothing else is named."""
        if field in ("", "body"):
            self.body.setFocus()
        elif field.startswith("opening"):
            self.opening_text.setFocus()
        elif field.startswith("pictures"):
            self.pictures.reveal(field)
        elif field == "role":
            self.role.setFocus()
        else:
            super().reveal(field)

    def add_placeholder(self) -> None:
        """Name a picture that has no file yet at the caret, with the focus in its caption."""
        (use,) = self.insert_pictures([None])
        self.pictures.reveal(f"pictures.{use.id}.caption")

    def insert_pictures(self, images: list[Image | None]) -> tuple[ImageUse, ...]:
        """Name pictures at the caret, each on a line of its own, and return their uses; None asks for one without a file."""
        uses = tuple(ImageUse(new_part_id(), image.id if image else None) for image in images)
        self._set_pictures((*self.part.images, *uses), typing=False)
        return uses

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from a field or picture back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.body.setFocus()
        else:
            super().keyPressEvent(event)

    def _set_pictures(self, uses: tuple[ImageUse, ...], *, typing: bool) -> None:
        known, wanted = [use.id for use in self.part.images], [use.id for use in uses]
        body, caret = with_pictures(self.part.body, wanted, known, self.body.caret())
        self.edit_part(self.tr("Pictures"), "pictures", typing=typing and known == wanted, images=uses, body=body)
        if known != wanted:
            self.body.select(caret)

    def _on_body_text_changed(self, text: str) -> None:
        self.edit_part(self.tr("Typing"), "body", typing=True, body=text)

    def _on_body_left(self) -> None:
        if self.has_part and tidy_text(self.part.body) != self.part.body:
            self.edit_part(self.tr("Typing"), "body", tidying=True, body=tidy_text(self.part.body))

    def _on_body_person_chosen(self, completion: Completion) -> None:
        person = completion.value
        assert isinstance(person, Person)
        self.body.insert_person(completion.label, person.id)

    def _on_opening_changed(self, opening: Opening) -> None:
        sentence = opening_of(self.session.article, self.part)
        text = sentence if opening is Opening.OWN else ""
        self.edit_part(self.tr("Opening sentence"), "opening", opening=opening, opening_text=text)

    def _on_opening_text_changed(self, text: str) -> None:
        self.edit_part(self.tr("Opening sentence"), "opening_text", typing=True, opening=Opening.OWN, opening_text=text)

    def _on_pictures_changed(self, uses: tuple[ImageUse, ...]) -> None:
        if self.has_part:
            self._set_pictures(uses, typing=True)
