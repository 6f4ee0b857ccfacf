"""The form of a part that is generated from data: what it prints now, and the way to where the data is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.review import Part, PartKind
from desktop.gui.as_written import Label
from desktop.gui.editor.outline import FACTS, HEADLINE, PEOPLE
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.printed_lines import printed_lines
from desktop.gui.theme import FIELD_INSET, set_look

PAGES: dict[PartKind, str] = {
    PartKind.FACTS: FACTS,
    PartKind.RELEASE: FACTS,
    PartKind.WHERE: FACTS,
    PartKind.TRAILER: FACTS,
    PartKind.CONTENT_NOTES: FACTS,
    PartKind.DIRECTOR: PEOPLE,
    PartKind.CAST: PEOPLE,
    PartKind.CREW: PEOPLE,
    PartKind.RATING: HEADLINE,
}
"""The page on which the data of each generated part is typed."""


class DataForm(PartForm):
    """Shows a generated part, which can be renamed, hidden and moved but not typed into.

    ``page_requested(key)`` asks for the page where its data is typed: ``facts``, ``people`` or ``headline``.
    """

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the form; no part is shown yet."""
        super().__init__(parent)
        self._caption = Label(self.tr("Prints now"), self)
        set_look(self._caption, "heading")
        self._caption.setContentsMargins(FIELD_INSET, 8, FIELD_INSET, 0)
        self.lines = Label(parent=self)
        self.lines.setWordWrap(True)
        self.lines.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = QPushButton(self)
        set_look(self.link, "link")
        self.link.clicked.connect(self._on_link_clicked)
        group = QVBoxLayout()
        group.setSpacing(8)
        group.addWidget(self._caption)
        group.addWidget(self.lines)
        group.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(group)
        self.column.addStretch(1)

    def show_part_content(self, article: Article, part: Part) -> None:
        """Show what the part prints, and where its data is typed."""
        lines = printed_lines(article, part)
        self.lines.setText("\n".join(lines) if lines else self.tr("Nothing yet, not even its heading."))
        set_look(self.lines, "" if lines else "caption")
        names = {FACTS: self.tr("Edit in Facts"), PEOPLE: self.tr("Edit in People"), HEADLINE: self.tr("Edit in Headline")}
        self.link.setText(names[PAGES[part.kind]])
        self.lines.setAccessibleName(self.tr("Prints now: {lines}").format(lines=self.lines.text().replace("\n", "; ")))

    def reveal(self, field: str) -> None:
        """Put the focus into a field, or onto the way to the data where none is named."""
        if field in ("heading", "level", "spoiler", "printed"):
            super().reveal(field)
        else:
            self.link.setFocus()

    def _on_link_clicked(self) -> None:
        self.page_requested.emit(PAGES[self.part.kind])
