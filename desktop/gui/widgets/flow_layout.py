"""A layout that sets widgets in lines, as words are set."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items from the start of the line on, breaking where the width ends; one that expands takes the rest.

    The items of a line stand on one middle.
    """

    def __init__(self, parent: QWidget, *, margins: QMargins, spacing: int = 4) -> None:
        """Make an empty layout of ``parent``."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(margins)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end (Qt calls this)."""
        self._items.append(item)

    def insert_widget(self, at: int, widget: QWidget) -> None:
        """Add ``widget`` before the item ``at``."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than there is."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the items need in lines of ``width`` pixels."""
        return self._set(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items in ``rect``."""
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the smallest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _set(self, rect: QRect, *, move: bool) -> int:
        """Walk through the items line by line, placing them if ``move``; return the height needed."""
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, height = inner.left(), inner.top(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, inner.width()), 10_000))
            expands = bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            needed = item.minimumSize().width() if expands else size.width()
            if x > inner.left() and x + needed > inner.right() + 1:
                self._place(line, inner, height, move=move)
                x, y, height, line = inner.left(), y + height + self.spacing(), 0, []
            width = max(needed, inner.right() + 1 - x) if expands else size.width()
            line.append((item, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + self.spacing()
            height = max(height, size.height())
        self._place(line, inner, height, move=move)
        return y + height - rect.top() + self.contentsMargins().bottom()

    def _place(self, line: list[tuple[QLayoutItem, QRect]], inner: QRect, height: int, *, move: bool) -> None:
        """Place the items of one line that is ``height`` pixels high, if ``move``."""
        if not move:
            return
        mirrored = self._mirrored()
        for item, place in line:
            left = inner.left() + inner.right() + 1 - place.left() - place.width() if mirrored else place.left()
            item.setGeometry(QRect(QPoint(left, place.top() + (height - place.height()) // 2), place.size()))

    def _mirrored(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft


def fixed_height_for_width(widget: QWidget) -> None:
    """Let ``widget`` take the height that its flow needs at its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
