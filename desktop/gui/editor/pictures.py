"""The pictures of a part, or the review's lead picture: rows that are added, described, moved and removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.identity import new_part_id
from desktop.core.image import Image, ImageUse
from desktop.core.text import tidy_line
from desktop.gui.announcing import announce
from desktop.gui.editor.picture_row import PictureRow
from desktop.gui.theme import set_look
from desktop.gui.widgets.field import GroupField
from desktop.gui.widgets.image_well import AskFiles, ask_for_pictures

AddPicture = Callable[[bytes, str, Callable[[Image], None], Callable[[str], None]], None]
"""Takes the bytes of a picture and the name of its file, and later calls the first function with the picture's record, once that
lies on the desk, or the second with the sentence that says why it could not be kept."""

PictureOf = Callable[[str], QImage | None]
"""Returns the thumbnail of the picture with an id, None where its file is gone; see ``thumbnails``."""


class PicturesField(GroupField):
    """A list of pictures; its value is a tuple of :class:`ImageUse`.

    A picture is added by drop, paste or file dialog, a placeholder without a file by its button. In a row Ctrl+Enter adds another
    placeholder with the focus in its caption, Alt+Up and Alt+Down move, Delete on the picture removes. ``credit_changed(image_id,
    text)`` carries the credit, which belongs to the picture's own record; ``most`` is how many pictures there may be.
    """

    credit_changed = Signal(str, str)

    def __init__(
        self,
        label: str,
        add_picture: AddPicture,
        picture_of: PictureOf,
        parent: QWidget | None = None,
        *,
        most: int | None = None,
        ask_files: AskFiles = ask_for_pictures,
    ) -> None:
        """Make an empty list."""
        super().__init__(label, parent)
        self._add_picture, self._picture_of, self._ask_files = add_picture, picture_of, ask_files
        self._most = most
        self._uses: tuple[ImageUse, ...] = ()
        self._images: dict[str, Image] = {}
        self._shown_for = ""
        self._shown_images: tuple[Image, ...] = ()
        self._rows: list[PictureRow] = []
        set_look(self._label, "heading")
        body = QWidget(self)
        self._column_of_rows = QVBoxLayout(body)
        self._column_of_rows.setContentsMargins(0, 8, 0, 0)
        self._column_of_rows.setSpacing(24)
        self.add_button = QPushButton(self.tr("Add Picture…"), body)
        self.placeholder_button = QPushButton(self.tr("Add Placeholder"), body)
        # The button's own shortcut would let a tenth of a second pass before the caption has the focus.
        shortcut = QShortcut(QKeySequence("Alt+P"), self)
        shortcut.activated.connect(self.add_placeholder)
        key = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        self.placeholder_button.setToolTip(self.tr("A picture whose file comes later ({key})").format(key=key))
        set_look(self.placeholder_button, "quiet")
        self._buttons = QWidget(body)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        for button in (self.add_button, self.placeholder_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column_of_rows.addWidget(self._buttons)
        self.add_button.clicked.connect(self._on_add_button_clicked)
        self.placeholder_button.clicked.connect(self.add_placeholder)
        self.setAcceptDrops(True)
        self._set_body(body, self.placeholder_button)
        body.setAccessibleName(self.label())

    def value(self) -> Any:
        """Return the uses, in order."""
        return self._uses

    def rows(self) -> list[PictureRow]:
        """Return the rows, in order."""
        return list(self._rows)

    def show(self, uses: Sequence[ImageUse] | None = None, article: Article | None = None, place: str = "") -> None:
        """Show ``uses`` with the picture records of ``article``; without arguments show the widget, as Qt means it.

        ``place`` says whose pictures they are (a part's id), so that one that is still being read cannot land elsewhere.
        """
        if uses is None or article is None:
            super().show()
            return
        shown_for, focus = f"{article.review.id} {place}", QApplication.focusWidget()
        same = (shown_for, tuple(uses), article.images) == (self._shown_for, self._uses, self._shown_images)
        if same and not (focus is not None and self.isAncestorOf(focus)):
            return  # while the text beside them is typed
        self._images = {image.id: image for image in article.images}
        self._shown_for, self._shown_images = shown_for, article.images
        self._uses = tuple(uses)
        self._refresh()

    def reveal(self, field: str) -> None:
        """Put the focus into ``pictures.<use id>.caption`` (or ``alt``, ``decorative``, ``credit``), else where one begins."""
        _, use_id, name = (*field.split("."), "", "")[:3]
        row = next((row for row in self._rows if row.use.id == use_id), None)
        if row is None:
            row = next(iter(self._rows), None)
        target: QWidget = self.placeholder_button if row is None else row.fields().get(name, row.caption)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_placeholder(self) -> None:
        """Add a picture that has no file yet, with the focus in its caption, as a person does; a full list shows its last."""
        if self._is_full():
            self._rows[-1].caption.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._add([ImageUse(new_part_id())])

    def add_files(self, files: Sequence[Path]) -> None:
        """Add pictures from files, all in one step, in the order given."""
        room = len(files) if self._most is None else max(0, self._most - len(self._uses))
        self._fetch([(path.name, _reading(path)) for path in files[:room]], self._add_images)

    def remove(self, at: int) -> None:
        """Remove a picture, as a person does; the focus goes to its neighbour."""
        self._change((*self._uses[:at], *self._uses[at + 1 :]))
        announce(self, self.tr("Picture {number} removed.").format(number=at + 1))
        if self._rows:
            self._rows[min(at, len(self._rows) - 1)].caption.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.placeholder_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_picture(self, at: int, steps: int) -> None:
        """Move a picture, as a person does; the focus stays with it."""
        to = at + steps
        if not 0 <= to < len(self._uses):
            return
        uses = list(self._uses)
        uses.insert(to, uses.pop(at))
        focused = QApplication.focusWidget()
        row = self._rows.pop(at)
        self._rows.insert(to, row)
        self._column_of_rows.removeWidget(row)
        self._column_of_rows.insertWidget(to, row)
        self._order_tabs()
        self._change(tuple(uses))
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("Moved to place {number} of {count}.").format(number=to + 1, count=len(uses)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add another placeholder with Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add_placeholder()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add every file dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.add_files(files)

    def _name_editor(self) -> None:
        """Leave the button its own name."""

    def _is_full(self) -> bool:
        return self._most is not None and len(self._uses) >= self._most

    def _show_value(self, value: Any) -> None:
        self._uses = tuple(value)
        self._refresh()

    def _change(self, uses: tuple[ImageUse, ...]) -> None:
        self._uses = uses
        self._refresh()
        self._tell()

    def _refresh(self) -> None:
        """Let the rows show the uses; a row follows its use, so that a caret stays in its text."""
        rows = {row.use.id: row for row in self._rows}
        for row in self._rows:
            if row.use.id not in {use.id for use in self._uses}:
                self._column_of_rows.removeWidget(row)
                row.hide()
                row.deleteLater()
        before = self._rows
        self._rows = [rows.get(use.id) or self._new_row() for use in self._uses]
        for at, (row, use) in enumerate(zip(self._rows, self._uses, strict=True)):
            if self._column_of_rows.indexOf(row) != at:
                self._column_of_rows.removeWidget(row)
                self._column_of_rows.insertWidget(at, row)
                row.show()  # a layout would do it only once the event loop is back, and the focus is wanted now
            image = self._images.get(use.image or "")
            row.show_use(use, image, self._picture_of(use.image) if use.image else None, at, len(self._uses))
        if self._rows != before:
            self._order_tabs()
        self._buttons.setVisible(not self._is_full())

    def _new_row(self) -> PictureRow:
        row = PictureRow(self, ask_files=self._ask_files, movable=self._most != 1)
        row.edited.connect(lambda use: self._change(tuple(use if old.id == use.id else old for old in self._uses)))
        row.left.connect(lambda: self._on_row_left(row))
        row.credit_edited.connect(self.credit_changed)
        row.removed.connect(lambda: self.remove(self._rows.index(row)))
        row.moved.connect(lambda steps: self.move_picture(self._rows.index(row), steps))
        row.files_offered.connect(lambda files: self._on_row_files_offered(row, files))
        row.image_offered.connect(lambda image: self._replace(row, "pasted.png", lambda: _png(image)))
        row.caption_spread.connect(
            lambda: self._change(tuple(replace(use, caption=tidy_line(row.use.caption)) for use in self._uses))
        )
        for field in row.fields().values():
            self._watch(field.editor())
        return row

    def _order_tabs(self) -> None:
        """Let Tab go through the rows in their order, and then to the buttons."""
        stops: list[QWidget] = []
        for row in self._rows:
            stops += [row.well, *(field.editor() for field in row.fields().values()), row.spread, row.up, row.down, row.remove]
        stops += [self.add_button, self.placeholder_button]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _add(self, uses: Sequence[ImageUse]) -> None:
        self.set_problem(None)
        self._change((*self._uses, *uses))
        self._rows[-len(uses)].caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_images(self, images: Sequence[Image]) -> None:
        self._images |= {image.id: image for image in images}
        self._add([ImageUse(new_part_id(), image.id) for image in images])

    def _fetch(self, sources: Sequence[tuple[str, Callable[[], bytes]]], take: Callable[[Sequence[Image]], None]) -> None:
        """Have pictures kept, and hand over those that could be once all are answered for; say in one sentence what could not."""
        asked_for = self._shown_for
        answers: dict[int, Image | str] = {}

        def answer(at: int, result: Image | str) -> None:
            answers[at] = result
            if len(answers) < len(sources) or self._shown_for != asked_for:
                return
            problems = [found for _, found in sorted(answers.items()) if isinstance(found, str)]
            images = [found for _, found in sorted(answers.items()) if isinstance(found, Image)]
            if images:
                take(images)
            self.set_problem(" ".join(problems) or None)

        for at, (name, read) in enumerate(sources):
            try:
                data = read()
            except OSError:
                answer(at, self.tr("{name} could not be read.").format(name=name))
            else:
                self._add_picture(data, name, partial(answer, at), partial(answer, at))

    def _replace(self, row: PictureRow, name: str, read: Callable[[], bytes]) -> None:
        def take(images: Sequence[Image]) -> None:
            self._images |= {image.id: image for image in images}
            changed = replace(row.use, image=images[0].id)
            self._change(tuple(changed if old.id == changed.id else old for old in self._uses))

        self._fetch([(name, read)], take)

    def _on_row_files_offered(self, row: PictureRow, files: list[Path]) -> None:
        self._replace(row, files[0].name, _reading(files[0]))
        if files[1:]:
            self.add_files(files[1:])

    def _on_row_left(self, row: PictureRow) -> None:
        if row in self._rows and row.tidied() != row.use:
            self._change(tuple(row.tidied() if old.id == row.use.id else old for old in self._uses))

    def _on_add_button_clicked(self) -> None:
        self._ask_files(self, self.add_files)


def _reading(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
