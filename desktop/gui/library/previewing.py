"""Shows the review that is current in the list as the finished article, and goes along with the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.article import Article
from desktop.core.errors import NotFoundError
from desktop.core.page import Page
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.preview_page import PreviewPage
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.taking_out import TakingOut
    from desktop.gui.workspace import Workspace


class Previewing(QObject):
    """Reads the article away from the window's thread and has the rendering child make its page; the newest wins."""

    def __init__(self, window: MainWindow, workspace: Workspace, asking: Asking, taking_out: TakingOut) -> None:
        """Show pages in the library of ``window``; ``asking`` reads the article that is wanted."""
        super().__init__(window)
        self._window, self._space, self._asking, self._taking_out = window, workspace, asking, taking_out
        self._library = window.library
        self._page: PreviewPage | None = None
        self._article: Article | None = None
        self._library.preview_wanted.connect(self.show)
        self._library.selection_changed.connect(self._on_library_selection_changed)
        self._library.list.model().dataChanged.connect(self._on_library_selection_changed)
        for left in (self._library.search_line.edited, self._library.places.place_chosen):
            left.connect(self._library.panes.uncover)

    @property
    def page(self) -> PreviewPage:
        """The page, made when it is first asked for."""
        if self._page is None:
            settings = self._space.settings
            pane = PreviewPane(ProbeMemory(settings.recall, settings.remember))
            pane.set_width(settings.preview_width)
            pane.set_look(settings.preview_look)
            pane.set_zoom(settings.preview_zoom)
            pane.link_activated.connect(self._window.open_link)
            pane.browser_requested.connect(self._on_pane_browser_requested)
            self._window.closing.connect(pane.stop)
            self._page = PreviewPage(pane, self._library)
            self._page.closed.connect(self.close)
            self._page.opened.connect(self._on_page_opened)
            self._page.stepped.connect(self._on_page_stepped)
        return self._page

    def show(self) -> None:
        """Show the current review, if there is one."""
        if self._library.chosen_id():
            self._article = None
            self._library.panes.cover(self.page)
            self.page.setFocus()
            self._read()

    def close(self) -> None:
        """Go back to the list."""
        self._library.panes.uncover()
        self._library.focus_list()

    def _read(self) -> None:
        review_id = self._library.chosen_id()
        if review_id and (self._article is None or self._article.review.id != review_id):
            self._asking.ask(Kind.PREVIEW, partial(self._load, review_id), self._on_read)

    def _load(self, review_id: str) -> Article | None:
        try:
            return self._space.archive.load(review_id).article
        except NotFoundError:
            return None

    def _on_read(self, article: Article | None) -> None:
        self._article = article
        if article is not None:
            row = self._library.list.currentIndex().row()
            self.page.tell(article.work.label() or self.tr("Untitled"), row, self._library.count())
            self.page.offer_restoring(restoring=self._library.in_trash())
            post, review_id = self._space.courier.post, article.review.id
            self._space.child.render(article, lambda page: post(self._on_page_made, (review_id, page)))

    def _on_page_made(self, made: tuple[str, Page]) -> None:
        review_id, page = made
        if self._article is not None and self._article.review.id == review_id and self._library.panes.is_covered():
            self.page.pane.open_review(review_id)
            self.page.pane.show_page(page, self._space.archive.root)

    def _on_library_selection_changed(self) -> None:
        if self._library.panes.is_covered():
            self._read()

    def _on_page_stepped(self, by: int) -> None:
        self._library.list.select_row(self._library.list.currentIndex().row() + by)

    def _on_page_opened(self) -> None:
        self._library.panes.uncover()
        self._library.list.opened.emit()

    def _on_pane_browser_requested(self) -> None:
        if self._article is not None:
            self._taking_out.browse(self._article)
