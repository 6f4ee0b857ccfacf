"""Where the critic is: which review is in front, on which page, with the caret where. Kept in the library, also over a kill."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.gui.editor.editor import Bookmark, Editor

if TYPE_CHECKING:
    from desktop.gui.autosave import Autosave
    from desktop.services.archive import Archive

_KEY = "front"


@dataclass(frozen=True, slots=True)
class Front:
    """The reviews that were open, and where the critic was in the one in front."""

    open: tuple[str, ...] = ()
    review: str = ""
    key: str = ""
    caret: int = 0


def front_of(text: str | None) -> Front:
    """Read what was kept; anything damaged reads as nothing open."""
    try:
        plain = json.loads(text or "{}")
        return Front(tuple(map(str, plain["open"])), str(plain["review"]), str(plain["key"]), int(plain["caret"]))
    except (ValueError, KeyError, TypeError):
        return Front()


class FrontKeeper(QObject):
    """Keeps the front in the library with every save, and when asked."""

    def __init__(self, archive: Archive, editor: Editor, autosave: Autosave, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._archive, self._editor = archive, editor
        self._kept = archive.recall(_KEY)
        self.open_ids: tuple[str, ...] = ()
        autosave.saving.connect(self.keep)
        editor.page_shown.connect(self.keep)

    def kept(self) -> Front:
        """Return the front as it was kept last."""
        return front_of(self._kept)

    def keep(self, *_: object) -> None:
        """Keep where the critic is now, if that is new."""
        session = self._editor.session
        mark = self._editor.bookmark(session.review_id) if session else None
        front = Front(self.open_ids, session.review_id if session else "", *((mark.key, mark.caret) if mark else ("", 0)))
        text = json.dumps(asdict(front))
        if text != self._kept:
            self._kept = text
            self._archive.remember(_KEY, text)

    def restore_bookmark(self, front: Front) -> None:
        """Tell the editor where the review in front is to be opened."""
        self._editor.set_bookmark(front.review, Bookmark(front.key, front.caret))
