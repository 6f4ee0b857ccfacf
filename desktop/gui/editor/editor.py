"""The editor: outline, form and preview of the review that is open in front."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.edits import move_part, remove_part
from desktop.gui.editor.data_form import DataForm
from desktop.gui.editor.form import Form
from desktop.gui.editor.forms import Forms
from desktop.gui.editor.header import EditorHeader
from desktop.gui.editor.jumps import block_of, place_of
from desktop.gui.editor.outline import FIXED_PAGES, HEADLINE, rows_of
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.parts_list import PartsList
from desktop.gui.editor.text_form import TextForm
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.session import ReviewSession
from desktop.gui.theme import current_theme, set_look
from desktop.services.authoring import Place, Undone

NO_PREVIEW_BELOW = 1100
"""Pixels of width, at 100 % text, below which the preview does not stand beside the form but takes its place when asked for."""
NO_OUTLINE_BELOW = 900
"""Pixels of width, at 100 % text, below which the outline becomes a drop-down in the bar."""


@dataclass(slots=True)
class Bookmark:
    """Where the critic was in a review: the page or part, and the caret in its text."""

    key: str
    caret: int = 0


class Editor(QWidget):
    """Shows one session at a time.

    ``page_shown(key)`` tells which page is in front.
    """

    page_shown = Signal(str)
    preview_toggled = Signal(bool)

    def __init__(
        self,
        header: EditorHeader,
        forms: Forms,
        preview: PreviewPane,
        parent: QWidget | None = None,
    ) -> None:
        """Put the pieces side by side; no session is shown yet."""
        super().__init__(parent)
        self.header, self.preview, self.forms = header, preview, forms
        self._session: ReviewSession | None = None
        self._bookmarks: dict[str, Bookmark] = {}
        self._key = HEADLINE
        self._paused: frozenset[str] = frozenset()
        self._preview_wanted = True
        self._preview_in_front = False
        self._left_for_preview: QWidget | None = None
        self._outline_wanted = True
        self.outline = PartsList(self)
        self.stack = QStackedWidget(self)
        set_look(self.stack, "sheet")
        self.side = QSplitter(Qt.Orientation.Vertical, self)
        self.side.setHandleWidth(1)
        self.side.setChildrenCollapsible(False)
        self.side.addWidget(preview)
        self._docked: QWidget | None = None
        self._docked_wanted = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for index, (widget, stretch) in enumerate(((self.outline, 0), (self.stack, 3), (self.side, 2))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(index, stretch)
        self.splitter.setSizes([212, 660, 520])
        self.stack.setMinimumWidth(300)
        self.side.setMinimumWidth(280)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        body = QHBoxLayout()
        body.addWidget(self.splitter)
        column.addLayout(body, 1)
        self._connect()
        current_theme().changed.connect(self._arrange)

    def _connect(self) -> None:
        self.header.part_chosen.connect(self._on_header_part_chosen)
        self.outline.part_chosen.connect(self._show_page)
        self.outline.part_entered.connect(lambda key: self.go_to(Place(key)))
        self.outline.part_moved.connect(self.move_part)
        self.outline.part_removed.connect(self.remove_part)
        self.preview.block_activated.connect(self._on_preview_block_activated)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_application_focus_changed)
        self.forms.made.connect(self._on_form_made)

    def _on_form_made(self, form: Form) -> None:
        self.stack.addWidget(form)
        if isinstance(form, PartForm):
            form.show_paused(self._paused)
        if isinstance(form, TextForm):
            form.caret_moved.connect(self._on_form_caret_moved)
        if isinstance(form, DataForm):
            form.page_requested.connect(lambda page: self.go_to(Place(page)))

    def _on_application_focus_changed(self) -> None:
        """Mark in the preview what the field in focus is printed as; a field that prints nowhere leaves the mark."""
        if self._session is None or self._key not in FIXED_PAGES:
            return
        field = self.form.focused_field()
        block = block_of(Place(self._key, field), self._session.article) if field else None
        if block is not None:
            self.preview.mark(block)

    @property
    def session(self) -> ReviewSession | None:
        """The review in front, None while there is none."""
        return self._session

    @property
    def current_key(self) -> str:
        """The page or part in front."""
        return self._key

    @property
    def shows_text(self) -> bool:
        """Whether a text part is in front."""
        return isinstance(self.form, TextForm)

    @property
    def form(self) -> Form:
        """The form in front; before any was shown, the first."""
        form = self.stack.currentWidget() or self.forms.page(HEADLINE)
        assert isinstance(form, Form)
        return form

    def show_session(self, session: ReviewSession | None) -> None:
        """Bring another review to the front, where it was left, or none; the focus stays in the form if it was there."""
        writing = self._settle()
        if self._session is not None:
            self._session.article_changed.disconnect(self._on_session_article_changed)
            self._session.undone.disconnect(self._on_session_undone)
            self._bind_all(None)
        self._session = session
        if session is None:
            return
        session.article_changed.connect(self._on_session_article_changed)
        session.undone.connect(self._on_session_undone)
        self._show_article(session.article)
        mark = self._bookmarks.setdefault(session.review_id, Bookmark(HEADLINE))
        self._show_page(mark.key)
        if writing:
            self.restore_caret()

    def settle(self, review_id: str) -> None:
        """Hand in what is being typed in a review, because it is about to be closed."""
        if self._session is not None and self._session.review_id == review_id:
            self._settle()

    def _settle(self) -> bool:
        form = self.stack.currentWidget()
        return isinstance(form, Form) and form.settle()

    def bookmark(self, review_id: str) -> Bookmark | None:
        """Return where the critic was in a review; None for one that was not in front."""
        return self._bookmarks.get(review_id)

    def set_bookmark(self, review_id: str, mark: Bookmark) -> None:
        """Say where a review that is not in front yet is to be opened."""
        self._bookmarks[review_id] = mark

    def go_to(self, place: Place) -> None:
        """Show a page and put the focus into one of its fields."""
        if self._session is None:
            return
        self._bring_preview(False)
        self._show_page(place.form)
        self.form.reveal(place.field)
        self._mark(place)

    def restore_caret(self) -> None:
        """Put the focus back where the critic was writing."""
        mark = self._bookmarks.get(self._session.review_id) if self._session else None
        if mark is None:
            return
        self.go_to(Place(mark.key))
        if isinstance(self.form, TextForm):
            self.form.body.select(min(mark.caret, len(self.form.body.text())))

    def step(self, by: int) -> None:
        """Go to the next page or part (1), or the one before (-1)."""
        keys = self.outline.keys()
        at = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= at < len(keys):
            self.go_to(Place(keys[at]))

    def move_part(self, key: str, steps: int) -> None:
        """Move a part in the review; the fixed pages stay."""
        if self._session is not None and key not in FIXED_PAGES:
            self._session.edit(self.tr("Move part"), Place(key), move_part(self._session.article, key, steps))

    def remove_part(self, key: str) -> None:
        """Remove a part; undo brings it back."""
        if self._session is None or key in FIXED_PAGES:
            return
        keys = self.outline.keys()
        at = keys.index(key)
        self._turn_to(keys[at + 1] if at + 1 < len(keys) else keys[at - 1])
        self._session.edit(self.tr("Remove part"), Place(key), remove_part(self._session.article, key))

    def show_preview(self, shown: bool) -> None:
        """Show the preview beside the form, or do not; in a narrow window this is for when it is wide again."""
        self._preview_wanted = shown
        self._arrange()
        self.preview_toggled.emit(shown)

    @property
    def preview_wanted(self) -> bool:
        """Whether the preview is to stand beside the form where there is room."""
        return self._preview_wanted

    def toggle_preview(self) -> None:
        """Show or hide the preview; in a narrow window it takes the form's place, with the focus, and gives both back."""
        if not self.is_narrow:
            self.show_preview(not self._preview_wanted)
        elif self._preview_in_front:
            self._bring_preview(False)
            (self._left_for_preview or self.form).setFocus()
        else:
            self._left_for_preview = self.form.focusWidget()
            self._bring_preview(True)
            self.preview.setFocus()

    @property
    def is_narrow(self) -> bool:
        """Whether form and preview have no room beside each other."""
        return self.width() < current_theme().length(NO_PREVIEW_BELOW)

    def _bring_preview(self, in_front: bool) -> None:
        """In a narrow window, put the preview in the form's place, or the form back."""
        if in_front != self._preview_in_front:
            self._preview_in_front = in_front
            self._arrange()
            self.preview_toggled.emit(in_front)

    def dock(self, panel: QWidget) -> None:
        """Take a panel that stands under the preview when it is asked for; in a narrow window, beside the form."""
        self._docked = panel
        panel.hide()
        self.side.addWidget(panel)

    def show_docked(self, shown: bool) -> None:
        """Show the docked panel, or do not."""
        self._docked_wanted = shown
        self._arrange()

    def show_outline(self, shown: bool) -> None:
        """Show or hide the parts list."""
        self._outline_wanted = shown
        self._arrange()

    def show_paused(self, part_ids: tuple[str, ...]) -> None:
        """Say in the forms of these parts, and in no others, that their preview is paused."""
        self._paused = frozenset(part_ids)
        for form in self.forms.there():
            if isinstance(form, PartForm):
                form.show_paused(self._paused)

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.splitter.saveState()

    def restore_layout(self, state: QByteArray) -> None:
        """Give the panes remembered widths."""
        self.splitter.restoreState(state)

    def panes(self) -> list[QWidget]:
        """Return the panes that the next-pane command goes through, as far as they are shown; what is docked comes last."""
        return [pane for pane in (self.outline.view, self.form, self.preview, self._docked) if pane and pane.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let panes give way when the window becomes narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        instead = self.is_narrow and self._preview_in_front
        self.stack.setVisible(not instead)
        self.preview.setVisible(instead if self.is_narrow else self._preview_wanted)
        docked = self._docked is not None and self._docked_wanted and not instead
        if self._docked is not None:
            self._docked.setVisible(docked)
        self.side.setVisible(docked or not self.preview.isHidden())
        room = self.width() >= current_theme().length(NO_OUTLINE_BELOW)
        self.outline.setVisible(self._outline_wanted and room)
        self.header.show_narrow(self.outline.isHidden())

    def _turn_to(self, key: str) -> None:
        """Show another page, with the focus in it if it was in the one before."""
        writing = self._settle()
        self._show_page(key)
        if writing:
            self.form.reveal("")

    def _show_page(self, key: str) -> None:
        if self._session is None:
            return
        if key != self._key:
            self._settle()
        article = self._session.article
        part = article.review.part(key)
        form: Form
        if part is not None:
            form = part_form = self.forms.of_kind(part.kind)
            part_form.show_part(self._session, key)
        else:
            key = key if key in self.forms else HEADLINE
            form = self.forms.page(key)
            form.bind(self._session)
        self._bind_all(self._session, besides=form)
        self._key = key
        mark = self._bookmarks.setdefault(self._session.review_id, Bookmark(key))
        if mark.key != key:
            mark.key, mark.caret = key, 0
        self.stack.setCurrentWidget(form)
        self.outline.choose(key)
        self.header.show_parts(rows_of(article), key)
        self._mark(Place(key))
        self.page_shown.emit(key)

    def _bind_all(self, session: ReviewSession | None, besides: Form | None = None) -> None:
        """Only the form in front listens: what is not seen costs nothing."""
        for form in self.forms.there():
            if form is not besides and form.is_bound:
                form.bind(None)

    def _mark(self, place: Place) -> None:
        if self._session is not None:
            self.preview.mark(block_of(place, self._session.article), self._share_of(place.form))

    def _share_of(self, key: str) -> float:
        """Return how much of a part's text stands before the caret in it."""
        assert self._session is not None
        part, mark = self._session.article.review.part(key), self._bookmarks.get(self._session.review_id)
        if part is None or mark is None or mark.key != key:
            return 0.0
        return min(1.0, mark.caret / max(1, len(part.body)))

    def _show_article(self, article: Article) -> None:
        self.header.show_article(article)
        self.outline.show_article(article)

    def _on_session_article_changed(self, _before: Article, after: Article) -> None:
        self._show_article(after)
        if self._key not in FIXED_PAGES and after.review.part(self._key) is None:
            self._turn_to(HEADLINE)

    def _on_session_undone(self, undone: Undone) -> None:
        assert self._session is not None
        key = undone.place.form
        if key in FIXED_PAGES or self._session.article.review.part(key) is not None:
            self.go_to(undone.place)

    def _on_form_caret_moved(self, part_id: str, position: int) -> None:
        mark = self._bookmarks.get(self._session.review_id) if self._session else None
        if mark is not None and mark.key == part_id:
            mark.caret = position

    def _on_header_part_chosen(self, key: str) -> None:
        self.go_to(Place(key))

    def _on_preview_block_activated(self, block: str) -> None:
        if self._session is None:
            return
        place = place_of(block, self._session.article)
        if place is not None:
            self.go_to(place)
