"""What the forms of all parts share: the part they show, its heading, level, spoiler fold and whether it is printed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.core.article import Article
from desktop.core.edits import set_part
from desktop.core.printing import expand
from desktop.core.review import Part
from desktop.core.text import tidy_line
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.editor.field_grid import FULL, HALF, THIRD, FieldGrid
from desktop.gui.editor.form import Form
from desktop.gui.editor.outline import part_name
from desktop.gui.session import ReviewSession
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.choices import CheckField, ChoiceField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import LineField
from desktop.services.authoring import Place


class PartForm(Form):
    """The form of one part; ``show_part`` chooses which. Its key is the part's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the form; no part is shown yet."""
        super().__init__("", parent)
        self._paused: frozenset[str] = frozenset()
        self.paused_note = Label(
            self.tr("This text is too intricate to preview as you type; it is shown unformatted until it changes"), self
        )
        self.paused_note.setWordWrap(True)
        self.paused_note.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.paused_note.hide()
        set_look(self.paused_note, "caption")
        self.printed = CheckField(self.tr("Print this part"), self)
        self.heading = LineField(self.tr("Headin&g"), self)
        between = self._build_between()
        self.level = ChoiceField(self.tr("Level"), [(2, "2"), (3, "3"), (4, "4")], self)
        self.spoiler = ChoiceField(self.tr("Spoiler"), [(False, self.tr("No")), (True, self.tr("Yes"))], self)
        self.heading.changed.connect(lambda value: self.edit_part(self.tr("Heading"), "heading", typing=True, heading=value))
        self.heading.finished.connect(self._on_heading_finished)
        self.level.changed.connect(lambda value: self.edit_part(self.tr("Level"), "level", level=value))
        self.spoiler.changed.connect(lambda value: self.edit_part(self.tr("Spoiler"), "spoiler", spoiler=value))
        self.printed.changed.connect(lambda value: self.edit_part(self.tr("Print"), "printed", hidden=not value))
        self._lay_out_head(between)
        self.column.addWidget(self.paused_note)

    def _build_between(self) -> tuple[Field, ...]:
        """Return the fields that stand between the heading and its level, made now for the order of Tab."""
        return ()

    def _lay_out_head(self, between: tuple[Field, ...]) -> None:
        """Lay out the title with the switch that prints the part, and the one row beneath."""
        self.column.removeWidget(self.title)
        self.printed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        set_look(self.printed.editor(), "quiet")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.printed, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(head)
        row = FieldGrid(self)
        row.add(self.heading, THIRD if between else FULL - THIRD, FULL)
        for field in between:
            row.add(field, THIRD, THIRD)
        for field in (self.level, self.spoiler):
            row.add(field, 1, THIRD if between else HALF)
        self.column.addWidget(row)

    def show_part(self, session: ReviewSession, part_id: str) -> None:
        """Show another part of ``session``'s review."""
        self.key = part_id
        self.bind(session)

    def show_paused(self, part_ids: frozenset[str]) -> None:
        """Say, where it is so, that the preview shows this part unformatted; ``part_ids`` are the parts that it shows so."""
        before, self._paused = self._paused, part_ids
        self._show_pause()
        if self.key in part_ids - before and self.isVisible():
            announce(self, self.paused_note.text())

    def _show_pause(self) -> None:
        self.paused_note.setVisible(self.key in self._paused)

    @property
    def part(self) -> Part:
        """The part that is shown, as it stands."""
        part = self.session.article.review.part(self.key)
        assert part is not None, "the form shows a part that is gone"
        return part

    @property
    def has_part(self) -> bool:
        """Whether there is a part to edit: a field may be left because its part or its review has gone."""
        return self.is_bound and self.session.article.review.part(self.key) is not None

    def edit_part(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: object) -> None:
        """Change some attributes of the part."""
        changed = set_part(self.session.article, replace(self.part, **values))  # type: ignore[arg-type]
        self.session.edit(label, Place(self.key, field), changed, typing=typing, tidying=tidying)

    def show_article(self, article: Article) -> None:
        """Show the part; one that is gone shows nothing until the editor has turned to another."""
        part = article.review.part(self.key)
        if part is None:
            return
        self.title.setText(part_name(article, part))
        self.heading.set_value(part.heading)
        self.heading.set_hint(
            self.tr("Prints “{heading}”").format(heading=expand(part.heading, article)) if "{" in part.heading else ""
        )
        self.level.set_value(part.level)
        self.spoiler.set_value(part.spoiler)
        self.printed.set_value(not part.hidden)
        self._show_pause()
        self.show_part_content(article, part)

    def show_part_content(self, article: Article, part: Part) -> None:
        """Show what this kind of part has of its own."""

    def reveal(self, field: str) -> None:
        """Put the focus into a field of the part; the heading where there is no better one."""
        fields = {"heading": self.heading, "level": self.level, "spoiler": self.spoiler, "printed": self.printed}
        widget = fields.get(field, self.heading)
        widget.setFocus()
        self.ensureWidgetVisible(widget)

    def _on_heading_finished(self) -> None:
        if self.has_part and self.part.heading != tidy_line(self.part.heading):
            self.edit_part(self.tr("Heading"), "heading", tidying=True, heading=tidy_line(self.part.heading))
