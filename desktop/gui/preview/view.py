"""What the preview pane asks of a view, be it WebEngine or the simplified one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.page import Page


class Look(StrEnum):
    """The article's own look; ``SYSTEM`` leaves ``prefers-color-scheme`` as the system answers it."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Width(StrEnum):
    """How wide the article is set: as wide as the pane, or as on a phone (390 px)."""

    WEB = "web"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows: a page, the library folder its pictures lie in, and the key of its review."""

    page: Page
    root: Path
    review: str

    def with_page(self, page: Page) -> Shown:
        """The same review with another page."""
        return replace(self, page=page)


class PreviewView(QWidget):
    """A view of one page.

    ``block_activated`` names a block that was clicked without selecting text; ``link_activated`` an address outside that was
    clicked (``http``, ``https`` or ``mailto``); ``page_ready`` comes when a page newly loaded can be seen; ``failed`` with the
    reason when the view cannot go on; ``zoom_changed`` with a percentage the view itself changed (Ctrl and the wheel).
    """

    block_activated = Signal(str)
    link_activated = Signal(QUrl)
    page_ready = Signal()
    failed = Signal(str)
    zoom_changed = Signal(int)

    def show_page(self, shown: Shown) -> None:
        """Show a page: patched into what is there where it is of the same review, loaded anew otherwise."""
        raise NotImplementedError

    def mark(self, block: str | None, share: float = 0.0) -> None:
        """Lay a bar beside a block (or none) and bring it on screen: its begin, or what lies at a share of its height."""
        raise NotImplementedError

    def set_look(self, look: Look) -> None:
        """Set the article's look."""
        raise NotImplementedError

    def set_zoom(self, percent: int) -> None:
        """Set the size of text and pictures, in per cent."""
        raise NotImplementedError

    def dom(self, callback: Callable[[str], None]) -> None:
        """Hand the markup of the page as it stands now to ``callback``, later."""
        raise NotImplementedError
