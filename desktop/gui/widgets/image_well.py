"""A place for one picture: it shows it, and takes another by drop, paste or file dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.asking_files import ManyTold, Purpose, ask_files
from desktop.gui.theme import Colour, Type, current_theme, set_look

AskFiles = Callable[[QWidget, ManyTold], object]
"""Asks the person for picture files, and calls back with those that were chosen."""


def ask_for_pictures(parent: QWidget, then: ManyTold) -> None:
    """Ask with the platform's file dialog for pictures."""
    kinds = QCoreApplication.translate("ImageWell", "Pictures") + " (*.jpg *.jpeg *.png *.webp *.avif *.gif *.tif *.tiff *.bmp)"
    ask_files(parent, QCoreApplication.translate("ImageWell", "Choose pictures"), kinds, Purpose.PICTURES, then)


class _Frame(QFrame):
    """The picture itself, or words where there is none; it has the focus for pasting."""

    pasted = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._invites = False
        set_look(self, "well")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage | None) -> None:
        """Show a picture or none."""
        self.image = image
        self.updateGeometry()
        self.update()

    def invite(self, *, drop: bool) -> None:
        """Show that a drop would be taken."""
        self._invites = drop
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size of a film still's shape that grows with the text."""
        theme = current_theme()
        return QSize(theme.length(240), theme.length(135))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a picture is never squeezed out."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with the platform's key, choose a file with Enter or Space."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and frame, then the picture whole, or the words."""
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self.image is not None:
            size = self.image.size().scaled(inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(inner.center())
            clip = QPainterPath()
            clip.addRoundedRect(target, 4, 4)
            painter.setClipPath(clip)
            painter.drawImage(target, self.image)
            painter.setClipping(False)
        else:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.colour(Colour.MUTED))
            words = self.tr("Drop it here") if self._invites else self.tr("No file yet")
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        if self._invites:
            painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
            painter.drawRoundedRect(inner, 4, 4)


class ImageWell(QWidget):
    """Shows a picture or "No file yet", and offers others to its owner.

    ``files_offered`` carries files (``Path``), ``image_offered`` a picture that has no file, ``removed`` asks to
    take the present one away.
    """

    files_offered = Signal(list)
    image_offered = Signal(QImage)
    removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, ask_files: AskFiles = ask_for_pictures) -> None:
        """Make an empty well that a screen reader calls ``name`` ("Photo of Ama Darko")."""
        super().__init__(parent)
        self._name = name
        self._ask_files = ask_files
        self._frame = _Frame(self)
        self._choose = QPushButton(self.tr("Choose File…"), self)
        self._remove = QPushButton(self.tr("Remove"), self)
        set_look(self._remove, "quiet")
        self._choose.clicked.connect(self._on_choose_clicked)
        self._remove.clicked.connect(self.removed)
        self._frame.asked.connect(self._on_choose_clicked)
        self._frame.pasted.connect(self._on_frame_pasted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._frame, 1)
        column.addLayout(buttons)
        self.setAcceptDrops(True)
        self.setFocusProxy(self._frame)
        self.set_picture(None)

    def picture(self) -> QImage | None:
        """Return the picture shown, or None."""
        return self._frame.image

    def set_picture(self, image: QImage | None, description: str = "") -> None:
        """Show a picture, or "No file yet"; ``description`` (its alternative text) is read with the name."""
        shown = image if image is not None and not image.isNull() else None
        self._frame.show_image(shown)
        state = description or (self.tr("picture") if shown is not None else self.tr("no file yet"))
        self._frame.setAccessibleName(f"{self._name}, {state}")
        self._choose.setText(self.tr("Replace…") if shown is not None else self.tr("Choose File…"))
        self._choose.setAccessibleName(f"{self._choose.text().rstrip('…')}, {self._name}")
        self._remove.setAccessibleName(self.tr("Remove {name}").format(name=self._name))
        self._remove.setVisible(shown is not None)

    def frame(self) -> QWidget:
        """Return the widget that takes the focus and the paste."""
        return self._frame

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._frame.invite(drop=True)

    def dragLeaveEvent(self, event: object) -> None:
        """Take the welcome back."""
        self._frame.invite(drop=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer what was dropped."""
        self._frame.invite(drop=False)
        if self._offer(event.mimeData()):
            event.acceptProposedAction()

    def _offer(self, mime: QMimeData) -> bool:
        """Offer the files or the picture of ``mime``; say whether there was any."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.files_offered.emit(files)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.image_offered.emit(image)
            return True
        return False

    def _on_frame_pasted(self) -> None:
        self._offer(QGuiApplication.clipboard().mimeData())

    def _on_choose_clicked(self) -> None:
        self._ask_files(self, self.files_offered.emit)
